package io.faka.replicator;

import io.faka.codec.event.BackInStockEncoder;
import io.faka.codec.event.CouponPutEncoder;
import io.faka.codec.event.CouponUseEncoder;
import io.faka.codec.event.CouponUseState;
import io.faka.codec.event.Delivery;
import io.faka.codec.event.HoldExtendedEncoder;
import io.faka.codec.event.LatePolicy;
import io.faka.codec.event.LineCanceledEncoder;
import io.faka.codec.event.LinesFilledEncoder;
import io.faka.codec.event.LotteryChangedEncoder;
import io.faka.codec.event.LotteryState;
import io.faka.codec.event.MessageHeaderEncoder;
import io.faka.codec.event.OfferPutEncoder;
import io.faka.codec.event.OfferState;
import io.faka.codec.event.OrderCanceledEncoder;
import io.faka.codec.event.OrderCreatedEncoder;
import io.faka.codec.event.OrderExpiredEncoder;
import io.faka.codec.event.OrderFulfilledEncoder;
import io.faka.codec.event.OrderMode;
import io.faka.codec.event.OrderRefundedEncoder;
import io.faka.codec.event.OrderRefusedEncoder;
import io.faka.codec.event.OrderState;
import io.faka.codec.event.PaymentBalanceEncoder;
import io.faka.codec.event.PaymentRecordedEncoder;
import io.faka.codec.event.Pick;
import io.faka.codec.event.RefundDueEncoder;
import io.faka.codec.event.ResultCode;
import io.faka.codec.event.SkuLimitsPutEncoder;
import io.faka.codec.event.SkuPutEncoder;
import io.faka.codec.event.SkuState;
import io.faka.codec.event.SoldOutEncoder;
import io.faka.codec.event.StockLowEncoder;
import io.faka.codec.event.SuspenseAction;
import io.faka.codec.event.SuspenseResolvedEncoder;
import io.faka.codec.event.UnitsAddedEncoder;
import io.faka.codec.event.UnitsLabelledEncoder;
import io.faka.codec.event.VipQuotaPutEncoder;
import io.faka.codec.event.WalletChangedEncoder;
import io.faka.codec.event.WalletEntryKind;
import io.faka.engine.Currency;
import io.faka.engine.RecordBuffer;
import java.util.List;
import java.util.Random;

/** Encodes events into a batch payload. */
final class EventWriter {
    static final int CNY = Currency.pack("CNY");

    /** A unit and the line it is for. */
    record LineUnit(int line, long unitId) {}

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final RecordBuffer batch;

    EventWriter(RecordBuffer batch) {
        this.batch = batch;
    }

    void skuPut(long seq, long micros, long number, String sku, String name, long price) {
        SkuPutEncoder e = new SkuPutEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(1024), header);
        e.seq(seq)
                .timeMicros(micros)
                .price(price)
                .currency(CNY)
                .skuNumber(number)
                .holdTtlMillis(900_000);
        e.minPerOrder(1)
                .maxPerOrder(9)
                .safetyStock(0)
                .lowStockAt(3)
                .saleStartsAtMicros(0)
                .saleEndsAtMicros(Long.MAX_VALUE);
        e.lateWindowMillis(43_200_000)
                .delivery(Delivery.ONE_TIME)
                .pick(Pick.FIFO)
                .latePolicy(LatePolicy.REFUND_DUE);
        e.state(SkuState.ACTIVE).saleCap(number * 7).sku(sku).name(name);
        commit(e.encodedLength());
    }

    void skuLimitsPut(long seq, long micros, long number, long perBuyer, int share) {
        SkuLimitsPutEncoder e = new SkuLimitsPutEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(256), header);
        e.seq(seq).timeMicros(micros).buyerWindowMillis(86_400_000).skuNumber(number);
        e.maxPerBuyer(perBuyer)
                .maxOpenHoldsPerBuyer(2)
                .maxOpenHoldsPerAddress(5)
                .maxHeldShareBps(share);
        commit(e.encodedLength());
    }

    void vipQuotaPut(long seq, long micros, long number, long quota) {
        VipQuotaPutEncoder e = new VipQuotaPutEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(256), header);
        e.seq(seq).timeMicros(micros).skuNumber(number).vipQuota(quota);
        commit(e.encodedLength());
    }

    void lotteryChanged(long seq, long micros, long number, LotteryState state, long entries, long seed) {
        LotteryChangedEncoder e =
                new LotteryChangedEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(256), header);
        e.seq(seq)
                .timeMicros(micros)
                .seed(seed)
                .skuNumber(number)
                .entries(entries)
                .state(state);
        commit(e.encodedLength());
    }

    void stockAlerts(long seq, long micros, long number) {
        StockLowEncoder low = new StockLowEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(256), header);
        low.seq(seq).timeMicros(micros).available(3).skuNumber(number).lowStockAt(5);
        commit(low.encodedLength());
        SoldOutEncoder out = new SoldOutEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(256), header);
        out.seq(seq).timeMicros(micros).skuNumber(number);
        commit(out.encodedLength());
        BackInStockEncoder back = new BackInStockEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(256), header);
        back.seq(seq).timeMicros(micros).available(1).skuNumber(number);
        commit(back.encodedLength());
    }

    void holdExtended(long seq, long micros, OrderId id, long expires) {
        HoldExtendedEncoder e = new HoldExtendedEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(256), header);
        e.seq(seq).timeMicros(micros).orderIdHigh(id.high()).orderIdLow(id.low());
        e.expiresAtMicros(expires);
        commit(e.encodedLength());
    }

    void lineCanceled(long seq, long micros, OrderId id, int line, long quantity, List<LineUnit> units) {
        LineCanceledEncoder e = new LineCanceledEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(512), header);
        e.seq(seq).timeMicros(micros).orderIdHigh(id.high()).orderIdLow(id.low());
        e.amount(quantity * 3).expiresAtMicros(micros + quantity).currency(CNY).quantity(quantity);
        LineCanceledEncoder.UnitsEncoder group =
                e.state(OrderState.PENDING_PAYMENT).line((short) line).unitsCount(units.size());
        units.forEach(unit -> group.next().unitId(unit.unitId()));
        e.cancelRef(quantity % 2 == 0 ? "" : "part-" + seq);
        commit(e.encodedLength());
    }

    void unitsLabelled(long seq, long micros, long sku, long firstUnit, int count) {
        UnitsLabelledEncoder e =
                new UnitsLabelledEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(64 + 100 * count), header);
        UnitsLabelledEncoder.UnitsEncoder group =
                e.seq(seq).timeMicros(micros).skuNumber(sku).unitsCount(count);
        for (int i = 0; i < count; i++) {
            group.next().surcharge(i * 100L).unitId(firstUnit + i).label("\u9753\u53f7 " + (firstUnit + i));
        }
        commit(e.encodedLength());
    }

    void coupon(long seq, long micros, OrderId id, String code, CouponUseState state) {
        CouponPutEncoder put = new CouponPutEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(1024), header);
        put.seq(seq).timeMicros(micros).discountAmount(0).startsAtMicros(5).endsAtMicros(0);
        put.maxUses(7).maxPerBuyer(1).currency(CNY).discountBps(500);
        put.skusCount(2).next().sku("sku-0").next().sku("sku-1");
        put.code(code);
        commit(put.encodedLength());
        CouponUseEncoder use = new CouponUseEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(1024), header);
        use.seq(seq).timeMicros(micros).orderIdHigh(id.high()).orderIdLow(id.low());
        use.discount(3).held(1).used(2).state(state).code(code);
        commit(use.encodedLength());
    }

    void offerPut(long seq, long micros, long offer, long sku, String seller, long price, OfferState state) {
        OfferPutEncoder e = new OfferPutEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(1024), header);
        e.seq(seq).timeMicros(micros).unitPrice(price).offerId(offer).skuNumber(sku);
        OfferPutEncoder.TiersEncoder tiers =
                e.currency(CNY).pick(Pick.FIFO).state(state).tiersCount((int) (price % 3));
        for (int i = 0; i < price % 3; i++) {
            tiers.next().unitPrice(price - i).minQuantity(2 + i);
        }
        e.sku("sku-" + (sku - 1)).seller(seller);
        commit(e.encodedLength());
    }

    void linesFilled(long seq, long micros, OrderId id, int fills) {
        LinesFilledEncoder e = new LinesFilledEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(1024), header);
        LinesFilledEncoder.FillsEncoder fill = e.seq(seq)
                .timeMicros(micros)
                .orderIdHigh(id.high())
                .orderIdLow(id.low())
                .fillsCount(fills);
        for (int i = 0; i < fills; i++) {
            fill.next().unitPrice(90 + i).offerId(1_000 + i).quantity(1).line((short) 0);
        }
        commit(e.encodedLength());
    }

    void unitsAdded(long seq, long micros, long sku, long offer, long lot, long firstUnit, int count, Random random) {
        UnitsAddedEncoder e =
                new UnitsAddedEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(1024 + count * 100), header);
        e.seq(seq)
                .timeMicros(micros)
                .expiresAtMicros(0)
                .skuNumber(sku)
                .offerId(offer)
                .lotNumber(lot);
        e.firstUnitId(firstUnit).duplicates(count % 3).keyId(7);
        UnitsAddedEncoder.UnitsEncoder units = e.unitsCount(count);
        byte[] sealed = new byte[48];
        for (int i = 0; i < count; i++) {
            random.nextBytes(sealed);
            units.next().fingerprintHigh(random.nextLong()).fingerprintLow(random.nextLong());
            units.putSealedCode(sealed, 0, sealed.length);
        }
        e.sku("sku-" + sku).lot("lot-" + lot);
        commit(e.encodedLength());
    }

    void orderCreated(
            long seq,
            long micros,
            OrderId id,
            long sku,
            List<LineUnit> units,
            long amount,
            String client,
            String buyer) {
        int lines = units.stream().mapToInt(LineUnit::line).max().orElse(0) + 1;
        OrderCreatedEncoder e = new OrderCreatedEncoder()
                .wrapAndApplyHeader(batch.buffer(), batch.claim(2048 + units.size() * 8), header);
        e.seq(seq)
                .timeMicros(micros)
                .orderIdHigh(id.high())
                .orderIdLow(id.low())
                .amount(amount);
        e.expiresAtMicros(micros + 900_000_000L)
                .currency(CNY)
                .state(OrderState.PENDING_PAYMENT)
                .mode(OrderMode.FOK);
        OrderCreatedEncoder.LinesEncoder line = e.linesCount(lines);
        for (int i = 0; i < lines; i++) {
            int number = i;
            long quantity = units.stream().filter(u -> u.line == number).count();
            line.next().unitPrice(100).skuNumber(sku).quantity(quantity);
        }
        OrderCreatedEncoder.UnitsEncoder unit = e.unitsCount(units.size());
        units.forEach(u -> unit.next().unitId(u.unitId).line((short) u.line));
        e.clientOrderId(client).buyer(buyer);
        commit(e.encodedLength());
    }

    void orderRefused(long seq, long micros, String client, String buyer, ResultCode code, long detail) {
        OrderRefusedEncoder e = new OrderRefusedEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(1024), header);
        e.seq(seq)
                .timeMicros(micros)
                .detail(detail)
                .code(code)
                .clientOrderId(client)
                .buyer(buyer);
        commit(e.encodedLength());
    }

    void paymentRecorded(long seq, long micros, OrderId id, long amount, ResultCode code, String channel, String ref) {
        PaymentRecordedEncoder e =
                new PaymentRecordedEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(1024), header);
        e.seq(seq)
                .timeMicros(micros)
                .orderIdHigh(id.high())
                .orderIdLow(id.low())
                .amount(amount);
        e.currency(CNY).code(code).channel(channel).paymentRef(ref);
        commit(e.encodedLength());
    }

    void refundDue(long seq, long micros, OrderId id, long amount, ResultCode reason, String channel, String ref) {
        RefundDueEncoder e = new RefundDueEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(1024), header);
        e.seq(seq)
                .timeMicros(micros)
                .orderIdHigh(id.high())
                .orderIdLow(id.low())
                .amount(amount);
        e.currency(CNY).reason(reason).channel(channel).paymentRef(ref);
        commit(e.encodedLength());
    }

    void paymentBalance(
            long seq, long micros, OrderId id, long[] parts, ResultCode reason, String channel, String ref) {
        PaymentBalanceEncoder e =
                new PaymentBalanceEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(1024), header);
        e.seq(seq).timeMicros(micros).orderIdHigh(id.high()).orderIdLow(id.low());
        e.amount(100).suspended(parts[0]).refundDue(parts[1]).refunded(parts[2]);
        e.currency(CNY).reason(reason).channel(channel).paymentRef(ref);
        commit(e.encodedLength());
    }

    void orderRefunded(long seq, long micros, OrderId id, OrderState state, String ref, String reason) {
        OrderRefundedEncoder e =
                new OrderRefundedEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(1024), header);
        e.seq(seq).timeMicros(micros).orderIdHigh(id.high()).orderIdLow(id.low());
        e.amount(40).currency(CNY).state(state).refundRef(ref).reason(reason);
        commit(e.encodedLength());
    }

    void suspenseResolved(long seq, long micros, OrderId id, ResultCode code, String ref, String operator) {
        SuspenseResolvedEncoder e =
                new SuspenseResolvedEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(2048), header);
        e.seq(seq).timeMicros(micros).orderIdHigh(id.high()).orderIdLow(id.low());
        e.amount(100).currency(CNY).action(SuspenseAction.REFUND).code(code);
        e.channel("stripe").paymentRef(ref).operatorId(operator).reason("agreed");
        commit(e.encodedLength());
    }

    void walletChanged(long seq, long micros, long entry, String account, long amount, long available, String ref) {
        WalletChangedEncoder e =
                new WalletChangedEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(1024), header);
        e.seq(seq).timeMicros(micros).orderIdHigh(entry % 3).orderIdLow(entry % 2);
        e.amount(amount).available(available).held(entry % 5).entryId(entry);
        e.currency(CNY).kind(WalletEntryKind.get((short) (1 + entry % 6)));
        e.account(account).walletRef(ref);
        commit(e.encodedLength());
    }

    void orderFulfilled(long seq, long micros, OrderId id, List<LineUnit> fresh) {
        OrderFulfilledEncoder e = new OrderFulfilledEncoder()
                .wrapAndApplyHeader(batch.buffer(), batch.claim(256 + fresh.size() * 8), header);
        e.seq(seq).timeMicros(micros).orderIdHigh(id.high()).orderIdLow(id.low());
        OrderFulfilledEncoder.UnitsEncoder unit = e.unitsCount(fresh.size());
        fresh.forEach(u -> unit.next().unitId(u.unitId).line((short) u.line));
        commit(e.encodedLength());
    }

    void orderCanceled(long seq, long micros, OrderId id) {
        OrderCanceledEncoder e =
                new OrderCanceledEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(256), header);
        e.seq(seq).timeMicros(micros).orderIdHigh(id.high()).orderIdLow(id.low());
        commit(e.encodedLength());
    }

    void orderExpired(long seq, long micros, OrderId id) {
        OrderExpiredEncoder e = new OrderExpiredEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(256), header);
        e.seq(seq).timeMicros(micros).orderIdHigh(id.high()).orderIdLow(id.low());
        commit(e.encodedLength());
    }

    private void commit(int encodedLength) {
        batch.commit(MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
    }
}
