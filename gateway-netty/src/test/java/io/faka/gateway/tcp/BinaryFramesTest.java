package io.faka.gateway.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.GetSku;
import io.faka.client.ImportCodes;
import io.faka.client.NewOrder;
import io.faka.client.PutSku;
import io.faka.codec.command.GetSkuDecoder;
import io.faka.codec.reply.OrderReplyDecoder;
import io.faka.codec.reply.RefusalDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.codec.reply.SkuReplyDecoder;
import io.faka.codec.session.CloseDecoder;
import io.faka.codec.session.CloseReason;
import io.faka.codec.session.HeartbeatDecoder;
import io.faka.codec.session.LogonAckDecoder;
import io.faka.codec.session.MessageHeaderDecoder;
import io.faka.engine.pipeline.PipelineConfig;
import io.faka.engine.port.AckMode;
import io.faka.engine.port.StorageLevel;
import io.faka.gateway.GatewayConfig;
import io.faka.gateway.TestNode;
import io.faka.gateway.auth.NewKey;
import io.faka.gateway.auth.Scope;
import io.faka.gateway.session.SessionLimits;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BinaryFramesTest {
    @TempDir
    Path directory;

    private TestNode node;

    @BeforeEach
    void startNode() {
        // Small buffers, so that limits are reached soon; deadlines that a test can wait for.
        SessionLimits limits = new SessionLimits(64, 16 << 10, 64 << 10, 1 << 20, 1_000, 700, 900);
        node = start(TestNode.config().withLimits(limits, 1_000, 1_000));
    }

    @AfterEach
    void stopNode() {
        node.close();
        assertThat(node.failure()).isNull();
    }

    @Test
    void shouldAcknowledgeALogonWithItsLimits() throws IOException {
        try (RawBinary raw = new RawBinary(node.tcpPort())) {
            UnsafeBuffer frame =
                    raw.send(RawBinary.logon(RawBinary.MAGIC, 1, 5_000, "")).frame();
            LogonAckDecoder ack = new LogonAckDecoder().wrapAndApplyHeader(frame, 0, new MessageHeaderDecoder());
            assertThat(ack.sessionId()).isNotZero();
            assertThat(ack.epoch()).isEqualTo(1);
            assertThat(ack.maxInFlight()).isEqualTo(64);
            assertThat(ack.maxFrameLength()).isEqualTo(65_536);
            assertThat(ack.heartbeatMillis()).isEqualTo(5_000);
            assertThat(ack.ackMode()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"0x414B4147, 1, PROTOCOL_ERROR", "0x414B4146, 2, UNSUPPORTED_VERSION"})
    void shouldRefuseAWrongLogon(String magic, int version, CloseReason reason) throws IOException {
        try (RawBinary raw = new RawBinary(node.tcpPort())) {
            raw.send(RawBinary.logon(Integer.decode(magic), version, 0, ""));
            assertThat(raw.closing().reason()).isEqualTo(reason);
            assertThat(raw.frame()).isNull();
        }
    }

    @Test
    void shouldWantALogonFirst() throws IOException {
        try (RawBinary raw = new RawBinary(node.tcpPort())) {
            raw.send(RawBinary.batch(1, RawBinary.getSku("a")));
            CloseDecoder close = raw.closing();
            assertThat(close.reason()).isEqualTo(CloseReason.PROTOCOL_ERROR);
            assertThat(close.message()).contains("Logon");
        }
    }

    @Test
    void shouldRefuseBadMessagesOneByOneAndAnswerInOrder() throws IOException {
        stock("game-1", 10);
        byte[] truncated = Arrays.copyOf(RawBinary.order("o-1", "game-1", 1), 40);
        byte[] unknown = RawBinary.getSku("game-1");
        unknown[2] = 99;
        byte[] newer = RawBinary.getSku("game-1");
        newer[6] = (byte) (GetSkuDecoder.SCHEMA_VERSION + 1);
        byte[] otherSchema = RawBinary.getSku("game-1");
        otherSchema[4] = 77;
        byte[] trailing = Arrays.copyOf(RawBinary.getSku("game-1"), 100);
        byte[] modeless = RawBinary.order("o-3", "game-1", 1);
        modeless[8 + 36] = 4;
        try (RawBinary raw = RawBinary.loggedOn(node.tcpPort())) {
            raw.send(RawBinary.batch(
                    100,
                    RawBinary.getSku("game-1"),
                    truncated,
                    unknown,
                    newer,
                    otherSchema,
                    trailing,
                    modeless,
                    new byte[3],
                    RawBinary.order("o-4", "game-1", 0),
                    RawBinary.order("o-5", "game-1", 1_000_001),
                    RawBinary.order("", "game-1", 1),
                    RawBinary.order("o-6", "no such", 1),
                    RawBinary.order("o-7", "game-1", 1)));
            List<RawBinary.Reply> replies = raw.replies(13);
            assertThat(replies)
                    .extracting(RawBinary.Reply::requestId)
                    .containsExactlyElementsOf(
                            IntStream.range(100, 113).mapToObj(Long::valueOf).toList());
            assertThat(replies.get(0).templateId()).isEqualTo(SkuReplyDecoder.TEMPLATE_ID);
            assertThat(replies.subList(1, 12))
                    .extracting(reply -> reply.refusal().code())
                    .containsExactly(
                            ResultCode.MALFORMED,
                            ResultCode.UNKNOWN_COMMAND,
                            ResultCode.UNSUPPORTED_VERSION,
                            ResultCode.UNKNOWN_COMMAND,
                            ResultCode.MALFORMED,
                            ResultCode.INVALID_FIELD,
                            ResultCode.MALFORMED,
                            ResultCode.QUANTITY_BELOW_MINIMUM,
                            ResultCode.QUANTITY_GREATER_THAN_LIMIT,
                            ResultCode.INVALID_FIELD,
                            ResultCode.INVALID_FIELD);
            assertThat(replies.get(6).refusal().message()).contains("mode");
            assertThat(replies.get(12).templateId()).isEqualTo(OrderReplyDecoder.TEMPLATE_ID);
        }
    }

    @Test
    void shouldDrawTheOrderIdItself() throws IOException {
        stock("game-1", 10);
        byte[] order = RawBinary.order("o-1", "game-1", 1);
        order[8] = 7;
        try (RawBinary raw = RawBinary.loggedOn(node.tcpPort())) {
            raw.send(RawBinary.batch(1, order, RawBinary.order("o-2", "game-1", 1)));
            List<RawBinary.Reply> replies = raw.replies(2);
            assertThat(orderId(replies.get(0))).isNotEqualTo(7).isNotEqualTo(orderId(replies.get(1)));
        }
    }

    @Test
    void shouldCloseWhenTheLengthsDoNotAddUpButAnswerWhatCameBefore() throws IOException {
        byte[] good = RawBinary.batch(1, RawBinary.getSku("a"), RawBinary.getSku("b"));
        byte[] broken = RawBinary.batch(3, RawBinary.getSku("a"), RawBinary.getSku("b"));
        broken[24] = 120;
        try (RawBinary raw = RawBinary.loggedOn(node.tcpPort())) {
            raw.send(good).send(broken);
            assertThat(raw.replies(2)).hasSize(2);
            CloseDecoder close = raw.closing();
            assertThat(close.reason()).isEqualTo(CloseReason.PROTOCOL_ERROR);
            assertThat(raw.frame()).isNull();
        }
        assertStillServes();
    }

    @ParameterizedTest
    @ValueSource(ints = {65_537, 0x00FF_FFFF, -1, Integer.MAX_VALUE})
    void shouldCloseOnAFrameThatIsTooLarge(int length) throws IOException {
        try (RawBinary raw = RawBinary.loggedOn(node.tcpPort())) {
            raw.send(new byte[] {(byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) (length >> 24)});
            assertThat(raw.closing().reason()).isEqualTo(CloseReason.FRAME_TOO_LARGE);
            assertThat(raw.frame()).isNull();
        }
    }

    @Test
    void shouldCloseOnAFrameThatIsTooShort() throws IOException {
        try (RawBinary raw = RawBinary.loggedOn(node.tcpPort())) {
            raw.send(new byte[] {4, 0, 0, 0, 1, 2, 3, 4});
            assertThat(raw.closing().reason()).isEqualTo(CloseReason.PROTOCOL_ERROR);
        }
    }

    @Test
    void shouldTakeFramesInAnyPieces() throws IOException {
        byte[] bytes = RawBinary.batch(1, RawBinary.getSku("a"), RawBinary.getSku("b"));
        try (RawBinary raw = RawBinary.loggedOn(node.tcpPort())) {
            for (byte b : bytes) {
                raw.send(new byte[] {b});
            }
            assertThat(raw.replies(2)).extracting(RawBinary.Reply::requestId).containsExactly(1L, 2L);
        }
    }

    @Test
    void shouldTellHttpWhereItIs() throws IOException {
        try (Lines http = new Lines(node.tcpPort())) {
            http.raw("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(http.line()).contains("HTTP is on port " + node.httpPort());
            assertThat(http.line()).isNull();
        }
    }

    @Test
    void shouldTellWhatItTakesToWhoeverSpeaksSomethingElse() throws IOException {
        try (Lines other = new Lines(node.tcpPort())) {
            other.raw("SSH-2.0-x\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(other.line()).contains("binary frames or lines of JSON");
            assertThat(other.line()).isNull();
        }
    }

    @Test
    void shouldCutAHalfFrame() throws IOException {
        try (RawBinary raw = RawBinary.loggedOn(node.tcpPort())) {
            raw.send(new byte[] {100, 0, 0, 0, 1, 2});
            CloseDecoder close = raw.closing();
            assertThat(close.reason()).isEqualTo(CloseReason.IDLE);
            assertThat(close.message()).contains("frame");
        }
    }

    @Test
    void shouldCutWhoeverDoesNotLogOn() throws IOException {
        try (Socket silent = new Socket("127.0.0.1", node.tcpPort())) {
            silent.setSoTimeout(10_000);
            String said = new String(silent.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(said).contains("nothing understandable came in time");
        }
    }

    @Test
    void shouldSendHeartbeatsAndEndAfterThreeMissed() throws IOException {
        try (RawBinary raw = new RawBinary(node.tcpPort())) {
            raw.send(RawBinary.logon(RawBinary.MAGIC, 1, 200, "")).frame();
            assertThat(RawBinary.templateId(raw.frame())).isEqualTo(HeartbeatDecoder.TEMPLATE_ID);
            CloseDecoder close = raw.closing();
            assertThat(close.reason()).isEqualTo(CloseReason.IDLE);
            assertThat(close.message()).contains("heartbeats");
        }
    }

    @Test
    void shouldCutASlowReaderAndServeTheOthers() throws IOException {
        stock("game-1", 1);
        try (RawBinary slow = RawBinary.loggedOn(node.tcpPort())) {
            byte[][] many = new byte[60][];
            Arrays.fill(many, RawBinary.getSku("game-1"));
            byte[] batch = RawBinary.batch(1, many);
            assertThat(wasCut(slow, batch)).isTrue();
            assertThat(node.gateway().loops().get(0).replies().fullWaits()).isZero();
            assertStillServes();
        }
    }

    @Test
    void shouldRefuseOneConnectionTooMany() throws IOException {
        node.close();
        node = start(TestNode.config().withLimits(SessionLimits.defaults(), 2, 2));
        try (RawBinary second = RawBinary.loggedOn(node.tcpPort())) {
            try (RawBinary first = RawBinary.loggedOn(node.tcpPort());
                    RawBinary third = new RawBinary(node.tcpPort())) {
                third.send(RawBinary.logon(RawBinary.MAGIC, 1, 0, ""));
                assertThat(third.closing().reason()).isEqualTo(CloseReason.TOO_MANY_CONNECTIONS);
                assertThat(first.send(RawBinary.batch(1, RawBinary.getSku("a"))).replies())
                        .hasSize(1);
            }
            Awaitility.await().until(() -> node.gateway().connections().open() == 1);
            try (RawBinary fourth = RawBinary.loggedOn(node.tcpPort())) {
                assertThat(fourth.send(RawBinary.batch(1, RawBinary.getSku("a")))
                                .replies())
                        .hasSize(1);
            }
            assertThat(second.send(RawBinary.batch(1, RawBinary.getSku("a"))).replies())
                    .hasSize(1);
        }
    }

    @Test
    void shouldKeepEachKeyToItsScopes() throws IOException {
        node.close();
        node = start(TestNode.config().withLoopbackWithoutKey(false));
        NewKey key = node.apiKeys().create(EnumSet.of(Scope.READ), false);
        try (RawBinary none = new RawBinary(node.tcpPort());
                RawBinary wrong = new RawBinary(node.tcpPort());
                RawBinary right = new RawBinary(node.tcpPort())) {
            none.send(RawBinary.logon(RawBinary.MAGIC, 1, 0, ""));
            assertThat(none.closing().reason()).isEqualTo(CloseReason.UNAUTHENTICATED);
            wrong.send(RawBinary.logon(RawBinary.MAGIC, 1, 0, key.key() + "x"));
            assertThat(wrong.closing().reason()).isEqualTo(CloseReason.UNAUTHENTICATED);
            right.send(RawBinary.logon(RawBinary.MAGIC, 1, 0, key.key())).frame();
            right.send(RawBinary.batch(1, RawBinary.getSku("a"), RawBinary.order("o", "a", 1)));
            assertThat(right.replies(2))
                    .extracting(reply -> reply.refusal().code())
                    .containsExactly(ResultCode.SKU_NOT_FOUND, ResultCode.FORBIDDEN);
        }
    }

    @Test
    void shouldEndTheSessionsOfARevokedKey() throws IOException {
        node.close();
        node = start(TestNode.config().withLoopbackWithoutKey(false));
        NewKey key = node.apiKeys().create(EnumSet.of(Scope.READ), false);
        try (RawBinary raw = new RawBinary(node.tcpPort());
                Lines lines = new Lines(node.tcpPort())) {
            raw.send(RawBinary.logon(RawBinary.MAGIC, 1, 0, key.key())).frame();
            lines.ask("{\"op\":\"auth\",\"key\":\"" + key.key() + "\"}");
            assertThat(node.apiKeys().revoke(key.keyId())).isTrue();
            CloseDecoder close = raw.closing();
            assertThat(close.reason()).isEqualTo(CloseReason.UNAUTHENTICATED);
            assertThat(close.message()).contains("revoked");
            assertThat(lines.answer().get("reason").asString()).isEqualTo("unauthenticated");
        }
    }

    @Test
    void shouldAcceptASignedLogon() {
        node.close();
        node = start(TestNode.config().withLoopbackWithoutKey(false));
        NewKey key = node.apiKeys().create(EnumSet.allOf(Scope.class), true);
        try (FakaClient client = connect(new Credentials.Signed(key.keyId(), key.secret()))) {
            assertThat(client.call(PutSku.of("a", "a", 1, "CNY")).code()).isEqualTo(ResultCode.CREATED);
        }
    }

    @Test
    void shouldRefuseOrdersWhenTheDiskIsFull() throws IOException {
        stock("game-1", 1);
        node.storageLevel(StorageLevel.LOW);
        try (RawBinary raw = RawBinary.loggedOn(node.tcpPort())) {
            raw.send(RawBinary.batch(1, RawBinary.getSku("game-1"), RawBinary.order("o", "game-1", 1)));
            List<RawBinary.Reply> replies = raw.replies(2);
            assertThat(replies.get(0).templateId()).isEqualTo(SkuReplyDecoder.TEMPLATE_ID);
            RefusalDecoder refusal = replies.get(1).refusal();
            assertThat(refusal.code()).isEqualTo(ResultCode.STORAGE_FULL);
            assertThat(refusal.retryAfterMillis()).isPositive();
        }
    }

    @Test
    void shouldAnswerEverythingThroughASmallRing() throws IOException {
        node.close();
        node = new TestNode(directory, TestNode.config(), new PipelineConfig(AckMode.ASYNC, 64, 100, 16, 4, 10));
        byte[][] many = new byte[1_000][];
        Arrays.fill(many, RawBinary.getSku("a"));
        try (RawBinary one = RawBinary.loggedOn(node.tcpPort());
                RawBinary other = RawBinary.loggedOn(node.tcpPort())) {
            for (int i = 0; i < 5; i++) {
                one.send(RawBinary.batch(i * 1_000, many));
                other.send(RawBinary.batch(i * 1_000, many));
            }
            List<Long> expected =
                    IntStream.range(0, 5_000).mapToObj(Long::valueOf).toList();
            assertThat(one.replies(5_000))
                    .extracting(RawBinary.Reply::requestId)
                    .isEqualTo(expected);
            assertThat(other.replies(5_000))
                    .extracting(RawBinary.Reply::requestId)
                    .isEqualTo(expected);
        }
    }

    @Test
    void shouldSurviveRandomBytes() throws IOException {
        long seed = 20_260_722;
        Random random = new Random(seed);
        byte[] valid = RawBinary.batch(1, RawBinary.order("o", "game-1", 1), RawBinary.getSku("game-1"));
        try (RawBinary healthy = RawBinary.loggedOn(node.tcpPort())) {
            for (int round = 0; round < 150; round++) {
                try (RawBinary raw =
                        round % 3 == 0 ? new RawBinary(node.tcpPort()) : RawBinary.loggedOn(node.tcpPort())) {
                    raw.send(round % 3 == 2 ? mutated(valid, random) : noise(random));
                } catch (IOException cut) {
                    // Cut while it was still sending: that is one of the right answers.
                    assertThat(cut).isInstanceOf(java.net.SocketException.class);
                }
                if (round % 10 == 0) {
                    healthy.send(RawBinary.batch(round, RawBinary.getSku("game-1")));
                    assertThat(healthy.replies(1).get(0).requestId()).isEqualTo(round);
                }
            }
        }
        assertThat(node.failure()).as("seed %d", seed).isNull();
        assertStillServes();
    }

    @Test
    void shouldSayGoodbyeToBinaryClientsWhenTheNodeStops() throws IOException {
        try (RawBinary raw = RawBinary.loggedOn(node.tcpPort())) {
            node.close();
            assertThat(raw.closing().reason()).isEqualTo(CloseReason.SERVER_STOPPING);
        }
    }

    private TestNode start(GatewayConfig config) {
        return new TestNode(directory, config, PipelineConfig.defaults(AckMode.ASYNC));
    }

    private FakaClient connect(Credentials credentials) {
        return FakaClient.connect(ClientConfig.of("127.0.0.1", node.tcpPort(), credentials));
    }

    private void stock(String sku, int units) {
        try (FakaClient client = connect(Credentials.none())) {
            client.call(PutSku.of(sku, "A game", 990, "CNY"));
            client.call(ImportCodes.of(
                    sku,
                    "lot",
                    IntStream.range(0, units).mapToObj(i -> "code-" + i).toList()));
        }
    }

    private void assertStillServes() {
        try (FakaClient client = connect(Credentials.none())) {
            client.call(PutSku.of("alive", "Alive", 1, "CNY"));
            assertThat(client.call(new GetSku("alive")).sku()).isEqualTo("alive");
            assertThat(client.submit(NewOrder.of("alive-1", "bob", "alive", 1)))
                    .failsWithin(java.time.Duration.ofSeconds(10));
        }
    }

    private static long orderId(RawBinary.Reply reply) {
        return new OrderReplyDecoder()
                .wrapAndApplyHeader(reply.message(), 0, new io.faka.codec.reply.MessageHeaderDecoder())
                .orderIdHigh();
    }

    /** Sends and never reads, until the node ends the connection. */
    private static boolean wasCut(RawBinary raw, byte[] batch) {
        try {
            for (int i = 0; i < 1_000_000; i++) {
                raw.send(batch);
            }
            return false;
        } catch (IOException cut) {
            return true;
        }
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(4_000)];
        random.nextBytes(bytes);
        if (random.nextBoolean() && bytes.length > 4) {
            bytes[2] = 0;
            bytes[3] = 0;
        }
        return bytes;
    }

    private static byte[] mutated(byte[] valid, Random random) {
        byte[] bytes = valid.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
