package io.faka.gateway.json;

import io.faka.codec.reply.LotUnitsReplyDecoder;
import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.MovedReplyDecoder;
import io.faka.codec.reply.PublicUnitsReplyDecoder;
import io.faka.codec.reply.RecallReplyDecoder;
import io.faka.codec.reply.ResultCode;
import org.agrona.DirectBuffer;

/** Writes replies about single units and lots as JSON; none of them holds a code. One thread. */
public final class UnitsWriter {
    private static final byte[] CODE = Names.ascii("\"code\":\"");
    private static final byte[] BEHIND_CODE = Names.ascii("\",");
    private static final byte[] SKU = Names.ascii("\"sku\":");
    private static final byte[] UNIT_ID = Names.ascii(",\"unit_id\":");
    private static final byte[] LOT = Names.ascii(",\"lot\":");
    private static final byte[] CHANGED = Names.ascii(",\"changed\":");
    private static final byte[] AVAILABLE = Names.ascii(",\"available\":");
    private static final byte[] RESERVED = Names.ascii(",\"reserved\":");
    private static final byte[] ALLOCATED = Names.ascii(",\"allocated\":");
    private static final byte[] DELIVERED = Names.ascii(",\"delivered\":");
    private static final byte[] QUARANTINED = Names.ascii(",\"quarantined\":");
    private static final byte[] VOIDED = Names.ascii(",\"voided\":");
    private static final byte[] SWAPPED = Names.ascii(",\"swapped\":");
    private static final byte[] KEPT = Names.ascii(",\"kept\":");
    private static final byte[] VOIDED_BEFORE = Names.ascii(",\"voided_before\":");
    private static final byte[] DELIVERED_UNITS = Names.ascii(",\"delivered_units\":[");
    private static final byte[] UNITS = Names.ascii(",\"units\":[");
    private static final byte[] FIRST_UNIT_ID = Names.ascii("{\"unit_id\":");
    private static final byte[] STATE = Names.ascii(",\"state\":");
    private static final byte[] ORDER_ID = Names.ascii(",\"order_id\":");
    private static final byte[] NEXT = Names.ascii("],\"next\":");
    private static final byte[] SEQ = Names.ascii(",\"seq\":");
    private static final byte[] NULL = Names.ascii("null");

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MovedReplyDecoder moved = new MovedReplyDecoder();
    private final RecallReplyDecoder recall = new RecallReplyDecoder();
    private final ChoiceWriter choices = new ChoiceWriter();
    private final LotUnitsReplyDecoder lotUnits = new LotUnitsReplyDecoder();

    /** Nothing to set. */
    public UnitsWriter() {}

    /** Whether {@link #write} takes replies of this template. */
    public static boolean takes(int templateId) {
        return templateId == MovedReplyDecoder.TEMPLATE_ID
                || templateId == RecallReplyDecoder.TEMPLATE_ID
                || templateId == LotUnitsReplyDecoder.TEMPLATE_ID
                || templateId == PublicUnitsReplyDecoder.TEMPLATE_ID;
    }

    /** The reply's result code. */
    public ResultCode code(DirectBuffer buffer, int offset) {
        return isPage(buffer, offset) ? ResultCode.FOUND : ResultCode.UPDATED;
    }

    /** Under which name a line carries the reply. */
    public String name(DirectBuffer buffer, int offset) {
        return isPage(buffer, offset) ? "page" : "units";
    }

    private boolean isPage(DirectBuffer buffer, int offset) {
        int templateId = header.wrap(buffer, offset).templateId();
        return templateId == LotUnitsReplyDecoder.TEMPLATE_ID || templateId == PublicUnitsReplyDecoder.TEMPLATE_ID;
    }

    /**
     * Writes a reply.
     *
     * @param withCode whether the object starts with the result code; pages never do
     */
    public void write(DirectBuffer buffer, int offset, boolean withCode, JsonBytes out) {
        out.raw('{');
        switch (header.wrap(buffer, offset).templateId()) {
            case MovedReplyDecoder.TEMPLATE_ID ->
                moved(moved.wrapAndApplyHeader(buffer, offset, header), withCode, out);
            case RecallReplyDecoder.TEMPLATE_ID ->
                recall(recall.wrapAndApplyHeader(buffer, offset, header), withCode, out);
            case PublicUnitsReplyDecoder.TEMPLATE_ID -> choices.write(buffer, offset, out);
            default -> page(lotUnits.wrapAndApplyHeader(buffer, offset, header), out);
        }
        out.raw('}');
    }

    private static void moved(MovedReplyDecoder d, boolean withCode, JsonBytes out) {
        begin(d.code(), withCode, out);
        out.raw(SKU).string(d.sku());
        String lot = d.lot();
        if (d.unitId() != 0) {
            out.raw(UNIT_ID).number(d.unitId());
        } else {
            out.raw(LOT).string(lot);
        }
        out.raw(CHANGED).number(d.changed()).raw(AVAILABLE).number(d.available());
        out.raw(RESERVED).number(d.reserved()).raw(ALLOCATED).number(d.allocated());
        out.raw(DELIVERED).number(d.delivered()).raw(QUARANTINED).number(d.quarantined());
        out.raw(VOIDED).number(d.voided()).raw(SEQ).number(d.seq());
    }

    private static void recall(RecallReplyDecoder d, boolean withCode, JsonBytes out) {
        begin(d.code(), withCode, out);
        RecallReplyDecoder.DeliveredUnitsDecoder skipped = d.deliveredUnits();
        while (skipped.hasNext()) {
            RecallReplyDecoder.DeliveredUnitsDecoder unused = skipped.next();
        }
        out.raw(SKU).string(d.sku()).raw(LOT).string(d.lot());
        out.raw(VOIDED).number(d.voided()).raw(SWAPPED).number(d.swapped());
        out.raw(KEPT).number(d.kept()).raw(DELIVERED).number(d.delivered());
        out.raw(VOIDED_BEFORE).number(d.voidedBefore()).raw(DELIVERED_UNITS);
        d.sbeRewind();
        boolean first = true;
        for (RecallReplyDecoder.DeliveredUnitsDecoder unit : d.deliveredUnits()) {
            separate(first, out);
            out.raw(FIRST_UNIT_ID).number(unit.unitId());
            orderId(unit.orderIdHigh(), unit.orderIdLow(), out);
            out.raw('}');
            first = false;
        }
        out.raw(']').raw(SEQ).number(d.seq());
    }

    private static void page(LotUnitsReplyDecoder d, JsonBytes out) {
        LotUnitsReplyDecoder.UnitsDecoder skipped = d.units();
        while (skipped.hasNext()) {
            LotUnitsReplyDecoder.UnitsDecoder unused = skipped.next();
        }
        out.raw(SKU).string(d.sku()).raw(LOT).string(d.lot()).raw(UNITS);
        d.sbeRewind();
        boolean first = true;
        for (LotUnitsReplyDecoder.UnitsDecoder unit : d.units()) {
            separate(first, out);
            out.raw(FIRST_UNIT_ID).number(unit.unitId());
            out.raw(STATE).string(unit.state().name());
            orderId(unit.orderIdHigh(), unit.orderIdLow(), out);
            out.raw('}');
            first = false;
        }
        out.raw(NEXT);
        if (d.nextAfterUnitId() == 0) {
            out.raw(NULL);
        } else {
            out.number(d.nextAfterUnitId());
        }
    }

    private static void separate(boolean first, JsonBytes out) {
        if (!first) {
            out.raw(',');
        }
    }

    private static void orderId(long high, long low, JsonBytes out) {
        out.raw(ORDER_ID);
        if (high == 0 && low == 0) {
            out.raw(NULL);
        } else {
            out.raw('"').hex(high).hex(low).raw('"');
        }
    }

    private static void begin(ResultCode code, boolean withCode, JsonBytes out) {
        if (withCode) {
            out.raw(CODE).raw(Names.ascii(Names.of(code))).raw(BEHIND_CODE);
        }
    }
}
