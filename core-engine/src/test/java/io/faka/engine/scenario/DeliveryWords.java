package io.faka.engine.scenario;

import io.faka.engine.Commands;
import io.faka.engine.DeliveryCommands;
import java.util.List;
import java.util.stream.Stream;

/**
 * The lines of a scenario that are about manual delivery; contents are numbers, {@code none} is none.
 *
 * <pre>
 * count GOLD lot-1 5 offer=2 expires=90      fulfil #1 0 11,12
 * </pre>
 */
final class DeliveryWords {
    private DeliveryWords() {}

    /** The command a line stands for; null if it is of no such kind. */
    static Commands command(Commands commands, String[] words) {
        return switch (words[0]) {
            case "count" -> count(commands, words);
            case "fulfil" ->
                DeliveryCommands.fulfil(
                        commands,
                        Long.parseLong(words[1].substring(1)),
                        Long.parseLong(words[2]),
                        7,
                        numbers(words[3]));
            default -> null;
        };
    }

    private static Commands count(Commands commands, String[] words) {
        long offer = 0;
        long expires = 0;
        for (int i = 4; i < words.length; i++) {
            offer = words[i].startsWith("offer=") ? Long.parseLong(words[i].substring(6)) : offer;
            expires = words[i].startsWith("expires=") ? Long.parseLong(words[i].substring(8)) * 1_000_000 : expires;
        }
        String lot = words[2].equals("none") ? "" : words[2];
        return DeliveryCommands.count(commands, words[1], lot, offer, expires, Long.parseLong(words[3]));
    }

    private static List<Long> numbers(String word) {
        return word.equals("none")
                ? List.of()
                : Stream.of(word.split(",")).map(Long::valueOf).toList();
    }
}
