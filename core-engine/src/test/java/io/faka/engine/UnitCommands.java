package io.faka.engine;

import io.faka.codec.command.GetLotUnitsEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.MoveUnitsEncoder;
import io.faka.codec.command.ReplaceUnitEncoder;
import io.faka.codec.command.ReturnUnitEncoder;
import io.faka.codec.command.UnitAction;
import io.faka.codec.command.UnitState;
import io.faka.codec.command.UnitTarget;
import io.faka.codec.command.VoidLotEncoder;

/** Encodes the commands about single units and lots for tests, into a {@link Commands}. */
public final class UnitCommands {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final Commands into;

    public UnitCommands(Commands into) {
        this.into = into;
    }

    /** Names one unit. */
    public Commands moveUnit(UnitAction action, String sku, long unit, String reason) {
        return move(action, UnitTarget.UNIT, unit, 0, 0, sku, "", reason);
    }

    /** Names a unit by its number, as {@link Commands.Unit#of} makes its fingerprint. */
    public Commands moveCode(UnitAction action, String sku, long number, String reason) {
        Commands.Unit unit = Commands.Unit.of(number);
        return move(action, UnitTarget.CODE, 0, unit.high(), unit.low(), sku, "", reason);
    }

    /** Names a lot. */
    public Commands moveLot(UnitAction action, String sku, String lot, String reason) {
        return move(action, UnitTarget.LOT, 0, 0, 0, sku, lot, reason);
    }

    private Commands move(
            UnitAction action,
            UnitTarget target,
            long unit,
            long high,
            long low,
            String sku,
            String lot,
            String reason) {
        MoveUnitsEncoder move = new MoveUnitsEncoder();
        move.wrapAndApplyHeader(into.buffer, 0, header)
                .fingerprintHigh(high)
                .fingerprintLow(low)
                .unitId(unit)
                .action(action)
                .target(target)
                .sku(sku)
                .lot(lot)
                .reason(reason);
        return ends(move.limit());
    }

    public Commands voidLot(String lot, String sku, String reason) {
        VoidLotEncoder encoder = new VoidLotEncoder();
        encoder.wrapAndApplyHeader(into.buffer, 0, header).lot(lot).sku(sku).reason(reason);
        return ends(encoder.limit());
    }

    public Commands replace(long order, long unit, String reason) {
        ReplaceUnitEncoder encoder = new ReplaceUnitEncoder();
        encoder.wrapAndApplyHeader(into.buffer, 0, header)
                .orderIdHigh(31 * order)
                .orderIdLow(order)
                .unitId(unit)
                .reason(reason);
        return ends(encoder.limit());
    }

    public Commands takeBack(long order, long unit, String reason) {
        ReturnUnitEncoder encoder = new ReturnUnitEncoder();
        encoder.wrapAndApplyHeader(into.buffer, 0, header)
                .orderIdHigh(31 * order)
                .orderIdLow(order)
                .unitId(unit)
                .reason(reason);
        return ends(encoder.limit());
    }

    public Commands getLotUnits(String lot, String sku, long after, int limit, UnitState state) {
        GetLotUnitsEncoder encoder = new GetLotUnitsEncoder();
        encoder.wrapAndApplyHeader(into.buffer, 0, header)
                .afterUnitId(after)
                .maxItems(limit)
                .state(state)
                .lot(lot)
                .sku(sku);
        return ends(encoder.limit());
    }

    private Commands ends(int limit) {
        into.length = limit;
        return into;
    }
}
