package io.faka.engine;

import io.faka.codec.event.UnitsLabelledDecoder;
import io.faka.codec.reply.PublicUnitsReplyDecoder;
import org.agrona.DirectBuffer;

/** Writes what is told of units that buyers choose as one line of text each, beside {@link Outputs}. */
final class ChoiceOutputs {
    private ChoiceOutputs() {}

    static String event(DirectBuffer buffer, int at) {
        UnitsLabelledDecoder d = new UnitsLabelledDecoder()
                .wrapAndApplyHeader(buffer, at, new io.faka.codec.event.MessageHeaderDecoder());
        StringBuilder text = new StringBuilder("UnitsLabelled sku " + d.skuNumber());
        for (UnitsLabelledDecoder.UnitsDecoder unit : d.units()) {
            text.append(" ").append(unit.unitId()).append("+").append(unit.surcharge());
            text.append("=").append(unit.label());
        }
        return text.toString();
    }

    static String reply(DirectBuffer buffer, int at) {
        PublicUnitsReplyDecoder d = new PublicUnitsReplyDecoder()
                .wrapAndApplyHeader(buffer, at, new io.faka.codec.reply.MessageHeaderDecoder());
        StringBuilder text = new StringBuilder(
                d.code() + " " + Currency.unpack((int) d.currency()) + " next " + d.nextAfterUnitId());
        for (PublicUnitsReplyDecoder.UnitsDecoder unit : d.units()) {
            text.append(" ").append(unit.unitId()).append("@").append(unit.unitPrice());
            text.append("+").append(unit.surcharge()).append("=").append(unit.label());
        }
        return text + " " + d.sku();
    }
}
