package io.faka.node;

import io.faka.gateway.feed.SkuNames;
import io.faka.gateway.feed.Trace;
import io.faka.gateway.feed.TraceKind;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/** The life of a unit, an order or a payment, from a stopped node's journal. */
public final class LifeTrace {
    private LifeTrace() {}

    /**
     * Replays the journal and gathers what concerns the id.
     *
     * @throws NodeFailure if nothing does, or the journal cannot be had
     */
    public static Trace run(Path data, TraceKind kind, String id) {
        Gatherer gatherer = new Gatherer(kind, id);
        JournalReplay.run(data, Long.MAX_VALUE, gatherer).engine().verifyAll();
        if (gatherer.trace.isEmpty()) {
            throw new NodeFailure(ExitCode.CHECK_FAILED, "the journal has no " + kind.text() + " " + id);
        }
        return gatherer.trace;
    }

    private static final class Gatherer implements JournalReplay.Onlooker {
        private final Trace trace;
        private JournalReplay replay;

        Gatherer(TraceKind kind, String id) {
            trace = new Trace(kind, id, new SkuNames(number -> replay.skuName(number)));
        }

        @Override
        public void before(JournalReplay of, long seq, long timeMicros, DirectBuffer command, int offset, int length) {
            replay = of;
            trace.onCommand(seq, timeMicros, command, offset, length);
        }

        @Override
        public void event(DirectBuffer event, int offset, int length, int index) {
            trace.onEvent(event, offset, length, index);
        }
    }
}
