package io.faka.engine;

import io.faka.codec.event.MessageHeaderDecoder;
import io.faka.codec.event.OrderAllocatedDecoder;
import io.faka.codec.event.UnitsCountedDecoder;
import io.faka.codec.event.UnitsDeliveredDecoder;
import io.faka.codec.event.UnitsGivenUpDecoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.agrona.DirectBuffer;

/** Writes the events of manual delivery as one line of text each, beside {@link Outputs}. */
final class DeliveryOutputs {
    private DeliveryOutputs() {}

    static String event(int template, DirectBuffer buffer, int at) {
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        return switch (template) {
            case OrderAllocatedDecoder.TEMPLATE_ID ->
                allocated(new OrderAllocatedDecoder().wrapAndApplyHeader(buffer, at, header));
            case UnitsDeliveredDecoder.TEMPLATE_ID ->
                delivered(new UnitsDeliveredDecoder().wrapAndApplyHeader(buffer, at, header));
            case UnitsGivenUpDecoder.TEMPLATE_ID -> {
                UnitsGivenUpDecoder d = new UnitsGivenUpDecoder().wrapAndApplyHeader(buffer, at, header);
                StringJoiner units = new StringJoiner(",", " units ", "");
                for (UnitsGivenUpDecoder.UnitsDecoder unit : d.units()) {
                    units.add(unit.unitId() + line(unit.line()));
                }
                yield "UnitsGivenUp " + Outputs.orderName(d.orderIdLow()) + units;
            }
            case UnitsCountedDecoder.TEMPLATE_ID -> {
                UnitsCountedDecoder d = new UnitsCountedDecoder().wrapAndApplyHeader(buffer, at, header);
                yield "UnitsCounted " + d.firstUnitId() + "-" + (d.firstUnitId() + d.unitCount() - 1) + " offer "
                        + d.offerId() + " expires " + d.expiresAtMicros() + " sku " + d.sku() + " lot " + d.lotNumber()
                        + " " + d.lot();
            }
            default -> throw new AssertionError("unknown event " + template);
        };
    }

    private static String allocated(OrderAllocatedDecoder d) {
        StringJoiner units = new StringJoiner(",", d.fresh() == 0 ? " units " : " fresh units ", "");
        String head = "OrderAllocated " + Outputs.orderName(d.orderIdLow()) + " " + d.state();
        for (OrderAllocatedDecoder.UnitsDecoder unit : d.units()) {
            units.add(unit.unitId() + line(unit.line()) + ":" + unit.state());
        }
        return head + units;
    }

    private static String delivered(UnitsDeliveredDecoder d) {
        StringJoiner units = new StringJoiner(",", " units ", "");
        String head = "UnitsDelivered " + Outputs.orderName(d.orderIdLow()) + " " + d.state() + " key " + d.keyId();
        for (UnitsDeliveredDecoder.UnitsDecoder unit : d.units()) {
            String name = unit.unitId() + line(unit.line());
            byte[] code = new byte[unit.sealedCodeLength()];
            int length = unit.getSealedCode(code, 0, code.length);
            units.add(name + "=" + new String(code, 0, Math.min(8, length), StandardCharsets.US_ASCII));
        }
        return head + units;
    }

    private static String line(int line) {
        return line == 0 ? "" : "/" + line;
    }
}
