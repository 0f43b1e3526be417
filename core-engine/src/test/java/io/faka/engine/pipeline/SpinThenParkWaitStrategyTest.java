package io.faka.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lost wake-up would leave the consumer parked for ever with events on the ring. */
@Timeout(60)
class SpinThenParkWaitStrategyTest {
    private static final int PRODUCERS = 3;
    private static final int EVENTS_EACH = 20_000;

    @Test
    void shouldNeverLoseAWakeUp() throws InterruptedException {
        RingBuffer<long[]> ring =
                RingBuffer.createMultiProducer(() -> new long[1], 64, new SpinThenParkWaitStrategy(0));
        CountDownLatch consumed = new CountDownLatch(PRODUCERS * EVENTS_EACH);
        EventHandler<long[]> handler = (event, sequence, endOfBatch) -> consumed.countDown();
        BatchEventProcessor<long[]> processor =
                new BatchEventProcessorBuilder().build(ring, ring.newBarrier(), handler);
        ring.addGatingSequences(processor.getSequence());
        Thread consumer = new Thread(processor);
        consumer.start();

        List<Thread> producers = new ArrayList<>();
        for (int i = 0; i < PRODUCERS; i++) {
            producers.add(new Thread(() -> produce(ring)));
        }
        producers.forEach(Thread::start);

        assertThat(consumed.await(50, TimeUnit.SECONDS)).isTrue();
        processor.halt();
        consumer.join();
    }

    private static void produce(RingBuffer<long[]> ring) {
        for (int i = 0; i < EVENTS_EACH; i++) {
            ring.publish(ring.next());
            if (i % 64 == 0) {
                // Leaves the consumer time to park, which is the moment the test is about.
                LockSupport.parkNanos(1_000);
            }
        }
    }
}
