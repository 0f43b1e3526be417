package io.faka.gateway.json;

import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.PublicUnitsReplyDecoder;
import io.faka.engine.Currency;
import org.agrona.DirectBuffer;

/** Writes a page of the units that a buyer may choose as JSON. One thread. */
final class ChoiceWriter {
    private static final byte[] SKU = Names.ascii("\"sku\":");
    private static final byte[] CURRENCY = Names.ascii(",\"currency\":");
    private static final byte[] UNITS = Names.ascii(",\"units\":[");
    private static final byte[] UNIT_ID = Names.ascii("{\"unit_id\":");
    private static final byte[] LABEL = Names.ascii(",\"label\":");
    private static final byte[] SURCHARGE = Names.ascii(",\"surcharge\":");
    private static final byte[] UNIT_PRICE = Names.ascii(",\"unit_price\":");
    private static final byte[] NEXT = Names.ascii("],\"next\":");
    private static final byte[] NULL = Names.ascii("null");

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PublicUnitsReplyDecoder reply = new PublicUnitsReplyDecoder();

    /** What stands between the braces. */
    void write(DirectBuffer buffer, int offset, JsonBytes out) {
        PublicUnitsReplyDecoder d = reply.wrapAndApplyHeader(buffer, offset, header);
        for (PublicUnitsReplyDecoder.UnitsDecoder unit : d.units()) {
            int unused = unit.skipLabel();
        }
        out.raw(SKU).string(d.sku());
        out.raw(CURRENCY).string(Currency.unpack((int) d.currency())).raw(UNITS);
        d.sbeRewind();
        boolean first = true;
        for (PublicUnitsReplyDecoder.UnitsDecoder unit : d.units()) {
            if (!first) {
                out.raw(',');
            }
            out.raw(UNIT_ID).number(unit.unitId());
            long surcharge = unit.surcharge();
            long price = unit.unitPrice();
            out.raw(LABEL).string(unit.label());
            out.raw(SURCHARGE).number(surcharge).raw(UNIT_PRICE).number(price).raw('}');
            first = false;
        }
        out.raw(NEXT);
        if (d.nextAfterUnitId() == 0) {
            out.raw(NULL);
        } else {
            out.number(d.nextAfterUnitId());
        }
    }
}
