package io.faka.engine.publish;

import io.faka.codec.event.MessageHeaderEncoder;
import io.faka.codec.event.TextPutEncoder;
import io.faka.codec.event.TextUsedEncoder;
import io.faka.engine.RecordBuffer;
import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.SealingKeys;
import io.faka.engine.inventory.SharedTexts;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.TextUses;
import io.faka.engine.inventory.Units;
import io.faka.engine.memory.Memory;
import io.faka.engine.order.OrderView;

/** Writes the events of reusable texts, among those of {@link EventPublisher} and for the same command. */
public final class TextEvents {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int NAMES = 600;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TextPutEncoder textPut = new TextPutEncoder();
    private final TextUsedEncoder textUsed = new TextUsedEncoder();
    private final EventPublisher events;
    private final Skus skus;
    private final Lots lots;
    private final Units units;
    private final SealingKeys keys;
    private final SharedTexts texts;
    private final OrderView orders;

    /** Writes where {@code events} writes. */
    public TextEvents(
            EventPublisher events,
            Skus skus,
            Lots lots,
            Units units,
            SealingKeys keys,
            SharedTexts texts,
            OrderView orders) {
        this.events = events;
        this.skus = skus;
        this.lots = lots;
        this.units = units;
        this.keys = keys;
        this.texts = texts;
        this.orders = orders;
    }

    /** The SKU has this text, and its uses are in this lot. */
    public void put(int sku, int lot, int text) {
        RecordBuffer records = events.records();
        int at = records.claim(HEADER + TextPutEncoder.BLOCK_LENGTH + NAMES + texts.codeLength(text));
        textPut.wrapAndApplyHeader(records.buffer(), at, header)
                .seq(events.seq())
                .timeMicros(events.timeMicros())
                .fingerprintHigh(texts.fingerprintHigh(text))
                .fingerprintLow(texts.fingerprintLow(text))
                .skuNumber(sku)
                .lotNumber(lot)
                .textNumber(texts.number(text))
                .keyId(keys.id(texts.keySlot(text)));
        int end = Memory.putText8(records.buffer(), textPut.limit(), skus.key(sku), skus.keyLength(sku));
        end = lot == 0
                ? Memory.putText8(records.buffer(), end, 0, 0)
                : Memory.putText8(records.buffer(), end, lots.name(lot), lots.nameLength(lot));
        records.commit(Memory.putBytes16(records.buffer(), end, texts.code(text), texts.codeLength(text)) - at);
    }

    /** Tells the deliveries of the command, and forgets them. */
    public void used(TextUses uses) {
        for (int at = 0; at < uses.count(); at++) {
            used(uses, at);
        }
        uses.clear();
    }

    private void used(TextUses uses, int use) {
        RecordBuffer records = events.records();
        int order = uses.order(use);
        int sku = texts.sku(uses.text(use));
        int count = uses.quantity(use);
        int at = records.claim(HEADER
                + TextUsedEncoder.BLOCK_LENGTH
                + TextUsedEncoder.UnitsEncoder.HEADER_SIZE
                + count * TextUsedEncoder.UnitsEncoder.sbeBlockLength()
                + NAMES);
        TextUsedEncoder.UnitsEncoder group = textUsed.wrapAndApplyHeader(records.buffer(), at, header)
                .seq(events.seq())
                .timeMicros(events.timeMicros())
                .orderIdHigh(orders.rows().idHigh(order))
                .orderIdLow(orders.rows().idLow(order))
                .firstUse(uses.firstUse(use))
                .sold(skus.getLong(sku, Skus.SOLD))
                .skuNumber(sku)
                .textNumber(texts.number(uses.text(use)))
                .saleCap(skus.getUnsignedInt(sku, Skus.SALE_CAP))
                .line((short) uses.line(use))
                .unitsCount(count);
        int unit = uses.firstUnit(use);
        for (int i = 0; i < count; i++) {
            group.next().unitId(unit);
            unit = units.next(unit);
        }
        int end = Memory.putText8(records.buffer(), textUsed.limit(), orders.buyer(order), orders.buyerLength(order));
        records.commit(end - at);
    }
}
