package io.faka.benchmarks.jmh;

import io.faka.engine.port.AckMode;
import io.faka.journal.ChronicleJournal;
import io.faka.journal.JournalConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One ring batch of 80-byte commands into the journal: the append alone, and the append with the force that GROUP_FSYNC waits
 * for. Times are per batch. The journal lies in the temporary directory: what is measured is that disk.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JournalAppendBenchmark {
    private static final int COMMAND_BYTES = 80;

    /** Commands in a batch. */
    @Param({"1", "16", "256"})
    public int batch;

    private Path directory;
    private ChronicleJournal journal;
    private UnsafeBuffer payload;

    /** A journal of its own for each iteration, so that the disk does not run full. */
    @Setup(Level.Iteration)
    public void open() throws IOException {
        directory = Files.createTempDirectory("journal-benchmark");
        journal = ChronicleJournal.open(JournalConfig.of(directory, AckMode.ASYNC));
        payload = new UnsafeBuffer(ByteBuffer.allocateDirect(batch * (Integer.BYTES + COMMAND_BYTES)));
        for (int i = 0; i < batch; i++) {
            payload.putInt(i * (Integer.BYTES + COMMAND_BYTES), COMMAND_BYTES, ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Ends the journal and deletes it. */
    @TearDown(Level.Iteration)
    public void close() throws IOException {
        journal.close();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** ASYNC: into the mapped file. */
    @Benchmark
    public void append() {
        appendBatch();
    }

    /** GROUP_FSYNC: on disk. */
    @Benchmark
    public void appendAndForce() {
        appendBatch();
        journal.force();
    }

    private void appendBatch() {
        long first = journal.lastSeq() + 1;
        if (!journal.append(first, batch, first, payload, 0, payload.capacity())) {
            throw new IllegalStateException("no room for the journal");
        }
    }
}
