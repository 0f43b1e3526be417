package io.faka.engine.pipeline;

import io.faka.codec.reply.MessageHeaderEncoder;
import io.faka.codec.reply.RefusalEncoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.MoneyTotals;
import io.faka.engine.RecordBuffer;
import io.faka.engine.StateMachine;

/** Second stage: runs the state machine over the journaled batch; one reply per slot, events in order. */
final class BusinessLogicStage {
    private static final int REFUSAL_BYTES = 64;
    /** Commands whose cache lines are brought in together: with what they read they fit into a core's own cache. */
    private static final int GROUP = 64;

    private final StateMachine stateMachine;
    private final SkuBoard board;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final RefusalEncoder refusal = new RefusalEncoder();
    private volatile long nextDeadlineMicros;
    private volatile long waitingOrders;
    private volatile long archivedOrders;

    private volatile MoneyTotals money;
    private long moneyVersion;

    BusinessLogicStage(StateMachine stateMachine, SkuBoard board) {
        this.stateMachine = stateMachine;
        this.board = board;
        publish();
        this.moneyVersion = stateMachine.moneyVersion();
        this.money = stateMachine.moneyTotals();
    }

    /** The money that did not simply pay an order, after the newest batch. Any thread. */
    MoneyTotals money() {
        return money;
    }

    void run(CommandBatch batch) {
        if (!batch.accepted) {
            refuse(batch);
            return;
        }
        long seq = batch.firstSeq;
        for (int from = 0; from < batch.size(); from += GROUP) {
            int to = Math.min(from + GROUP, batch.size());
            touch(batch, from, to);
            seq = apply(batch, from, to, seq);
        }
        board.publish(stateMachine);
        if (stateMachine.moneyVersion() != moneyVersion) {
            moneyVersion = stateMachine.moneyVersion();
            money = stateMachine.moneyTotals();
        }
        publish();
    }

    private void publish() {
        nextDeadlineMicros = stateMachine.nextDeadlineMicros();
        long waiting = stateMachine.waitingOrders();
        if (waiting != waitingOrders) {
            waitingOrders = waiting;
        }
        long archived = stateMachine.archivedOrders();
        if (archived != archivedOrders) {
            archivedOrders = archived;
        }
    }

    /** Orders that wait for stock after the newest batch. Any thread. */
    long waitingOrders() {
        return waitingOrders;
    }

    /** Orders that have left memory after the newest batch. Any thread. */
    long archivedOrders() {
        return archivedOrders;
    }

    /** No hold ends before this journal time. Any thread. */
    long nextDeadlineMicros() {
        return nextDeadlineMicros;
    }

    private void touch(CommandBatch batch, int from, int to) {
        if (to - from == 1) {
            return;
        }
        for (int i = from; i < to; i++) {
            CommandSlot slot = batch.slot(i);
            if (!slot.isAbandoned()) {
                stateMachine.foresee(slot.buffer(), 0, slot.length());
            }
        }
        stateMachine.touch();
    }

    private long apply(CommandBatch batch, int from, int to, long firstSeq) {
        long seq = firstSeq;
        for (int i = from; i < to; i++) {
            CommandSlot slot = batch.slot(i);
            if (slot.isAbandoned()) {
                continue;
            }
            int before = batch.replies.count();
            if (slot.commandClass() == CommandClass.QUERY) {
                stateMachine.onQuery(slot.buffer(), 0, slot.length(), batch.replies);
            } else {
                apply(seq++, slot, batch);
            }
            if (batch.replies.count() != before + 1) {
                throw new IllegalStateException("the state machine must write exactly one reply for each command");
            }
        }
        return seq;
    }

    private void apply(long seq, CommandSlot slot, CommandBatch batch) {
        stateMachine.onCommand(seq, batch.timeMicros, slot.buffer(), 0, slot.length(), batch.events, batch.replies);
    }

    private void refuse(CommandBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            CommandSlot slot = batch.slot(i);
            if (slot.isAbandoned()) {
                continue;
            }
            if (slot.commandClass() == CommandClass.QUERY) {
                stateMachine.onQuery(slot.buffer(), 0, slot.length(), batch.replies);
            } else {
                writeStorageFull(batch.replies);
            }
        }
    }

    private void writeStorageFull(RecordBuffer replies) {
        int offset = replies.claim(REFUSAL_BYTES);
        refusal.wrapAndApplyHeader(replies.buffer(), offset, header)
                .seq(0)
                .detail(-1)
                .retryAfterMillis(5_000)
                .code(ResultCode.STORAGE_FULL)
                .message("");
        replies.commit(MessageHeaderEncoder.ENCODED_LENGTH + refusal.encodedLength());
    }
}
