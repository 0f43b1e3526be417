package io.faka.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.TickEncoder;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ReplayHandlerTest {
    private final CountingStateMachine stateMachine = new CountingStateMachine(-1);
    private final UnsafeBuffer command = new UnsafeBuffer(ByteBuffer.allocateDirect(64));

    @Test
    void shouldAppendOnlyTheEventsThatAreMissing() {
        InMemoryEventLog eventLog = new InMemoryEventLog(3);
        ReplayHandler replay = new ReplayHandler(stateMachine, eventLog);

        batch(replay, 1, 3);
        batch(replay, 4, 4);
        batch(replay, 5, 9);

        assertThat(eventLog.batches).containsExactly("4-4:1", "5-9:5");
        assertThat(replay.regenerated()).isEqualTo(6);
        assertThat(stateMachine.lastSeq()).isEqualTo(9);
    }

    @Test
    void shouldRebuildTheStateAloneWhenThereIsNoEventLog() {
        ReplayHandler replay = new ReplayHandler(stateMachine, null);

        batch(replay, 1, 5);

        assertThat(stateMachine.lastSeq()).isEqualTo(5);
        assertThat(replay.regenerated()).isZero();
    }

    private void batch(ReplayHandler replay, long firstSeq, long lastSeq) {
        TickEncoder tick = new TickEncoder();
        tick.wrapAndApplyHeader(command, 0, new MessageHeaderEncoder());
        for (long seq = firstSeq; seq <= lastSeq; seq++) {
            replay.onCommand(seq, seq, 1, command, 0, MessageHeaderEncoder.ENCODED_LENGTH);
        }
        replay.onBatchEnd(lastSeq, lastSeq);
    }
}
