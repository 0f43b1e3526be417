package io.faka.engine;

import io.faka.codec.event.MessageHeaderDecoder;
import io.faka.codec.event.OrderBackorderedDecoder;
import io.faka.codec.event.OrderFilledDecoder;
import io.faka.codec.event.OrderWaitEndedDecoder;
import java.util.StringJoiner;
import org.agrona.DirectBuffer;

/** Writes what is told of waiting orders as text, as {@link Outputs} does with the rest. */
public final class BackorderOutputs {
    private BackorderOutputs() {}

    /** An order's place in the queue; empty if it does not wait. */
    public static String waits(long position, long until) {
        return position == 0 ? "" : " waits " + position + " until " + until;
    }

    /** What a SKU is waited for; empty if it is not. */
    public static String backordered(long units) {
        return units == 0 ? "" : " backordered " + units;
    }

    static String event(int template, DirectBuffer buffer, int at) {
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        return switch (template) {
            case OrderBackorderedDecoder.TEMPLATE_ID ->
                backordered(new OrderBackorderedDecoder().wrapAndApplyHeader(buffer, at, header));
            case OrderFilledDecoder.TEMPLATE_ID ->
                filled(new OrderFilledDecoder().wrapAndApplyHeader(buffer, at, header));
            case OrderWaitEndedDecoder.TEMPLATE_ID ->
                ended(new OrderWaitEndedDecoder().wrapAndApplyHeader(buffer, at, header));
            default -> throw new AssertionError("unknown event " + template);
        };
    }

    private static String backordered(OrderBackorderedDecoder d) {
        return "OrderBackordered " + Outputs.orderName(d.orderIdLow()) + " " + d.state() + " " + d.amount() + " "
                + Currency.unpack((int) d.currency()) + " until " + d.backorderExpiresAtMicros() + " " + d.fill()
                + " priority " + d.priority();
    }

    private static String filled(OrderFilledDecoder d) {
        StringBuilder text = new StringBuilder("OrderFilled " + Outputs.orderName(d.orderIdLow()) + " " + d.state()
                + " " + d.amount() + " " + Currency.unpack((int) d.currency()) + " until " + d.expiresAtMicros()
                + " at " + d.timeMicros());
        StringJoiner units = new StringJoiner(",", " units ", "");
        for (OrderFilledDecoder.UnitsDecoder unit : d.units()) {
            units.add(unit.unitId() + (unit.line() == 0 ? "" : "/" + unit.line()));
        }
        return text.append(units).toString();
    }

    private static String ended(OrderWaitEndedDecoder d) {
        return "OrderWaitEnded " + Outputs.orderName(d.orderIdLow()) + " " + d.state() + " " + d.amount() + " "
                + Currency.unpack((int) d.currency()) + " at " + d.timeMicros();
    }
}
