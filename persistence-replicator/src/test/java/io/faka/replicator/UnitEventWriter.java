package io.faka.replicator;

import io.faka.codec.event.LotVoidedEncoder;
import io.faka.codec.event.MessageHeaderEncoder;
import io.faka.codec.event.MoveCause;
import io.faka.codec.event.UnitReplacedEncoder;
import io.faka.codec.event.UnitReturnedEncoder;
import io.faka.codec.event.UnitState;
import io.faka.codec.event.UnitsMovedEncoder;
import io.faka.engine.RecordBuffer;

/** Encodes the events of single units and lots into a batch payload. */
final class UnitEventWriter {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final RecordBuffer batch;

    UnitEventWriter(RecordBuffer batch) {
        this.batch = batch;
    }

    void moved(long seq, long micros, long sku, UnitState state, long unit, String reason) {
        UnitsMovedEncoder e = new UnitsMovedEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(1024), header);
        e.seq(seq).timeMicros(micros).skuNumber(sku).state(state).cause(MoveCause.OPERATOR);
        e.runsCount(1).next().firstUnitId(unit).unitCount(1);
        e.reason(reason);
        batch.commit(MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }

    void replaced(long seq, long micros, OrderId id, long sku, int line, long unit, long newUnit, boolean held) {
        UnitReplacedEncoder e = new UnitReplacedEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(1024), header);
        e.seq(seq).timeMicros(micros).orderIdHigh(id.high()).orderIdLow(id.low());
        e.skuNumber(sku).unitId(unit).newUnitId(newUnit).line((short) line);
        e.state(held ? UnitState.VOIDED : UnitState.REPLACED);
        e.newState(held ? UnitState.RESERVED : UnitState.DELIVERED).reason("bad");
        batch.commit(MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }

    void returned(long seq, long micros, OrderId id, long sku, int line, long unit, String reason) {
        UnitReturnedEncoder e = new UnitReturnedEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(1024), header);
        e.seq(seq).timeMicros(micros).orderIdHigh(id.high()).orderIdLow(id.low());
        e.skuNumber(sku).unitId(unit).line((short) line).reason(reason);
        batch.commit(MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }

    void recalled(long seq, long micros, long sku, long lot, String reason) {
        LotVoidedEncoder e = new LotVoidedEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(1024), header);
        e.seq(seq)
                .timeMicros(micros)
                .skuNumber(sku)
                .lotNumber(lot)
                .voided(1)
                .swapped(2)
                .kept(3)
                .delivered(4);
        e.lot("lot-" + lot).reason(reason);
        batch.commit(MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }
}
