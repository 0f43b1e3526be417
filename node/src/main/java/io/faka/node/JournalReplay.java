package io.faka.node;

import io.faka.engine.CardEngine;
import io.faka.engine.RecordBuffer;
import io.faka.engine.SkuView;
import io.faka.engine.port.CommandHandler;
import io.faka.journal.DamagedJournalException;
import io.faka.journal.JournalVerification;
import io.faka.journal.JournalVerifier;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/** A stopped node's journal run through the state machine up to a sequence, with somebody who looks on. */
final class JournalReplay implements CommandHandler {
    private final CardEngine engine = new CardEngine();
    private final RecordBuffer events = new RecordBuffer(1 << 16);
    private final RecordBuffer replies = new RecordBuffer(1 << 16);
    private final Map<Integer, String> names = new HashMap<>();
    private final SkuView view = new SkuView();
    private final long untilSeq;
    private final Onlooker onlooker;

    private JournalReplay(long untilSeq, Onlooker onlooker) {
        this.untilSeq = untilSeq;
        this.onlooker = onlooker;
    }

    /** Sees every command before and after it takes effect. */
    interface Onlooker {
        /** The state is as the command finds it. */
        default void before(
                JournalReplay replay, long seq, long timeMicros, DirectBuffer command, int offset, int length) {}

        /** The command has taken effect; its reply is an SBE message, header first. */
        default void after(JournalReplay replay, long seq, DirectBuffer reply, int offset) {}

        /** One of the command's events, from index 0. Comes before {@link #after}. */
        default void event(DirectBuffer event, int offset, int length, int index) {}
    }

    /**
     * Replays the commands up to {@code untilSeq}.
     *
     * @throws NodeFailure if there is no journal, it is damaged, or in use
     */
    static JournalReplay run(Path data, long untilSeq, Onlooker onlooker) {
        Verification.requireJournal(data);
        JournalReplay replay = new JournalReplay(untilSeq, onlooker);
        try {
            JournalVerification journal = JournalVerifier.verify(data, replay);
            if (journal.damage().isPresent()) {
                throw journal.damage().get();
            }
            return replay;
        } catch (DamagedJournalException e) {
            throw DurableState.explain(e);
        } catch (RuntimeException e) {
            throw DurableState.explain(e);
        }
    }

    /** The state as it is now. */
    CardEngine engine() {
        return engine;
    }

    /** Name of a SKU by its number. */
    String skuName(int number) {
        return names.computeIfAbsent(number, wanted -> {
            engine.readSku(wanted, view);
            return view.sku;
        });
    }

    /** Reads a SKU by its name; false if there is none. */
    boolean readSku(String name, SkuView into) {
        long skus = engine.counts().skus();
        for (int number = 1; number <= skus; number++) {
            if (skuName(number).equals(name)) {
                engine.readSku(number, into);
                return true;
            }
        }
        return false;
    }

    @Override
    public void onCommand(long seq, long timeMicros, long epoch, DirectBuffer buffer, int offset, int length) {
        if (seq > untilSeq) {
            return;
        }
        onlooker.before(this, seq, timeMicros, buffer, offset, length);
        engine.onCommand(seq, timeMicros, buffer, offset, length, events, replies);
        engine.clearChangedSkus();
        int at = 0;
        for (int i = 0; i < events.count(); i++) {
            int size = events.buffer().getInt(at, ByteOrder.LITTLE_ENDIAN);
            onlooker.event(events.buffer(), at + RecordBuffer.LENGTH_BYTES, size, i);
            at += RecordBuffer.LENGTH_BYTES + size;
        }
        onlooker.after(this, seq, replies.buffer(), RecordBuffer.LENGTH_BYTES);
        events.clear();
        replies.clear();
    }
}
