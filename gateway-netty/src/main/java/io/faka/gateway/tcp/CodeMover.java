package io.faka.gateway.tcp;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.MoveUnitsEncoder;
import io.faka.codec.command.UnitAction;
import io.faka.codec.command.UnitTarget;
import io.faka.codec.reply.ResultCode;
import io.faka.codec.session.MoveCodeDecoder;
import io.faka.gateway.cipher.CodeCipher;
import io.faka.gateway.session.MessageCursor;
import io.faka.gateway.session.RefusalReply;
import io.faka.gateway.session.Texts;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Turns a {@code MoveCode} with a code in clear into a {@code MoveUnits} with its fingerprint. One per event loop; what {@link #turn}
 * made is valid until the next call.
 */
final class CodeMover {
    private static final int HEADER_BYTES = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int MAX_SKU_BYTES = 64;
    private static final int MAX_REASON_BYTES = 200;
    private static final int MAX_COMMAND_BYTES = HEADER_BYTES + MoveUnitsEncoder.BLOCK_LENGTH + 3 * 256;
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

    private final CodeCipher cipher;
    private final MessageCursor cursor = new MessageCursor();
    private final RefusalReply refusal = new RefusalReply();
    private final UnsafeBuffer command = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_COMMAND_BYTES));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MoveUnitsEncoder move = new MoveUnitsEncoder();
    private final byte[] code = new byte[CodeCipher.MAX_CODE_BYTES];
    private boolean refused;

    CodeMover(CodeCipher cipher) {
        this.cipher = cipher;
    }

    static boolean takes(UnsafeBuffer message, int offset, int length) {
        return length >= HEADER_BYTES
                && message.getShort(offset + 4, LE) == MoveCodeDecoder.SCHEMA_ID
                && message.getShort(offset + 2, LE) == MoveCodeDecoder.TEMPLATE_ID;
    }

    /**
     * Checks the message and makes the command.
     *
     * @return length of the command in {@link #command}; or -1 if it is refused, {@link #refusal} telling why
     */
    int turn(UnsafeBuffer message, int offset, int length) {
        refused = false;
        if ((message.getShort(offset + 6, LE) & 0xffff) > MoveCodeDecoder.SCHEMA_VERSION
                || (message.getShort(offset, LE) & 0xffff) != MoveCodeDecoder.BLOCK_LENGTH) {
            return refuse(ResultCode.MALFORMED, "MoveCode has the block length of schema version 1");
        }
        cursor.wrap(message, offset + HEADER_BYTES, length - HEADER_BYTES);
        int block = cursor.block(MoveCodeDecoder.BLOCK_LENGTH);
        cursor.text8();
        int skuAt = cursor.textOffset();
        int skuLength = cursor.textLength();
        cursor.bytes16();
        int codeAt = cursor.textOffset();
        int codeLength = cursor.textLength();
        cursor.text8();
        int reasonAt = cursor.textOffset();
        int reasonLength = cursor.textLength();
        cursor.end();
        if (cursor.failed()) {
            return refuse(ResultCode.MALFORMED, cursor.failure());
        }
        int action = message.getByte(block) & 0xff;
        require(
                action >= UnitAction.QUARANTINE.value() && action <= UnitAction.RELEASE.value(),
                "action must be QUARANTINE or RELEASE");
        require(
                skuLength >= 1 && skuLength <= MAX_SKU_BYTES && Texts.isSku(message, skuAt, skuLength),
                "sku must be 1-64 bytes of A-Z a-z 0-9 . _ -");
        require(
                codeLength >= 1 && codeLength <= CodeCipher.MAX_CODE_BYTES,
                "code must be 1-" + CodeCipher.MAX_CODE_BYTES + " bytes");
        require(
                reasonLength <= MAX_REASON_BYTES && Texts.isUtf8(message, reasonAt, reasonLength),
                "reason must be at most 200 bytes of UTF-8");
        if (refused) {
            return -1;
        }
        message.getBytes(codeAt, code, 0, codeLength);
        cipher.sku(message, skuAt, skuLength).fingerprint(code, 0, codeLength);
        move.wrapAndApplyHeader(command, 0, header)
                .fingerprintHigh(cipher.fingerprintHigh())
                .fingerprintLow(cipher.fingerprintLow())
                .unitId(0)
                .action(UnitAction.get((short) action))
                .target(UnitTarget.CODE)
                .putSku(message, skuAt, skuLength)
                .lot("")
                .putReason(message, reasonAt, reasonLength);
        return HEADER_BYTES + move.encodedLength();
    }

    /** The command that {@link #turn} made. */
    UnsafeBuffer command() {
        return command;
    }

    /** Why the last message was refused. */
    RefusalReply refusal() {
        return refusal;
    }

    private void require(boolean holds, String rule) {
        if (!holds && !refused) {
            int unused = refuse(ResultCode.INVALID_FIELD, rule);
        }
    }

    private int refuse(ResultCode code, String message) {
        refused = true;
        refusal.set(code, message);
        return -1;
    }
}
