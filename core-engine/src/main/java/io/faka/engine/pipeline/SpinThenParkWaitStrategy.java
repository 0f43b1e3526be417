package io.faka.engine.pipeline;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * Spins for a moment, then parks: busy under load, nothing of a core when idle. Serves exactly one consumer, because there is one
 * parked slot.
 */
final class SpinThenParkWaitStrategy implements WaitStrategy {
    private final int spins;
    private volatile Thread parked;

    /** @param spins looks at the ring before parking, 0 or more */
    SpinThenParkWaitStrategy(int spins) {
        if (spins < 0) {
            throw new IllegalArgumentException("spins must not be negative: " + spins);
        }
        this.spins = spins;
    }

    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence dependent, SequenceBarrier barrier)
            throws AlertException, InterruptedException {
        long available = dependent.get();
        for (int i = 0; available < sequence && i < spins; i++) {
            Thread.onSpinWait();
            available = dependent.get();
        }
        while (available < sequence) {
            barrier.checkAlert();
            available = park(sequence, dependent);
        }
        return available;
    }

    private long park(long sequence, Sequence dependent) throws InterruptedException {
        parked = Thread.currentThread();
        try {
            // The volatile store above and the read here are ordered: a publisher either sees the slot or is seen.
            long available = dependent.get();
            if (available < sequence) {
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return dependent.get();
        } finally {
            parked = null;
        }
    }

    @Override
    public void signalAllWhenBlocking() {
        VarHandle.fullFence();
        Thread waiting = parked;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }
}
