package io.faka.engine.pipeline;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.TickEncoder;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Puts a Tick on the ring when a hold is due and no command has come to find it. Journals nothing while nothing is due, so an
 * idle shop writes nothing.
 */
final class ClockTicker implements AutoCloseable {
    private static final long PERIOD_MILLIS = 10;

    private final CommandIngress ingress;
    private final LongSupplier nextDeadlineMicros;
    private final LongSupplier nowMicros;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TickEncoder tick = new TickEncoder();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "faka-ticker");
        thread.setDaemon(true);
        return thread;
    });

    ClockTicker(CommandIngress ingress, LongSupplier nextDeadlineMicros, LongSupplier nowMicros) {
        this.ingress = ingress;
        this.nextDeadlineMicros = nextDeadlineMicros;
        this.nowMicros = nowMicros;
    }

    void start() {
        executor.scheduleWithFixedDelay(this::tickIfDue, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Publishes a Tick if a hold is due. Whether the ring took it does not matter: a full ring moves the time by itself. */
    void tickIfDue() {
        if (nextDeadlineMicros.getAsLong() > nowMicros.getAsLong()) {
            return;
        }
        long claim = ingress.tryClaim(CommandClass.INTERNAL, CommandSlot.INLINE_BYTES);
        if (claim >= 0) {
            CommandSlot slot = ingress.slot(claim);
            tick.wrapAndApplyHeader(slot.buffer(), 0, header);
            slot.length(MessageHeaderEncoder.ENCODED_LENGTH + tick.encodedLength());
            ingress.publish(claim);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
