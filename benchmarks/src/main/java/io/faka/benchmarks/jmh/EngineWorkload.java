package io.faka.benchmarks.jmh;

import io.faka.codec.command.AddUnitsEncoder;
import io.faka.codec.command.CreateOrderEncoder;
import io.faka.codec.command.Delivery;
import io.faka.codec.command.Fill;
import io.faka.codec.command.LatePolicy;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.OpenShardEncoder;
import io.faka.codec.command.OrderMode;
import io.faka.codec.command.PayEncoder;
import io.faka.codec.command.Pick;
import io.faka.codec.command.PutCouponEncoder;
import io.faka.codec.command.PutSkuEncoder;
import io.faka.codec.command.SkuState;
import io.faka.engine.CardEngine;
import io.faka.engine.Currency;
import io.faka.engine.RecordBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An engine with stock, and streams of commands for it that are encoded beforehand: batches of places, each followed by the batch
 * of payments for the same orders. One unit per order, sealed codes of 48 bytes, client_order_ids of 24 bytes, buyers of 12, of whom there
 * are 100,000. Where there are rules, no order breaks one.
 */
final class EngineWorkload {
    /** Commands of a batch, as the pipeline gathers them. */
    static final int BATCH = 256;

    /** Commands that are touched together and then run, as in the pipeline. */
    private static final int GROUP = 64;

    private static final int LONGEST = 192;
    private static final byte[] CHANNEL = "alipay".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LOT = "lot".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COUPON = "TEN".getBytes(StandardCharsets.US_ASCII);
    private static final int PRICE = 100;
    private static final int DISCOUNT = 10;
    private static final int CNY = Currency.pack("CNY");
    private static final int CHUNK = 500;
    private static final long TTL_MILLIS = 86_400_000;

    private final CardEngine engine = new CardEngine();
    private final RecordBuffer events = new RecordBuffer(1 << 20);
    private final RecordBuffer replies = new RecordBuffer(1 << 20);
    private final UnsafeBuffer scratch = new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 17));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CreateOrderEncoder create = new CreateOrderEncoder();
    private final PayEncoder pay = new PayEncoder();
    private final AddUnitsEncoder add = new AddUnitsEncoder();
    private final SplittableRandom random = new SplittableRandom(7);
    private final byte[] digits = new byte[24];
    private final byte[] sealed = new byte[48];
    private final int skuCount;
    private final boolean limits;
    private final boolean coupon;
    private final UnsafeBuffer stream;
    private final int[] offsets;
    private final int[] lengths;
    private long timeMicros = 1_000_000_000_000_000L;
    private long nextOrder;
    private long nextUnit;

    /**
     * @param limits whether every SKU counts units and open holds per buyer, and how much of it is held
     * @param coupon whether every order has a coupon
     */
    EngineWorkload(int skuCount, int cycles, boolean limits, boolean coupon) {
        this.skuCount = skuCount;
        this.limits = limits;
        this.coupon = coupon;
        this.stream = new UnsafeBuffer(ByteBuffer.allocateDirect(2 * cycles * LONGEST));
        this.offsets = new int[2 * cycles];
        this.lengths = new int[2 * cycles];
        new OpenShardEncoder().wrapAndApplyHeader(scratch, 0, header).shardId(1).hashSeed(0x123456789abcdefL);
        apply(scratch, 0, 8 + OpenShardEncoder.BLOCK_LENGTH);
        for (int sku = 0; sku < skuCount; sku++) {
            putSku(sku);
        }
        if (coupon) {
            putCoupon();
        }
    }

    /** Takes in at least this many units, evenly over the SKUs. */
    void addStock(long units) {
        int perSku = (int) Math.max(1, units / skuCount + 1);
        for (int sku = 0; sku < skuCount; sku++) {
            for (int left = perSku; left > 0; left -= CHUNK) {
                addUnits(sku, Math.min(left, CHUNK));
            }
        }
    }

    /** Places orders that stay open. */
    void placeResident(long orders) {
        for (long i = 0; i < orders; i++) {
            apply(scratch, 0, encodePlace(scratch, 0, nextOrder++));
        }
    }

    /** Encodes the next stream; {@code cycles} is that of the constructor. */
    void encode() {
        int at = 0;
        int first = 0;
        while (first < lengths.length) {
            int count = Math.min(BATCH, (lengths.length - first) / 2);
            for (int i = 0; i < 2 * count; i++) {
                long order = nextOrder + i % count;
                offsets[first + i] = at;
                lengths[first + i] = i < count ? encodePlace(stream, at, order) : encodePay(stream, at, order);
                at += lengths[first + i] + 7 & -8;
            }
            nextOrder += count;
            first += 2 * count;
        }
    }

    /** Runs the stream, batch by batch, each touched first if asked. */
    long run(boolean touch) {
        long sum = 0;
        for (int from = 0; from < lengths.length; from += BATCH) {
            int to = Math.min(from + BATCH, lengths.length);
            timeMicros++;
            for (int group = from; group < to; group += GROUP) {
                runGroup(group, Math.min(group + GROUP, to), touch);
            }
            sum += events.position() + replies.position();
            events.clear();
            replies.clear();
            engine.clearChangedSkus();
        }
        return sum;
    }

    private void runGroup(int from, int to, boolean touch) {
        for (int slot = from; touch && slot < to; slot++) {
            engine.foresee(stream, offsets[slot], lengths[slot]);
        }
        engine.touch();
        for (int slot = from; slot < to; slot++) {
            engine.onCommand(engine.lastSeq() + 1, timeMicros, stream, offsets[slot], lengths[slot], events, replies);
        }
    }

    CardEngine engine() {
        return engine;
    }

    private void apply(UnsafeBuffer buffer, int offset, int length) {
        engine.onCommand(engine.lastSeq() + 1, timeMicros, buffer, offset, length, events, replies);
        events.clear();
        replies.clear();
    }

    private void putSku(int sku) {
        PutSkuEncoder put = new PutSkuEncoder();
        put.wrapAndApplyHeader(scratch, 0, header)
                .price(PRICE)
                .currency(CNY)
                .holdTtlMillis(TTL_MILLIS)
                .minPerOrder(0)
                .maxPerOrder(0)
                .maxPerBuyer(limits ? 1_000_000_000 : 0)
                .buyerWindowMillis(limits ? TTL_MILLIS : 0)
                .maxOpenHoldsPerBuyer(limits ? 1_000_000_000 : 0)
                .maxOpenHoldsPerAddress(0)
                .maxHeldShareBps(limits ? 10_000 : 0)
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
        int length = digits(sku, 8);
        put.putSku(digits, 0, length).name("A game");
        apply(scratch, 0, put.limit());
    }

    private void putCoupon() {
        PutCouponEncoder put = new PutCouponEncoder();
        put.wrapAndApplyHeader(scratch, 0, header)
                .discountAmount(DISCOUNT)
                .startsAtMicros(0)
                .endsAtMicros(0)
                .maxUses(4_000_000_000L)
                .maxPerBuyer(4_000_000_000L)
                .currency(CNY)
                .discountBps(0);
        put.skusCount(0);
        put.putCode(COUPON, 0, COUPON.length);
        apply(scratch, 0, put.limit());
    }

    private void addUnits(int sku, int count) {
        AddUnitsEncoder.UnitsEncoder units = add.wrapAndApplyHeader(scratch, 0, header)
                .expiresAtMicros(0)
                .offerId(0)
                .keyId(1)
                .continued((short) 0)
                .unitsCount(count);
        for (int i = 0; i < count; i++) {
            units.next()
                    .fingerprintHigh(mix(nextUnit))
                    .fingerprintLow(nextUnit++)
                    .putSealedCode(sealed, 0, sealed.length);
        }
        add.putSku(digits, 0, digits(sku, 8)).putLot(LOT, 0, LOT.length);
        apply(scratch, 0, add.limit());
    }

    private int encodePlace(UnsafeBuffer buffer, int at, long order) {
        create.wrapAndApplyHeader(buffer, at, header)
                .orderIdHigh(mix(order))
                .orderIdLow(order)
                .expectedAmount(-1)
                .ttlMillis(0)
                .backorderTtlMillis(0)
                .currency(0)
                .mode(OrderMode.FOK)
                .fill(Fill.ALL_OR_NONE)
                .priority((short) 0)
                .linesCount(1)
                .next()
                .maxUnitPrice(-1)
                .unitId(0)
                .quantity(1)
                .putSku(digits, 0, digits(random.nextInt(skuCount), 8));
        create.putClientOrderId(digits, 0, digits(order, 24));
        create.putBuyer(digits, 0, digits(order % 100_000, 12));
        create.putClientAddress(digits, 0, 0).putCoupon(COUPON, 0, coupon ? COUPON.length : 0);
        return create.limit() - at;
    }

    private int encodePay(UnsafeBuffer buffer, int at, long order) {
        pay.wrapAndApplyHeader(buffer, at, header)
                .orderIdHigh(mix(order))
                .orderIdLow(order)
                .amount(coupon ? PRICE - DISCOUNT : PRICE)
                .currency(CNY)
                .putChannel(CHANNEL, 0, CHANNEL.length)
                .putPaymentRef(digits, 0, digits(order, 24));
        return pay.limit() - at;
    }

    private int digits(long number, int length) {
        long rest = number;
        for (int i = length - 1; i >= 0; i--) {
            digits[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return length;
    }

    private static long mix(long n) {
        long x = (n + 1) * 0x9e3779b97f4a7c15L;
        x = (x ^ x >>> 30) * 0xbf58476d1ce4e5b9L;
        return (x ^ x >>> 27) * 0x94d049bb133111ebL;
    }
}
