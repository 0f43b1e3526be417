package io.faka.benchmarks;

import io.faka.codec.command.CreateOrderDecoder;
import io.faka.codec.command.CreateOrderEncoder;
import io.faka.codec.command.Fill;
import io.faka.codec.command.MessageHeaderDecoder;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.OrderMode;
import io.faka.codec.reply.OrderReplyDecoder;
import io.faka.codec.reply.OrderReplyEncoder;
import io.faka.codec.reply.OrderState;
import io.faka.codec.reply.ResultCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Encoding and decoding of the messages on the path of every order: a one-line order and its reply. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {
    private static final byte[] SKU = "steam-50".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLIENT_ORDER_ID = "0123456789abcdef01234567".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BUYER = "buyer-000001".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = new byte[0];

    private final UnsafeBuffer command = new UnsafeBuffer(ByteBuffer.allocateDirect(512));
    private final UnsafeBuffer reply = new UnsafeBuffer(ByteBuffer.allocateDirect(512));
    private final UnsafeBuffer scratch = new UnsafeBuffer(ByteBuffer.allocateDirect(512));
    private final MessageHeaderEncoder commandHeader = new MessageHeaderEncoder();
    private final MessageHeaderDecoder commandHeaderDecoder = new MessageHeaderDecoder();
    private final CreateOrderEncoder orderEncoder = new CreateOrderEncoder();
    private final CreateOrderDecoder orderDecoder = new CreateOrderDecoder();
    private final io.faka.codec.reply.MessageHeaderEncoder replyHeader = new io.faka.codec.reply.MessageHeaderEncoder();
    private final io.faka.codec.reply.MessageHeaderDecoder replyHeaderDecoder =
            new io.faka.codec.reply.MessageHeaderDecoder();
    private final OrderReplyEncoder replyEncoder = new OrderReplyEncoder();
    private final OrderReplyDecoder replyDecoder = new OrderReplyDecoder();

    /** Buffers hold one encoded message each before the first decode. */
    public CodecBenchmark() {
        encodeOrder();
        encodeReply();
    }

    /** A CreateOrder with one line, about 130 bytes. */
    @Benchmark
    public int encodeOrder() {
        orderEncoder.wrapAndApplyHeader(command, 0, commandHeader);
        orderEncoder
                .orderIdHigh(1)
                .orderIdLow(2)
                .expectedAmount(-1)
                .ttlMillis(0)
                .backorderTtlMillis(0);
        orderEncoder.currency(0).mode(OrderMode.FOK).fill(Fill.ALL_OR_NONE).priority((short) 0);
        orderEncoder.linesCount(1).next().maxUnitPrice(-1).unitId(0).quantity(1).putSku(SKU, 0, SKU.length);
        orderEncoder.putClientOrderId(CLIENT_ORDER_ID, 0, CLIENT_ORDER_ID.length);
        orderEncoder.putBuyer(BUYER, 0, BUYER.length).putClientAddress(NOTHING, 0, 0);
        orderEncoder.putCoupon(NOTHING, 0, 0);
        return orderEncoder.encodedLength();
    }

    /** Every field of it read once, texts copied. */
    @Benchmark
    public long decodeOrder() {
        orderDecoder.wrapAndApplyHeader(command, 0, commandHeaderDecoder);
        long sum = orderDecoder.orderIdHigh() + orderDecoder.orderIdLow() + orderDecoder.ttlMillis();
        sum += orderDecoder.expectedAmount() + orderDecoder.currency() + orderDecoder.priority();
        CreateOrderDecoder.LinesDecoder lines = orderDecoder.lines();
        while (lines.hasNext()) {
            lines.next();
            sum += lines.quantity() + lines.maxUnitPrice() + lines.getSku(scratch, 0, 64);
        }
        sum += orderDecoder.getClientOrderId(scratch, 64, 64);
        sum += orderDecoder.getBuyer(scratch, 128, 128);
        return sum + orderDecoder.skipClientAddress() + orderDecoder.skipCoupon();
    }

    /** An OrderReply with one line and no units. */
    @Benchmark
    public int encodeReply() {
        replyEncoder.wrapAndApplyHeader(reply, 0, replyHeader);
        replyEncoder
                .seq(1)
                .orderIdHigh(1)
                .orderIdLow(2)
                .amount(100)
                .expiresAtMicros(3)
                .currency(4);
        replyEncoder.unitsTotal(0).firstUnit(0).code(ResultCode.CREATED).state(OrderState.PENDING_PAYMENT);
        replyEncoder.linesCount(1).next().unitPrice(100).quantity(1).reserved(1).putSku(SKU, 0, SKU.length);
        replyEncoder.unitsCount(0);
        replyEncoder.putClientOrderId(CLIENT_ORDER_ID, 0, CLIENT_ORDER_ID.length);
        replyEncoder.putBuyer(BUYER, 0, BUYER.length);
        return replyEncoder.encodedLength();
    }

    /** Every field of it read once, texts copied. */
    @Benchmark
    public long decodeReply() {
        replyDecoder.wrapAndApplyHeader(reply, 0, replyHeaderDecoder);
        long sum = replyDecoder.seq() + replyDecoder.orderIdHigh() + replyDecoder.orderIdLow() + replyDecoder.codeRaw();
        sum += replyDecoder.amount() + replyDecoder.expiresAtMicros() + replyDecoder.stateRaw();
        OrderReplyDecoder.LinesDecoder lines = replyDecoder.lines();
        while (lines.hasNext()) {
            lines.next();
            sum += lines.unitPrice() + lines.quantity() + lines.reserved() + lines.getSku(scratch, 0, 64);
        }
        sum += replyDecoder.units().count();
        return sum + replyDecoder.getClientOrderId(scratch, 64, 64) + replyDecoder.getBuyer(scratch, 128, 128);
    }
}
