package io.faka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.codec.command.AddCountedUnitsDecoder;
import io.faka.codec.command.CreateOrderDecoder;
import io.faka.codec.command.Delivery;
import io.faka.codec.command.MessageHeaderDecoder;
import io.faka.codec.command.OrderMode;
import io.faka.codec.command.PayDecoder;
import io.faka.codec.command.PutSkuDecoder;
import io.faka.codec.session.DeliverContentsDecoder;
import io.faka.codec.session.ImportCodesDecoder;
import io.faka.engine.Currency;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class RequestCodecTest {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    private static UnsafeBuffer encode(Request<?> request) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[request.maxEncodedLength()]);
        int length = request.encode(buffer, 0);
        return new UnsafeBuffer(buffer, 0, length);
    }

    @Test
    void shouldEncodeEveryFieldOfAnOrder() {
        NewOrder request = new NewOrder(
                "client-1",
                "buyer-1",
                "10.0.0.1",
                List.of(new NewOrder.Line("a", 2), new NewOrder.Line("b", 3, 500)),
                OrderMode.FOK,
                700,
                "CNY",
                60_000,
                Backorder.DEFAULT,
                "TEN");
        CreateOrderDecoder order = new CreateOrderDecoder().wrapAndApplyHeader(encode(request), 0, header);

        assertThat(order.orderIdHigh() | order.orderIdLow()).isZero();
        assertThat(order.expectedAmount()).isEqualTo(700);
        assertThat(order.ttlMillis()).isEqualTo(60_000);
        assertThat(order.currency()).isEqualTo(Currency.pack("CNY"));
        assertThat(order.mode()).isEqualTo(OrderMode.FOK);
        List<String> lines = new ArrayList<>();
        for (CreateOrderDecoder.LinesDecoder line : order.lines()) {
            lines.add(line.quantity() + " " + line.maxUnitPrice() + " " + line.sku());
        }
        assertThat(lines).containsExactly("2 -1 a", "3 500 b");
        assertThat(order.clientOrderId()).isEqualTo("client-1");
        assertThat(order.buyer()).isEqualTo("buyer-1");
        assertThat(order.clientAddress()).isEqualTo("10.0.0.1");
        assertThat(order.coupon()).isEqualTo("TEN");
    }

    @Test
    void shouldEncodeTheLargestOrderWithinItsBound() {
        List<NewOrder.Line> lines = Collections.nCopies(64, new NewOrder.Line("s".repeat(254), 1));
        NewOrder request = NewOrder.of("c".repeat(254), "b".repeat(254), lines);

        assertThat(encode(request).capacity()).isLessThanOrEqualTo(request.maxEncodedLength());
    }

    @Test
    void shouldEncodeAPayment() {
        PayOrder request = new PayOrder(new OrderId(3, 4), "alipay", "ref", 1_999, "CNY");
        PayDecoder pay = new PayDecoder().wrapAndApplyHeader(encode(request), 0, header);

        assertThat(pay.orderIdHigh()).isEqualTo(3);
        assertThat(pay.orderIdLow()).isEqualTo(4);
        assertThat(pay.amount()).isEqualTo(1_999);
        assertThat(pay.currency()).isEqualTo(Currency.pack("CNY"));
        assertThat(pay.channel()).isEqualTo("alipay");
        assertThat(pay.paymentRef()).isEqualTo("ref");
    }

    @Test
    void shouldEncodeASku() {
        PutSkuDecoder put = new PutSkuDecoder()
                .wrapAndApplyHeader(encode(PutSku.of("sku", "名前", 5, "USD").withHoldTtlMillis(1_000)), 0, header);

        assertThat(put.price()).isEqualTo(5);
        assertThat(put.holdTtlMillis()).isEqualTo(1_000);
        assertThat(put.delivery()).isEqualTo(Delivery.ONE_TIME);
        assertThat(put.sku()).isEqualTo("sku");
        assertThat(put.name()).isEqualTo("名前");
    }

    @Test
    void shouldEncodeEveryTermOfASku() {
        SkuTerms terms = new SkuTerms(Delivery.ONE_TIME, 0, 0, 3, 4, 5, 6, 7, 8).deliveredAs(Delivery.REUSABLE, 1);
        PutSku request = PutSku.of("sku", "name", 5, "USD")
                .withTerms(terms)
                .withVipQuota(2)
                .withHoldTtlMillis(9);
        PutSkuDecoder put = new PutSkuDecoder().wrapAndApplyHeader(encode(request), 0, header);

        assertThat(put.delivery()).isEqualTo(Delivery.REUSABLE);
        assertThat(List.of(
                        put.saleCap(),
                        put.vipQuota(),
                        put.safetyStock(),
                        put.lowStockAt(),
                        put.minPerOrder(),
                        put.saleStartsAtMicros(),
                        put.saleEndsAtMicros(),
                        put.lateWindowMillis(),
                        put.holdTtlMillis()))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void shouldEncodeCodesInTheSessionSchema() {
        UnsafeBuffer buffer = encode(ImportCodes.of("sku", "lot", List.of("甲", "b")));
        ImportCodesDecoder chunk = new ImportCodesDecoder()
                .wrapAndApplyHeader(buffer, 0, new io.faka.codec.session.MessageHeaderDecoder());
        int count = 0;
        for (ImportCodesDecoder.CodesDecoder code : chunk.codes()) {
            count += code.codeLength();
            code.skipCode();
        }

        assertThat(count).isEqualTo(4);
        assertThat(chunk.sku()).isEqualTo("sku");
        assertThat(chunk.lot()).isEqualTo("lot");
    }

    @Test
    void shouldEncodeWhatAnOperatorDelivers() {
        UnsafeBuffer buffer = encode(new FulfillOrder(new OrderId(3, 4), 5, List.of("甲", "b")));
        DeliverContentsDecoder deliver = new DeliverContentsDecoder()
                .wrapAndApplyHeader(buffer, 0, new io.faka.codec.session.MessageHeaderDecoder());
        assertThat(deliver.orderIdHigh()).isEqualTo(3);
        assertThat(deliver.orderIdLow()).isEqualTo(4);
        assertThat(deliver.firstContent()).isEqualTo(5);
        assertThat(deliver.contents().count()).isEqualTo(2);
        assertThat(FulfillOrder.of(new OrderId(3, 4), List.of("secret")).toString())
                .doesNotContain("secret");
        assertThatThrownBy(() -> FulfillOrder.of(new OrderId(3, 4), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldEncodeCountedStock() {
        CountUnits request = new CountUnits("sku", "lot", 9, java.time.Instant.ofEpochSecond(2), 7);
        AddCountedUnitsDecoder add = new AddCountedUnitsDecoder().wrapAndApplyHeader(encode(request), 0, header);
        assertThat(add.expiresAtMicros()).isEqualTo(2_000_000);
        assertThat(add.offerId()).isEqualTo(7);
        assertThat(add.quantity()).isEqualTo(9);
        assertThat(add.sku()).isEqualTo("sku");
        assertThat(add.lot()).isEqualTo("lot");
    }

    @Test
    void shouldWriteAndReadOrderIds() {
        OrderId id = new OrderId(0x0123456789abcdefL, -1);

        assertThat(id).hasToString("0123456789abcdefffffffffffffffff");
        assertThat(OrderId.parse(id.toString())).isEqualTo(id);
        assertThatThrownBy(() -> OrderId.parse("12")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNotShowSecretsInText() {
        assertThat(Credentials.bearer("fk_a_b").toString()).doesNotContain("fk_a_b");
        assertThat(Credentials.signed("id", "hidden").toString()).doesNotContain("hidden");
        assertThat(new OrderResult.Unit(1, 0, "the-code").toString()).doesNotContain("the-code");
    }
}
