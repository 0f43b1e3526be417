package io.faka.node;

import io.faka.engine.CardEngine;
import io.faka.engine.StateCounts;
import io.faka.engine.pipeline.ReplayHandler;
import io.faka.engine.port.CommandHandler;
import io.faka.journal.DamagedJournalException;
import io.faka.journal.JournalVerification;
import io.faka.journal.JournalVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * What a stopped node's data directory proves to hold.
 *
 * @param seq       newest command
 * @param archived  orders of them that have left memory
 * @param hash      over the whole state, 16 hex digits; the live node's at the same sequence is equal
 * @param tornBytes bytes of an unfinished record that was never acknowledged; the next start cuts it off
 */
public record Verification(
        long seq,
        long skus,
        long orders,
        long archived,
        long units,
        long payments,
        String hash,
        long tornBytes,
        long millis) {
    /**
     * Checks every record, replays them all, and checks every invariant over the state. Changes nothing.
     *
     * @throws NodeFailure if there is nothing to check, the directory is in use, it is damaged, or an invariant does not hold
     */
    public static Verification run(Path data, Progress progress) {
        requireJournal(data);
        long start = System.nanoTime();
        CardEngine engine = new CardEngine();
        JournalVerification journal = replay(data, engine, progress);
        verifyState(engine);
        StateCounts counts = engine.counts();
        return new Verification(
                engine.lastSeq(),
                counts.skus(),
                counts.orders(),
                counts.left(),
                counts.units(),
                counts.payments(),
                HexFormat.of().toHexDigits(engine.stateHash()),
                journal.tornBytes(),
                (System.nanoTime() - start) / 1_000_000);
    }

    /** All of it, by name, in the order to show it. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("seq", seq);
        fields.put("skus", skus);
        fields.put("orders", orders);
        fields.put("archived", archived);
        fields.put("units", units);
        fields.put("payments", payments);
        fields.put("hash", hash);
        fields.put("torn_bytes", tornBytes);
        fields.put("ms", millis);
        return fields;
    }

    static void requireJournal(Path data) {
        if (!Files.isDirectory(data.resolve("journal"))) {
            throw new NodeFailure(ExitCode.USAGE, "there is no journal in " + data + "; name a node's data directory");
        }
    }

    private static JournalVerification replay(Path data, CardEngine engine, Progress progress) {
        try {
            JournalVerification journal =
                    JournalVerifier.verify(data, new ShownReplay(new ReplayHandler(engine, null), progress));
            if (journal.damage().isPresent()) {
                throw journal.damage().get();
            }
            return journal;
        } catch (DamagedJournalException e) {
            throw DurableState.explain(e);
        } catch (RuntimeException e) {
            RuntimeException explained = DurableState.explain(e);
            if (explained instanceof NodeFailure) {
                throw explained;
            }
            throw new NodeFailure(
                    ExitCode.CHECK_FAILED, "replay stops after seq " + engine.lastSeq() + ": " + e.getMessage(), e);
        }
    }

    private static void verifyState(CardEngine engine) {
        try {
            engine.verifyAll();
        } catch (IllegalStateException e) {
            throw new NodeFailure(
                    ExitCode.CHECK_FAILED,
                    "an invariant does not hold at seq " + engine.lastSeq() + ": " + e.getMessage(),
                    e);
        }
    }

    /** Shows how far the replay is, once a batch. */
    private record ShownReplay(CommandHandler replay, Progress progress) implements CommandHandler {
        @Override
        public void onCommand(long seq, long timeMicros, long epoch, DirectBuffer buffer, int offset, int length) {
            replay.onCommand(seq, timeMicros, epoch, buffer, offset, length);
        }

        @Override
        public void onBatchEnd(long lastSeq, long timeMicros) {
            replay.onBatchEnd(lastSeq, timeMicros);
            progress.show(lastSeq, 0, lastSeq + " commands");
        }
    }
}
