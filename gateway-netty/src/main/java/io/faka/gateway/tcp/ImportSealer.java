package io.faka.gateway.tcp;

import io.faka.codec.command.AddUnitsEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.reply.ResultCode;
import io.faka.codec.session.ImportCodesDecoder;
import io.faka.gateway.cipher.CodeCipher;
import io.faka.gateway.session.MessageCursor;
import io.faka.gateway.session.OrderIds;
import io.faka.gateway.session.RefusalReply;
import io.faka.gateway.session.Texts;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Turns an {@code ImportCodes} with codes in clear into an {@code AddUnits} with sealed ones. One per event loop; what {@link #seal}
 * made is valid until the next call.
 */
final class ImportSealer {
    /** Most codes in one message: what they grow by when sealed must fit in a command. */
    static final int MAX_CODES = 1_024;

    private static final int HEADER_BYTES = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int GROUP_BYTES = 4;
    private static final int MAX_NAME_BYTES = 64;
    private static final int CODE_GROWTH = AddUnitsEncoder.UnitsEncoder.sbeBlockLength() + CodeCipher.TAG_BYTES;
    private static final int MAX_SEALED_COMMAND = FrameInput.MAX_FRAME_BYTES + MAX_CODES * CODE_GROWTH + 256;
    /** Block of version 0, which knew no offers. */
    private static final int FIRST_BLOCK_LENGTH = 8;

    private static final int OFFER = ImportCodesDecoder.offerIdEncodingOffset();
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

    private final CodeCipher cipher;
    private final OrderIds random;
    private final MessageCursor cursor = new MessageCursor();
    private final RefusalReply refusal = new RefusalReply();
    private final UnsafeBuffer sealed = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_SEALED_COMMAND));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AddUnitsEncoder addUnits = new AddUnitsEncoder();
    private final byte[] clearCode = new byte[CodeCipher.MAX_CODE_BYTES];
    private final byte[] sealedCode = new byte[CodeCipher.MAX_SEALED_BYTES];
    private final byte[] sku = new byte[MAX_NAME_BYTES];
    private final byte[] lot = new byte[MAX_NAME_BYTES];
    private int skuLength;
    private int lotLength;
    private boolean refused;

    /** @param random names lots that the client left unnamed */
    ImportSealer(CodeCipher cipher, OrderIds random) {
        this.cipher = cipher;
        this.random = random;
    }

    /** Whether the message is of the session schema's {@code ImportCodes}. */
    static boolean isImport(UnsafeBuffer message, int offset, int length) {
        return length >= HEADER_BYTES
                && message.getShort(offset + 4, LE) == ImportCodesDecoder.SCHEMA_ID
                && message.getShort(offset + 2, LE) == ImportCodesDecoder.TEMPLATE_ID;
    }

    /**
     * Checks and seals all codes.
     *
     * @return length of the command in {@link #command}; or -1 if it is refused, {@link #refusal} telling why
     */
    int seal(UnsafeBuffer message, int offset, int length) {
        refused = false;
        if (!check(message, offset, length)) {
            return -1;
        }
        int block = offset + HEADER_BYTES;
        int blockLength = message.getShort(offset, LE) & 0xffff;
        int codes = block + blockLength;
        int count = message.getShort(codes + 2, LE) & 0xffff;
        cipher.sku(sku, 0, skuLength);
        AddUnitsEncoder.UnitsEncoder units = addUnits.wrapAndApplyHeader(sealed, 0, header)
                .expiresAtMicros(message.getLong(block, LE))
                .offerId(blockLength == FIRST_BLOCK_LENGTH ? 0 : message.getInt(block + OFFER, LE))
                .keyId(cipher.keyId())
                .continued((short) 0)
                .unitsCount(count);
        int position = codes + GROUP_BYTES;
        for (int i = 0; i < count; i++) {
            int codeLength = message.getShort(position, LE) & 0xffff;
            message.getBytes(position + Short.BYTES, clearCode, 0, codeLength);
            int sealedLength = cipher.seal(clearCode, 0, codeLength, sealedCode, 0);
            units.next()
                    .fingerprintHigh(cipher.fingerprintHigh())
                    .fingerprintLow(cipher.fingerprintLow())
                    .putSealedCode(sealedCode, 0, sealedLength);
            position += Short.BYTES + codeLength;
        }
        addUnits.putSku(sku, 0, skuLength).putLot(lot, 0, lotLength);
        return HEADER_BYTES + addUnits.encodedLength();
    }

    /** The command that {@link #seal} made. */
    UnsafeBuffer command() {
        return sealed;
    }

    /** Why the last message was refused. */
    RefusalReply refusal() {
        return refusal;
    }

    private boolean check(UnsafeBuffer message, int offset, int length) {
        if ((message.getShort(offset + 6, LE) & 0xffff) > ImportCodesDecoder.SCHEMA_VERSION) {
            return refuse(
                    ResultCode.UNSUPPORTED_VERSION,
                    "the newest known version of the session schema is " + ImportCodesDecoder.SCHEMA_VERSION);
        }
        int blockLength = message.getShort(offset, LE) & 0xffff;
        int version = message.getShort(offset + 6, LE) & 0xffff;
        if (blockLength != (version == 0 ? FIRST_BLOCK_LENGTH : ImportCodesDecoder.BLOCK_LENGTH)) {
            return refuse(ResultCode.MALFORMED, "the block length is not the one of schema version " + version);
        }
        cursor.wrap(message, offset + HEADER_BYTES, length - HEADER_BYTES);
        int block = cursor.block(blockLength);
        int count = cursor.group(0);
        for (int i = 0; i < count && !cursor.failed(); i++) {
            checkCode(message, i);
        }
        readNames(message);
        cursor.end();
        if (cursor.failed()) {
            return refuse(ResultCode.MALFORMED, cursor.failure());
        }
        if (count < 1 || count > MAX_CODES) {
            return refuse(ResultCode.TOO_LARGE, "codes must be 1-" + MAX_CODES + " in one message");
        }
        if (message.getLong(block, LE) < 0) {
            return refuse(ResultCode.INVALID_FIELD, "expiresAtMicros must not be negative");
        }
        if (blockLength != FIRST_BLOCK_LENGTH && message.getInt(block + OFFER, LE) < 0) {
            return refuse(ResultCode.OFFER_NOT_FOUND, "there is no such offer");
        }
        return !refused;
    }

    private void checkCode(UnsafeBuffer message, int index) {
        cursor.bytes16();
        int length = cursor.textLength();
        if (!cursor.failed() && (length < 1 || length > CodeCipher.MAX_CODE_BYTES)) {
            refuse(ResultCode.INVALID_FIELD, "code " + index + " must be 1-" + CodeCipher.MAX_CODE_BYTES + " bytes");
        } else if (!cursor.failed() && !Texts.isUtf8(message, cursor.textOffset(), length)) {
            refuse(ResultCode.INVALID_FIELD, "code " + index + " must be UTF-8");
        }
    }

    private void readNames(UnsafeBuffer message) {
        cursor.text8();
        skuLength = cursor.textLength();
        if (!cursor.failed()
                && (skuLength < 1
                        || skuLength > MAX_NAME_BYTES
                        || !Texts.isSku(message, cursor.textOffset(), skuLength))) {
            refuse(ResultCode.INVALID_FIELD, "sku must be 1-64 bytes of A-Z a-z 0-9 . _ -");
        } else if (!cursor.failed()) {
            message.getBytes(cursor.textOffset(), sku, 0, skuLength);
        }
        cursor.text8();
        lotLength = cursor.textLength();
        if (cursor.failed()) {
            return;
        }
        if (lotLength > MAX_NAME_BYTES || !Texts.isUtf8(message, cursor.textOffset(), lotLength)) {
            refuse(ResultCode.INVALID_FIELD, "lot must be at most 64 bytes of UTF-8");
        } else if (lotLength == 0) {
            nameLot();
        } else {
            message.getBytes(cursor.textOffset(), lot, 0, lotLength);
        }
    }

    private void nameLot() {
        random.next();
        byte[] name = ("lot-" + HexFormat.of().toHexDigits(random.high())).getBytes(StandardCharsets.US_ASCII);
        lotLength = name.length;
        System.arraycopy(name, 0, lot, 0, lotLength);
    }

    private boolean refuse(ResultCode code, String message) {
        if (!refused || code == ResultCode.MALFORMED) {
            refused = true;
            refusal.set(code, message);
        }
        return false;
    }
}
