package io.faka.benchmarks.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The state machine alone: place and pay, one operation = one command. Each invocation runs {@value #CYCLES} places and as many
 * payments in batches; the state grows all the while, so growth of tables and indices is part of what is measured. Encoding and
 * import are not.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4)
@Measurement(iterations = 8)
@Fork(1)
public class StateMachineBenchmark {
    private static final int CYCLES = 256 * 1_000;

    /** Hot = one SKU. Resident = 10,000 SKUs and 10 million open orders before the first measured command. */
    public enum Shape {
        /** One SKU. */
        HOT_SKU,
        /** 10,000 SKUs. */
        SKUS_10K,
        /** 10,000 SKUs, 10 million open orders. */
        RESIDENT_10M
    }

    /** What every order is judged by beside its stock. */
    public enum Rules {
        /** Nothing. */
        NONE,
        /** Units and open holds of its buyer, and the held share of its SKU. */
        LIMITS,
        /** A coupon, counted in all and per buyer. */
        COUPON,
        /** Both. */
        LIMITS_AND_COUPON
    }

    /** What the engine holds before. */
    @Param
    public Shape shape;

    /** Whether each batch is touched first. */
    @Param({"true", "false"})
    public boolean touch;

    /** Limits and coupons. */
    @Param("NONE")
    public Rules rules;

    private EngineWorkload workload;

    /** Makes the engine. */
    @Setup(Level.Trial)
    public void open() {
        workload = new EngineWorkload(
                shape == Shape.HOT_SKU ? 1 : 10_000,
                CYCLES,
                rules == Rules.LIMITS || rules == Rules.LIMITS_AND_COUPON,
                rules == Rules.COUPON || rules == Rules.LIMITS_AND_COUPON);
        if (shape == Shape.RESIDENT_10M) {
            workload.addStock(12_000_000);
            workload.placeResident(10_000_000);
        }
    }

    /** Brings the stock in that the invocation will sell, and encodes its commands. */
    @Setup(Level.Invocation)
    public void prepare() {
        workload.addStock(CYCLES + CYCLES / 2);
        workload.encode();
    }

    /** Places and pays. */
    @Benchmark
    @OperationsPerInvocation(2 * CYCLES)
    public long placeAndPay() {
        return workload.run(touch);
    }
}
