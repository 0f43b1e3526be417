package io.faka.gateway.tcp;

import io.faka.codec.reply.Delivery;
import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.OrderReplyDecoder;
import io.faka.gateway.cipher.CodeCipher;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Turns an {@code OrderReply} with sealed codes into the one that goes on the wire: codes in clear, key id and fingerprints 0. All
 * else is copied as it is. One per event loop.
 */
final class OrderReplyOpener {
    private static final int HEADER_BYTES = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int GROUP_BYTES = 4;
    private static final int LINE_BYTES = OrderReplyDecoder.LinesDecoder.sbeBlockLength();
    private static final int UNIT_BYTES = OrderReplyDecoder.UnitsDecoder.sbeBlockLength();
    private static final int DELIVERY = OrderReplyDecoder.LinesDecoder.deliveryEncodingOffset();
    private static final byte MANUAL = (byte) Delivery.MANUAL.value();
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

    private final CodeCipher cipher;
    private final int[] skuOffsets = new int[256];
    private final byte[] sealed = new byte[CodeCipher.MAX_SEALED_BYTES];
    private final byte[] clear = new byte[CodeCipher.MAX_SEALED_BYTES];

    OrderReplyOpener(CodeCipher cipher) {
        this.cipher = cipher;
    }

    /** Whether the message is an order whose codes must be opened. */
    static boolean hasUnits(DirectBuffer reply, int offset) {
        return reply.getShort(offset + 2, LE) == OrderReplyDecoder.TEMPLATE_ID
                && reply.getInt(offset + HEADER_BYTES + OrderReplyDecoder.unitsTotalEncodingOffset(), LE) != 0;
    }

    /**
     * Writes the opened reply, which is never longer than the sealed one.
     *
     * @return its length
     * @throws io.faka.gateway.cipher.UnreadableCodeException if a code does not open
     */
    int open(DirectBuffer from, int offset, int length, UnsafeBuffer to, int toOffset) {
        int unitsAt = findUnits(from, offset + HEADER_BYTES + OrderReplyDecoder.BLOCK_LENGTH);
        int units = from.getShort(unitsAt + 2, LE) & 0xffff;
        int read = unitsAt + GROUP_BYTES;
        int written = toOffset + read - offset;
        to.putBytes(toOffset, from, offset, read - offset);
        int line = -1;
        for (int i = 0; i < units; i++) {
            int unitLine = from.getByte(read + OrderReplyDecoder.UnitsDecoder.lineEncodingOffset()) & 0xff;
            if (unitLine != line) {
                line = unitLine;
                bind(from, offset + HEADER_BYTES, skuOffsets[line]);
            }
            written += openUnit(from, read, to, written);
            read += UNIT_BYTES + Short.BYTES + codeLength(from, read);
        }
        int rest = offset + length - read;
        to.putBytes(written, from, read, rest);
        return written + rest - toOffset;
    }

    /** What an operator delivered is bound to its order, what was imported to its SKU. */
    private void bind(DirectBuffer from, int block, int sku) {
        if (from.getByte(sku - LINE_BYTES + DELIVERY) == MANUAL) {
            CodeCipher unused = cipher.order(
                    from.getLong(block + OrderReplyDecoder.orderIdHighEncodingOffset(), LE),
                    from.getLong(block + OrderReplyDecoder.orderIdLowEncodingOffset(), LE));
        } else {
            CodeCipher unused = cipher.sku(from, sku + 1, from.getByte(sku) & 0xff);
        }
    }

    /** Notes where each line's SKU is; returns where the group of units starts. */
    private int findUnits(DirectBuffer from, int linesAt) {
        int lines = from.getShort(linesAt + 2, LE) & 0xffff;
        int position = linesAt + GROUP_BYTES;
        for (int i = 0; i < lines; i++) {
            skuOffsets[i] = position + LINE_BYTES;
            position += LINE_BYTES + 1 + (from.getByte(position + LINE_BYTES) & 0xff);
        }
        return position;
    }

    private int openUnit(DirectBuffer from, int read, UnsafeBuffer to, int written) {
        int sealedLength = codeLength(from, read);
        from.getBytes(read + UNIT_BYTES + Short.BYTES, sealed, 0, sealedLength);
        int clearLength = cipher.open(
                from.getShort(read + OrderReplyDecoder.UnitsDecoder.keyIdEncodingOffset(), LE) & 0xffff,
                from.getLong(read + OrderReplyDecoder.UnitsDecoder.fingerprintHighEncodingOffset(), LE),
                from.getLong(read + OrderReplyDecoder.UnitsDecoder.fingerprintLowEncodingOffset(), LE),
                sealed,
                0,
                sealedLength,
                clear,
                0);
        to.setMemory(written, UNIT_BYTES, (byte) 0);
        int unitId = OrderReplyDecoder.UnitsDecoder.unitIdEncodingOffset();
        to.putInt(written + unitId, from.getInt(read + unitId, LE), LE);
        int line = OrderReplyDecoder.UnitsDecoder.lineEncodingOffset();
        to.putByte(written + line, from.getByte(read + line));
        to.putShort(written + UNIT_BYTES, (short) clearLength, LE);
        to.putBytes(written + UNIT_BYTES + Short.BYTES, clear, 0, clearLength);
        return UNIT_BYTES + Short.BYTES + clearLength;
    }

    private static int codeLength(DirectBuffer from, int unit) {
        return from.getShort(unit + UNIT_BYTES, LE) & 0xffff;
    }
}
