package io.faka.benchmarks.compare;

import io.faka.client.load.LoadReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs FakaCore beside Redis and nginx and prints what each reached and how they stand to each other. Everything is on this
 * machine, the load generators too; servers take turns within each round, so that a slow moment meets them all.
 */
public final class Compare {
    private static final int CONNECTIONS = 50;
    private static final int[] PIPELINES = {1, 16, 64, 256};

    private final ComparePlan plan;
    private final Path directory;
    private final Samples samples = new Samples();
    private final Map<String, Long> errors = new TreeMap<>();

    private Compare(ComparePlan plan, Path directory) {
        this.plan = plan;
        this.directory = directory;
    }

    /** See {@link ComparePlan#USAGE}. */
    public static void main(String[] arguments) throws IOException {
        ComparePlan plan = ComparePlan.parse(arguments);
        Path directory = Files.createTempDirectory(plan.directory(), "faka-compare");
        Compare compare = new Compare(plan, directory);
        try {
            compare.run();
        } finally {
            deleteAll(directory);
        }
        System.out.print(compare.samples.table());
        if (!compare.errors.isEmpty()) {
            System.out.println("answers other than success: " + compare.errors);
        }
        if (plan.json() != null) {
            Files.writeString(
                    plan.json(),
                    JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(compare.json()));
        }
    }

    private void run() {
        phase("async", "everysec");
        phase("group-fsync", "always");
    }

    /** One ack mode and the Redis setting that promises the same. */
    private void phase(String ack, String fsync) {
        if (!plan.acks().contains(ack)) {
            return;
        }
        Path home = Resource.directory(directory.resolve(ack));
        try (FakaServer faka = new FakaServer(plan.launcher(), home, ack);
                RedisServer redis = new RedisServer(home, fsync);
                NginxServer nginx = new NginxServer(home, "1");
                NginxServer nginxAuto = new NginxServer(home, "auto")) {
            if (plan.measures("idle")) {
                idle(faka, ack);
            }
            if (plan.measures("import")) {
                imports(faka, ack);
            }
            warmUp(faka);
            for (int round = 1; round <= plan.rounds(); round++) {
                System.err.printf("%s, round %d of %d%n", ack, round, plan.rounds());
                if (plan.measures("tcp")) {
                    tcp(faka, ack, redis, fsync);
                }
                if (plan.measures("http")) {
                    http(faka, ack, nginx, nginxAuto);
                }
                if (plan.measures("latency")) {
                    latency(faka, ack);
                }
            }
        }
        deleteAll(home);
        ratios(ack, fsync);
    }

    /** Not counted: the JIT has compiled what matters before the first round. */
    private void warmUp(FakaServer faka) {
        faka.stock(plan.warmUpUnits());
        if (plan.measures("tcp") || plan.measures("latency")) {
            for (int pipeline : PIPELINES) {
                faka.place(CONNECTIONS, pipeline, plan.warmUpUnits() / 20, 0, 4);
            }
        }
        if (plan.measures("http")) {
            Wrk wrk = new Wrk(directory);
            wrk.post(faka.httpPort(), faka.key(), 1, 4);
            faka.stock(plan.warmUpUnits());
            wrk.post(faka.httpPort(), faka.key(), 16, 2);
        }
    }

    private void tcp(FakaServer faka, String ack, RedisServer redis, String fsync) {
        for (int pipeline : PIPELINES) {
            long orders = pipeline == 1 ? plan.seconds() * 20_000L : plan.seconds() * 50_000L;
            redis.stock(orders);
            double cpu = redis.process().cpuSeconds();
            samples.add("redis " + fsync + " P=" + pipeline, redis.place(CONNECTIONS, pipeline, orders));
            samples.add(
                    "redis " + fsync + " P=" + pipeline + " CPU-s per 1M",
                    (redis.process().cpuSeconds() - cpu) * 1e6 / orders);
            redis.requireStock();

            faka.stock(plan.units(pipeline));
            cpu = faka.process().cpuSeconds();
            double own = ownCpuSeconds();
            LoadReport report = faka.place(CONNECTIONS, pipeline, 0, 1, plan.seconds());
            note(report);
            samples.add("tcp " + ack + " P=" + pipeline, report.perSecond());
            samples.add(
                    "tcp " + ack + " P=" + pipeline + " CPU-s per 1M",
                    (faka.process().cpuSeconds() - cpu) * 1e6 / report.allOrders());
            samples.add(
                    "tcp " + ack + " P=" + pipeline + " generator's CPU-s per 1M",
                    (ownCpuSeconds() - own) * 1e6 / report.allOrders());
        }
    }

    private static double ownCpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    private void http(FakaServer faka, String ack, NginxServer nginx, NginxServer nginxAuto) {
        Wrk wrk = new Wrk(directory);
        samples.add("nginx 1 worker (" + ack + " rounds)", wrk.post(nginx.port(), "-", 1, plan.seconds()));
        samples.add("nginx auto (" + ack + " rounds)", wrk.post(nginxAuto.port(), "-", 1, plan.seconds()));
        faka.stock(plan.seconds() * 150_000L);
        samples.add("http " + ack + " keep-alive", wrk.post(faka.httpPort(), faka.key(), 1, plan.seconds()));
        faka.stock(plan.seconds() * 500_000L);
        samples.add("http " + ack + " pipeline 16", wrk.post(faka.httpPort(), faka.key(), 16, plan.seconds()));
        samples.add("nginx 1 worker pipeline 16 (" + ack + " rounds)", wrk.post(nginx.port(), "-", 16, plan.seconds()));
    }

    private void latency(FakaServer faka, String ack) {
        faka.stock(plan.latencyRate() * (plan.latencySeconds() + 2L));
        LoadReport report = faka.place(CONNECTIONS, 256, plan.latencyRate(), 2, plan.latencySeconds());
        note(report);
        String name = "latency " + ack + " at " + plan.latencyRate() + "/s, us, ";
        samples.add(name + "p50", report.p50Micros());
        samples.add(name + "p99", report.p99Micros());
        samples.add(name + "p99.9", report.p999Micros());
        samples.add(name + "max", report.maxMicros());
        samples.add(name + "machine's p99", report.pausesP99());
        samples.add(name + "machine's p99.9", report.pausesP999());
        samples.add(name + "reached /s", report.perSecond());
    }

    private void idle(FakaServer faka, String ack) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
        double cpu = faka.process().cpuSeconds();
        long from = System.nanoTime();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(plan.idleSeconds()));
        double seconds = (System.nanoTime() - from) / 1e9;
        samples.add("idle " + ack + ", % of a core", (faka.process().cpuSeconds() - cpu) * 100 / seconds);
    }

    private void imports(FakaServer faka, String ack) {
        CodeFile.Result warm = CodeFile.importInto(faka, directory, 200_000, 0);
        samples.add("import " + ack + " warm-up, units/s", warm.perSecond());
        for (int round = 1; round <= plan.rounds(); round++) {
            long before = faka.process().anonymousBytes();
            CodeFile.Result result = CodeFile.importInto(faka, directory, plan.importUnits(), round);
            samples.add("import " + ack + ", units/s", result.perSecond());
            samples.add(
                    "import " + ack + ", anonymous bytes per unit",
                    (double) (faka.process().anonymousBytes() - before) / plan.importUnits());
        }
    }

    private void ratios(String ack, String fsync) {
        for (int pipeline : PIPELINES) {
            samples.ratio(
                    "ratio tcp " + ack + " / redis " + fsync + " P=" + pipeline,
                    "tcp " + ack + " P=" + pipeline,
                    "redis " + fsync + " P=" + pipeline);
        }
        for (String mode : List.of("keep-alive", "pipeline 16")) {
            samples.ratio(
                    "ratio http " + ack + " " + mode + " / nginx 1",
                    "http " + ack + " " + mode,
                    "nginx 1 worker (" + ack + " rounds)");
        }
    }

    private void note(LoadReport report) {
        report.errors().forEach((code, count) -> errors.merge(code, count, Long::sum));
    }

    private Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", Instant.now().toString());
        json.put("cores", Runtime.getRuntime().availableProcessors());
        json.put("kernel", System.getProperty("os.version"));
        json.put("jdk", Runtime.version().toString());
        json.put("seconds", plan.seconds());
        json.put("errors", errors);
        json.put("samples", samples.json());
        return json;
    }

    private static void deleteAll(Path directory) {
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory, e);
        }
    }
}
