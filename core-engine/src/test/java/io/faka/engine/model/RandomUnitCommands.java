package io.faka.engine.model;

import io.faka.codec.command.UnitAction;
import io.faka.engine.Commands;
import io.faka.engine.UnitCommands;
import java.util.Random;
import java.util.function.LongUnaryOperator;

/** Random commands about single units and lots, for {@link RandomCommands}. */
final class RandomUnitCommands {
    private final Random random;
    private final LongUnaryOperator unitsOf;
    private long replaced = 1;

    RandomUnitCommands(Random random, LongUnaryOperator unitsOf) {
        this.random = random;
        this.unitsOf = unitsOf;
    }

    /** The next one: mostly about what is there. */
    Command next(String sku, long someOrder, String lot, long lastNumber) {
        int kind = random.nextInt(100);
        long unit = Math.max(1, unitsOf.applyAsLong(someOrder));
        if (random.nextInt(10) == 0) {
            unit = replaced;
        }
        replaced = kind < 30 ? unit : replaced;
        if (kind < 30) {
            return new Command.ReplaceUnit(someOrder, unit);
        } else if (kind < 50) {
            return new Command.ReturnUnit(someOrder, unit);
        } else if (kind < 51) {
            return new Command.VoidLot(lot, random.nextInt(4) == 0 ? "" : sku);
        }
        boolean release = kind < 76;
        return switch (random.nextInt(8)) {
            case 0 -> new Command.MoveUnits(sku, release, 0, 1 + random.nextLong(lastNumber), "");
            case 1 -> new Command.MoveUnits(sku, release || kind < 90, 0, 0, lot);
            default ->
                new Command.MoveUnits(
                        sku, release, random.nextInt(3) == 0 ? unit : 1 + random.nextLong(lastNumber), 0, "");
        };
    }

    static Commands encode(Command.OfUnits command, Commands into) {
        UnitCommands units = new UnitCommands(into);
        if (command instanceof Command.MoveUnits move) {
            UnitAction action = move.release() ? UnitAction.RELEASE : UnitAction.QUARANTINE;
            if (move.unit() > 0) {
                return units.moveUnit(action, move.sku(), move.unit(), "because");
            }
            return move.number() > 0
                    ? units.moveCode(action, move.sku(), move.number(), "because")
                    : units.moveLot(action, move.sku(), move.lot(), "because");
        } else if (command instanceof Command.VoidLot recall) {
            return units.voidLot(recall.lot(), recall.sku(), "because");
        } else if (command instanceof Command.ReplaceUnit replace) {
            return units.replace(replace.order(), replace.unit(), "because");
        }
        Command.ReturnUnit back = (Command.ReturnUnit) command;
        return units.takeBack(back.order(), back.unit(), "because");
    }
}
