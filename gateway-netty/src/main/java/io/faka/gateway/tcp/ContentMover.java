package io.faka.gateway.tcp;

import io.faka.codec.reply.ResultCode;
import io.faka.codec.session.DeliverContentsDecoder;
import io.faka.codec.session.MessageHeaderDecoder;
import io.faka.gateway.cipher.CodeCipher;
import io.faka.gateway.cipher.ContentSealer;
import io.faka.gateway.session.MessageCursor;
import io.faka.gateway.session.RefusalReply;
import io.faka.gateway.session.Texts;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Turns a {@code DeliverContents} with contents in clear into a {@code FulfillOrder} with sealed ones. One per event loop; what {@link
 * #turn} made is valid until the next call.
 */
final class ContentMover {
    private static final int HEADER_BYTES = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

    private final ContentSealer sealer;
    private final MessageCursor cursor = new MessageCursor();
    private final RefusalReply refusal = new RefusalReply();
    private final byte[] content = new byte[CodeCipher.MAX_CODE_BYTES];

    ContentMover(CodeCipher cipher) {
        this.sealer = new ContentSealer(cipher);
    }

    static boolean takes(UnsafeBuffer message, int offset, int length) {
        return length >= HEADER_BYTES
                && message.getShort(offset + 4, LE) == DeliverContentsDecoder.SCHEMA_ID
                && message.getShort(offset + 2, LE) == DeliverContentsDecoder.TEMPLATE_ID;
    }

    /**
     * Checks the message and makes the command.
     *
     * @return length of the command in {@link #command}; or -1 if it is refused, {@link #refusal} telling why
     */
    int turn(UnsafeBuffer message, int offset, int length) {
        if ((message.getShort(offset + 6, LE) & 0xffff) > DeliverContentsDecoder.SCHEMA_VERSION
                || (message.getShort(offset, LE) & 0xffff) != DeliverContentsDecoder.BLOCK_LENGTH) {
            return refuse(ResultCode.MALFORMED, "DeliverContents has the block length of schema version 1");
        }
        cursor.wrap(message, offset + HEADER_BYTES, length - HEADER_BYTES);
        int block = cursor.block(DeliverContentsDecoder.BLOCK_LENGTH);
        int count = cursor.group(0);
        int first =
                cursor.failed() ? 0 : message.getInt(block + DeliverContentsDecoder.firstContentEncodingOffset(), LE);
        if (!cursor.failed()) {
            sealer.begin(
                    message.getLong(block + DeliverContentsDecoder.orderIdHighEncodingOffset(), LE),
                    message.getLong(block + DeliverContentsDecoder.orderIdLowEncodingOffset(), LE),
                    first & 0xffff_ffffL);
        }
        String problem = null;
        for (int i = 0; i < count && !cursor.failed(); i++) {
            cursor.bytes16();
            problem = problem == null && !cursor.failed() ? seal(message, i) : problem;
        }
        cursor.end();
        if (cursor.failed()) {
            return refuse(ResultCode.MALFORMED, cursor.failure());
        }
        if (count < 1 || count > ContentSealer.MAX_CONTENTS) {
            return refuse(
                    ResultCode.INVALID_FIELD, "contents must be 1-" + ContentSealer.MAX_CONTENTS + " in one message");
        }
        if (first < 0) {
            return refuse(ResultCode.INVALID_FIELD, "firstContent must be 0 to 2147483647");
        }
        return problem == null ? sealer.end() : refuse(ResultCode.INVALID_FIELD, problem);
    }

    private String seal(UnsafeBuffer message, int index) {
        int length = cursor.textLength();
        if (length < 1 || length > CodeCipher.MAX_CODE_BYTES) {
            return "content " + index + " must be 1-" + CodeCipher.MAX_CODE_BYTES + " bytes";
        }
        if (!Texts.isUtf8(message, cursor.textOffset(), length)) {
            return "content " + index + " must be UTF-8";
        }
        if (!sealer.hasRoom(length)) {
            return "the contents are too long for one message; send a part";
        }
        message.getBytes(cursor.textOffset(), content, 0, length);
        sealer.add(content, 0, length);
        return null;
    }

    /** The command that {@link #turn} made. */
    UnsafeBuffer command() {
        return sealer.buffer();
    }

    /** Why the last message was refused. */
    RefusalReply refusal() {
        return refusal;
    }

    private int refuse(ResultCode code, String message) {
        refusal.set(code, message);
        return -1;
    }
}
