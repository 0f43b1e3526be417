package io.faka.client;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.MoveUnitsEncoder;
import io.faka.codec.command.UnitAction;
import io.faka.codec.command.UnitTarget;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Quarantines or releases one unit, or all units of a lot that no order has.
 *
 * @param unitId 0 = the lot
 * @param lot    empty = the unit
 * @param reason 0-200 bytes
 */
public record MoveUnits(UnitAction action, String sku, long unitId, String lot, String reason)
        implements Request<MovedResult> {
    public MoveUnits {
        if (unitId > 0 == !lot.isEmpty()) {
            throw new IllegalArgumentException("either a unit or a lot is named");
        }
    }

    @Override
    public int maxEncodedLength() {
        return 64 + 3 * 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        MoveUnitsEncoder move = new MoveUnitsEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        move.fingerprintHigh(0).fingerprintLow(0).unitId(unitId).action(action);
        move.target(unitId > 0 ? UnitTarget.UNIT : UnitTarget.LOT);
        move.sku(sku).lot(lot).reason(reason);
        return MessageHeaderEncoder.ENCODED_LENGTH + move.encodedLength();
    }

    @Override
    public MovedResult decode(DirectBuffer buffer, int offset, int length) {
        return UnitReplies.moved(buffer, offset);
    }
}
