package io.faka.node.demo;

import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.GetStateHash;
import io.faka.client.StateHashResult;
import io.faka.gateway.auth.ApiKeys;
import io.faka.gateway.auth.Scope;
import io.faka.node.ExitCode;
import io.faka.node.NodeFailure;
import io.faka.node.Progress;
import io.faka.node.TableProof;
import io.faka.node.Verification;
import io.faka.node.http.CodeImport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;

/**
 * The proof run. Everything is real: a node process with a journal on disk, its ports, and a SIGKILL in the middle of the sale.
 * One thread.
 */
public final class DemoRun {
    private static final String SKU = "flash-sale";
    /** Percent of the code lines that the shop has of its own at the beginning. */
    private static final int OWN_SHARE = 60;
    /** Percent that the shop gets when the shelves are empty; the rest are the second seller's. */
    private static final int RESTOCK_SHARE = 10;
    /** Share of the stock that has to be sold before more comes; some of the rest is held by then. */
    private static final double RESTOCK_AT = 0.85;

    private static final int LANES = 8;
    private static final int WINDOW = 32;
    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int SECONDS_BEYOND = 30;

    private final DemoOptions options;
    private final Progress progress;
    private final Path data;
    private final Path nodeLog;
    private final String key;
    private final SplittableRandom random;
    private final Sale sale;
    private final CodeFile file;
    private final List<Counter> counters = new ArrayList<>();
    private NodeProcess node;
    private long imported;
    private long duplicateLines;
    private long rejectedLines;
    private long blankLines;
    private int kills;
    private boolean restocked;
    private double nextKill = 0.5;
    private long restartMillis;
    private double saleSeconds;

    /**
     * Prepares a run.
     *
     * @param work     directory for the code file, the node's log and, unless the options say otherwise, its data
     * @param progress where to show how it goes
     */
    public DemoRun(DemoOptions options, Path work, Progress progress) {
        this.options = options;
        this.progress = progress;
        random = new SplittableRandom(options.seed());
        sale = new Sale(SKU, options.units());
        data = options.data() == null ? work.resolve("data") : options.data();
        nodeLog = work.resolve("node.log");
        try (ApiKeys keys = new ApiKeys(data, InstantSource.system())) {
            key = keys.create(EnumSet.allOf(Scope.class), false).key();
        }
        try {
            file = CodeFile.write(
                    work, options.units(), options.seed(), OWN_SHARE, 100 - OWN_SHARE - RESTOCK_SHARE, RESTOCK_SHARE);
        } catch (IOException e) {
            throw new NodeFailure(ExitCode.DISK, "cannot write to " + work + ": " + e.getMessage(), e);
        }
    }

    /** Runs it to the end and judges. */
    public DemoReport run() {
        node = start(List.of("--http", "0", "--tcp", "0", "--admin", "0"));
        try {
            importCodes();
            sell();
            return judge();
        } finally {
            sale.close();
            node.close();
        }
    }

    private NodeProcess start(List<String> ports) {
        progress.show(0, 0, "starting a node");
        List<String> arguments = new ArrayList<>(List.of("serve", "--data", data.toString()));
        arguments.addAll(ports);
        if (!options.dbUrl().isEmpty()) {
            arguments.addAll(List.of("--db-url", options.dbUrl()));
        }
        return NodeProcess.start(nodeLog, arguments);
    }

    private void importCodes() {
        try (Supply supply = new Supply(node.http(), key, sale)) {
            supply.open();
            add(supply.bring(file.parts().get(0), null, progress));
            add(supply.bring(file.parts().get(1), supply.openOffer(), progress));
        }
    }

    /** More stock comes, and goes to those who wait first. */
    private void restock() {
        restocked = true;
        try (Supply supply = new Supply(node.http(), key, sale)) {
            add(supply.bring(file.parts().get(2), null, progress));
        }
    }

    private void compareImports() {
        expect("codes imported", file.codes().size(), imported);
        expect("duplicate lines", file.duplicates(), duplicateLines);
        expect("blank lines", file.blank(), blankLines);
        expect("over-long lines", file.overLong(), rejectedLines);
    }

    private void add(CodeImport part) {
        imported += part.imported();
        duplicateLines += part.duplicates();
        rejectedLines += part.rejected();
        blankLines += part.blank();
    }

    private void sell() {
        openCounters();
        long start = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (Counter counter : counters) {
            Thread thread = new Thread(counter, "faka-counter-" + threads.size());
            thread.setUncaughtExceptionHandler((failed, e) -> sale.violation(failed.getName() + " broke off: " + e));
            threads.add(thread);
            thread.start();
        }
        watch(threads, start);
        saleSeconds = (System.nanoTime() - start) / 1e9;
        if (sale.isClosed()) {
            sale.violation("not sold out after " + Math.round(saleSeconds) + " s");
        }
    }

    private void openCounters() {
        int lanes = Math.min(2 * LANES, options.buyers());
        List<List<Buyer>> queues = new ArrayList<>();
        for (int i = 0; i < lanes; i++) {
            queues.add(new ArrayList<>());
        }
        for (int i = 0; i < options.buyers(); i++) {
            queues.get(i % lanes).add(new Buyer("buyer" + i, sale, options.seed() * 1_000_003 + i));
        }
        for (int i = 0; i < lanes; i++) {
            Lane lane = i % 2 == 0 ? new HttpLane(node.http(), key, sale) : new BinaryLane(node.tcp(), key, sale);
            counters.add(new Counter(lane, queues.get(i), WINDOW));
        }
    }

    /** Shows progress, kills the node as often as it should be, and ends the sale if it takes too long. */
    private void watch(List<Thread> threads, long start) {
        long giveUp = start + TimeUnit.SECONDS.toNanos(2L * options.seconds() + SECONDS_BEYOND);
        while (threads.stream().anyMatch(Thread::isAlive)) {
            if (kills < options.kills() && !sale.isOver() && isTimeToKill(start)) {
                killAndRestart();
            }
            if (!restocked && sale.backordered() > 0 && sale.sold() >= sale.stock() * RESTOCK_AT) {
                restock();
            }
            if (System.nanoTime() - giveUp > 0) {
                sale.close();
            }
            show();
            LockSupport.parkNanos(WATCH_NANOS);
        }
    }

    /** Kills are spread over the first four fifths of the stock, or of the time if that is sooner, at no even distance. */
    private boolean isTimeToKill(long start) {
        double share = 0.8 * (kills + nextKill) / options.kills();
        long latest = start + (long) (TimeUnit.SECONDS.toNanos(options.seconds()) * share);
        return sale.sold() >= sale.stock() * share || System.nanoTime() - latest > 0;
    }

    private void show() {
        String fate = kills == 0 ? "" : ", killed -9 " + kills + "x, back after " + restartMillis + " ms";
        progress.show(
                sale.sold(),
                sale.stock(),
                "sold " + sale.sold() + " of " + sale.stock() + " to " + options.buyers() + " buyers, " + sale.answers()
                        + " answers" + fate);
    }

    private void killAndRestart() {
        kills++;
        nextKill = random.nextDouble(0.1, 0.9);
        long killed = System.nanoTime();
        NodeProcess before = node;
        before.kill();
        before.close();
        progress.show(sale.sold(), sale.stock(), "node " + before.pid() + " killed with -9, starting it again");
        node = start(List.of(
                "--http", String.valueOf(before.http().port()),
                "--tcp", String.valueOf(before.tcp().port()),
                "--admin", "0"));
        restartMillis = Math.max(restartMillis, (System.nanoTime() - killed) / 1_000_000);
    }

    private DemoReport judge() {
        progress.show(0, 0, "checking every order against the shop");
        List<Purchase> purchases = new ArrayList<>();
        counters.forEach(counter -> counter.buyers().forEach(buyer -> purchases.addAll(buyer.purchases())));
        Judge judge = new Judge(sale, file.codes(), purchases);
        judge.compareCodes();
        try (Lane lane = new HttpLane(node.http(), key, sale)) {
            judge.compareWithShop(lane);
        }
        compareImports();
        compareStock(judge);
        StateHashResult live = liveHash();
        expect("exit code after SIGTERM", 0, node.stop());
        Verification replayed = Verification.run(data, progress);
        String tables = compareTables();
        expect("sequence after replay", live.seq(), replayed.seq());
        String liveHash = HexFormat.of().toHexDigits(live.hash());
        if (!liveHash.equals(replayed.hash())) {
            sale.violation("the live state's hash is " + liveHash + ", after replay it is " + replayed.hash());
        }
        return report(judge, live, replayed, tables);
    }

    private void compareStock(Judge judge) {
        try (Supply supply = new Supply(node.http(), key, sale)) {
            JsonNode sku = supply.sku();
            judge.compareRefunds(supply.refundsDue());
            expect("units the shop says it sold", sale.sold(), sku.path("sold").asLong(-1));
            expect(
                    "units on the shelf",
                    sale.stock() - sale.sold(),
                    sku.path("on_hand").asLong(-1));
        }
        if (!sale.isClosed()) {
            Map<String, Long> sold = judge.soldBySeller();
            int own = file.parts().get(0).codes() + file.parts().get(2).codes();
            expect("units sold of the shop's own", own, sold.getOrDefault("", 0L));
            long other = sold.getOrDefault(Sale.OTHER_SELLER, 0L);
            expect("units sold of " + Sale.OTHER_SELLER, file.parts().get(1).codes(), other);
        }
    }

    private StateHashResult liveHash() {
        ClientConfig config = ClientConfig.of(node.tcp().host(), node.tcp().port(), Credentials.bearer(key));
        try (FakaClient client = FakaClient.connect(config)) {
            return client.call(new GetStateHash());
        }
    }

    /** First as far as the killed and stopped nodes came, then to the end. */
    private String compareTables() {
        if (options.dbUrl().isEmpty()) {
            return "MariaDB off";
        }
        TableProof partial = TableProof.run(data, options.dbUrl(), false, progress);
        TableProof whole = TableProof.run(data, options.dbUrl(), true, progress);
        partial.differences().forEach(sale::violation);
        whole.differences().forEach(sale::violation);
        return (whole.isEqual() ? "equal" : "NOT equal") + ", " + whole.rows()
                + " rows; the node had replicated up to seq " + partial.appliedSeq() + " of " + partial.logSeq();
    }

    private void expect(String what, long expected, long actual) {
        if (expected != actual) {
            sale.violation(what + ": " + actual + " instead of " + expected);
        }
    }

    private DemoReport report(Judge judge, StateHashResult live, Verification replayed, String tables) {
        Histogram latency = new Histogram(60_000_000_000L, 2);
        counters.forEach(counter -> latency.add(counter.latency()));
        return new DemoReport(
                file.lines(),
                imported,
                duplicateLines,
                rejectedLines,
                blankLines,
                options.buyers(),
                sale.demand(),
                sale.sold(),
                judge.soldBySeller(),
                judge.latePayments(),
                sale.backordered(),
                judge.backordersServed(),
                judge.refundsDue(),
                judge.duplicates(),
                judge.lost(),
                sale.violationCount(),
                sale.violations(),
                kills,
                restartMillis,
                sale.answers(),
                sale.unanswered(),
                saleSeconds,
                latency.getValueAtPercentile(50) / 1_000,
                latency.getValueAtPercentile(99) / 1_000,
                live.seq(),
                HexFormat.of().toHexDigits(live.hash()),
                replayed.hash(),
                tables);
    }
}
