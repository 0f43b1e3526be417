package io.faka.gateway.cipher;

import io.faka.codec.command.FulfillOrderEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.engine.pipeline.CommandIngress;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Seals the contents that an operator delivers into a {@code FulfillOrder}. They are bound to their order, not to a SKU. One thread. Use:
 * {@link #begin}, then {@link #add} while it {@link #hasRoom}, then {@link #end}.
 */
public final class ContentSealer {
    /** Most contents of one command, so that sealing them does not hold up the event loop. */
    public static final int MAX_CONTENTS = 1_024;

    private static final int CONTENT_BYTES =
            FulfillOrderEncoder.ContentsEncoder.sbeBlockLength() + 2 + CodeCipher.TAG_BYTES;

    private final CodeCipher cipher;
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(CommandIngress.MAX_COMMAND_BYTES));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final FulfillOrderEncoder encoder = new FulfillOrderEncoder();
    private final byte[] sealed = new byte[CodeCipher.MAX_SEALED_BYTES];
    private FulfillOrderEncoder.ContentsEncoder contents;
    private int count;

    /** Seals with this cipher, which nobody else may use meanwhile. */
    public ContentSealer(CodeCipher cipher) {
        this.cipher = cipher;
    }

    /** Starts the command for an order; the first content is for this one of its units that operators deliver, from 0. */
    public void begin(long orderIdHigh, long orderIdLow, long first) {
        CodeCipher unused = cipher.order(orderIdHigh, orderIdLow);
        contents = encoder.wrapAndApplyHeader(buffer, 0, header)
                .orderIdHigh(orderIdHigh)
                .orderIdLow(orderIdLow)
                .firstContent(first)
                .keyId(cipher.keyId())
                .contentsCount(MAX_CONTENTS);
        count = 0;
    }

    /** Whether a content of that many bytes still fits. */
    public boolean hasRoom(int length) {
        return count < MAX_CONTENTS && encoder.limit() + CONTENT_BYTES + length <= buffer.capacity();
    }

    /** Seals one content of 1 to 4,096 bytes. */
    public void add(byte[] content, int offset, int length) {
        int sealedLength = cipher.seal(content, offset, length, sealed, 0);
        contents.next()
                .fingerprintHigh(cipher.fingerprintHigh())
                .fingerprintLow(cipher.fingerprintLow())
                .putSealedContent(sealed, 0, sealedLength);
        count++;
    }

    /**
     * Completes the command.
     *
     * @return its length in {@link #buffer}, header first, from index 0
     */
    public int end() {
        int written = contents.resetCountToIndex();
        if (written != count) {
            throw new IllegalStateException("sealed " + count + " contents and encoded " + written);
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    /** Where the command is. */
    public UnsafeBuffer buffer() {
        return buffer;
    }
}
