package io.faka.engine.scenario;

import io.faka.engine.ChoiceCommands;
import io.faka.engine.Commands;
import java.util.ArrayList;
import java.util.List;

/** The words of a scenario that are about units which buyers choose. */
final class ChoiceWords {
    private ChoiceWords() {}

    /** {@code label GAME lot-1 8=1000 9=0}: units by number, with their surcharge. */
    static Commands label(Commands commands, String[] words) {
        List<Long> numbers = new ArrayList<>();
        List<Long> surcharges = new ArrayList<>();
        for (int i = 3; i < words.length; i++) {
            String[] unit = words[i].split("=");
            numbers.add(Long.parseLong(unit[0]));
            surcharges.add(Long.parseLong(unit[1]));
        }
        return ChoiceCommands.add(commands, words[1], words[2], 0, numbers, surcharges);
    }

    /** {@code GAME*2<=90}, and {@code GAME*1!7} for unit 7. */
    static Commands.Line line(String part) {
        String[] named = part.split("!");
        String[] line = named[0].split("\\*|<=");
        return new Commands.Line(
                line[0],
                Long.parseLong(line[1]),
                line.length > 2 ? Long.parseLong(line[2]) : -1,
                named.length > 1 ? Long.parseLong(named[1]) : 0);
    }
}
