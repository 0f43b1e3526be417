package io.faka.gateway.tcp;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Tells from the first bytes what a peer speaks. A binary frame's length is at most 65,536, so its third byte is 0 or 1 and its
 * fourth 0, which text never has there.
 */
final class ProtocolSniffer {
    private static final int MAX_BLANKS = 1_024;
    private static final int VERB_BYTES = 4;
    private static final String VERBS = "GET POSTPUT HEADDELEOPTIPATCCONNTRACPRI ";
    private static final int TLS_HANDSHAKE = 0x16;

    /** What a peer speaks. */
    enum Protocol {
        /** More bytes are needed. */
        UNDECIDED,
        BINARY,
        JSON_LINES,
        HTTP,
        TLS,
        /** None of them. */
        UNKNOWN
    }

    private ProtocolSniffer() {}

    /** Looks at everything that has arrived, from the reader index, and consumes nothing. */
    static Protocol sniff(ByteBuf in) {
        int start = in.readerIndex();
        int length = in.readableBytes();
        if (length >= 4) {
            int frameLength = in.getIntLE(start);
            if (frameLength >= 0 && frameLength <= FrameInput.MAX_FRAME_BYTES) {
                return Protocol.BINARY;
            }
        }
        for (int i = 0; i < length; i++) {
            byte b = in.getByte(start + i);
            if (!isBlank(b)) {
                return b == '{' ? brace(in, start, length) : other(in, start + i, length - i);
            }
        }
        return length > MAX_BLANKS ? Protocol.UNKNOWN : Protocol.UNDECIDED;
    }

    /** Blanks and a brace may be the first bytes of a frame's length as long as not all four are there. */
    private static Protocol brace(ByteBuf in, int start, int length) {
        boolean mayBeLength = length < 3 || length < 4 && in.getUnsignedByte(start + 2) <= 1;
        return mayBeLength ? Protocol.UNDECIDED : Protocol.JSON_LINES;
    }

    private static Protocol other(ByteBuf in, int start, int length) {
        if (in.getByte(start) == TLS_HANDSHAKE && length >= 2) {
            return in.getByte(start + 1) == 3 ? Protocol.TLS : length < 4 ? Protocol.UNDECIDED : Protocol.UNKNOWN;
        }
        if (length < VERB_BYTES) {
            return Protocol.UNDECIDED;
        }
        String verb = in.toString(start, VERB_BYTES, StandardCharsets.ISO_8859_1);
        int index = VERBS.indexOf(verb);
        return index >= 0 && index % VERB_BYTES == 0 ? Protocol.HTTP : Protocol.UNKNOWN;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
