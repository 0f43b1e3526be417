package io.faka.node.cli;

import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.FakaException;
import io.faka.client.load.LoadGenerator;
import io.faka.client.load.LoadOptions;
import io.faka.client.load.LoadReport;
import io.faka.client.load.LoadStock;
import io.faka.node.ExitCode;
import io.faka.node.NodeConfig;
import io.faka.node.NodeFailure;
import io.faka.node.Progress;
import io.faka.node.http.NodeAddress;
import io.faka.node.http.NodeApi;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code faka bench}: places orders against a running node and measures. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Place orders against a running node and measure.",
            "With --rate the load is open loop: latency counts from the moment a request should have been sent.",
            "Makes a SKU and stock of its own first unless --sku names one."
        })
final class BenchCommand implements Runnable {
    private static final long DEFAULT_UNITS_A_SECOND = 200_000;
    private static final long MOST_DEFAULT_UNITS = 4_000_000;
    private static final int PIECE = 100_000;
    private static final int WARM_UP_SECONDS = 2;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @Option(
            names = "--addr",
            paramLabel = "HOST:PORT",
            description = "of the protocol's port; default 127.0.0.1:9100 for tcp, 127.0.0.1:8080 for http")
    private String address;

    @Option(
            names = "--key",
            paramLabel = "K",
            defaultValue = "${env:FAKA_KEY}",
            description = "bearer key with the scopes read, order and admin (or $FAKA_KEY)")
    private String key;

    @Option(names = "--protocol", defaultValue = "tcp", paramLabel = "tcp|http", description = "default tcp")
    private LoadOptions.Protocol protocol;

    @Option(names = "--connections", defaultValue = "50", paramLabel = "C", description = "default 50")
    private int connections;

    @Option(names = "--pipeline", defaultValue = "16", paramLabel = "P", description = "in flight each; default 16")
    private int pipeline;

    @Option(names = "--seconds", defaultValue = "10", paramLabel = "S", description = "counted time; default 10")
    private int seconds;

    @Option(
            names = "--rate",
            defaultValue = "0",
            paramLabel = "R",
            description = "orders a second; default: as fast as answered")
    private long rate;

    @Option(names = "--sku", paramLabel = "SKU", description = "sell this SKU's stock instead of making some")
    private String sku;

    @Option(names = "--units", paramLabel = "N", description = "stock to make; default: by rate and time")
    private Long units;

    @Override
    public void run() {
        NodeAddress node = node();
        String target = sku == null ? "bench-" + UUID.randomUUID().toString().substring(0, 8) : sku;
        try {
            LoadOptions options = options(node, target);
            if (sku == null) {
                makeStock(node, target);
            }
            print(new LoadGenerator(options).run());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (FakaException e) {
            throw new NodeFailure(ExitCode.UNREACHABLE, node + ": " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new NodeFailure(
                    ExitCode.UNREACHABLE,
                    "no answer from " + node + ": " + e.getCause().getMessage(),
                    e);
        }
    }

    private NodeAddress node() {
        boolean http = protocol == LoadOptions.Protocol.HTTP;
        int port = http ? NodeConfig.DEFAULT_HTTP : NodeConfig.DEFAULT_TCP;
        try {
            return address == null ? new NodeAddress("127.0.0.1", port) : NodeAddress.parse(address);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--addr: " + e.getMessage(), e);
        }
    }

    private LoadOptions options(NodeAddress node, String target) {
        return LoadOptions.of(
                protocol, node.host(), node.port(), credentials(), connections, pipeline, rate, seconds, target);
    }

    private Credentials credentials() {
        return key == null || key.isEmpty() ? Credentials.none() : Credentials.bearer(key);
    }

    private long unitsToMake() {
        if (units != null) {
            return units;
        }
        long perSecond = rate > 0 ? rate + rate / 10 : DEFAULT_UNITS_A_SECOND;
        return Math.min(MOST_DEFAULT_UNITS, perSecond * (seconds + WARM_UP_SECONDS));
    }

    private void makeStock(NodeAddress node, String target) {
        long total = unitsToMake();
        try (Progress progress = new Progress("stock", output.isJson())) {
            if (protocol == LoadOptions.Protocol.TCP) {
                try (FakaClient client = FakaClient.connect(ClientConfig.of(node.host(), node.port(), credentials()))) {
                    LoadStock.make(client, target, total, done -> progress.show(done, total, done + " codes"));
                }
            } else {
                makeStockOverHttp(node, target, total, progress);
            }
        }
    }

    private void makeStockOverHttp(NodeAddress node, String target, long total, Progress progress) {
        try (NodeApi api = new NodeApi(node, key)) {
            Map<String, Object> definition = new LinkedHashMap<>();
            definition.put("name", "load");
            definition.put("price", 100);
            definition.put("currency", "CNY");
            definition.put("hold_ttl_ms", 86_400_000);
            api.call("PUT", SkuCommand.path(target), JsonMapper.shared().valueToTree(definition));
            for (long first = 0; first < total; first += PIECE) {
                long end = Math.min(total, first + PIECE);
                api.upload(SkuCommand.path(target) + "/units?lot=bench", codes(first, end));
                progress.show(end, total, end + " codes");
            }
        }
    }

    private static byte[] codes(long first, long end) {
        StringBuilder text = new StringBuilder((int) (end - first) * 33);
        for (long i = first; i < end; i++) {
            text.append(String.format("%032x", i)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void print(LoadReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("orders", report.orders());
        fields.put("per_second", Math.round(report.perSecond()));
        fields.put("p50_us", report.p50Micros());
        fields.put("p90_us", report.p90Micros());
        fields.put("p99_us", report.p99Micros());
        fields.put("p999_us", report.p999Micros());
        fields.put("max_us", report.maxMicros());
        fields.put("errors", report.errorCount());
        fields.put("errors_by_code", report.errors());
        fields.put("machine_pauses_p999_us", report.pausesP999());
        output.print(fields);
    }
}
