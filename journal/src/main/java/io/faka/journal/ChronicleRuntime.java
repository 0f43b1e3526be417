package io.faka.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntSupplier;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.onoes.ExceptionHandler;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;

/**
 * Chronicle's process-wide settings and the one way we open a queue. Nothing is announced, nothing reported to anyone, and its
 * disk-space thread stays off because the journal watches the disk itself. Its log goes through SLF4J under {@code net.openhft};
 * a logging configuration should keep that at ERROR, because a library of Chronicle's warns of missing native bindings that
 * are not needed here.
 */
final class ChronicleRuntime {
    private static final int METADATA_BYTES = 128 << 10;

    static {
        setUnlessSet("chronicle.analytics.disable", "true");
        setUnlessSet("chronicle.announcer.disable", "true");
        setUnlessSet("chronicle.disk.monitor.disable", "true");
        setUnlessSet("disable.perf.info", "true");
        setUnlessSet("disable.debug.info", "true");
        Jvm.setWarnExceptionHandler(ExceptionHandler.ignoresEverything());
        Jvm.setPerfExceptionHandler(ExceptionHandler.ignoresEverything());
        Jvm.setDebugExceptionHandler(ExceptionHandler.ignoresEverything());
    }

    private ChronicleRuntime() {}

    /**
     * Opens the queue of a new run.
     *
     * @param cycle     the number of the current cycle; asked at each append
     * @param blockBytes size of the one piece of each file that is mapped
     */
    static SingleChronicleQueue open(Path run, IntSupplier cycle, long blockBytes) {
        allocateMetadata(run);
        long cycleMillis = RollCycles.FAST_DAILY.lengthInMillis();
        TimeProvider time = () -> cycle.getAsInt() * cycleMillis;
        return SingleChronicleQueueBuilder.binary(run)
                .rollCycle(RollCycles.FAST_DAILY)
                .timeProvider(time)
                .blockSize(blockBytes)
                .syncMode(SyncMode.NONE)
                .build();
    }

    /** Makes an appender and sees to it that the cycle's file has Chronicle's header, so that no append has to. */
    static ExcerptAppender appender(SingleChronicleQueue queue, int cycle) {
        SingleChronicleQueueStore store = queue.storeForCycle(cycle, queue.epoch(), true, null);
        queue.closeStore(store);
        ExcerptAppender appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
        return appender;
    }

    /** Chronicle maps this file; with its blocks allocated a full disk cannot be a fault in mapped memory. */
    private static void allocateMetadata(Path run) {
        Path file = run.resolve(SingleChronicleQueue.QUEUE_METADATA_FILE);
        try {
            Files.write(file, new byte[METADATA_BYTES]);
        } catch (IOException e) {
            throw new StorageException("no room for " + file, e);
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
