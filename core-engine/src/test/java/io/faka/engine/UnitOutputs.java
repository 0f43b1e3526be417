package io.faka.engine;

import io.faka.codec.event.LotVoidedDecoder;
import io.faka.codec.event.MoveCause;
import io.faka.codec.event.UnitReplacedDecoder;
import io.faka.codec.event.UnitReturnedDecoder;
import io.faka.codec.event.UnitsMovedDecoder;
import io.faka.codec.reply.LotUnitsReplyDecoder;
import io.faka.codec.reply.MovedReplyDecoder;
import io.faka.codec.reply.PublicUnitsReplyDecoder;
import io.faka.codec.reply.RecallReplyDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Writes the events and replies about single units and lots as one line of text each, beside {@link Outputs}. */
final class UnitOutputs {
    private static final int HEADER = 8;

    private UnitOutputs() {}

    static String event(DirectBuffer buffer, int at) {
        int from = at + HEADER;
        int block = field(buffer, at);
        int version = field(buffer, at + 6);
        return switch (field(buffer, at + 2)) {
            case UnitsMovedDecoder.TEMPLATE_ID -> moved(new UnitsMovedDecoder().wrap(buffer, from, block, version));
            case UnitReplacedDecoder.TEMPLATE_ID -> {
                UnitReplacedDecoder d = new UnitReplacedDecoder().wrap(buffer, from, block, version);
                yield "UnitReplaced " + Outputs.orderName(d.orderIdLow()) + " line " + d.line() + " " + d.unitId() + " "
                        + d.state() + " by " + d.newUnitId() + " " + d.newState() + " sku " + d.skuNumber() + " '"
                        + d.reason() + "'";
            }
            case UnitReturnedDecoder.TEMPLATE_ID -> {
                UnitReturnedDecoder d = new UnitReturnedDecoder().wrap(buffer, from, block, version);
                yield "UnitReturned " + Outputs.orderName(d.orderIdLow()) + " line " + d.line() + " " + d.unitId()
                        + " sku " + d.skuNumber() + " '" + d.reason() + "'";
            }
            case LotVoidedDecoder.TEMPLATE_ID -> {
                LotVoidedDecoder d = new LotVoidedDecoder().wrap(buffer, from, block, version);
                yield "LotVoided " + d.lotNumber() + " sku " + d.skuNumber() + " voided " + d.voided() + " swapped "
                        + d.swapped() + " kept " + d.kept() + " delivered " + d.delivered() + " " + d.lot() + " '"
                        + d.reason() + "'";
            }
            default -> DeliveryOutputs.event(field(buffer, at + 2), buffer, at);
        };
    }

    static String reply(DirectBuffer buffer, int at) {
        int from = at + HEADER;
        int block = field(buffer, at);
        int version = field(buffer, at + 6);
        return switch (field(buffer, at + 2)) {
            case MovedReplyDecoder.TEMPLATE_ID -> {
                MovedReplyDecoder d = new MovedReplyDecoder().wrap(buffer, from, block, version);
                yield d.code() + " changed " + d.changed() + " unit " + d.unitId() + " available " + d.available()
                        + " reserved " + d.reserved() + " allocated " + d.allocated() + " delivered " + d.delivered()
                        + " quarantined " + d.quarantined() + " voided " + d.voided() + " " + d.sku() + " " + d.lot();
            }
            case RecallReplyDecoder.TEMPLATE_ID -> recall(new RecallReplyDecoder().wrap(buffer, from, block, version));
            case LotUnitsReplyDecoder.TEMPLATE_ID ->
                lotUnits(new LotUnitsReplyDecoder().wrap(buffer, from, block, version));
            case PublicUnitsReplyDecoder.TEMPLATE_ID -> ChoiceOutputs.reply(buffer, at);
            default -> throw new AssertionError("unknown reply " + field(buffer, at + 2));
        };
    }

    private static String moved(UnitsMovedDecoder d) {
        StringBuilder text = new StringBuilder("UnitsMoved sku " + d.skuNumber() + " " + d.state() + " " + d.cause());
        text.append(d.cause() == MoveCause.EXPIRY ? " at " + d.timeMicros() : "");
        for (UnitsMovedDecoder.RunsDecoder run : d.runs()) {
            text.append(" ").append(run.firstUnitId()).append("+").append(run.unitCount());
        }
        return text + " '" + d.reason() + "'";
    }

    private static String recall(RecallReplyDecoder d) {
        StringBuilder text = new StringBuilder(d.code() + " voided " + d.voided() + " swapped " + d.swapped() + " kept "
                + d.kept() + " delivered " + d.delivered() + " before " + d.voidedBefore());
        for (RecallReplyDecoder.DeliveredUnitsDecoder unit : d.deliveredUnits()) {
            text.append(" ")
                    .append(Outputs.orderName(unit.orderIdLow()))
                    .append("/")
                    .append(unit.unitId());
        }
        return text + " " + d.sku() + " " + d.lot();
    }

    private static String lotUnits(LotUnitsReplyDecoder d) {
        StringBuilder text = new StringBuilder(d.code() + " next " + d.nextAfterUnitId());
        for (LotUnitsReplyDecoder.UnitsDecoder unit : d.units()) {
            text.append(" ").append(unit.unitId()).append(":").append(unit.state());
            text.append(unit.orderIdLow() == 0 ? "" : Outputs.orderName(unit.orderIdLow()));
        }
        return text + " " + d.sku() + " " + d.lot();
    }

    private static int field(DirectBuffer buffer, int at) {
        return buffer.getShort(at, ByteOrder.LITTLE_ENDIAN);
    }
}
