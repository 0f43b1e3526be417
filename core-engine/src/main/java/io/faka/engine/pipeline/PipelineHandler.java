package io.faka.engine.pipeline;

import com.lmax.disruptor.EventHandler;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The pipeline's thread: gathers a ring batch and takes it through journal, logic, event log and replies, in this order. Journal
 * first, so that the state is always the fold of the journal and no reply ever tells of something that a crash undoes.
 */
final class PipelineHandler implements EventHandler<CommandSlot> {
    private final CommandBatch batch;
    private final JournalStage journalStage;
    private final BusinessLogicStage businessLogicStage;
    private final EventLogStage eventLogStage;
    private final ReplyStage replyStage;
    private final LargeBuffers largeBuffers;

    PipelineHandler(
            int maxBatch,
            JournalStage journalStage,
            BusinessLogicStage businessLogicStage,
            EventLogStage eventLogStage,
            ReplyStage replyStage,
            LargeBuffers largeBuffers) {
        this.batch = new CommandBatch(maxBatch);
        this.journalStage = journalStage;
        this.businessLogicStage = businessLogicStage;
        this.eventLogStage = eventLogStage;
        this.replyStage = replyStage;
        this.largeBuffers = largeBuffers;
    }

    @Override
    public void onEvent(CommandSlot slot, long sequence, boolean endOfBatch) {
        batch.add(slot);
        if (endOfBatch) {
            run();
        }
    }

    private void run() {
        journalStage.run(batch);
        businessLogicStage.run(batch);
        if (batch.accepted) {
            eventLogStage.run(batch);
        }
        replyStage.run(batch);
        for (int i = 0; i < batch.size(); i++) {
            UnsafeBuffer borrowed = batch.slot(i).release();
            if (borrowed != null) {
                largeBuffers.giveBack(borrowed);
            }
        }
        batch.clear();
    }
}
