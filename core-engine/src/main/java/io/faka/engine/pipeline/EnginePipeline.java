package io.faka.engine.pipeline;

import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.SequenceBarrier;
import io.faka.engine.MoneyTotals;
import io.faka.engine.StateMachine;
import io.faka.engine.port.EventLog;
import io.faka.engine.port.Journal;
import java.util.concurrent.locks.LockSupport;

/**
 * The Disruptor ring and its one consumer thread. Built over a state machine that has replayed the journal; {@link #start} opens
 * the ingress, {@link #close} closes it, lets what is on the ring pass, and ends the thread. Journal and event log are the
 * caller's to close afterwards.
 */
public final class EnginePipeline implements AutoCloseable {
    private final CommandIngress ingress;
    private final SkuBoard board = new SkuBoard();
    private final PipelineMetrics metrics = new PipelineMetrics();
    private final BusinessLogicStage businessLogic;
    private final RingBuffer<CommandSlot> ring;
    private final BatchEventProcessor<CommandSlot> processor;
    private final Thread thread;
    private final ClockTicker ticker;
    private final FailStop failStop;

    /** Wires the stages; nothing runs yet. */
    public EnginePipeline(
            PipelineConfig config,
            StateMachine stateMachine,
            Journal journal,
            EventLog eventLog,
            JournalClock clock,
            FailStopListener failStopListener) {
        requireReplayed(stateMachine, journal);
        LargeBuffers largeBuffers = new LargeBuffers(config.largeBuffers());
        ring = RingBuffer.createMultiProducer(
                CommandSlot::new, config.ringSize(), new SpinThenParkWaitStrategy(config.spins()));
        int highWaterRemaining = config.ringSize() - (int) (config.ringSize() * (long) config.highWaterPercent() / 100);
        ingress = new CommandIngress(ring, highWaterRemaining, largeBuffers, journal);
        board.publish(stateMachine);

        businessLogic = new BusinessLogicStage(stateMachine, board);
        PipelineHandler handler = new PipelineHandler(
                config.maxBatch(),
                new JournalStage(journal, config.ackMode(), clock),
                businessLogic,
                new EventLogStage(eventLog),
                new ReplyStage(metrics),
                largeBuffers);
        SequenceBarrier barrier = ring.newBarrier();
        processor = new BatchEventProcessorBuilder()
                .setMaxBatchSize(config.maxBatch())
                .build(ring, barrier, handler);
        failStop = new FailStop(ingress, failStopListener);
        processor.setExceptionHandler(failStop);
        ring.addGatingSequences(processor.getSequence());
        thread = new Thread(this::runProcessor, "faka-pipeline");
        ticker = new ClockTicker(ingress, businessLogic::nextDeadlineMicros, clock::estimate);
    }

    /** Starts the thread and opens the ingress. */
    public void start() {
        thread.start();
        ingress.open();
        ticker.start();
    }

    /** The way in. */
    public CommandIngress ingress() {
        return ingress;
    }

    /** Catalogue and stock for reads. */
    public SkuBoard board() {
        return board;
    }

    /** The money that did not simply pay an order. */
    public MoneyTotals money() {
        return businessLogic.money();
    }

    /** Orders that wait for stock. Any thread. */
    public long waitingOrders() {
        return businessLogic.waitingOrders();
    }

    /** Finished orders that have left memory. Any thread. */
    public long archivedOrders() {
        return businessLogic.archivedOrders();
    }

    /** Counts and latencies. */
    public PipelineMetrics metrics() {
        return metrics;
    }

    /** What stopped the pipeline, or null while it is well. */
    public Throwable failure() {
        return failStop.cause();
    }

    /** Refuses what is new, lets what is on the ring pass, and returns when the thread has ended. */
    @Override
    public void close() {
        ticker.close();
        ingress.close();
        while (thread.isAlive() && ring.remainingCapacity() < ring.getBufferSize()) {
            LockSupport.parkNanos(100_000);
        }
        processor.halt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void runProcessor() {
        try {
            processor.run();
        } catch (IllegalStateException stopped) {
            if (failStop.cause() == null) {
                throw stopped;
            }
        }
    }

    private static void requireReplayed(StateMachine stateMachine, Journal journal) {
        if (stateMachine.lastSeq() != journal.lastSeq()) {
            throw new IllegalStateException("the state machine is at sequence " + stateMachine.lastSeq()
                    + " but the journal ends at " + journal.lastSeq() + ": replay it first");
        }
    }
}
