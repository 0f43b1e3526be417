package io.faka.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.engine.model.Command;
import io.faka.engine.model.RandomCommands;
import org.junit.jupiter.api.Test;

/** The same commands give the same bytes and the same hash, touched or not, in one buffer or another. */
class DeterminismTest {
    private static final int COMMANDS = 60_000;

    @Test
    void shouldGiveEqualBytesAndHashesForEqualCommands() {
        Run first = new Run(5, true);
        Run second = new Run(5, false);
        for (int i = 0; i < COMMANDS; i++) {
            first.step();
            second.step();
            assertThat(first.output(first.events)).isEqualTo(second.output(second.events));
            assertThat(first.output(first.replies)).isEqualTo(second.output(second.replies));
            if (i % 10_000 == 0) {
                assertThat(first.engine.stateHash()).isEqualTo(second.engine.stateHash());
            }
        }
        assertThat(first.engine.stateHash()).isEqualTo(second.engine.stateHash());
        assertThat(first.engine.counts()).isEqualTo(second.engine.counts());
    }

    @Test
    void shouldGiveTheHashThatEveryMachineGives() {
        Run run = new Run(5, true);
        for (int i = 0; i < 5_000; i++) {
            run.step();
        }
        assertThat(Long.toHexString(run.engine.stateHash())).isEqualTo("650f6c2ec3fdc460");
    }

    @Test
    void shouldGiveAnotherHashAfterEveryKindOfChange() {
        Run run = new Run(6, false);
        long before = 0;
        for (int i = 0; i < 3_000; i++) {
            run.step();
            long hash = run.engine.stateHash();
            assertThat(hash).isNotEqualTo(before);
            before = hash;
        }
    }

    @Test
    void shouldNotChangeByTouchOrQuery() {
        Run run = new Run(7, false);
        Commands queries = new Commands();
        for (int i = 0; i < 2_000; i++) {
            run.step();
            long before = run.engine.stateHash();
            run.engine.foresee(run.commands.buffer, 0, run.commands.length);
            run.engine.touch();
            queries.getOrder(31L * i, i, 0);
            run.engine.onQuery(queries.buffer, 0, queries.length, run.replies);
            queries.getSku("S1");
            run.engine.onQuery(queries.buffer, 0, queries.length, run.replies);
            queries.getStateHash();
            run.engine.onQuery(queries.buffer, 0, queries.length, run.replies);
            assertThat(run.engine.stateHash()).isEqualTo(before);
        }
    }

    private static final class Run {
        final CardEngine engine = new CardEngine();
        final Commands commands = new Commands();
        final RecordBuffer events = new RecordBuffer(1024);
        final RecordBuffer replies = new RecordBuffer(1024);
        private final RandomCommands random;
        private final boolean touch;

        Run(long seed, boolean touch) {
            this.random = new RandomCommands(seed, order -> 100 + order % 3, order -> order);
            this.touch = touch;
            commands.openShard(3, seed);
            engine.onCommand(1, 0, commands.buffer, 0, commands.length, events, replies);
        }

        void step() {
            events.clear();
            replies.clear();
            long time = random.nextTime();
            Command command = random.next();
            RandomCommands.encode(command, commands);
            if (touch) {
                engine.foresee(commands.buffer, 0, commands.length);
                engine.touch();
            }
            engine.onCommand(engine.lastSeq() + 1, time, commands.buffer, 0, commands.length, events, replies);
        }

        byte[] output(RecordBuffer records) {
            byte[] bytes = new byte[records.position()];
            records.buffer().getBytes(0, bytes);
            return bytes;
        }
    }
}
