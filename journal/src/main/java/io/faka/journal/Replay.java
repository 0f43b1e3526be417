package io.faka.journal;

import io.faka.engine.port.CommandHandler;
import java.util.concurrent.TimeUnit;

/** Runs a whole journal through a handler, with progress for people. */
public final class Replay {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int BATCHES = 64;

    private Replay() {}

    /** Told at most four times a second, and once at the end. */
    @FunctionalInterface
    public interface Progress {
        /**
         * @param doneSeq  newest command replayed
         * @param totalSeq newest command in the journal
         */
        void onProgress(long doneSeq, long totalSeq);
    }

    /** Passes on what is not too soon after the last. */
    static final class Pace {
        private final Progress progress;
        private long told = System.nanoTime();

        Pace(Progress progress) {
            this.progress = progress;
        }

        void at(long doneSeq, long totalSeq) {
            long now = System.nanoTime();
            if (now - told >= INTERVAL_NANOS) {
                told = now;
                progress.onProgress(doneSeq, totalSeq);
            }
        }
    }

    /**
     * Hands every command to the handler, on the calling thread.
     *
     * @return commands replayed
     * @throws DamagedJournalException if a record does not hold
     */
    public static long run(JournalReader reader, CommandHandler handler, Progress progress) {
        Pace pace = new Pace(progress);
        while (reader.poll(handler, BATCHES) > 0) {
            pace.at(reader.lastSeq(), reader.untilSeq());
        }
        progress.onProgress(reader.lastSeq(), reader.untilSeq());
        return reader.lastSeq();
    }
}
