package io.faka.gateway.tcp;

import static io.faka.codec.reply.ResultCode.PAYMENT_AMOUNT_MISMATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.GetOrder;
import io.faka.client.GetRefundsDue;
import io.faka.client.GetSku;
import io.faka.client.GetSuspense;
import io.faka.client.ImportCodes;
import io.faka.client.MoneyPage;
import io.faka.client.NewOrder;
import io.faka.client.OrderResult;
import io.faka.client.PaidOrder;
import io.faka.client.PayOrder;
import io.faka.client.PaymentResult;
import io.faka.client.PutSku;
import io.faka.client.RefundOrder;
import io.faka.client.RefundResult;
import io.faka.client.ResolveSuspense;
import io.faka.client.SkuResult;
import io.faka.codec.command.SuspenseAction;
import io.faka.codec.reply.OrderState;
import io.faka.codec.reply.ResultCode;
import io.faka.gateway.TestNode;
import io.faka.gateway.auth.NewKey;
import io.faka.gateway.auth.Scope;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class BinarySessionTest {
    @TempDir
    Path directory;

    @Test
    void shouldTakeAnOrderTheWholeWay() {
        try (TestNode node = TestNode.open(directory);
                FakaClient client =
                        FakaClient.connect(ClientConfig.of("127.0.0.1", node.tcpPort(), new Credentials.None()))) {
            assertThat(client.call(PutSku.of("game-1", "A game", 990, "CNY")).code())
                    .isEqualTo(ResultCode.CREATED);
            var imported = client.call(ImportCodes.of("game-1", "lot-a", List.of("AAA", "BBB", "AAA")));
            assertThat(imported.imported()).isEqualTo(2);
            assertThat(imported.duplicates()).isEqualTo(1);
            OrderResult order = client.call(NewOrder.of("o-1", "bob", "game-1", 2));
            assertThat(order.code()).isEqualTo(ResultCode.CREATED);
            assertThat(order.state()).isEqualTo(OrderState.PENDING_PAYMENT);
            OrderResult paid = client.call(new PayOrder(order.orderId(), "alipay", "p-1", 1980, "CNY"));
            assertThat(paid.code()).isEqualTo(ResultCode.PAID);
            assertThat(paid.units()).extracting(OrderResult.Unit::code).containsExactly("AAA", "BBB");
            assertThat(client.call(new GetOrder(order.orderId(), 0)).units()).isEqualTo(paid.units());
            assertThat(client.call(new GetSku("game-1")).sold()).isEqualTo(2);
            assertThat(node.failure()).isNull();
        }
    }

    @Test
    void shouldLetAClientThatAsksTooOftenThroughLater() {
        try (TestNode node = TestNode.open(directory)) {
            NewKey key = node.apiKeys().create(EnumSet.allOf(Scope.class), false, 50);
            try (FakaClient client =
                    FakaClient.connect(ClientConfig.of("127.0.0.1", node.tcpPort(), Credentials.bearer(key.key())))) {
                assertThat(client.call(PutSku.of("game-1", "A game", 990, "CNY"))
                                .code())
                        .isEqualTo(ResultCode.CREATED);
                List<CompletableFuture<SkuResult>> asked = IntStream.range(0, 100)
                        .mapToObj(i -> client.submit(new GetSku("game-1")))
                        .toList();
                assertThat(asked)
                        .allSatisfy(answer -> assertThat(answer.join().sku()).isEqualTo("game-1"));
            }
            assertThat(node.apiKeys().list())
                    .singleElement()
                    .satisfies(listed -> assertThat(listed.rate().refused()).isPositive());
        }
    }

    @Test
    void shouldResolveAndRefundMoneyThatDidNotSimplyPay() {
        try (TestNode node = TestNode.open(directory);
                FakaClient client =
                        FakaClient.connect(ClientConfig.of("127.0.0.1", node.tcpPort(), new Credentials.None()))) {
            assertThat(client.call(PutSku.of("game-1", "A game", 990, "CNY")).code())
                    .isEqualTo(ResultCode.CREATED);
            assertThat(client.call(ImportCodes.of("game-1", "lot-a", List.of("AAA", "BBB")))
                            .imported())
                    .isEqualTo(2);
            PaidOrder paid = new PaidOrder(NewOrder.of("o-2", "bob", "game-1", 1), "alipay", "p-0", 990, "CNY");
            OrderResult bought = client.call(paid);
            assertThat(bought.code()).isEqualTo(ResultCode.CREATED);
            assertThat(bought.units()).hasSize(1);
            assertThat(client.call(paid).code()).isEqualTo(ResultCode.EXISTS);
            OrderResult order = client.call(NewOrder.of("o-1", "bob", "game-1", 1));
            assertThat(client.call(new PayOrder(order.orderId(), "alipay", "p-1", 1000, "CNY"))
                            .code())
                    .isEqualTo(ResultCode.PAYMENT_AMOUNT_MISMATCH);
            MoneyPage.Item item =
                    new MoneyPage.Item(order.orderId(), "alipay", "p-1", 1000, "CNY", PAYMENT_AMOUNT_MISMATCH, 7);
            assertThat(client.call(new GetSuspense(0, 0))).isEqualTo(new MoneyPage(List.of(item), 0));
            PaymentResult resolved =
                    client.call(new ResolveSuspense("alipay", "p-1", SuspenseAction.APPLY, "olga", "agreed"));
            assertThat(resolved.outcome()).isEqualTo(ResultCode.PAID);
            assertThat(resolved.refundDue()).isEqualTo(10);
            assertThat(client.call(new GetRefundsDue(0, 1)).items())
                    .singleElement()
                    .extracting(MoneyPage.Item::amount)
                    .isEqualTo(10L);
            RefundOrder refund = new RefundOrder(order.orderId(), 10, "", "back-1", "excess");
            RefundResult refunded = client.call(refund);
            assertThat(refunded.code()).isEqualTo(ResultCode.REFUNDED);
            assertThat(refunded.state()).isEqualTo(OrderState.FULFILLED);
            assertThat(client.call(refund).code()).isEqualTo(ResultCode.EXISTS);
            assertThat(node.failure()).isNull();
        }
    }
}
