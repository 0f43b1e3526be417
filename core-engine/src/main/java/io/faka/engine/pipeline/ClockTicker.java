package io.faka.engine.pipeline;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.TickEncoder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Puts a Tick on the ring when a hold is due and no command has come to find it. Journals nothing while nothing is due, so an
 * idle shop writes nothing.
 */
final class ClockTicker implements AutoCloseable {
    /** Looks at least this often; every hold is longer than ten times that, so none can begin and end between two looks. */
    private static final long LONGEST_MICROS = 100_000;

    /** A tick that found a full ring, or a deadline that is a lower bound only, is tried again after this time. */
    private static final long SHORTEST_MICROS = 10_000;

    private final CommandIngress ingress;
    private final LongSupplier nextDeadlineMicros;
    private final LongSupplier nowMicros;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TickEncoder tick = new TickEncoder();
    private final Thread thread = new Thread(this::run, "faka-ticker");
    private volatile boolean running = true;

    ClockTicker(CommandIngress ingress, LongSupplier nextDeadlineMicros, LongSupplier nowMicros) {
        this.ingress = ingress;
        this.nextDeadlineMicros = nextDeadlineMicros;
        this.nowMicros = nowMicros;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (running) {
            tickIfDue();
            LockSupport.parkNanos(this, pauseMicros() * 1_000);
        }
    }

    /** How long to wait until the next look. */
    long pauseMicros() {
        long left = nextDeadlineMicros.getAsLong() - nowMicros.getAsLong();
        return Math.max(SHORTEST_MICROS, Math.min(LONGEST_MICROS, left));
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
        running = false;
        LockSupport.unpark(thread);
    }
}
