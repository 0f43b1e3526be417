package io.faka.gateway;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.OpenShardEncoder;
import io.faka.codec.command.PutRetentionEncoder;
import io.faka.engine.CardEngine;
import io.faka.engine.pipeline.CommandClass;
import io.faka.engine.pipeline.CommandIngress;
import io.faka.engine.pipeline.EnginePipeline;
import io.faka.engine.pipeline.JournalClock;
import io.faka.engine.pipeline.PipelineConfig;
import io.faka.engine.port.AckMode;
import io.faka.engine.port.StorageLevel;
import io.faka.gateway.auth.ApiKeys;
import io.faka.gateway.auth.NonceCache;
import io.faka.gateway.auth.SignatureVerifier;
import io.faka.gateway.cipher.CodeKeys;
import io.faka.gateway.feed.EventFeed;
import io.faka.gateway.feed.FeedLimits;
import io.faka.gateway.feed.FeedSource;
import io.faka.gateway.feed.SkuNames;
import io.faka.gateway.history.HistoryDesk;
import io.faka.gateway.history.OrderHistory;
import io.faka.gateway.session.NodeFacts;
import io.faka.gateway.webhook.WebhookPolicy;
import io.faka.gateway.webhook.Webhooks;
import io.netty.util.ResourceLeakDetector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;

/** A node in this process: the real gateway, pipeline and state machine over a journal in memory. */
public final class TestNode implements AutoCloseable {
    static {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    private final MemoryJournal journal = new MemoryJournal();
    private final MemoryEventLog eventLog = new MemoryEventLog();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final EnginePipeline pipeline;
    private final ApiKeys apiKeys;
    private final EventFeed feed;
    private final Webhooks webhooks;
    private final HistoryDesk history;
    private final GatewayServer gateway;

    /** Starts on free ports. */
    public TestNode(Path directory, GatewayConfig config, PipelineConfig pipelineConfig) {
        this(directory, config, pipelineConfig, FeedLimits.defaults());
    }

    /** Starts on free ports with a feed of these bounds. */
    public TestNode(Path directory, GatewayConfig config, PipelineConfig pipelineConfig, FeedLimits feedLimits) {
        this(directory, config, pipelineConfig, feedLimits, WebhookPolicy.defaults(false));
    }

    /** Starts on free ports with a feed and webhooks like these. */
    public TestNode(
            Path directory,
            GatewayConfig config,
            PipelineConfig pipelineConfig,
            FeedLimits feedLimits,
            WebhookPolicy webhookPolicy) {
        this(
                directory,
                config,
                pipelineConfig,
                feedLimits,
                webhookPolicy,
                JournalClock.system(0),
                keys -> HistoryDesk.none());
    }

    /** Starts on free ports at the time of this clock, with this history behind it. */
    public TestNode(Path directory, JournalClock clock, OrderHistory history) {
        this(
                directory,
                config(),
                PipelineConfig.defaults(AckMode.ASYNC),
                FeedLimits.defaults(),
                WebhookPolicy.defaults(false),
                clock,
                keys -> HistoryDesk.of(history, keys));
    }

    private TestNode(
            Path directory,
            GatewayConfig config,
            PipelineConfig pipelineConfig,
            FeedLimits feedLimits,
            WebhookPolicy webhookPolicy,
            JournalClock clock,
            Function<CodeKeys, HistoryDesk> desk) {
        CardEngine engine = new CardEngine();
        pipeline = new EnginePipeline(pipelineConfig, engine, journal, eventLog, clock, failure::set);
        pipeline.start();
        openShard();
        apiKeys = new ApiKeys(directory, Clock.systemUTC());
        SignatureVerifier signatures = new SignatureVerifier(apiKeys, new NonceCache(10_000), Clock.systemUTC());
        feed = new EventFeed(
                FeedSource.of(eventLog::reader, journal, new SkuNames(pipeline.board()), journal::replay), feedLimits);
        webhooks = new Webhooks(directory, feed.source(), webhookPolicy, Clock.systemUTC());
        CodeKeys codeKeys = CodeKeys.loadOrCreate(directory);
        history = desk.apply(codeKeys);
        gateway = new GatewayServer(
                config,
                new GatewayServices(
                        pipeline.ingress(),
                        pipeline.board(),
                        apiKeys,
                        signatures,
                        codeKeys,
                        new NodeFacts(AckMode.ASYNC, journal::epoch, Clock.systemUTC()),
                        feed,
                        webhooks,
                        history));
    }

    /** Whether any byte of the journal or of the event log spells this text. */
    public boolean recorded(String text) {
        return Stream.concat(journal.payloads().stream(), eventLog.payloads().stream())
                .anyMatch(payload -> new String(payload, StandardCharsets.ISO_8859_1).contains(text));
    }

    /** With the usual sizes and no key needed. */
    public static TestNode open(Path directory) {
        return new TestNode(directory, config(), PipelineConfig.defaults(AckMode.ASYNC));
    }

    /** Free ports and no key needed. */
    public static GatewayConfig config() {
        return GatewayConfig.defaults(0, 0, 0).withLoopbackWithoutKey(true);
    }

    public GatewayServer gateway() {
        return gateway;
    }

    public ApiKeys apiKeys() {
        return apiKeys;
    }

    public EnginePipeline pipeline() {
        return pipeline;
    }

    public int tcpPort() {
        return gateway.tcpAddress().getPort();
    }

    /** As the admin port sees it. */
    public io.faka.gateway.admin.RunningNode running() {
        return new io.faka.gateway.admin.RunningNode(pipeline, journal, eventLog, gateway, null);
    }

    public int httpPort() {
        return gateway.httpAddress().getPort();
    }

    /** While the caller holds this lock, the pipeline stands still at its next command. */
    public java.util.concurrent.locks.Lock journalLock() {
        return journal.writing;
    }

    public void storageLevel(StorageLevel level) {
        journal.level = level;
    }

    /** What stopped the pipeline; null while it is well. */
    public Throwable failure() {
        return failure.get();
    }

    @Override
    public void close() {
        gateway.close();
        history.close();
        webhooks.close();
        feed.close();
        pipeline.close();
        apiKeys.close();
    }

    /** As the node's own command: after how many hours finished orders leave. */
    public void keepOrders(int hours) {
        CommandIngress ingress = pipeline.ingress();
        long claim = ingress.tryClaim(CommandClass.INTERNAL, 64);
        PutRetentionEncoder put = new PutRetentionEncoder()
                .wrapAndApplyHeader(ingress.slot(claim).buffer(), 0, new MessageHeaderEncoder())
                .orderHours(hours);
        ingress.slot(claim).length(MessageHeaderEncoder.ENCODED_LENGTH + put.encodedLength());
        ingress.publish(claim);
    }

    private void openShard() {
        CommandIngress ingress = pipeline.ingress();
        long claim = ingress.tryClaim(CommandClass.INTERNAL, 64);
        OpenShardEncoder open = new OpenShardEncoder()
                .wrapAndApplyHeader(ingress.slot(claim).buffer(), 0, new MessageHeaderEncoder())
                .shardId(1)
                .hashSeed(42);
        ingress.slot(claim).length(MessageHeaderEncoder.ENCODED_LENGTH + open.encodedLength());
        ingress.publish(claim);
    }
}
