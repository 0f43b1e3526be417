package io.faka.benchmarks.jmh;

import io.faka.codec.command.AddUnitsEncoder;
import io.faka.codec.command.CreateOrderEncoder;
import io.faka.codec.command.Delivery;
import io.faka.codec.command.Fill;
import io.faka.codec.command.LatePolicy;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.OpenShardEncoder;
import io.faka.codec.command.OrderMode;
import io.faka.codec.command.Pick;
import io.faka.codec.command.PutOfferEncoder;
import io.faka.codec.command.PutSkuEncoder;
import io.faka.codec.command.SkuState;
import io.faka.engine.CardEngine;
import io.faka.engine.Currency;
import io.faka.engine.RecordBuffer;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One command that imports 10,000 units into a SKU with 1,000 sellers' offers, for which 100,000 orders of mixed priority, cap and size wait: the
 * import itself and everybody whom it serves.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 15)
@Fork(1)
public class MatchingBenchmark {
    private static final int OFFERS = 1_000;
    private static final int WAITING = 100_000;
    private static final int UNITS = 10_000;
    private static final long PRICE = 10_000;
    private static final int CNY = Currency.pack("CNY");

    /** What waits: orders of one unit, or of 1 to 8 with price caps, one in four of which no offer can serve. */
    @Param({"plain", "mixed"})
    public String orders;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 20));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final RecordBuffer events = new RecordBuffer(1 << 22);
    private final RecordBuffer replies = new RecordBuffer(1 << 16);
    private CardEngine engine;
    private long units;
    private int length;

    /** A fresh shop with everybody waiting, before every import. */
    @Setup(Level.Iteration)
    public void fillTheQueue() {
        engine = new CardEngine();
        units = 0;
        OpenShardEncoder open = new OpenShardEncoder().wrapAndApplyHeader(buffer, 0, header);
        apply(open.shardId(1).hashSeed(7).limit());
        apply(putSku());
        for (int seller = 0; seller < OFFERS; seller++) {
            PutOfferEncoder offer = new PutOfferEncoder().wrapAndApplyHeader(buffer, 0, header);
            offer.unitPrice(PRICE - OFFERS / 2 + seller).pick(Pick.FIFO).tiersCount(0);
            apply(offer.sku("sku").seller("seller-" + seller).limit());
        }
        for (int number = 1; number <= WAITING; number++) {
            apply(order(number));
        }
        length = addUnits();
    }

    /** The import. */
    @Benchmark
    public int importUnits() {
        engine.onCommand(engine.lastSeq() + 1, 1, buffer, 0, length, events, replies);
        int told = events.count();
        events.clear();
        replies.clear();
        return told;
    }

    private void apply(int commandLength) {
        engine.onCommand(engine.lastSeq() + 1, 0, buffer, 0, commandLength, events, replies);
        events.clear();
        replies.clear();
    }

    private int putSku() {
        PutSkuEncoder put = new PutSkuEncoder().wrapAndApplyHeader(buffer, 0, header);
        put.price(PRICE).currency(CNY).holdTtlMillis(0).minPerOrder(0).maxPerOrder(0);
        put.maxPerBuyer(0).buyerWindowMillis(0).maxOpenHoldsPerBuyer(0).maxOpenHoldsPerAddress(0);
        put.maxHeldShareBps(0)
                .saleStartsAtMicros(0)
                .saleEndsAtMicros(0)
                .safetyStock(0)
                .lowStockAt(0);
        put.lateWindowMillis(0).saleCap(0).delivery(Delivery.ONE_TIME).pick(Pick.FIFO);
        put.latePolicy(LatePolicy.REFUND_DUE).state(SkuState.ACTIVE).vipQuota(0);
        return put.sku("sku").name("").limit();
    }

    private int order(int number) {
        boolean mixed = orders.equals("mixed");
        long cap = !mixed || number % 3 == 0 ? -1 : number % 4 == 0 ? 1 : PRICE - number % 400;
        CreateOrderEncoder order = new CreateOrderEncoder().wrapAndApplyHeader(buffer, 0, header);
        order.orderIdHigh(number * 0x9e3779b97f4a7c15L).orderIdLow(number).expectedAmount(-1);
        order.ttlMillis(0).backorderTtlMillis(0).currency(0).mode(OrderMode.GTC).fill(Fill.ALL_OR_NONE);
        order.priority((short) (mixed ? number % 10 : 0));
        order.linesCount(1)
                .next()
                .maxUnitPrice(cap)
                .unitId(0)
                .quantity(mixed ? 1 + number % 8 : 1)
                .sku("sku");
        return order.clientOrderId("order-" + number)
                .buyer("buyer")
                .clientAddress("")
                .coupon("")
                .limit();
    }

    /** Into the offer of the cheapest seller; offer 1 is the SKU's own. */
    private int addUnits() {
        AddUnitsEncoder add = new AddUnitsEncoder().wrapAndApplyHeader(buffer, 0, header);
        AddUnitsEncoder.UnitsEncoder group =
                add.expiresAtMicros(0).offerId(2).keyId(1).continued((short) 0).unitsCount(UNITS);
        byte[] sealed = new byte[48];
        for (int i = 0; i < UNITS; i++) {
            units++;
            group.next().fingerprintHigh(units * 0x9e3779b97f4a7c15L).fingerprintLow(~units);
            group.putSealedCode(sealed, 0, sealed.length);
        }
        return add.sku("sku").lot("lot").limit();
    }
}
