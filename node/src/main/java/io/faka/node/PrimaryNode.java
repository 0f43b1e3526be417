package io.faka.node;

import io.faka.engine.pipeline.EnginePipeline;
import io.faka.engine.pipeline.FailStopListener;
import io.faka.engine.pipeline.JournalClock;
import io.faka.engine.pipeline.PipelineConfig;
import io.faka.engine.port.CommandHandler;
import io.faka.gateway.GatewayConfig;
import io.faka.gateway.GatewayServer;
import io.faka.gateway.GatewayServices;
import io.faka.gateway.PortInUseException;
import io.faka.gateway.admin.AdminServer;
import io.faka.gateway.admin.NodeHealth;
import io.faka.gateway.admin.RunningNode;
import io.faka.gateway.auth.ApiKeys;
import io.faka.gateway.auth.NonceCache;
import io.faka.gateway.auth.SignatureVerifier;
import io.faka.gateway.cipher.CodeKeys;
import io.faka.gateway.feed.EventFeed;
import io.faka.gateway.feed.FeedLimits;
import io.faka.gateway.feed.FeedSource;
import io.faka.gateway.feed.SkuNames;
import io.faka.gateway.history.HistoryDesk;
import io.faka.gateway.session.NodeFacts;
import io.faka.gateway.webhook.WebhookPolicy;
import io.faka.gateway.webhook.Webhooks;
import io.faka.journal.JournalReader;
import io.faka.journal.Replay;
import io.faka.replicator.DatabaseAddress;
import io.faka.replicator.DatabaseUnavailableException;
import io.faka.replicator.HistoryReader;
import io.faka.replicator.Replicator;
import io.faka.replicator.ReplicatorConfig;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * A primary: everything a running node consists of, wired here and nowhere else. Made and closed by one thread; a constructor that fails
 * leaves nothing open.
 */
public final class PrimaryNode implements AutoCloseable {
    /** One directory is one shard; more of them are told apart by number. */
    static final int SHARD = 0;
    /** Nonces of a signature window's worth of requests. */
    private static final int NONCES = 1 << 20;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final NodeHealth health = new NodeHealth();
    private final ApiKeys apiKeys;
    private final AdminServer admin;
    private final DurableState state;
    private final GatewayServer gateway;

    /**
     * Opens the admin port, recovers, and opens the other ports; once this returns, the node serves.
     *
     * @param version  told on the admin port
     * @param progress shows the replay
     * @param failStop told if the pipeline stops by itself; the process should end at once
     * @throws NodeFailure with the exit code, if the directory, a port or the database cannot be had
     */
    public PrimaryNode(NodeConfig config, String version, Progress progress, FailStopListener failStop) {
        boolean started = false;
        try {
            DurableState.requireFree(config.data());
            apiKeys = opened(apiKeys(config));
            admin = opened(admin(config, version));
            state = opened(DurableState.open(config, health::replayed, progress));
            CodeKeys codeKeys = codeKeys(config, state.replayed() == 0);
            EnginePipeline pipeline = opened(pipeline(config, cause -> {
                health.failed(cause.toString());
                failStop.onFailStop(cause);
            }));
            boolean otherRetention = state.engine().retentionHours() != config.orderHours();
            pipeline.start();
            if (state.replayed() == 0) {
                OwnCommand.openShard(pipeline.ingress(), SHARD);
            }
            if (otherRetention) {
                OwnCommand.putRetention(pipeline.ingress(), config.orderHours());
            }
            Replicator replicator = config.hasDatabase() ? opened(replicator(config)) : null;
            EventFeed feed = opened(feed(pipeline));
            Webhooks webhooks = opened(webhooks(config, feed));
            HistoryDesk history = opened(history(config, codeKeys));
            gateway = opened(gateway(config, pipeline, codeKeys, feed, webhooks, history));
            admin.show(new RunningNode(
                    pipeline,
                    state.journal(),
                    state.eventLog(),
                    gateway,
                    replicator == null ? null : new ReplicatorLag(replicator)));
            health.ready();
            started = true;
        } catch (RuntimeException e) {
            throw explain(e);
        } finally {
            if (!started) {
                close();
            }
        }
    }

    /** Where the HTTP API is. */
    public InetSocketAddress http() {
        return gateway.httpAddress();
    }

    /** Where the binary protocol and the JSON lines are. */
    public InetSocketAddress tcp() {
        return gateway.tcpAddress();
    }

    /** Where metrics and health are. */
    public InetSocketAddress admin() {
        return admin.address();
    }

    /** The keys of the data directory. */
    public ApiKeys apiKeys() {
        return apiKeys;
    }

    /** Commands replayed at the start; 0 = a fresh journal. */
    public long replayed() {
        return state.replayed();
    }

    /** How long the replay took. */
    public long replayMillis() {
        return state.replayMillis();
    }

    /** Stops accepting, answers what is in flight, and closes everything in the reverse order of the start. */
    @Override
    public void close() {
        health.stopping();
        RuntimeException failure = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                failure = failure == null
                        ? new IllegalStateException("the node did not close cleanly: " + e, e)
                        : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Keys are made for an empty journal only: under new keys the codes of an old one could not be opened again. */
    private static CodeKeys codeKeys(NodeConfig config, boolean fresh) {
        try {
            return fresh ? CodeKeys.loadOrCreate(config.data()) : CodeKeys.load(config.data());
        } catch (IllegalStateException e) {
            throw new NodeFailure(ExitCode.DAMAGED_DATA, e.getMessage(), e);
        }
    }

    private static ApiKeys apiKeys(NodeConfig config) {
        try {
            return new ApiKeys(config.data(), InstantSource.system()).watch();
        } catch (IllegalStateException e) {
            throw new NodeFailure(ExitCode.DAMAGED_DATA, e.getMessage(), e);
        }
    }

    private EnginePipeline pipeline(NodeConfig config, FailStopListener failStop) {
        return new EnginePipeline(
                PipelineConfig.defaults(config.ack()),
                state.engine(),
                state.journal(),
                state.eventLog(),
                JournalClock.system(state.journal().lastTimeMicros()),
                failStop);
    }

    private Replicator replicator(NodeConfig config) {
        ReplicatorConfig replication = ReplicatorConfig.of(DatabaseAddress.of(config.dbUrl()))
                .withShard(SHARD)
                .withEpoch(state.journal().epoch());
        Replicator replicator = new Replicator(replication, state.eventLog()::reader, state.eventLog()::lastSeq);
        replicator.checkAtStart();
        return replicator.start();
    }

    private EventFeed feed(EnginePipeline pipeline) {
        SkuNames skus = new SkuNames(pipeline.board());
        FeedSource source = FeedSource.of(state.eventLog()::reader, state.journal(), skus, this::commands);
        return new EventFeed(source, FeedLimits.defaults());
    }

    private void commands(CommandHandler handler) {
        try (JournalReader reader = state.journal().reader()) {
            long unused = Replay.run(reader, handler, (done, total) -> {});
        }
    }

    private static Webhooks webhooks(NodeConfig config, EventFeed feed) {
        WebhookPolicy policy = WebhookPolicy.defaults(config.webhookPrivateAddresses());
        try {
            return new Webhooks(config.data(), feed.source(), policy, InstantSource.system());
        } catch (IllegalStateException e) {
            throw new NodeFailure(ExitCode.DAMAGED_DATA, e.getMessage(), e);
        }
    }

    private static HistoryDesk history(NodeConfig config, CodeKeys codeKeys) {
        if (!config.hasDatabase()) {
            return HistoryDesk.none();
        }
        HistoryReader reader = new HistoryReader(DatabaseAddress.of(config.dbReadUrl()), SHARD);
        return HistoryDesk.of(new TableHistory(reader), codeKeys);
    }

    private GatewayServer gateway(
            NodeConfig config,
            EnginePipeline pipeline,
            CodeKeys codeKeys,
            EventFeed feed,
            Webhooks webhooks,
            HistoryDesk history) {
        InstantSource clock = InstantSource.system();
        GatewayConfig sockets = GatewayConfig.defaults(config.tcp(), config.http(), config.admin())
                .withHost(config.bind())
                .withLoopbackWithoutKey(config.insecureLoopback());
        GatewayServices services = new GatewayServices(
                pipeline.ingress(),
                pipeline.board(),
                apiKeys,
                new SignatureVerifier(apiKeys, new NonceCache(NONCES), clock),
                codeKeys,
                new NodeFacts(config.ack(), state.journal()::epoch, clock),
                feed,
                webhooks,
                history);
        return bound(() -> new GatewayServer(sockets, services));
    }

    private AdminServer admin(NodeConfig config, String version) {
        return bound(() -> new AdminServer(config.bind(), config.admin(), health, apiKeys, version));
    }

    private static <T> T bound(Supplier<T> server) {
        try {
            return server.get();
        } catch (PortInUseException | IllegalStateException e) {
            throw new NodeFailure(
                    ExitCode.PORT_IN_USE,
                    e.getMessage() + "; stop it, or choose other ports: --http, --tcp, --admin",
                    e);
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    private static RuntimeException explain(RuntimeException e) {
        if (e instanceof DatabaseUnavailableException) {
            return new NodeFailure(ExitCode.DATABASE, e.getMessage(), e);
        }
        if (e instanceof UncheckedIOException) {
            return new NodeFailure(ExitCode.DISK, e.getMessage(), e);
        }
        return DurableState.explain(e);
    }
}
