package io.faka.benchmarks.jmh;

import com.sun.management.ThreadMXBean;
import io.faka.client.Backorder;
import io.faka.client.CancelOrder;
import io.faka.client.ChangeOffer;
import io.faka.client.ChangeWallet;
import io.faka.client.ExtendHold;
import io.faka.client.MoveUnits;
import io.faka.client.NewOrder;
import io.faka.client.OrderId;
import io.faka.client.PayFromWallet;
import io.faka.client.PayOrder;
import io.faka.client.PutOffer;
import io.faka.client.PutSku;
import io.faka.client.RefundOrder;
import io.faka.client.ReplaceUnit;
import io.faka.client.Request;
import io.faka.client.ReturnUnit;
import io.faka.client.Tier;
import io.faka.codec.command.AddUnitsEncoder;
import io.faka.codec.command.CreateOrderEncoder;
import io.faka.codec.command.LatePolicy;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.OpenShardEncoder;
import io.faka.codec.command.OrderMode;
import io.faka.codec.command.Pick;
import io.faka.codec.command.SkuState;
import io.faka.codec.command.UnitAction;
import io.faka.codec.command.WalletEntryKind;
import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.OrderReplyDecoder;
import io.faka.codec.reply.OrderState;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.CardEngine;
import io.faka.engine.RecordBuffer;
import io.faka.engine.SkuLimits;
import io.faka.engine.publish.ReplyCodes;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A stream of commands that uses everything a shop can: SKUs with sellers and price tiers, with limits, of every pick policy and short of
 * stock; orders of every mode; payments, from wallets too, twice and too late; cancels, holds that end later, refunds, replaced and
 * returned units, quarantine, new prices, imports. A second engine runs ahead, outside of what is measured, so that the next command can
 * speak of what became of those before. About as many units come in as are sold: one command of a hundred brings {@value #IMPORTED}.
 */
final class MixedWorkload {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int BATCH = 256;
    private static final int GROUP = 64;
    private static final int LONGEST = 24 * 1024;
    private static final int IMPORTED = 50;
    private static final int BUYERS = 20_000;
    private static final int RECENT = 4_096;
    private static final String CURRENCY = "CNY";
    private static final Pick[] PICKS = {Pick.FIFO, Pick.FIFO, Pick.FIFO, Pick.LIFO, Pick.FEFO, Pick.RANDOM};
    private static final int WITH_SELLERS = 1;
    private static final int WITH_LIMITS = 2;
    private static final int SCARCE = PICKS.length;
    private static final long DAY_MICROS = 86_400_000_000L;

    /** An order that something can still be done with. */
    private record Placed(OrderId id, long amount, String buyer, long firstUnit) {}

    private final CardEngine ahead = new CardEngine();
    private final CardEngine measured = new CardEngine();
    private final RecordBuffer events = new RecordBuffer(1 << 20);
    private final RecordBuffer replies = new RecordBuffer(1 << 20);
    private final RecordBuffer aheadEvents = new RecordBuffer(1 << 16);
    private final RecordBuffer aheadReplies = new RecordBuffer(1 << 16);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder replyHeader = new MessageHeaderDecoder();
    private final OrderReplyDecoder orderReply = new OrderReplyDecoder();
    private final SplittableRandom random = new SplittableRandom(11);
    private final Map<ResultCode, Integer> codes = new EnumMap<>(ResultCode.class);
    private final Placed[] open = new Placed[RECENT];
    private final Placed[] paid = new Placed[RECENT];
    private final UnsafeBuffer stream;
    private final int[] offsets;
    private final int[] lengths;
    private long timeMicros = 1_000_000_000_000_000L;
    private long measuredMicros = timeMicros;
    private long nextOrder;
    private long nextUnit;
    private long nextRef;
    private long lastAllocated;
    private int openCount;
    private int paidCount;

    MixedWorkload(int commands) {
        this.stream = new UnsafeBuffer(ByteBuffer.allocateDirect(commands * 640));
        this.offsets = new int[commands];
        this.lengths = new int[commands];
        UnsafeBuffer scratch = new UnsafeBuffer(ByteBuffer.allocateDirect(LONGEST));
        new OpenShardEncoder().wrapAndApplyHeader(scratch, 0, header).shardId(1).hashSeed(0x123456789abcdefL);
        both(scratch, HEADER + OpenShardEncoder.BLOCK_LENGTH);
        for (int sku = 0; sku <= SCARCE; sku++) {
            both(scratch, put(sku).encode(scratch, 0));
            for (int i = 0; sku != SCARCE && i < 200; i++) {
                both(scratch, units(scratch, 0, sku));
            }
        }
        for (int seller = 0; seller < 8; seller++) {
            PutOffer offer = new PutOffer(
                    name(WITH_SELLERS), "seller-" + seller, 96 + seller, List.of(new Tier(3, 90 + seller)), Pick.FIFO);
            both(scratch, offer.encode(scratch, 0));
        }
        for (int buyer = 0; buyer < BUYERS; buyer++) {
            both(scratch, credit(buyer).encode(scratch, 0));
        }
    }

    /** Encodes the next stream; {@code commands} is that of the constructor. */
    void encode() {
        int at = 0;
        for (int i = 0; i < lengths.length; i++) {
            if (i % BATCH == 0) {
                timeMicros += 100;
            }
            offsets[i] = at;
            lengths[i] = next(at);
            apply(ahead, timeMicros, stream, at, lengths[i], aheadEvents, aheadReplies);
            learn();
            at += lengths[i] + 7 & -8;
        }
    }

    /** Runs the stream, batch by batch, each foreseen first. */
    long run() {
        long before = allocatedBytes();
        long sum = runAll();
        lastAllocated = allocatedBytes() - before;
        return sum;
    }

    /** Bytes that the last run allocated on the heap, for each command. */
    double allocatedPerCommand() {
        return (double) lastAllocated / lengths.length;
    }

    private long runAll() {
        long sum = 0;
        for (int from = 0; from < lengths.length; from += BATCH) {
            measuredMicros += 100;
            int to = Math.min(from + BATCH, lengths.length);
            for (int group = from; group < to; group += GROUP) {
                runGroup(group, Math.min(group + GROUP, to));
            }
            sum += events.position() + replies.position();
            events.clear();
            replies.clear();
            measured.clearChangedSkus();
        }
        return sum;
    }

    /** How often each answer was given so far. */
    Map<ResultCode, Integer> codes() {
        return codes;
    }

    /** Whether the engine that was measured is in the state of the other. */
    boolean isEqual() {
        return ahead.stateHash() == measured.stateHash();
    }

    private static long allocatedBytes() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private void runGroup(int from, int to) {
        for (int slot = from; slot < to; slot++) {
            measured.foresee(stream, offsets[slot], lengths[slot]);
        }
        measured.touch();
        for (int slot = from; slot < to; slot++) {
            measured.onCommand(
                    measured.lastSeq() + 1, measuredMicros, stream, offsets[slot], lengths[slot], events, replies);
        }
    }

    private void both(UnsafeBuffer buffer, int length) {
        apply(ahead, timeMicros, buffer, 0, length, aheadEvents, aheadReplies);
        apply(measured, timeMicros, buffer, 0, length, aheadEvents, aheadReplies);
        aheadEvents.clear();
        aheadReplies.clear();
    }

    private static void apply(
            CardEngine engine,
            long micros,
            UnsafeBuffer buffer,
            int offset,
            int length,
            RecordBuffer eventsOut,
            RecordBuffer repliesOut) {
        engine.onCommand(engine.lastSeq() + 1, micros, buffer, offset, length, eventsOut, repliesOut);
        engine.clearChangedSkus();
    }

    private void learn() {
        UnsafeBuffer reply = aheadReplies.buffer();
        int at = RecordBuffer.LENGTH_BYTES;
        ResultCode code = ResultCode.get((short) ReplyCodes.of(reply, at));
        int ignored = codes.merge(code, 1, Integer::sum);
        if (replyHeader.wrap(reply, at).templateId() == OrderReplyDecoder.TEMPLATE_ID) {
            learnOrder(orderReply.wrapAndApplyHeader(reply, at, replyHeader), code);
        }
        aheadEvents.clear();
        aheadReplies.clear();
    }

    private void learnOrder(OrderReplyDecoder reply, ResultCode code) {
        OrderId id = new OrderId(reply.orderIdHigh(), reply.orderIdLow());
        String buyer = buyer((int) (id.low() % BUYERS));
        boolean placed =
                code == ResultCode.CREATED || code == ResultCode.PARTIALLY_RESERVED || code == ResultCode.BACKORDERED;
        if (placed) {
            open[openCount++ % RECENT] = new Placed(id, reply.amount(), buyer, 0);
        } else if (reply.state() == OrderState.FULFILLED && code == ResultCode.PAID) {
            for (OrderReplyDecoder.LinesDecoder line : reply.lines()) {
                int unused = line.skipSku();
            }
            OrderReplyDecoder.UnitsDecoder units = reply.units();
            long unit = units.hasNext() ? units.next().unitId() : 0;
            paid[paidCount++ % RECENT] = new Placed(id, reply.amount(), buyer, unit);
        }
    }

    private int next(int at) {
        int kind = random.nextInt(100);
        if (kind < 42) {
            return place(at, kind);
        }
        if (kind == 99) {
            return units(stream, at, random.nextInt(PICKS.length));
        }
        if (openCount == 0) {
            return credit(0).encode(stream, at);
        }
        // Until there is a paid order, there are payments only.
        return request(paidCount == 0 ? 42 : kind).encode(stream, at);
    }

    private Request<?> request(int kind) {
        Placed placed = open[random.nextInt(Math.min(openCount, RECENT))];
        Placed done = paidCount == 0 ? placed : paid[random.nextInt(Math.min(paidCount, RECENT))];
        if (kind < 66) {
            return new PayOrder(placed.id(), "alipay", "p-" + nextRef++, Math.max(1, placed.amount()), CURRENCY);
        } else if (kind < 74) {
            return new PayFromWallet(
                    placed.id(), placed.buyer(), "w-" + nextRef++, Math.max(1, placed.amount()), CURRENCY);
        } else if (kind < 80) {
            return new CancelOrder(placed.id());
        } else if (kind < 84) {
            return new ExtendHold(placed.id(), 60_000 + random.nextInt(1_000_000));
        } else if (kind < 87) {
            return new RefundOrder(done.id(), Math.max(1, done.amount() / 2), CURRENCY, "r-" + nextRef++, "bad code");
        } else if (kind < 89) {
            return new ReplaceUnit(done.id(), Math.max(1, done.firstUnit()), "does not work");
        } else if (kind < 90) {
            return new ReturnUnit(done.id(), Math.max(1, done.firstUnit()), "unwanted");
        } else if (kind < 92) {
            return credit(random.nextInt(BUYERS));
        } else if (kind < 95) {
            return ChangeOffer.price(SCARCE + 2 + random.nextInt(8), 92 + random.nextInt(12));
        }
        UnitAction action = kind < 97 ? UnitAction.QUARANTINE : UnitAction.RELEASE;
        long unit = 1 + random.nextLong(Math.max(1, nextUnit));
        return new MoveUnits(action, name(random.nextInt(PICKS.length)), unit, "", "");
    }

    private int place(int at, int kind) {
        int sku = kind < 4 ? SCARCE : random.nextInt(PICKS.length);
        int quantity = kind < 36 ? 1 : 1 + random.nextInt(4);
        List<NewOrder.Line> lines = kind == 41
                ? List.of(new NewOrder.Line(name(sku), quantity), new NewOrder.Line(name((sku + 1) % PICKS.length), 1))
                : List.of(new NewOrder.Line(name(sku), quantity));
        long number = nextOrder++;
        OrderMode mode = kind < 4 ? OrderMode.GTC : kind < 8 ? OrderMode.IOC : OrderMode.FOK;
        NewOrder order = new NewOrder(
                "order-" + number,
                buyer((int) (number % BUYERS)),
                "10.0." + number % 250 + ".7",
                lines,
                mode,
                -1,
                "",
                600_000,
                mode == OrderMode.GTC
                        ? new Backorder(io.faka.codec.command.Fill.ALL_OR_NONE, 0, 60_000)
                        : Backorder.DEFAULT);
        int length = order.encode(stream, at);
        int block = at + HEADER;
        stream.putLong(block + CreateOrderEncoder.orderIdHighEncodingOffset(), mix(number));
        stream.putLong(block + CreateOrderEncoder.orderIdLowEncodingOffset(), number);
        return length;
    }

    private int units(UnsafeBuffer buffer, int at, int sku) {
        AddUnitsEncoder add = new AddUnitsEncoder().wrapAndApplyHeader(buffer, at, header);
        boolean ends = PICKS[sku] == Pick.FEFO;
        AddUnitsEncoder.UnitsEncoder units = add.expiresAtMicros(ends ? timeMicros + DAY_MICROS : 0)
                .offerId(0)
                .keyId(1)
                .continued((short) 0)
                .unitsCount(IMPORTED);
        byte[] sealed = new byte[48];
        for (int i = 0; i < IMPORTED; i++) {
            units.next()
                    .fingerprintHigh(mix(nextUnit))
                    .fingerprintLow(nextUnit++)
                    .putSealedCode(sealed, 0, 48);
        }
        add.sku(name(sku)).lot(ends ? "lot-" + timeMicros : "lot");
        return add.limit() - at;
    }

    private static PutSku put(int sku) {
        SkuLimits limits = sku == WITH_LIMITS ? new SkuLimits(1_000, 3_600_000, 500, 2_000, 9_000) : SkuLimits.NONE;
        Pick pick = sku == SCARCE ? Pick.FIFO : PICKS[sku];
        return new PutSku(
                name(sku), "A game", 100, CURRENCY, 900_000, 0, limits, pick, LatePolicy.BACKORDER, SkuState.ACTIVE);
    }

    private ChangeWallet credit(int buyer) {
        return new ChangeWallet(WalletEntryKind.CREDIT, buyer(buyer), 1_000, CURRENCY, "c-" + nextRef++);
    }

    private static String name(int sku) {
        return "sku-" + sku;
    }

    private static String buyer(int number) {
        return "buyer-" + number;
    }

    private static long mix(long n) {
        long x = (n + 1) * 0x9e3779b97f4a7c15L;
        x = (x ^ x >>> 30) * 0xbf58476d1ce4e5b9L;
        return (x ^ x >>> 27) * 0x94d049bb133111ebL;
    }
}
