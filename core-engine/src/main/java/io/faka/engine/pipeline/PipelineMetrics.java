package io.faka.engine.pipeline;

import io.faka.engine.publish.ReplyCodes;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Counts and latencies, written by the pipeline's thread with plain ordered stores and read by any thread.
 *
 * <p>Latency runs from the moment the request was read from its socket to the moment the reply is handed to the gateway.
 */
public final class PipelineMetrics {
    /** Command template ids are below this. */
    public static final int MAX_TEMPLATE_ID = 128;

    private static final int CODES = 256;
    private static final int TEMPLATE_ID_OFFSET = 2;
    private static final long HIGHEST_TRACKABLE_NANOS = 60_000_000_000L;

    private final AtomicLongArray counts = new AtomicLongArray(MAX_TEMPLATE_ID * CODES);
    private final SingleWriterRecorder[] latencies = new SingleWriterRecorder[CommandClass.values().length];

    PipelineMetrics() {
        for (int i = 0; i < latencies.length; i++) {
            latencies[i] = new SingleWriterRecorder(HIGHEST_TRACKABLE_NANOS, 2);
        }
    }

    /** Replies given so far to this kind of command with this result code (values of {@code ResultCode}). */
    public long count(int commandTemplateId, int resultCode) {
        return counts.get(commandTemplateId * CODES + resultCode);
    }

    /**
     * Latencies in nanoseconds since the last call for this class. One caller at a time.
     *
     * @param recycle a histogram this method returned before, or null
     */
    public Histogram intervalLatency(CommandClass commandClass, Histogram recycle) {
        return latencies[commandClass.ordinal()].getIntervalHistogram(recycle);
    }

    void onReply(CommandSlot slot, UnsafeBuffer reply, int offset, long nowNanos) {
        int commandTemplate = slot.buffer().getShort(TEMPLATE_ID_OFFSET) & 0xffff;
        if (commandTemplate < MAX_TEMPLATE_ID) {
            int index = commandTemplate * CODES + ReplyCodes.of(reply, offset);
            counts.lazySet(index, counts.get(index) + 1);
        }
        if (slot.ingressNanos() != 0) {
            long nanos = Math.max(0, Math.min(nowNanos - slot.ingressNanos(), HIGHEST_TRACKABLE_NANOS));
            latencies[slot.commandClass().ordinal()].recordValue(nanos);
        }
    }
}
