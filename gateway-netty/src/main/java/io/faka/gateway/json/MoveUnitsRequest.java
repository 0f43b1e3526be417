package io.faka.gateway.json;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.MoveUnitsEncoder;
import io.faka.codec.command.UnitAction;
import io.faka.codec.command.UnitTarget;
import io.faka.gateway.cipher.CodeCipher;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * {@code quarantine_units} and {@code release_units}: by {@code unit_id}, by {@code code} or by {@code lot}. A code goes no further
 * than this: the command has its fingerprint. On HTTP the SKU comes from the path: set it with {@link #sku} before each read.
 */
public final class MoveUnitsRequest extends CommandRequest {
    private static final Field UNIT_ID = new Field(0, "unit_id");
    private static final Field CODE = new Field(1, "code");
    private static final Field LOT = new Field(2, "lot");
    private static final Field REASON = new Field(3, "reason");
    private static final Field SKU = new Field(4, "sku");

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MoveUnitsEncoder encoder = new MoveUnitsEncoder();
    private final Text sku = new Text();
    private final Text code = new Text();
    private final Text lot = new Text();
    private final Text reason = new Text();
    private final CodeCipher cipher;
    private UnitAction action;
    private UnitTarget target;
    private long unitId;

    /** @param cipher makes fingerprints; used on the thread of this request alone */
    public MoveUnitsRequest(Form form, CodeCipher cipher) {
        super(form);
        this.cipher = cipher;
    }

    /** What is to be done with the units of the coming request. */
    public MoveUnitsRequest action(UnitAction asked) {
        action = asked;
        return this;
    }

    /** The SKU it is about, where the request itself does not say. */
    public void sku(byte[] bytes, int offset, int length) {
        sku.set(bytes, offset, length);
    }

    @Override
    void reset() {
        if (isLine()) {
            sku.clear();
        }
        code.clear();
        lot.clear();
        reason.clear();
        unitId = 0;
    }

    @Override
    boolean field() {
        if (is(UNIT_ID)) {
            unitId = integer(UNIT_ID, 1, Integer.MAX_VALUE);
        } else if (is(CODE)) {
            text(CODE, 1, CodeCipher.MAX_CODE_BYTES, code);
        } else if (is(LOT)) {
            text(LOT, 1, 64, lot);
        } else if (is(REASON)) {
            text(REASON, 0, 200, reason);
        } else if (isLine() && is(SKU)) {
            sku(SKU, sku);
        } else {
            return false;
        }
        return true;
    }

    @Override
    void complete() {
        if (isLine()) {
            require(SKU);
        }
        int named = (has(UNIT_ID) ? 1 : 0) + (has(CODE) ? 1 : 0) + (has(LOT) ? 1 : 0);
        if (named != 1) {
            throw RequestProblem.invalid(UNIT_ID.name, "exactly one of unit_id, code and lot must be given");
        }
        target = has(UNIT_ID) ? UnitTarget.UNIT : has(CODE) ? UnitTarget.CODE : UnitTarget.LOT;
        if (target == UnitTarget.CODE) {
            fingerprint();
        }
    }

    private void fingerprint() {
        int from = code.offset();
        int to = from + code.length();
        while (from < to && isSpace(code.bytes()[from])) {
            from++;
        }
        while (to > from && isSpace(code.bytes()[to - 1])) {
            to--;
        }
        cipher.sku(sku.bytes(), sku.offset(), sku.length()).fingerprint(code.bytes(), from, to - from);
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b >= '\t' && b <= '\r';
    }

    @Override
    public int encodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH
                + MoveUnitsEncoder.BLOCK_LENGTH
                + 3
                + sku.length()
                + lot.length()
                + reason.length();
    }

    @Override
    public int encode(UnsafeBuffer into) {
        boolean byCode = target == UnitTarget.CODE;
        encoder.wrapAndApplyHeader(into, 0, header)
                .fingerprintHigh(byCode ? cipher.fingerprintHigh() : 0)
                .fingerprintLow(byCode ? cipher.fingerprintLow() : 0)
                .unitId(unitId)
                .action(action)
                .target(target)
                .putSku(sku.bytes(), sku.offset(), sku.length())
                .putLot(lot.bytes(), lot.offset(), lot.length())
                .putReason(reason.bytes(), reason.offset(), reason.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
