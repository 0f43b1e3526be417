package io.faka.engine;

import io.faka.codec.command.AddLabelledUnitsEncoder;
import io.faka.codec.command.GetPublicUnitsEncoder;
import java.util.List;

/** Encodes the commands about units that buyers choose, beside {@link Commands}. */
public final class ChoiceCommands {
    private ChoiceCommands() {}

    /** Units with labels that follow from their numbers. */
    public static Commands add(
            Commands into, String sku, String lot, long expires, List<Long> numbers, List<Long> surcharges) {
        AddLabelledUnitsEncoder add = new AddLabelledUnitsEncoder();
        AddLabelledUnitsEncoder.UnitsEncoder group = add.wrapAndApplyHeader(into.buffer, 0, into.header)
                .expiresAtMicros(expires)
                .offerId(0)
                .keyId(7)
                .unitsCount(numbers.size());
        for (int i = 0; i < numbers.size(); i++) {
            Commands.Unit unit = Commands.Unit.of(numbers.get(i));
            group.next()
                    .fingerprintHigh(unit.high())
                    .fingerprintLow(unit.low())
                    .surcharge(surcharges.get(i))
                    .putSealedCode(unit.code(), 0, unit.code().length)
                    .label(label(numbers.get(i)));
        }
        add.sku(sku).lot(lot);
        return into.ends(add.limit());
    }

    /** The label of a unit. */
    public static String label(long number) {
        return "no-" + number;
    }

    /** A page of the units of a SKU that can be chosen. */
    public static Commands list(Commands into, String sku, long after, int most) {
        GetPublicUnitsEncoder get = new GetPublicUnitsEncoder();
        get.wrapAndApplyHeader(into.buffer, 0, into.header)
                .afterUnitId(after)
                .maxItems(most)
                .sku(sku);
        return into.ends(get.limit());
    }
}
