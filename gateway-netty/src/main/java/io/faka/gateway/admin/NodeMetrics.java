package io.faka.gateway.admin;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.MoneyTotals;
import io.faka.engine.SkuView;
import io.faka.engine.pipeline.CommandClass;
import io.faka.engine.pipeline.PipelineMetrics;
import io.faka.engine.schema.MessageSchema;
import io.faka.gateway.feed.EventFeed;
import io.faka.gateway.json.Names;
import io.faka.gateway.webhook.Webhooks;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.SummaryWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.HdrHistogram.Histogram;

/** The node's metrics, read from its counters when they are asked for: nothing is done on the hot path. One thread. */
final class NodeMetrics {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999, 1};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final RunningNode node;
    private final Stock stock;
    private final Histogram[] recycled = new Histogram[CommandClass.values().length];
    private final long[] latencyCounts = new long[CommandClass.values().length];
    private final double[] latencySums = new double[CommandClass.values().length];

    NodeMetrics(RunningNode node, String version) {
        this.node = node;
        this.stock = new Stock(node.pipeline().board());
        commands();
        latencies();
        pipeline();
        journal();
        stock();
        orders();
        money();
        connections();
        feed();
        replica();
        GaugeWithCallback.builder()
                .name("faka_build_info")
                .help("1, with the version")
                .labelNames("version")
                .callback(callback -> callback.call(1, version))
                .register(registry);
    }

    /** All of them in Prometheus' text format. */
    byte[] text() {
        stock.read();
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 << 10);
        try {
            writer.write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void commands() {
        PipelineMetrics metrics = node.pipeline().metrics();
        CounterWithCallback.builder()
                .name("faka_commands_total")
                .help("Commands and queries answered by the pipeline, by operation and result code")
                .labelNames("op", "code")
                .callback(callback -> MessageSchema.commands().namesById().forEach((template, op) -> {
                    for (ResultCode code : ResultCode.values()) {
                        long count = code == ResultCode.NULL_VAL ? 0 : metrics.count(template, code.value());
                        if (count > 0) {
                            callback.call(count, op, Names.of(code));
                        }
                    }
                }))
                .register(registry);
    }

    private void latencies() {
        SummaryWithCallback.builder()
                .name("faka_request_latency_seconds")
                .help(
                        "From the request read to the reply handed to the gateway; quantiles are of the time since the last scrape")
                .labelNames("class")
                .callback(callback -> {
                    for (CommandClass one : CommandClass.values()) {
                        latency(one, callback);
                    }
                })
                .register(registry);
    }

    private void latency(CommandClass commandClass, SummaryWithCallback.Callback callback) {
        int index = commandClass.ordinal();
        Histogram interval = node.pipeline().metrics().intervalLatency(commandClass, recycled[index]);
        recycled[index] = interval;
        latencyCounts[index] += interval.getTotalCount();
        latencySums[index] += interval.getTotalCount() * interval.getMean() / NANOS_PER_SECOND;
        if (latencyCounts[index] == 0) {
            return;
        }
        Quantile[] quantiles = new Quantile[interval.getTotalCount() == 0 ? 0 : QUANTILES.length];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] =
                    new Quantile(QUANTILES[i], interval.getValueAtPercentile(QUANTILES[i] * 100) / NANOS_PER_SECOND);
        }
        callback.call(
                latencyCounts[index],
                latencySums[index],
                Quantiles.of(quantiles),
                commandClass.name().toLowerCase(Locale.ROOT));
    }

    private void pipeline() {
        var ingress = node.pipeline().ingress();
        gauge(
                "faka_ring_depth",
                "Commands on the ring that are not answered yet",
                () -> ingress.capacity() - ingress.remainingCapacity());
        gauge("faka_ring_capacity", "Places on the ring", ingress::capacity);
    }

    private void journal() {
        gauge("faka_journal_last_seq", "Newest command in the journal", node.journal()::lastSeq);
        gauge("faka_journal_durable_seq", "Newest command forced to disk", node.journal()::durableSeq);
        gauge("faka_journal_epoch", "Which primary's turn it is", node.journal()::epoch);
        gauge(
                "faka_storage_level",
                "Disk for the journal: 0 ample, 1 low (new orders refused), 2 exhausted",
                () -> node.journal().storageLevel().ordinal());
        gauge("faka_event_log_last_seq", "Newest command whose events are in the event log", node.eventLog()::lastSeq);
        gauge(
                "faka_event_log_lag",
                "Commands whose events are not in the event log yet",
                () -> Math.max(0, node.journal().lastSeq() - node.eventLog().lastSeq()));
    }

    private void stock() {
        gauge("faka_skus", "SKUs", () -> stock.skus);
        GaugeWithCallback.builder()
                .name("faka_stock_units")
                .help("Units over all SKUs, by what they are")
                .labelNames("quantity")
                .callback(callback -> {
                    SkuView total = stock.total;
                    callback.call(total.imported, "imported");
                    callback.call(total.available, "available");
                    callback.call(total.reserved, "reserved");
                    callback.call(total.allocated, "allocated");
                    callback.call(total.sold, "sold");
                    callback.call(total.quarantined, "quarantined");
                    callback.call(total.voided, "voided");
                    callback.call(total.backordered, "backordered");
                })
                .register(registry);
        counter(
                "faka_conservation_failures_total",
                "SKUs whose quantities did not add up to what was imported when they were looked at; must be 0",
                () -> stock.failures);
    }

    private void orders() {
        gauge("faka_orders_waiting", "Orders that wait for stock", node.pipeline()::waitingOrders);
        gauge("faka_orders_archived", "Finished orders that have left memory", node.pipeline()::archivedOrders);
    }

    private void money() {
        GaugeWithCallback.builder()
                .name("faka_money_minor_units")
                .help(
                        "Money that did not simply pay an order, in minor units: in suspense, due back, gone back, and prepaid in wallets")
                .labelNames("currency", "account")
                .callback(callback -> {
                    for (MoneyTotals.Sum sum : node.pipeline().money().sums()) {
                        callback.call(sum.suspended(), sum.currency(), "suspense");
                        callback.call(sum.refundDue(), sum.currency(), "refund_due");
                        callback.call(sum.refunded(), sum.currency(), "refunded");
                        callback.call(sum.wallet(), sum.currency(), "wallet");
                    }
                })
                .register(registry);
        gauge(
                "faka_suspense_payments",
                "Payments that wait for an operator",
                () -> node.pipeline().money().inSuspense());
        gauge(
                "faka_refunds_due_payments",
                "Payments with money that must go back",
                () -> node.pipeline().money().withRefundDue());
    }

    private void connections() {
        gauge(
                "faka_connections",
                "Connections open on the TCP and HTTP ports",
                () -> node.gateway().connections().open());
        counter(
                "faka_connections_refused_total",
                "Connections that were one too many",
                () -> node.gateway().connections().refused());
        CounterWithCallback.builder()
                .name("faka_rate_limited_total")
                .help("Requests turned away because their key asks too often, by key; since the node's start")
                .labelNames("key_id")
                .callback(callback -> node.gateway().apiKeys().list().stream()
                        .filter(key -> key.rate().perSecond() > 0 && !key.revoked())
                        .forEach(key -> callback.call(key.rate().refused(), key.keyId())))
                .register(registry);
        counter(
                "faka_replies_unclaimed_total",
                "Replies whose connection was gone",
                () -> node.gateway().loops().stream()
                        .mapToLong(loop -> loop.replies().unclaimedReplies())
                        .sum());
        counter(
                "faka_reply_ring_full_total",
                "How often the pipeline waited for an event loop to take replies",
                () -> node.gateway().loops().stream()
                        .mapToLong(loop -> loop.replies().fullWaits())
                        .sum());
    }

    private void feed() {
        EventFeed feed = node.gateway().feed();
        counter("faka_feed_pages_total", "Pages of events handed out", feed::pagesServed);
        gauge("faka_feed_streams", "Streams of events open", feed::streams);
        gauge("faka_feed_stream_lag", "Commands whose events the slowest stream has not been sent", feed::streamLag);
        counter("faka_feed_streams_cut_total", "Streams cut because they were not read", feed::streamsCut);
        Webhooks webhooks = node.gateway().webhooks();
        gauge("faka_webhooks", "Webhooks there are", webhooks::count);
        gauge(
                "faka_webhook_pending",
                "Commands whose events the slowest webhook has not dealt with",
                webhooks::pending);
        counter("faka_webhook_delivered_total", "Messages taken by receivers", webhooks::delivered);
        counter("faka_webhook_failures_total", "Tries that a receiver did not take", webhooks::failed);
        gauge("faka_webhook_dead_letters", "Events given up; alert above 0", webhooks::deadLetters);
    }

    private void replica() {
        ReplicaLag lag = node.replicaLag();
        if (lag == null) {
            return;
        }
        gauge("faka_replica_lag_commands", "Commands whose events are not in the tables yet", lag::commands);
        gauge("faka_replica_lag_seconds", "Age of the oldest event that is not in the tables", lag::seconds);
        gauge("faka_replica_connected", "1 if the database took the last batch", () -> lag.isConnected() ? 1 : 0);
    }

    private void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    private void counter(String name, String help, DoubleSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }
}
