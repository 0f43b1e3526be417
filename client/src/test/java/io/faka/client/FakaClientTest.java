package io.faka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.codec.reply.ResultCode;
import io.faka.codec.session.CloseReason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FakaClientTest {
    private FakeNode node;
    private FakaClient client;
    private FakeNode.Session session;

    @BeforeEach
    void startNode() throws IOException {
        node = new FakeNode();
    }

    @AfterEach
    void stop() throws IOException {
        if (client != null) {
            client.close();
        }
        node.close();
    }

    private ClientConfig config() {
        return ClientConfig.of("127.0.0.1", node.port(), Credentials.bearer("fk_k_secret"));
    }

    private void connect(ClientConfig config) throws IOException {
        CompletableFuture<FakaClient> connecting = CompletableFuture.supplyAsync(() -> FakaClient.connect(config));
        session = node.acceptLogon();
        client = connecting.join();
    }

    private CompletableFuture<OrderResult> submit(String clientOrderId) {
        return client.submit(NewOrder.of(clientOrderId, "buyer", "sku", 1));
    }

    @Test
    void shouldLogOnWithTheBearerKey() throws IOException {
        connect(config());

        assertThat(session.logon().magic()).isEqualTo(LogonMessage.MAGIC);
        assertThat(session.logon().protocolVersion()).isEqualTo(1);
        assertThat(session.logon().bearerKey()).isEqualTo("fk_k_secret");
        assertThat(session.logon().keyId()).isEmpty();
        assertThat(client.isConnected()).isTrue();
    }

    @Test
    void shouldSignTheLogon() throws IOException {
        Credentials.Signed key = new Credentials.Signed("k1", "s3cret");
        connect(ClientConfig.of("127.0.0.1", node.port(), key));

        assertThat(session.logon().bearerKey()).isEmpty();
        assertThat(session.logon().keyId()).isEqualTo("k1");
        String nonce = session.logon().nonce();
        assertThat(nonce).hasSize(32);
        assertThat(session.logon().signature())
                .isEqualTo(LogonMessage.sign(key, session.logon().timestampSeconds(), nonce));
    }

    @Test
    void shouldSignAsTheProtocolSays() {
        // From: printf 'LOGON\nk1\n1700000000\nabc' | openssl dgst -sha256 -hmac s3cret
        assertThat(LogonMessage.sign(new Credentials.Signed("k1", "s3cret"), 1_700_000_000, "abc"))
                .isEqualTo("65270cabd067c926bfc57766198eafa8f1bc2f9bdcf562292c78b70b20adb75e");
    }

    @Test
    void shouldGiveEachRequestItsOwnReply() throws IOException {
        connect(config());
        List<CompletableFuture<OrderResult>> futures = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            futures.add(submit("order-" + i));
        }
        List<FakeNode.Received> requests = session.read(100);
        session.replyCreated(requests.subList(0, 30));
        session.replyCreated(requests.subList(30, 100));

        for (int i = 0; i < 100; i++) {
            OrderResult result = futures.get(i).join();
            assertThat(result.code()).isEqualTo(ResultCode.CREATED);
            assertThat(result.clientOrderId()).isEqualTo("order-" + i);
            assertThat(result.currency()).isEqualTo("CNY");
            assertThat(result.expiresAt()).isEqualTo(Instant.ofEpochSecond(5));
        }
        assertThat(requests).extracting(FakeNode.Received::requestId).first().isEqualTo(1L);
    }

    @Test
    void shouldPutManyWaitingRequestsIntoOneFrame() throws IOException {
        node.withMaxInFlight(1);
        connect(config());
        submit("first");
        List<FakeNode.Received> first = session.readBatch();
        for (int i = 0; i < 50; i++) {
            submit("later-" + i);
        }
        session.cut();
        node.withMaxInFlight(1_024);
        session = node.acceptLogon();

        assertThat(session.readBatch())
                .hasSize(51)
                .first()
                .satisfies(again ->
                        assertThat(again.message()).isEqualTo(first.get(0).message()));
    }

    @Test
    void shouldSendTheSameRequestsAgainInOrderAfterACut() throws IOException {
        connect(config());
        CompletableFuture<OrderResult> answered = submit("a");
        List<FakeNode.Received> first = session.read(1);
        session.replyCreated(first);
        answered.join();
        CompletableFuture<OrderResult> cut1 = submit("b");
        CompletableFuture<OrderResult> cut2 = submit("c");
        List<FakeNode.Received> lost = session.read(2);
        session.cut();

        session = node.acceptLogon();
        List<FakeNode.Received> again = session.read(2);
        assertThat(again).extracting(FakeNode.Received::clientOrderId).containsExactly("b", "c");
        assertThat(again.get(0).message()).isEqualTo(lost.get(0).message());
        assertThat(again.get(0).requestId()).isEqualTo(1);
        session.replyCreated(again);
        assertThat(cut1.join().clientOrderId()).isEqualTo("b");
        assertThat(cut2.join().clientOrderId()).isEqualTo("c");
    }

    @Test
    void shouldCallAnUnansweredRequestUnknown() throws IOException {
        connect(config());
        CompletableFuture<OrderResult> unanswered =
                client.submit(NewOrder.of("a", "buyer", "sku", 1), Duration.ofMillis(100));
        List<FakeNode.Received> late = session.read(1);

        assertThatThrownBy(unanswered::join).hasCauseInstanceOf(OutcomeUnknownException.class);

        CompletableFuture<OrderResult> next = submit("b");
        List<FakeNode.Received> requests = session.read(1);
        session.replyCreated(late);
        session.replyCreated(requests);
        assertThat(next.join().clientOrderId()).isEqualTo("b");
    }

    @Test
    void shouldCallARequestThatNeverLeftNotSent() throws IOException {
        connect(config());
        session.cut();
        node.close();
        CompletableFuture<OrderResult> unsent =
                client.submit(NewOrder.of("a", "buyer", "sku", 1), Duration.ofMillis(300));

        // The cut may be seen only with the first write, and then nobody can tell.
        assertThatThrownBy(unsent::join).cause().isInstanceOfAny(NotSentException.class, OutcomeUnknownException.class);
        CompletableFuture<OrderResult> second =
                client.submit(NewOrder.of("b", "buyer", "sku", 1), Duration.ofMillis(100));
        assertThatThrownBy(second::join).hasCauseInstanceOf(NotSentException.class);
    }

    @Test
    void shouldTryAgainWhatAnOverloadedNodeRefused() throws IOException {
        connect(config());
        CompletableFuture<OrderResult> future = submit("a");
        session.replyRefused(session.read(1).get(0).requestId(), ResultCode.OVERLOADED, -1, 20);

        List<FakeNode.Received> again = session.read(1);
        assertThat(again.get(0).requestId()).isEqualTo(2);
        session.replyCreated(again);
        assertThat(future.join().clientOrderId()).isEqualTo("a");
    }

    @Test
    void shouldReportOverloadedAtTheDeadline() throws IOException {
        connect(config());
        CompletableFuture<OrderResult> future =
                client.submit(NewOrder.of("a", "buyer", "sku", 1), Duration.ofMillis(200));
        session.replyRefused(session.read(1).get(0).requestId(), ResultCode.OVERLOADED, -1, 60_000);

        assertThat(failureOf(future).code()).isEqualTo(ResultCode.OVERLOADED);
    }

    @Test
    void shouldPassOnTheNodesRefusal() throws IOException {
        connect(config());
        CompletableFuture<OrderResult> future = submit("a");
        session.replyRefused(session.read(1).get(0).requestId(), ResultCode.INSUFFICIENT_STOCK, 3, 0);

        FakaException refusal = failureOf(future);
        assertThat(refusal.code()).isEqualTo(ResultCode.INSUFFICIENT_STOCK);
        assertThat(refusal.detail()).isEqualTo(3);
    }

    @Test
    void shouldTellWhyTheLogonWasRefused() throws IOException {
        CompletableFuture<FakaClient> connecting = CompletableFuture.supplyAsync(() -> FakaClient.connect(config()));
        node.accept().sendClose(CloseReason.UNAUTHENTICATED, "no such key");

        assertThatThrownBy(connecting::join)
                .cause()
                .isInstanceOfSatisfying(SessionClosedException.class, closed -> {
                    assertThat(closed.reason()).isEqualTo(CloseReason.UNAUTHENTICATED);
                    assertThat(closed.isFinal()).isTrue();
                })
                .hasMessageContaining("no such key");
    }

    @Test
    void shouldFailToConnectWhereNobodyListens() throws IOException {
        node.close();

        assertThatThrownBy(() -> FakaClient.connect(config()))
                .isInstanceOf(SessionClosedException.class)
                .hasMessageContaining("cannot connect to 127.0.0.1");
    }

    @Test
    void shouldReconnectWhenTheNodeStops() throws IOException {
        connect(config());
        CompletableFuture<OrderResult> future = submit("a");
        session.read(1);
        session.sendClose(CloseReason.SERVER_STOPPING, "bye");

        session = node.acceptLogon();
        session.replyCreated(session.read(1));
        assertThat(future.join().clientOrderId()).isEqualTo("a");
    }

    @Test
    void shouldRefuseMoreThanMayBePending() throws IOException {
        connect(config().withLimits(1, 2));
        submit("a");
        submit("b");

        assertThatThrownBy(submit("c")::join)
                .hasCauseInstanceOf(NotSentException.class)
                .hasMessageContaining("pending");
    }

    @Test
    void shouldNotExceedTheNodesMaxInFlight() throws IOException {
        node.withMaxInFlight(3);
        connect(config());
        List<CompletableFuture<OrderResult>> futures = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            futures.add(submit("order-" + i));
        }
        long answered = 0;
        while (answered < 10) {
            List<FakeNode.Received> batch = session.readBatch();
            assertThat(batch.get(batch.size() - 1).requestId() - answered).isLessThanOrEqualTo(3);
            session.replyCreated(batch);
            answered += batch.size();
        }
        futures.forEach(CompletableFuture::join);
    }

    @Test
    void shouldFetchAllPagesOfALargeDelivery() throws IOException {
        connect(config());
        CompletableFuture<OrderResult> first = client.submit(new GetOrder(new OrderId(1, 2)));
        session.replyPage(session.read(1).get(0).requestId(), 0, 100, 250);
        CompletableFuture<OrderResult> whole = client.withAllUnits(first.join());
        session.replyPage(session.read(1).get(0).requestId(), 100, 100, 250);
        session.replyPage(session.read(1).get(0).requestId(), 200, 50, 250);

        OrderResult order = whole.join();
        assertThat(order.isComplete()).isTrue();
        assertThat(order.units()).hasSize(250);
        assertThat(order.units().get(249).code()).isEqualTo("code-249");
    }

    @Test
    void shouldLeaveASessionWhoseRepliesAreOutOfOrder() throws IOException {
        connect(config());
        CompletableFuture<OrderResult> future = submit("a");
        FakeNode.Received request = session.read(1).get(0);
        session.replyCreated(List.of(new FakeNode.Received(2, request.message())));

        session = node.acceptLogon();
        session.replyCreated(session.read(1));
        assertThat(future.join().clientOrderId()).isEqualTo("a");
    }

    @Test
    void shouldLeaveASessionWithAnImpossibleFrame() throws IOException {
        connect(config());
        session.sendRaw(new byte[] {-1, -1, -1, 127});

        session = node.acceptLogon();
        CompletableFuture<OrderResult> future = submit("a");
        session.replyCreated(session.read(1));
        assertThat(future.join().clientOrderId()).isEqualTo("a");
    }

    @Test
    void shouldSendHeartbeatsAndLeaveASilentNode() throws IOException {
        node.withHeartbeatMillis(200);
        connect(config());
        session.readHeartbeat();
        session.readHeartbeat();
        session.awaitEnd();

        node.withHeartbeatMillis(60_000);
        session = node.acceptLogon();
        CompletableFuture<OrderResult> future = submit("a");
        session.replyCreated(session.read(1));
        assertThat(future.join().clientOrderId()).isEqualTo("a");
    }

    @Test
    void shouldFailWhatIsPendingWhenClosed() throws IOException {
        connect(config());
        CompletableFuture<OrderResult> sent = submit("a");
        session.read(1);
        client.close();

        assertThatThrownBy(sent::join).hasCauseInstanceOf(OutcomeUnknownException.class);
        assertThatThrownBy(submit("b")::join).hasCauseInstanceOf(NotSentException.class);
    }

    @Test
    void shouldRefuseARequestThatFitsNoFrame() throws IOException {
        connect(config());
        String code = "x".repeat(4_000);
        CompletableFuture<UnitsResult> tooLarge =
                client.submit(ImportCodes.of("sku", "", java.util.Collections.nCopies(20, code)));

        assertThatThrownBy(() -> tooLarge.get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(NotSentException.class)
                .hasMessageContaining("at most");
    }

    private static FakaException failureOf(CompletableFuture<?> future) {
        try {
            future.join();
        } catch (CompletionException e) {
            return (FakaException) e.getCause();
        }
        throw new AssertionError("it succeeded");
    }
}
