package io.faka.benchmarks.jmh;

import io.faka.codec.reply.ResultCode;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The state machine alone on a mixed load of all features; one operation = one command, whatever it is. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 8)
@Fork(1)
public class MixedLoadBenchmark {
    private static final int COMMANDS = 256 * 800;
    private static final Set<ResultCode> MUST_OCCUR = Set.of(
            ResultCode.CREATED,
            ResultCode.BACKORDERED,
            ResultCode.PAID,
            ResultCode.PAID_WAITING,
            ResultCode.DUPLICATE_PAYMENT,
            ResultCode.LATE_PAYMENT_FULFILLED,
            ResultCode.CANCELED,
            ResultCode.EXTENDED,
            ResultCode.REFUNDED,
            ResultCode.REPLACED,
            ResultCode.RETURNED,
            ResultCode.UPDATED,
            ResultCode.IMPORTED);

    private final MixedWorkload workload = new MixedWorkload(COMMANDS);

    /** Encodes the commands of the invocation. */
    @Setup(Level.Invocation)
    public void prepare() {
        workload.encode();
    }

    /** Runs them. */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public long run() {
        return workload.run();
    }

    /** Tells what the load was, and that it was what it is meant to be. */
    @TearDown(Level.Trial)
    public void check() {
        System.out.println("answers: " + new TreeMap<>(workload.codes()));
        System.out.printf(
                "heap bytes allocated per command in the last iteration: %.3f%n", workload.allocatedPerCommand());
        if (!workload.codes().keySet().containsAll(MUST_OCCUR)) {
            throw new IllegalStateException("the load lacks some of " + MUST_OCCUR);
        }
        if (!workload.isEqual()) {
            throw new IllegalStateException("the engine that was measured is not in the state of the one ahead");
        }
    }
}
