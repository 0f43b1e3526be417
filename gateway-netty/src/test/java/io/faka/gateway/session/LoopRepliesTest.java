package io.faka.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoopRepliesTest {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private int drains;
    private final LoopReplies replies = new LoopReplies(this::enqueue, 3, LoopReplies.MIN_RING_BYTES, () -> drains++);

    @Test
    void shouldHandEachReplyToItsSessionAndEndOnce() {
        Recorder one = new Recorder();
        Recorder other = new Recorder();
        long first = replies.register(one);
        long second = replies.register(other);

        reply(first, 1, "a");
        reply(second, 7, "b");
        reply(first, 2, "c");
        replies.onBatchEnd();
        runTasks();

        assertThat(one.seen).containsExactly("1:a", "2:c", "end");
        assertThat(other.seen).containsExactly("7:b", "end");
        assertThat(drains).isEqualTo(1);
    }

    @Test
    void shouldWakeTheLoopOncePerBatch() {
        long id = replies.register(new Recorder());
        for (int i = 0; i < 10; i++) {
            reply(id, i, "x");
        }
        replies.onBatchEnd();
        replies.onBatchEnd();
        assertThat(tasks).hasSize(1);
        runTasks();
        reply(id, 11, "y");
        replies.onBatchEnd();
        assertThat(tasks).hasSize(1);
    }

    @Test
    void shouldDropAndCountRepliesForSessionsThatAreGone() {
        Recorder successor = new Recorder();
        long gone = replies.register(new Recorder());
        replies.unregister(gone);
        long next = replies.register(successor);

        reply(gone, 1, "late");
        reply(next, 2, "mine");
        replies.onBatchEnd();
        runTasks();

        assertThat(next).isNotEqualTo(gone);
        assertThat(successor.seen).containsExactly("2:mine", "end");
        assertThat(replies.unclaimedReplies()).isEqualTo(1);
        assertThat(replies.sessionCount()).isEqualTo(1);
    }

    @Test
    void shouldTellASessionThatItThrewAndServeTheOthers() {
        Recorder healthy = new Recorder();
        Recorder faulty = new Recorder() {
            @Override
            public void onReply(long correlationId, DirectBuffer buffer, int offset, int length) {
                throw new IllegalStateException("broken");
            }
        };
        long bad = replies.register(faulty);
        long good = replies.register(healthy);

        reply(bad, 1, "a");
        reply(good, 2, "b");
        replies.onBatchEnd();
        runTasks();

        assertThat(faulty.seen).contains("fault broken");
        assertThat(healthy.seen).containsExactly("2:b", "end");
    }

    @Test
    void shouldCarryALargePage() {
        Recorder session = new Recorder();
        long id = replies.register(session);
        String page = "p".repeat(60_000);
        reply(id, 1, page);
        replies.onBatchEnd();
        runTasks();
        assertThat(session.seen).containsExactly("1:" + page, "end");
    }

    @Test
    void shouldMakeThePipelineWaitWhenTheRingIsFullAndLoseNothing() {
        Recorder session = new Recorder();
        long id = replies.register(session);
        String text = "z".repeat(10_000);
        Thread pipeline = new Thread(() -> {
            for (int i = 0; i < 500; i++) {
                reply(id, i, text);
            }
            replies.onBatchEnd();
        });
        pipeline.start();
        Awaitility.await().until(() -> replies.fullWaits() > 0);
        while (pipeline.isAlive() || hasTasks()) {
            runTasks();
        }
        runTasks();
        assertThat(session.seen.stream().filter(seen -> !seen.equals("end")).count())
                .isEqualTo(500);
    }

    @Test
    void shouldHandOutEverythingOfABatchThatWrapsAround() {
        Recorder session = new Recorder();
        long id = replies.register(session);
        String text = "w".repeat(100_000);
        for (int batch = 0; batch < 10; batch++) {
            for (int i = 0; i < 7; i++) {
                reply(id, i, text);
            }
            replies.onBatchEnd();
            runTasks();
            assertThat(session.seen).hasSize(8);
            session.seen.clear();
        }
    }

    @Test
    void shouldNotHoldThePipelineOnceClosed() {
        long id = replies.register(new Recorder());
        replies.close();
        for (int i = 0; i < 1_000; i++) {
            reply(id, i, "z".repeat(10_000));
        }
        assertThat(replies.sessionCount()).isEqualTo(1);
    }

    @Test
    void shouldCloseItselfWhenTheLoopHasEnded() {
        Executor ended = task -> {
            throw new RejectedExecutionException("ended");
        };
        LoopReplies orphan = new LoopReplies(ended, 0, LoopReplies.MIN_RING_BYTES, () -> {});
        UnsafeBuffer message = new UnsafeBuffer(new byte[100_000]);
        for (int i = 0; i < 100; i++) {
            orphan.onReply(1, i, message, 0, message.capacity());
        }
        orphan.onBatchEnd();
        assertThat(orphan.fullWaits()).isPositive();
    }

    @Test
    void shouldNameTheRuleForASmallRing() {
        assertThatThrownBy(() -> new LoopReplies(Runnable::run, 0, 1_000, () -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("power of two");
    }

    private void reply(long session, long correlation, String text) {
        UnsafeBuffer message = new UnsafeBuffer(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        replies.onReply(session, correlation, message, 0, message.capacity());
    }

    private void enqueue(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
        }
    }

    private boolean hasTasks() {
        synchronized (tasks) {
            return !tasks.isEmpty();
        }
    }

    private void runTasks() {
        Runnable task = next();
        while (task != null) {
            task.run();
            task = next();
        }
    }

    private Runnable next() {
        synchronized (tasks) {
            return tasks.poll();
        }
    }

    private static class Recorder implements ReplySession {
        final List<String> seen = new ArrayList<>();

        @Override
        public void onReply(long correlationId, DirectBuffer buffer, int offset, int length) {
            seen.add(correlationId + ":" + buffer.getStringWithoutLengthAscii(offset, length));
        }

        @Override
        public void onRepliesEnd() {
            seen.add("end");
        }

        @Override
        public void onFault(RuntimeException fault) {
            seen.add("fault " + fault.getMessage());
        }
    }
}
