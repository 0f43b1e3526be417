package io.faka.replicator;

import io.faka.codec.event.MessageHeaderEncoder;
import io.faka.codec.event.TextPutEncoder;
import io.faka.codec.event.TextUsedEncoder;
import io.faka.codec.event.UnitsCountedEncoder;
import io.faka.engine.RecordBuffer;
import java.util.List;
import java.util.Random;

/** Random but consistent events of reusable texts, for the {@link DeliveryStream}. */
final class TextStream {
    private final Random random;
    private final RecordBuffer batch;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long texts;
    private long uses;

    TextStream(Random random, RecordBuffer batch) {
        this.random = random;
        this.batch = batch;
    }

    /** Units without codes come in. */
    void counted(long seq, long micros, long lot, long firstUnit, int count) {
        UnitsCountedEncoder e = new UnitsCountedEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(512), header);
        e.seq(seq).timeMicros(micros).expiresAtMicros(random.nextInt(2));
        e.skuNumber(1).offerId(1).lotNumber(lot).firstUnitId(firstUnit).unitCount(count);
        e.sku("sku-1").lot("counted-" + lot);
        batch.commit(MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }

    /** The SKU has a text, mostly one that it never had. */
    void put(long seq, long micros) {
        long number = texts > 0 && random.nextInt(4) == 0 ? texts : ++texts;
        byte[] sealed = new byte[20 + random.nextInt(30)];
        random.nextBytes(sealed);
        TextPutEncoder e = new TextPutEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(512), header);
        e.seq(seq).timeMicros(micros);
        e.fingerprintHigh(random.nextLong()).fingerprintLow(random.nextLong());
        e.skuNumber(1).lotNumber(1 + random.nextInt(3)).textNumber(number).keyId(1 + random.nextInt(3));
        e.sku("sku-1").lot("texts").putSealedCode(sealed, 0, sealed.length);
        batch.commit(MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }

    /** Units of an order are delivered with the text. */
    void used(long seq, long micros, OrderId order, List<Long> units) {
        if (texts == 0) {
            put(seq, micros);
        }
        TextUsedEncoder e = new TextUsedEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(512), header);
        e.seq(seq).timeMicros(micros).orderIdHigh(order.high()).orderIdLow(order.low());
        e.firstUse(uses + 1)
                .sold(uses + units.size())
                .skuNumber(1)
                .textNumber(texts)
                .saleCap(1_000_000);
        TextUsedEncoder.UnitsEncoder group = e.line((short) 0).unitsCount(units.size());
        units.forEach(unit -> group.next().unitId(unit));
        e.buyer("买家-" + order.low());
        uses += units.size();
        batch.commit(MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }
}
