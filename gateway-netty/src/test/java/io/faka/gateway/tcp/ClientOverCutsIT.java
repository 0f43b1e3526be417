package io.faka.gateway.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.GetSku;
import io.faka.client.ImportCodes;
import io.faka.client.NewOrder;
import io.faka.client.OrderResult;
import io.faka.client.PayOrder;
import io.faka.client.PutSku;
import io.faka.client.SkuResult;
import io.faka.codec.reply.OrderState;
import io.faka.gateway.TestNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ClientOverCutsIT {
    private static final int ORDERS = 2_000;

    @TempDir
    Path directory;

    private static FakaClient connect(int port) {
        return FakaClient.connect(
                ClientConfig.of("127.0.0.1", port, Credentials.none()).withRequestTimeout(Duration.ofSeconds(60)));
    }

    private static void stock(TestNode node, int units) {
        try (FakaClient client = connect(node.tcpPort())) {
            client.call(PutSku.of("game-1", "A game", 990, "CNY"));
            for (int first = 0; first < units; first += 500) {
                List<String> codes = IntStream.range(first, Math.min(units, first + 500))
                        .mapToObj(i -> "code-" + i)
                        .toList();
                client.call(ImportCodes.of("game-1", "lot", codes));
            }
        }
    }

    @Test
    void shouldSellEachUnitOnceThroughEveryCut() throws IOException {
        try (TestNode node = TestNode.open(directory);
                CuttingProxy proxy = new CuttingProxy(node.tcpPort(), 20_260_101, 150_000)) {
            stock(node, ORDERS);
            try (FakaClient client = connect(proxy.port())) {
                List<CompletableFuture<OrderResult>> paid = new ArrayList<>();
                for (int i = 0; i < ORDERS; i++) {
                    String id = "order-" + i;
                    paid.add(client.submit(NewOrder.of(id, "buyer", "game-1", 1))
                            .thenCompose(order -> client.submit(new PayOrder(
                                    order.orderId(), "alipay", "ref-" + id, order.amount(), order.currency()))));
                }
                Set<String> codes = new HashSet<>();
                for (CompletableFuture<OrderResult> future : paid) {
                    OrderResult order = future.join();
                    assertThat(order.state()).isEqualTo(OrderState.FULFILLED);
                    codes.add(order.units().get(0).code());
                }
                assertThat(codes).hasSize(ORDERS);
            }
            assertThat(proxy.cuts()).isGreaterThan(5);
            try (FakaClient client = connect(node.tcpPort())) {
                SkuResult sku = client.call(new GetSku("game-1"));
                assertThat(sku.sold()).isEqualTo(ORDERS);
                assertThat(sku.available() + sku.reserved()).isZero();
            }
            assertThat(node.failure()).isNull();
        }
    }

    @Test
    void shouldFetchALargeDeliveryInPages() {
        try (TestNode node = TestNode.open(directory)) {
            stock(node, 1_000);
            try (FakaClient client = connect(node.tcpPort())) {
                OrderResult order = client.call(NewOrder.of("large", "buyer", "game-1", 1_000));
                OrderResult first =
                        client.call(new PayOrder(order.orderId(), "alipay", "ref", order.amount(), order.currency()));
                assertThat(first.isComplete()).isFalse();
                OrderResult whole = client.withAllUnits(first).join();

                assertThat(whole.units())
                        .extracting(OrderResult.Unit::code)
                        .doesNotHaveDuplicates()
                        .hasSize(1_000);
            }
        }
    }
}
