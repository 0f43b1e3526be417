package io.faka.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.faka.codec.command.GetStateHashEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.TickEncoder;
import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.RefusalDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.codec.reply.TickedDecoder;
import io.faka.engine.SkuView;
import io.faka.engine.port.AckMode;
import io.faka.engine.port.ReplyReceiver;
import io.faka.engine.port.StorageLevel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EnginePipelineTest {
    private static final int RING = 64;

    private final InMemoryJournal journal = new InMemoryJournal();
    private final InMemoryEventLog eventLog = new InMemoryEventLog(0);
    private final Replies replies = new Replies();
    private final AtomicReference<Throwable> failStop = new AtomicReference<>();
    private CountingStateMachine stateMachine = new CountingStateMachine(-1);
    private EnginePipeline pipeline;

    @AfterEach
    void stop() {
        if (pipeline != null) {
            if (journal.forcePermits != null) {
                journal.forcePermits.release(1_000_000);
            }
            pipeline.close();
        }
    }

    @Test
    void shouldReplyToEveryCommandInJournalOrder() {
        start(AckMode.ASYNC);

        LongStream.rangeClosed(1, 1_000).forEach(id -> submit(CommandClass.NEW_ORDER, id));

        await().until(() -> replies.seqs.size() == 1_000);
        assertThat(replies.seqs)
                .isEqualTo(LongStream.rangeClosed(1, 1_000).boxed().toList());
        assertThat(replies.correlations).isEqualTo(replies.seqs);
        assertThat(journal.lastSeq()).isEqualTo(1_000);
    }

    @Test
    void shouldHoldRepliesUntilTheJournalIsForced() {
        journal.forcePermits = new Semaphore(0);
        start(AckMode.GROUP_FSYNC);

        submit(CommandClass.NEW_ORDER, 1);
        await().until(() -> journal.lastSeq() == 1);

        assertThat(replies.seqs).isEmpty();
        assertThat(stateMachine.lastSeq()).isZero();
        journal.forcePermits.release(1_000);
        await().until(() -> replies.seqs.size() == 1);
        assertThat(journal.durableSeq()).isEqualTo(1);
    }

    @Test
    void shouldNotForceInAsyncMode() {
        journal.forcePermits = new Semaphore(0);
        start(AckMode.ASYNC);

        submit(CommandClass.NEW_ORDER, 1);

        await().until(() -> replies.seqs.size() == 1);
    }

    @Test
    void shouldAnswerQueriesWithoutJournalingThem() {
        start(AckMode.ASYNC);

        submit(CommandClass.NEW_ORDER, 1);
        query(2);

        await().until(() -> replies.seqs.size() == 2);
        assertThat(replies.seqs).containsExactly(1L, 1L);
        assertThat(journal.lastSeq()).isEqualTo(1);
    }

    @Test
    void shouldJournalNothingForAnAbandonedClaim() {
        start(AckMode.ASYNC);

        long claim = pipeline.ingress().tryClaim(CommandClass.NEW_ORDER, 64);
        pipeline.ingress().abandon(claim);
        submit(CommandClass.NEW_ORDER, 7);

        await().until(() -> replies.seqs.size() == 1);
        assertThat(replies.correlations).containsExactly(7L);
        assertThat(journal.lastSeq()).isEqualTo(1);
    }

    @Test
    void shouldRefuseTheWholeBatchWhenTheJournalHasNoRoom() {
        journal.full = true;
        start(AckMode.ASYNC);

        submit(CommandClass.SETTLEMENT, 1);

        await().until(() -> replies.codes.size() == 1);
        assertThat(replies.codes).containsExactly(ResultCode.STORAGE_FULL);
        assertThat(stateMachine.lastSeq()).isZero();
        journal.full = false;
        submit(CommandClass.SETTLEMENT, 2);
        await().until(() -> replies.seqs.size() == 1);
        assertThat(journal.lastSeq()).isEqualTo(1);
    }

    @Test
    void shouldTurnNewOrdersAwayAboveTheHighWaterMarkWhilePaymentsPass() {
        journal.forcePermits = new Semaphore(0);
        start(AckMode.GROUP_FSYNC);

        int taken = (int) IntStream.range(0, RING)
                .filter(i -> trySubmit(CommandClass.NEW_ORDER, i) >= 0)
                .count();

        assertThat(taken).isLessThan(RING);
        assertThat(trySubmit(CommandClass.NEW_ORDER, 99)).isEqualTo(CommandIngress.OVERLOADED);
        assertThat(trySubmit(CommandClass.SUPPLY, 99)).isEqualTo(CommandIngress.OVERLOADED);
        assertThat(trySubmit(CommandClass.SETTLEMENT, 99)).isNotNegative();
        while (trySubmit(CommandClass.SETTLEMENT, 99) >= 0) {
            taken++;
        }
        assertThat(trySubmit(CommandClass.SETTLEMENT, 99)).isEqualTo(CommandIngress.BACK_PRESSURED);
    }

    @Test
    void shouldRefuseByClassWhenTheDiskRunsLow() {
        start(AckMode.ASYNC);

        journal.level = StorageLevel.LOW;
        assertThat(trySubmit(CommandClass.NEW_ORDER, 1)).isEqualTo(CommandIngress.STORAGE_FULL);
        assertThat(trySubmit(CommandClass.SUPPLY, 1)).isEqualTo(CommandIngress.STORAGE_FULL);
        assertThat(trySubmit(CommandClass.SETTLEMENT, 1)).isNotNegative();
        journal.level = StorageLevel.EXHAUSTED;
        assertThat(trySubmit(CommandClass.SETTLEMENT, 1)).isEqualTo(CommandIngress.STORAGE_FULL);
        assertThat(trySubmit(CommandClass.QUERY, 1)).isNotNegative();
        journal.level = StorageLevel.AMPLE;
        assertThat(trySubmit(CommandClass.NEW_ORDER, 1)).isNotNegative();
    }

    @Test
    void shouldBackPressureWhenAllLargeBuffersAreOut() {
        journal.forcePermits = new Semaphore(0);
        start(AckMode.GROUP_FSYNC);

        int large = CommandSlot.INLINE_BYTES + 1;
        int taken = 0;
        while (trySubmit(CommandClass.SETTLEMENT, taken, large) >= 0) {
            taken++;
        }

        assertThat(taken).isEqualTo(4);
        assertThat(trySubmit(CommandClass.SETTLEMENT, 5)).isNotNegative();
        journal.forcePermits.release(1_000);
        await().until(() -> replies.seqs.size() == 5);
        assertThat(trySubmit(CommandClass.SETTLEMENT, 6, large)).isNotNegative();
    }

    @Test
    void shouldGiveNoReplyFromTheFailedCommandOn() {
        stateMachine = new CountingStateMachine(11);
        start(AckMode.ASYNC);

        LongStream.rangeClosed(1, 10).forEach(id -> submit(CommandClass.NEW_ORDER, id));
        await().until(() -> replies.seqs.size() == 10);
        for (int id = 11; id < 40 && trySubmit(CommandClass.NEW_ORDER, id) >= 0; id++) {
            assertThat(replies.seqs).hasSize(10);
        }

        await().until(() -> failStop.get() != null);
        assertThat(failStop.get()).hasMessage("planted failure at 11");
        assertThat(replies.seqs).hasSize(10);
        assertThat(trySubmit(CommandClass.NEW_ORDER, 41)).isEqualTo(CommandIngress.STOPPING);
        assertThat(pipeline.failure()).isSameAs(failStop.get());
    }

    @Test
    void shouldStopWhenTheJournalFails() {
        journal.appendFailure = new IllegalStateException("disk error");
        start(AckMode.ASYNC);

        submit(CommandClass.NEW_ORDER, 1);

        await().until(() -> failStop.get() != null);
        assertThat(replies.seqs).isEmpty();
        assertThat(stateMachine.lastSeq()).isZero();
    }

    @Test
    void shouldPublishStockBeforeTheReply() {
        SkuView view = new SkuView();
        List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        start(AckMode.ASYNC);
        replies.onReply = () -> {
            assertThat(pipeline.board().read("counted", view)).isTrue();
            seen.add(view.available);
        };

        submit(CommandClass.NEW_ORDER, 1);

        await().until(() -> seen.size() == 1);
        assertThat(seen).containsExactly(1L);
        assertThat(pipeline.board().read("unknown", view)).isFalse();
    }

    @Test
    void shouldLogEventsOncePerBatchWithItsSequences() {
        start(AckMode.ASYNC);

        submit(CommandClass.NEW_ORDER, 1);
        await().until(() -> replies.seqs.size() == 1);
        query(2);
        await().until(() -> replies.seqs.size() == 2);

        assertThat(eventLog.batches).containsExactly("1-1:1");
    }

    @Test
    void shouldTickWhenAHoldIsDueAndNothingElseHappens() {
        stateMachine.deadlineMicros = 1;
        start(AckMode.ASYNC);

        await().until(() -> stateMachine.lastSeq() == 1);

        assertThat(stateMachine.deadlineMicros).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldLetWhatIsOnTheRingPassWhenClosed() {
        start(AckMode.ASYNC);
        for (int id = 1; id <= 40; id++) {
            submit(CommandClass.SETTLEMENT, id);
        }

        pipeline.close();

        assertThat(replies.seqs).hasSize(40);
        assertThat(trySubmit(CommandClass.SETTLEMENT, 41)).isEqualTo(CommandIngress.STOPPING);
    }

    @Test
    void shouldRefuseAStateMachineThatHasNotReplayedTheJournal() {
        journal.append(1, 1, 1, new org.agrona.concurrent.UnsafeBuffer(new byte[8]), 0, 8);

        assertThatThrownBy(() -> start(AckMode.ASYNC))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("replay it first");
    }

    @Test
    void shouldCountRepliesByCommandAndCode() {
        start(AckMode.ASYNC);

        submit(CommandClass.SETTLEMENT, 1);
        submit(CommandClass.SETTLEMENT, 2);

        await().until(() -> replies.seqs.size() == 2);
        assertThat(pipeline.metrics().count(TickEncoder.TEMPLATE_ID, ResultCode.OK.value()))
                .isEqualTo(2);
        assertThat(pipeline.metrics()
                        .intervalLatency(CommandClass.SETTLEMENT, null)
                        .getTotalCount())
                .isEqualTo(2);
    }

    private void start(AckMode ackMode) {
        PipelineConfig config = new PipelineConfig(ackMode, RING, 75, 16, 4, 100);
        pipeline = new EnginePipeline(config, stateMachine, journal, eventLog, JournalClock.system(0), failStop::set);
        pipeline.start();
    }

    private void submit(CommandClass commandClass, long id) {
        if (trySubmit(commandClass, id) < 0) {
            await().pollInterval(1, TimeUnit.MILLISECONDS)
                    .pollDelay(0, TimeUnit.MILLISECONDS)
                    .until(() -> trySubmit(commandClass, id) >= 0);
        }
    }

    private long trySubmit(CommandClass commandClass, long id) {
        return trySubmit(commandClass, id, 64);
    }

    private long trySubmit(CommandClass commandClass, long id, int maxLength) {
        long claim = pipeline.ingress().tryClaim(commandClass, maxLength);
        if (claim >= 0) {
            CommandSlot slot = pipeline.ingress().slot(claim);
            TickEncoder tick = new TickEncoder();
            tick.wrapAndApplyHeader(slot.buffer(), 0, new MessageHeaderEncoder());
            slot.length(MessageHeaderEncoder.ENCODED_LENGTH + tick.encodedLength())
                    .replyTo(replies, 1, id)
                    .ingressNanos(System.nanoTime());
            pipeline.ingress().publish(claim);
        }
        return claim;
    }

    private void query(long id) {
        long claim = pipeline.ingress().tryClaim(CommandClass.QUERY, 64);
        CommandSlot slot = pipeline.ingress().slot(claim);
        GetStateHashEncoder query = new GetStateHashEncoder();
        query.wrapAndApplyHeader(slot.buffer(), 0, new MessageHeaderEncoder());
        slot.length(MessageHeaderEncoder.ENCODED_LENGTH + query.encodedLength()).replyTo(replies, 1, id);
        pipeline.ingress().publish(claim);
    }

    /** Keeps what it is told, on the pipeline's thread. */
    private static final class Replies implements ReplyReceiver {
        final List<Long> seqs = Collections.synchronizedList(new ArrayList<>());
        final List<Long> correlations = Collections.synchronizedList(new ArrayList<>());
        final List<ResultCode> codes = Collections.synchronizedList(new ArrayList<>());
        volatile Runnable onReply = () -> {};
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();

        @Override
        public void onReply(long sessionId, long correlationId, DirectBuffer buffer, int offset, int length) {
            onReply.run();
            header.wrap(buffer, offset);
            if (header.templateId() == RefusalDecoder.TEMPLATE_ID) {
                codes.add(new RefusalDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .code());
            } else {
                correlations.add(correlationId);
                seqs.add(new TickedDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .seq());
            }
        }

        @Override
        public void onBatchEnd() {}
    }
}
