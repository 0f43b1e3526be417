package io.faka.gateway.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.client.ChangeWallet;
import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.FakaException;
import io.faka.client.GetWallet;
import io.faka.client.GetWalletStatement;
import io.faka.client.ImportCodes;
import io.faka.client.NewOrder;
import io.faka.client.OrderResult;
import io.faka.client.PayFromWallet;
import io.faka.client.PayOrder;
import io.faka.client.PutSku;
import io.faka.client.Wallet;
import io.faka.client.WalletResult;
import io.faka.client.WalletStatement;
import io.faka.codec.command.WalletEntryKind;
import io.faka.codec.reply.ResultCode;
import io.faka.gateway.TestNode;
import io.faka.gateway.auth.Scope;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Prepaid money over TCP, binary and as lines of JSON. */
@Timeout(30)
class WalletSessionTest {
    private TestNode node;

    @BeforeEach
    void start(@TempDir Path directory) {
        node = TestNode.open(directory);
        try (FakaClient client = connect(new Credentials.None())) {
            assertThat(client.call(PutSku.of("game-1", "Game", 990, "CNY")).code())
                    .isEqualTo(ResultCode.CREATED);
            assertThat(client.call(ImportCodes.of("game-1", "lot-a", List.of("AAA", "BBB", "CCC")))
                            .imported())
                    .isEqualTo(3);
        }
    }

    @AfterEach
    void stop() {
        node.close();
        assertThat(node.failure()).isNull();
    }

    @Test
    void shouldCarryWalletsOverTheBinaryProtocol() {
        try (FakaClient client = connect(new Credentials.None())) {
            ChangeWallet credit = new ChangeWallet(WalletEntryKind.CREDIT, "agent", 3000, "CNY", "c-1");
            WalletResult credited = client.call(credit);
            assertThat(credited.code()).isEqualTo(ResultCode.CREATED);
            assertThat(client.call(credit).code()).isEqualTo(ResultCode.EXISTS);
            ChangeWallet hold = new ChangeWallet(WalletEntryKind.HOLD, "agent", 1000, "CNY", "h-1");
            assertThat(client.call(hold).held()).isEqualTo(1000);
            assertThat(client.call(new GetWallet("agent")))
                    .isEqualTo(new Wallet("agent", List.of(new Wallet.Balance("CNY", 2000, 1000))));
            OrderResult order = client.call(NewOrder.of("o-1", "bob", "game-1", 1));
            OrderResult paid = client.call(new PayFromWallet(order.orderId(), "agent", "h-1", 990, "CNY"));
            assertThat(paid.code()).isEqualTo(ResultCode.PAID);
            assertThat(paid.units()).hasSize(1);
            assertThatThrownBy(() -> client.call(ChangeWallet.release("agent", "h-1")))
                    .isInstanceOfSatisfying(
                            FakaException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.HOLD_ALREADY_USED));
            OrderResult next = client.call(NewOrder.of("o-2", "bob", "game-1", 1));
            assertThatThrownBy(() -> client.call(new PayOrder(next.orderId(), "wallet", "p-2", 990, "CNY")))
                    .isInstanceOfSatisfying(
                            FakaException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.INSUFFICIENT_FUNDS));
            WalletStatement page = client.call(new GetWalletStatement("agent", 0, 3));
            assertThat(page.entries())
                    .extracting(entry -> entry.kind().name())
                    .containsExactly("CREDIT", "HOLD", "RELEASE");
            WalletStatement rest = client.call(new GetWalletStatement("agent", page.next(), 0));
            assertThat(rest.entries()).singleElement().satisfies(entry -> {
                assertThat(entry.orderId()).isEqualTo(order.orderId());
                assertThat(entry.available()).isEqualTo(2010);
            });
            assertThat(rest.next()).isZero();
        }
    }

    @Test
    void shouldAskForAnotherScopeToMakeMoneyThanToSpendIt() {
        String pay = node.apiKeys().create(EnumSet.of(Scope.PAY), false).key();
        String admin = node.apiKeys().create(EnumSet.of(Scope.ADMIN), false).key();
        ChangeWallet credit = new ChangeWallet(WalletEntryKind.CREDIT, "agent", 3000, "CNY", "c-1");
        ChangeWallet hold = new ChangeWallet(WalletEntryKind.HOLD, "agent", 1000, "CNY", "h-1");
        try (FakaClient spender = connect(new Credentials.Bearer(pay));
                FakaClient owner = connect(new Credentials.Bearer(admin))) {
            assertForbidden(spender, credit);
            assertForbidden(spender, new ChangeWallet(WalletEntryKind.DEBIT, "agent", 1, "CNY", "d-1"));
            assertForbidden(owner, hold);
            assertThat(owner.call(credit).available()).isEqualTo(3000);
            assertThat(spender.call(hold).held()).isEqualTo(1000);
        }
    }

    @Test
    void shouldCarryWalletsAsLines() throws Exception {
        try (Lines lines = new Lines(node.tcpPort())) {
            JsonNode credit = lines.ask(
                    "{\"id\":1,\"op\":\"credit_wallet\",\"account\":\"bob\",\"amount\":1000,\"currency\":\"CNY\",\"ref\":\"c\"}");
            assertThat(credit.get("code").asString()).isEqualTo("created");
            assertThat(credit.get("wallet").get("available").asLong()).isEqualTo(1000);
            JsonNode held = lines.ask(
                    "{\"op\":\"hold_wallet\",\"account\":\"bob\",\"amount\":10,\"currency\":\"CNY\",\"ref\":\"h\"}");
            assertThat(held.get("wallet").get("held").asLong()).isEqualTo(10);
            JsonNode released = lines.ask("{\"op\":\"release_wallet\",\"account\":\"bob\",\"ref\":\"h\"}");
            assertThat(released.get("code").asString()).isEqualTo("created");
            JsonNode order = lines.ask("{\"op\":\"create_order\",\"client_order_id\":\"o-1\",\"buyer\":\"bob\","
                    + "\"lines\":[{\"sku\":\"game-1\",\"quantity\":1}]}");
            String id = order.get("order").get("order_id").asString();
            String pay = "{\"op\":\"pay\",\"order_id\":\"" + id
                    + "\",\"channel\":\"wallet\",\"payment_ref\":\"p\",\"amount\":990,\"currency\":\"CNY\"}";
            assertThat(lines.ask(pay).get("code").asString()).isEqualTo("paid");
            JsonNode debit = lines.ask(
                    "{\"op\":\"debit_wallet\",\"account\":\"bob\",\"amount\":11,\"currency\":\"CNY\",\"ref\":\"d\"}");
            assertThat(debit.get("code").asString()).isEqualTo("insufficient_funds");
            assertThat(debit.get("available").asLong()).isEqualTo(10);
            JsonNode wallet = lines.ask("{\"op\":\"get_wallet\",\"account\":\"bob\"}");
            assertThat(wallet.get("wallet")
                            .get("balances")
                            .get(0)
                            .get("available")
                            .asLong())
                    .isEqualTo(10);
            JsonNode page = lines.ask("{\"op\":\"wallet_statement\",\"account\":\"bob\",\"after\":0,\"limit\":2}");
            assertThat(page.get("page").get("entries").size()).isEqualTo(2);
            assertThat(page.get("page").get("next").asLong()).isEqualTo(2);
        }
    }

    private static void assertForbidden(FakaClient client, ChangeWallet change) {
        assertThatThrownBy(() -> client.call(change))
                .isInstanceOfSatisfying(
                        FakaException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.FORBIDDEN));
    }

    private FakaClient connect(Credentials credentials) {
        return FakaClient.connect(ClientConfig.of("127.0.0.1", node.tcpPort(), credentials));
    }
}
