package io.faka.engine.scenario;

import io.faka.codec.command.UnitAction;
import io.faka.codec.command.UnitState;
import io.faka.engine.Commands;
import io.faka.engine.UnitCommands;

/**
 * The lines of a scenario that are about single units and lots; {@code none} is an empty text.
 *
 * <pre>
 * quarantine GAME unit=3 why     quarantine GAME code=3 why     release GAME lot=lot-1 why
 * void lot-1 GAME why            replace #1 4 why               return #1 4 why
 * lot lot-1 GAME 0 100 DELIVERED
 * </pre>
 */
final class UnitLines {
    private final UnitCommands commands;

    UnitLines(Commands commands) {
        this.commands = new UnitCommands(commands);
    }

    /** The command a line stands for; null if it is of no such kind. */
    Commands command(String[] words) {
        return switch (words[0]) {
            case "quarantine" -> move(UnitAction.QUARANTINE, words);
            case "release" -> move(UnitAction.RELEASE, words);
            case "void" -> commands.voidLot(text(words[1]), text(words[2]), text(words[3]));
            case "replace" -> commands.replace(id(words[1]), Long.parseLong(words[2]), text(words[3]));
            case "return" -> commands.takeBack(id(words[1]), Long.parseLong(words[2]), text(words[3]));
            default -> null;
        };
    }

    /** The query a line stands for; null if it is of no such kind. */
    Commands query(String[] words) {
        if (!words[0].equals("lot")) {
            return null;
        }
        return commands.getLotUnits(
                words[1],
                text(words[2]),
                Long.parseLong(words[3]),
                Integer.parseInt(words[4]),
                UnitState.valueOf(words[5]));
    }

    private Commands move(UnitAction action, String[] words) {
        String[] target = words[2].split("=", -1);
        return switch (target[0]) {
            case "unit" -> commands.moveUnit(action, words[1], Long.parseLong(target[1]), text(words[3]));
            case "code" -> commands.moveCode(action, words[1], Long.parseLong(target[1]), text(words[3]));
            default -> commands.moveLot(action, words[1], text(target[1]), text(words[3]));
        };
    }

    private static String text(String word) {
        return word.equals("none") ? "" : word;
    }

    private static long id(String word) {
        return Long.parseLong(word.substring(1));
    }
}
