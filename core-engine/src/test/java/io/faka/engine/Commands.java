package io.faka.engine;

import io.faka.codec.command.AddUnitsEncoder;
import io.faka.codec.command.CancelLineEncoder;
import io.faka.codec.command.CancelOrderEncoder;
import io.faka.codec.command.ChangeOfferEncoder;
import io.faka.codec.command.CreateOrderEncoder;
import io.faka.codec.command.CreatePaidOrderEncoder;
import io.faka.codec.command.Delivery;
import io.faka.codec.command.ExtendHoldEncoder;
import io.faka.codec.command.Fill;
import io.faka.codec.command.GetCouponEncoder;
import io.faka.codec.command.GetOffersEncoder;
import io.faka.codec.command.GetOrderByClientIdEncoder;
import io.faka.codec.command.GetOrderEncoder;
import io.faka.codec.command.GetRefundsDueEncoder;
import io.faka.codec.command.GetSkuEncoder;
import io.faka.codec.command.GetStateHashEncoder;
import io.faka.codec.command.GetSuspenseEncoder;
import io.faka.codec.command.LatePolicy;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.OfferState;
import io.faka.codec.command.OpenShardEncoder;
import io.faka.codec.command.OrderMode;
import io.faka.codec.command.PayEncoder;
import io.faka.codec.command.Pick;
import io.faka.codec.command.PutCouponEncoder;
import io.faka.codec.command.PutOfferEncoder;
import io.faka.codec.command.PutRetentionEncoder;
import io.faka.codec.command.PutSkuEncoder;
import io.faka.codec.command.RefundOrderEncoder;
import io.faka.codec.command.ResolveSuspenseEncoder;
import io.faka.codec.command.SkuState;
import io.faka.codec.command.SuspenseAction;
import io.faka.codec.command.TickEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes commands and queries for tests; each method leaves one message in {@link #buffer}, {@link #length} bytes long. */
public final class Commands {
    /** Currency of whatever names none. */
    public static final int CNY = Currency.pack("CNY");

    public final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 20));
    public int length;

    final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /** One line of an order. */
    public record Line(String sku, long quantity, long maxUnitPrice, long unitId) {
        public Line(String sku, long quantity, long maxUnitPrice) {
            this(sku, quantity, maxUnitPrice, 0);
        }

        public Line(String sku, long quantity) {
            this(sku, quantity, -1);
        }
    }

    /** One unit of an import. */
    public record Unit(long high, long low, byte[] code) {
        /** A unit whose fingerprint and code follow from a number. */
        public static Unit of(long number) {
            byte[] code = ("code-" + number + "-".repeat(48)).substring(0, 48).getBytes(StandardCharsets.US_ASCII);
            return new Unit(number * 0x9e3779b97f4a7c15L, ~number, code);
        }
    }

    public Commands openShard(long shardId, long hashSeed) {
        OpenShardEncoder open = new OpenShardEncoder();
        open.wrapAndApplyHeader(buffer, 0, header).shardId(shardId).hashSeed(hashSeed);
        return ends(open.limit());
    }

    public Commands tick() {
        TickEncoder tick = new TickEncoder();
        tick.wrapAndApplyHeader(buffer, 0, header);
        return ends(tick.limit());
    }

    public Commands putRetention(long orderHours) {
        PutRetentionEncoder put = new PutRetentionEncoder();
        put.wrapAndApplyHeader(buffer, 0, header).orderHours(orderHours);
        return ends(put.limit());
    }

    /** A plain SKU; {@code change} may set any field but the texts. */
    public Commands putSku(String sku, long price, Consumer<PutSkuEncoder> change) {
        PutSkuEncoder put = new PutSkuEncoder();
        put.wrapAndApplyHeader(buffer, 0, header)
                .price(price)
                .currency(CNY)
                .holdTtlMillis(0)
                .minPerOrder(0)
                .maxPerOrder(0)
                .maxPerBuyer(0)
                .buyerWindowMillis(0)
                .maxOpenHoldsPerBuyer(0)
                .maxOpenHoldsPerAddress(0)
                .maxHeldShareBps(0)
                .saleStartsAtMicros(0)
                .saleEndsAtMicros(0)
                .safetyStock(0)
                .lowStockAt(0)
                .lateWindowMillis(0)
                .saleCap(0)
                .delivery(Delivery.ONE_TIME)
                .pick(Pick.FIFO)
                .latePolicy(LatePolicy.REFUND_DUE)
                .state(SkuState.ACTIVE)
                .vipQuota(0);
        change.accept(put);
        put.sku(sku).name("Name of " + sku);
        return ends(put.limit());
    }

    public Commands addUnits(String sku, String lot, int keyId, List<Unit> units) {
        return addUnits(sku, lot, keyId, 0, 0, units);
    }

    public Commands addUnits(String sku, String lot, int keyId, long offer, long expiresAt, List<Unit> units) {
        AddUnitsEncoder add = new AddUnitsEncoder();
        AddUnitsEncoder.UnitsEncoder group = add.wrapAndApplyHeader(buffer, 0, header)
                .expiresAtMicros(expiresAt)
                .offerId(offer)
                .keyId(keyId)
                .continued((short) 0)
                .unitsCount(units.size());
        for (Unit unit : units) {
            group.next()
                    .fingerprintHigh(unit.high())
                    .fingerprintLow(unit.low())
                    .putSealedCode(unit.code(), 0, unit.code().length);
        }
        add.sku(sku).lot(lot);
        return ends(add.limit());
    }

    /** A plain order; {@code change} may set any field but lines and texts. */
    public Commands createOrder(
            long high, long low, String client, String buyer, List<Line> lines, Consumer<CreateOrderEncoder> change) {
        return createOrder(high, low, client, buyer, "", "", lines, change);
    }

    public Commands createOrder(
            long high,
            long low,
            String client,
            String buyer,
            String address,
            String coupon,
            List<Line> lines,
            Consumer<CreateOrderEncoder> change) {
        CreateOrderEncoder create = new CreateOrderEncoder();
        create.wrapAndApplyHeader(buffer, 0, header)
                .orderIdHigh(high)
                .orderIdLow(low)
                .expectedAmount(-1)
                .ttlMillis(0)
                .backorderTtlMillis(0)
                .currency(0)
                .mode(OrderMode.FOK)
                .fill(Fill.ALL_OR_NONE)
                .priority((short) 0);
        change.accept(create);
        CreateOrderEncoder.LinesEncoder group = create.linesCount(lines.size());
        for (Line line : lines) {
            group.next()
                    .maxUnitPrice(line.maxUnitPrice())
                    .unitId(line.unitId())
                    .quantity(line.quantity())
                    .sku(line.sku());
        }
        create.clientOrderId(client).buyer(buyer).clientAddress(address).coupon(coupon);
        return ends(create.limit());
    }

    /** One price tier of an offer. */
    public record Tier(long minQuantity, long unitPrice) {}

    public Commands putOffer(String sku, String seller, long unitPrice, Pick pick, List<Tier> tiers) {
        PutOfferEncoder put = new PutOfferEncoder();
        PutOfferEncoder.TiersEncoder group = put.wrapAndApplyHeader(buffer, 0, header)
                .unitPrice(unitPrice)
                .pick(pick)
                .tiersCount(tiers.size());
        for (Tier tier : tiers) {
            group.next().unitPrice(tier.unitPrice()).minQuantity(tier.minQuantity());
        }
        put.sku(sku).seller(seller);
        return ends(put.limit());
    }

    /** Changes an offer; price -1 and a null state leave it as it is. */
    public Commands changeOffer(long offer, long unitPrice, OfferState state) {
        ChangeOfferEncoder change = new ChangeOfferEncoder();
        change.wrapAndApplyHeader(buffer, 0, header)
                .unitPrice(unitPrice)
                .offerId(offer)
                .state(state == null ? OfferState.NULL_VAL : state);
        return ends(change.limit());
    }

    public Commands getOffers(String sku, long after) {
        GetOffersEncoder get = new GetOffersEncoder();
        get.wrapAndApplyHeader(buffer, 0, header).afterOfferId(after).sku(sku);
        return ends(get.limit());
    }

    public Commands pay(long high, long low, String channel, String ref, long amount, int currency) {
        PayEncoder pay = new PayEncoder();
        pay.wrapAndApplyHeader(buffer, 0, header)
                .orderIdHigh(high)
                .orderIdLow(low)
                .amount(amount)
                .currency(currency)
                .channel(channel)
                .paymentRef(ref);
        return ends(pay.limit());
    }

    public Commands resolve(SuspenseAction action, String channel, String ref, String operator, String reason) {
        ResolveSuspenseEncoder resolve = new ResolveSuspenseEncoder();
        resolve.wrapAndApplyHeader(buffer, 0, header)
                .action(action)
                .channel(channel)
                .paymentRef(ref)
                .operatorId(operator)
                .reason(reason);
        return ends(resolve.limit());
    }

    public Commands refund(long high, long low, long amount, int currency, String ref, String reason) {
        RefundOrderEncoder refund = new RefundOrderEncoder();
        refund.wrapAndApplyHeader(buffer, 0, header)
                .orderIdHigh(high)
                .orderIdLow(low)
                .amount(amount)
                .currency(currency)
                .refundRef(ref)
                .reason(reason);
        return ends(refund.limit());
    }

    public Commands getRefundsDue(long after, int limit) {
        GetRefundsDueEncoder get = new GetRefundsDueEncoder();
        get.wrapAndApplyHeader(buffer, 0, header).after(after).maxItems(limit);
        return ends(get.limit());
    }

    public Commands getSuspense(long after, int limit) {
        GetSuspenseEncoder get = new GetSuspenseEncoder();
        get.wrapAndApplyHeader(buffer, 0, header).after(after).maxItems(limit);
        return ends(get.limit());
    }

    /** Wraps an order, which {@code order} encodes here, and a payment into one command. */
    public Commands paid(Consumer<Commands> order, String channel, String ref, long amount, int currency) {
        order.accept(this);
        byte[] orderMessage = taken();
        byte[] payMessage = pay(0, 0, channel, ref, amount, currency).taken();
        CreatePaidOrderEncoder paid = new CreatePaidOrderEncoder();
        paid.wrapAndApplyHeader(buffer, 0, header)
                .putOrderMessage(orderMessage, 0, orderMessage.length)
                .putPayMessage(payMessage, 0, payMessage.length);
        return ends(paid.limit());
    }

    private byte[] taken() {
        byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    public Commands cancel(long high, long low) {
        CancelOrderEncoder cancel = new CancelOrderEncoder();
        cancel.wrapAndApplyHeader(buffer, 0, header).orderIdHigh(high).orderIdLow(low);
        return ends(cancel.limit());
    }

    public Commands cancelLine(long high, long low, int line, long quantity, String ref) {
        CancelLineEncoder cancel = new CancelLineEncoder();
        cancel.wrapAndApplyHeader(buffer, 0, header)
                .orderIdHigh(high)
                .orderIdLow(low)
                .quantity(quantity)
                .line((short) line)
                .cancelRef(ref);
        return ends(cancel.limit());
    }

    public Commands extend(long high, long low, long ttlMillis) {
        ExtendHoldEncoder extend = new ExtendHoldEncoder();
        extend.wrapAndApplyHeader(buffer, 0, header)
                .orderIdHigh(high)
                .orderIdLow(low)
                .ttlMillis(ttlMillis);
        return ends(extend.limit());
    }

    /** A coupon; {@code change} may set any field but SKUs and code. */
    public Commands putCoupon(String code, List<String> skus, Consumer<PutCouponEncoder> change) {
        PutCouponEncoder put = new PutCouponEncoder();
        put.wrapAndApplyHeader(buffer, 0, header)
                .discountAmount(0)
                .startsAtMicros(0)
                .endsAtMicros(0)
                .maxUses(1)
                .maxPerBuyer(0)
                .currency(CNY)
                .discountBps(0);
        change.accept(put);
        PutCouponEncoder.SkusEncoder group = put.skusCount(skus.size());
        skus.forEach(sku -> group.next().sku(sku));
        put.code(code);
        return ends(put.limit());
    }

    public Commands getCoupon(String code) {
        GetCouponEncoder get = new GetCouponEncoder();
        get.wrapAndApplyHeader(buffer, 0, header).code(code);
        return ends(get.limit());
    }

    public Commands getOrder(long high, long low, long firstUnit) {
        GetOrderEncoder get = new GetOrderEncoder();
        get.wrapAndApplyHeader(buffer, 0, header)
                .orderIdHigh(high)
                .orderIdLow(low)
                .firstUnit(firstUnit);
        return ends(get.limit());
    }

    public Commands getOrderByClientId(String client, long firstUnit) {
        GetOrderByClientIdEncoder get = new GetOrderByClientIdEncoder();
        get.wrapAndApplyHeader(buffer, 0, header).firstUnit(firstUnit).clientOrderId(client);
        return ends(get.limit());
    }

    public Commands getSku(String sku) {
        GetSkuEncoder get = new GetSkuEncoder();
        get.wrapAndApplyHeader(buffer, 0, header).sku(sku);
        return ends(get.limit());
    }

    public Commands getStateHash() {
        GetStateHashEncoder get = new GetStateHashEncoder();
        get.wrapAndApplyHeader(buffer, 0, header);
        return ends(get.limit());
    }

    Commands ends(int limit) {
        length = limit;
        return this;
    }
}
