package io.faka.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.codec.command.CreateOrderEncoder;
import io.faka.codec.command.Delivery;
import io.faka.codec.command.Fill;
import io.faka.codec.command.LatePolicy;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.OrderMode;
import io.faka.codec.command.PayEncoder;
import io.faka.codec.command.Pick;
import io.faka.codec.command.PutSkuDecoder;
import io.faka.codec.command.PutSkuEncoder;
import io.faka.codec.command.RefundOrderEncoder;
import io.faka.codec.command.ResolveSuspenseEncoder;
import io.faka.codec.command.SkuState;
import io.faka.codec.command.SuspenseAction;
import io.faka.codec.command.TickEncoder;
import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.RefusalDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.Currency;
import java.util.Arrays;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandValidatorTest {
    private final CommandValidator validator = new CommandValidator();

    @Test
    void shouldPassGoodCommands() {
        assertThat(check(order(1, 1))).isEqualTo(CreateOrderEncoder.TEMPLATE_ID);
        assertThat(check(order(64, 1_000_000))).isEqualTo(CreateOrderEncoder.TEMPLATE_ID);
        assertThat(check(pay())).isEqualTo(PayEncoder.TEMPLATE_ID);
        assertThat(check(putSku())).isEqualTo(PutSkuEncoder.TEMPLATE_ID);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, r, amount",
        "-1, 1, r, amount",
        "1000000000000001, 1, r, amount",
        "5, 0x41, r, currency",
        "5, 0, '', refundRef"
    })
    void shouldNameTheFieldOfARefund(long amount, String currency, String ref, String named) {
        byte[] bytes = new byte[512];
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        RefundOrderEncoder refund = new RefundOrderEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        refund.orderIdHigh(1).orderIdLow(2).amount(amount).currency(Long.decode(currency));
        refund.refundRef(ref).reason("");
        assertThat(check(Arrays.copyOf(bytes, refund.limit()))).isEqualTo(-1);
        assertRefused(ResultCode.INVALID_FIELD, named);
    }

    @ParameterizedTest
    @CsvSource({"0, olga, why, action", "3, olga, why, action", "1, '', why, operatorId", "2, olga, '', reason"})
    void shouldNameTheFieldOfADecision(int action, String operator, String reason, String named) {
        byte[] bytes = new byte[512];
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        ResolveSuspenseEncoder resolve =
                new ResolveSuspenseEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        resolve.action(SuspenseAction.APPLY).channel("alipay").paymentRef("p");
        resolve.operatorId(operator).reason(reason);
        bytes[MessageHeaderEncoder.ENCODED_LENGTH] = (byte) action;
        assertThat(check(Arrays.copyOf(bytes, resolve.limit()))).isEqualTo(-1);
        assertRefused(ResultCode.INVALID_FIELD, named);
    }

    @ParameterizedTest
    @CsvSource({"0, lines", "65, lines"})
    void shouldBoundTheLines(int lines, String named) {
        assertThat(check(order(lines, 1))).isEqualTo(-1);
        assertRefused(ResultCode.INVALID_FIELD, named);
    }

    @ParameterizedTest
    @CsvSource({
        "16, -2, expectedAmount",
        "24, 999, ttlMillis",
        "24, 2592000001, ttlMillis",
        "28, 1, backorderTtlMillis",
        "32, 65, currency"
    })
    void shouldNameTheFieldOfAnOrder(int at, long value, String named) {
        byte[] order = order(1, 1);
        UnsafeBuffer buffer = new UnsafeBuffer(order);
        if (at == 16) {
            buffer.putLong(8 + at, value);
        } else {
            buffer.putInt(8 + at, (int) value);
        }
        assertThat(check(order)).isEqualTo(-1);
        assertRefused(ResultCode.INVALID_FIELD, named);
    }

    @ParameterizedTest
    @CsvSource({
        "36, 0, mode",
        "36, 4, mode",
        "37, 2, fill",
        "37, 255, fill",
        "38, 10, priority",
        "28, 1, backorderTtlMillis"
    })
    void shouldRefuseWhatThisVersionDoesNotDo(int at, int value, String named) {
        byte[] order = order(1, 1);
        order[8 + at] = (byte) value;
        assertThat(check(order)).isEqualTo(-1);
        assertRefused(ResultCode.INVALID_FIELD, named);
    }

    @ParameterizedTest
    @CsvSource({
        "0, price",
        "8, currency",
        "12, holdTtlMillis",
        "28, buyerWindowMillis",
        "44, maxHeldShareBps",
        "46, saleStartsAtMicros",
        "54, saleEndsAtMicros",
        "70, lateWindowMillis",
        "78, saleCap",
        "86, delivery",
        "87, pick",
        "88, latePolicy",
        "89, state"
    })
    void shouldNameTheFieldOfADefinition(int at, String named) {
        byte[] put = putSku();
        int size = at >= 86 ? 1 : at == 44 ? 2 : at == 8 || at == 12 || at == 24 || at == 36 || at == 40 ? 4 : 8;
        Arrays.fill(put, 8 + at, 8 + at + size, (byte) 0xfd);
        assertThat(check(put)).isEqualTo(-1);
        assertRefused(ResultCode.INVALID_FIELD, named);
    }

    @Test
    void shouldTakeADefinitionOfTheFirstVersionAndNoOtherLength() {
        byte[] put = putSku();
        int first = PutSkuDecoder.vipQuotaEncodingOffset();
        byte[] older = new byte[put.length - Integer.BYTES];
        System.arraycopy(put, 0, older, 0, 8 + first);
        System.arraycopy(put, 8 + first + Integer.BYTES, older, 8 + first, older.length - 8 - first);
        older[0] = (byte) first;
        assertThat(check(older)).isEqualTo(-1);
        assertRefused(ResultCode.MALFORMED, "version 1");
        older[6] = 0;
        assertThat(check(older)).isEqualTo(PutSkuDecoder.TEMPLATE_ID);
        put[6] = 0;
        assertThat(check(put)).isEqualTo(-1);
        assertRefused(ResultCode.MALFORMED, "version 0");
    }

    @Test
    void shouldRefuseTheNodesOwnCommands() {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        TickEncoder tick = new TickEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        assertThat(validator.check(buffer, 0, 8 + tick.encodedLength())).isEqualTo(-1);
        assertRefused(ResultCode.UNKNOWN_COMMAND, "own");
    }

    @Test
    void shouldRefuseEveryTruncationAndEveryTail() {
        for (byte[] whole : new byte[][] {order(3, 2), pay(), putSku()}) {
            for (int length = 0; length < whole.length; length++) {
                // The cut copy ends where its buffer ends, so that a look beyond it would throw.
                assertThat(check(Arrays.copyOf(whole, length)))
                        .as("%d bytes", length)
                        .isEqualTo(-1);
                assertThat(refusal().code()).isEqualTo(ResultCode.MALFORMED);
            }
            assertThat(check(Arrays.copyOf(whole, whole.length + 1))).isEqualTo(-1);
            assertThat(refusal().code()).isEqualTo(ResultCode.MALFORMED);
        }
    }

    @Test
    void shouldNeverThrowOnDamagedMessages() {
        Random random = new Random(11);
        byte[][] wholes = {order(3, 2), pay(), putSku()};
        int passed = 0;
        for (int round = 0; round < 200_000; round++) {
            byte[] damaged = wholes[round % wholes.length].clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            if (check(damaged) >= 0) {
                passed++;
            } else {
                assertThat(refusal().code()).isNotNull();
            }
        }
        assertThat(passed).isBetween(1, 199_999);
    }

    private int check(byte[] message) {
        return validator.check(new UnsafeBuffer(message), 0, message.length);
    }

    private RefusalDecoder refusal() {
        return new RefusalDecoder().wrapAndApplyHeader(validator.refusal().buffer(), 0, new MessageHeaderDecoder());
    }

    private void assertRefused(ResultCode code, String named) {
        assertThat(refusal().code()).isEqualTo(code);
        assertThat(refusal().message()).contains(named);
    }

    private static byte[] order(int lines, long quantity) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[8_192]);
        CreateOrderEncoder order = new CreateOrderEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .orderIdHigh(0)
                .orderIdLow(0)
                .expectedAmount(-1)
                .ttlMillis(0)
                .backorderTtlMillis(0)
                .currency(Currency.pack("CNY"))
                .mode(OrderMode.FOK)
                .fill(Fill.ALL_OR_NONE)
                .priority((short) 0);
        CreateOrderEncoder.LinesEncoder line = order.linesCount(lines);
        for (int i = 0; i < lines; i++) {
            line.next().maxUnitPrice(-1).unitId(0).quantity(quantity).sku("sku-" + i);
        }
        order.clientOrderId("订单-1").buyer("bob").clientAddress("").coupon("");
        return bytes(buffer, 8 + order.encodedLength());
    }

    private static byte[] pay() {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
        PayEncoder pay = new PayEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .orderIdHigh(1)
                .orderIdLow(2)
                .amount(990)
                .currency(Currency.pack("CNY"))
                .channel("alipay")
                .paymentRef("p-1");
        return bytes(buffer, 8 + pay.encodedLength());
    }

    private static byte[] putSku() {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
        PutSkuEncoder put = new PutSkuEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        put.price(990).currency(Currency.pack("CNY")).holdTtlMillis(0);
        put.minPerOrder(0).maxPerOrder(0).maxPerBuyer(0).buyerWindowMillis(0);
        put.maxOpenHoldsPerBuyer(0).maxOpenHoldsPerAddress(0).maxHeldShareBps(0);
        put.saleStartsAtMicros(0).saleEndsAtMicros(0).safetyStock(0).lowStockAt(0);
        put.lateWindowMillis(0).saleCap(0).delivery(Delivery.ONE_TIME);
        put.pick(Pick.FIFO)
                .latePolicy(LatePolicy.REFUND_DUE)
                .state(SkuState.ACTIVE)
                .vipQuota(0);
        put.sku("game-1").name("A game");
        return bytes(buffer, 8 + put.encodedLength());
    }

    private static byte[] bytes(UnsafeBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
