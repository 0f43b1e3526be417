package io.faka.gateway.json;

import io.faka.codec.command.GetLotUnitsEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.UnitState;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code lot_units}: a query for a page of a lot's units. For HTTP, which has no body here, there is {@link #set}. */
public final class LotUnitsRequest extends CommandRequest {
    /** Most units of a page. */
    public static final int MAX_ITEMS = 200;

    private static final Field LOT = new Field(0, "lot");
    private static final Field SKU = new Field(1, "sku");
    private static final Field AFTER = new Field(2, "after");
    private static final Field LIMIT = new Field(3, "limit");
    private static final Field STATE = new Field(4, "state");

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final GetLotUnitsEncoder encoder = new GetLotUnitsEncoder();
    private final Text lot = new Text();
    private final Text sku = new Text();
    private final Text stateText = new Text();
    private UnitState state = UnitState.FREE;
    private long after;
    private int limit;

    /** Takes requests in the form of lines. */
    public LotUnitsRequest() {
        super(Form.LINE);
    }

    /**
     * Asks for a page.
     *
     * @param skuName   empty if the lot's name is enough
     * @param stateName empty = any
     * @throws RequestProblem if there is no such state
     */
    public LotUnitsRequest set(byte[] lotName, byte[] skuName, String stateName, long afterUnit, int items) {
        lot.set(lotName, 0, lotName.length);
        sku.set(skuName, 0, skuName.length);
        state = stateName.isEmpty() ? UnitState.FREE : state(stateName);
        after = afterUnit;
        limit = items;
        return this;
    }

    @Override
    void reset() {
        lot.clear();
        sku.clear();
        state = UnitState.FREE;
        after = 0;
        limit = 0;
    }

    @Override
    boolean field() {
        if (is(LOT)) {
            text(LOT, 1, 64, lot);
        } else if (is(SKU)) {
            sku(SKU, sku);
        } else if (is(AFTER)) {
            after = integer(AFTER, 0, Integer.MAX_VALUE);
        } else if (is(LIMIT)) {
            limit = (int) integer(LIMIT, 1, MAX_ITEMS);
        } else if (is(STATE)) {
            text(STATE, 1, 16, stateText);
            state = state(
                    new String(stateText.bytes(), stateText.offset(), stateText.length(), StandardCharsets.ISO_8859_1));
        } else {
            return false;
        }
        return true;
    }

    @Override
    void complete() {
        require(LOT);
    }

    private static UnitState state(String name) {
        for (UnitState one : UnitState.values()) {
            boolean known = one != UnitState.FREE && one != UnitState.RETURNED && one != UnitState.NULL_VAL;
            if (known && one.name().equals(name.toUpperCase(Locale.ROOT))) {
                return one;
            }
        }
        throw RequestProblem.invalid(
                STATE.name,
                "state must be one of available, reserved, allocated, delivered, quarantined, voided, replaced");
    }

    @Override
    public int encodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH + GetLotUnitsEncoder.BLOCK_LENGTH + 2 + lot.length() + sku.length();
    }

    @Override
    public int encode(UnsafeBuffer into) {
        encoder.wrapAndApplyHeader(into, 0, header)
                .afterUnitId(after)
                .maxItems(limit)
                .state(state)
                .putLot(lot.bytes(), lot.offset(), lot.length())
                .putSku(sku.bytes(), sku.offset(), sku.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
