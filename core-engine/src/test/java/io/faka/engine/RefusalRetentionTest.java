package io.faka.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.engine.Commands.Line;
import io.faka.engine.Commands.Unit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a refused key keeps its refusal, and what that costs. */
class RefusalRetentionTest {
    private static final long DAYS_3 = 72L * 3_600_000_000L;

    private final CardEngine engine = new CardEngine();
    private final Commands commands = new Commands();
    private final RecordBuffer events = new RecordBuffer(4096);
    private final RecordBuffer replies = new RecordBuffer(4096);
    private long now;
    private int refused;

    @BeforeEach
    void openShop() {
        apply(commands.openShard(1, 5));
        apply(commands.putSku("GAME", 100, put -> {}));
    }

    @Test
    void shouldKeepARefusalForThreeDaysAndThenTakeTheKeyAsNew() {
        assertThat(order(1, "key")).startsWith("INSUFFICIENT_STOCK 0 seq 3");
        apply(commands.addUnits("GAME", "lot", 1, List.of(Unit.of(1), Unit.of(2))));
        now += DAYS_3 - 1;
        assertThat(order(2, "key")).startsWith("INSUFFICIENT_STOCK 0 seq 3");
        assertThat(engine.counts().refusals()).isEqualTo(1);
        now += 1;
        assertThat(order(3, "key")).startsWith("CREATED #3");
        assertThat(engine.counts().refusals()).isZero();
        assertThat(order(4, "key")).startsWith("EXISTS #3");
        engine.verifyAll();
    }

    @Test
    void shouldForgetAFewWithEachCommandOldestFirst() {
        for (int i = 0; i < 10; i++) {
            assertThat(order(i + 1, "key-" + i)).startsWith("INSUFFICIENT_STOCK");
        }
        now += DAYS_3;
        apply(commands.tick());
        assertThat(engine.counts().refusals()).isEqualTo(6);
        engine.verifyAll();
        assertThat(order(20, "key-8")).startsWith("INSUFFICIENT_STOCK 0 seq 11");
        assertThat(engine.counts().refusals()).isEqualTo(2);
        apply(commands.tick());
        assertThat(engine.counts().refusals()).isZero();
        engine.verifyAll();
    }

    @Test
    void shouldNotGrowWithRefusalsThatAreForgotten() {
        refuse(60_000);
        long held = engine.memoryBytes();
        for (int round = 0; round < 3; round++) {
            now += DAYS_3;
            for (int i = 0; i < 15_000; i++) {
                apply(commands.tick());
            }
            assertThat(engine.counts().refusals()).isZero();
            refuse(60_000);
            // Other keys fall into other segments of the index, of which each grows alone.
            assertThat(engine.memoryBytes()).isLessThan(held + held / 20);
        }
        engine.verifyAll();
    }

    @Test
    void shouldComeToTheSameStateFromTheSameCommandsWhenSomeWereForgotten() {
        RefusalRetentionTest again = new RefusalRetentionTest();
        again.openShop();
        for (RefusalRetentionTest run : List.of(this, again)) {
            for (int i = 0; i < 300; i++) {
                run.now += DAYS_3 / 40;
                assertThat(run.order(i + 1, "key-" + i % 90)).startsWith("INSUFFICIENT_STOCK");
            }
        }
        assertThat(engine.counts().refusals()).isBetween(1L, 89L);
        assertThat(engine.stateHash()).isEqualTo(again.engine.stateHash());
    }

    private void refuse(int count) {
        for (int i = 0; i < count; i++) {
            refused++;
            assertThat(order(refused, "%012d".formatted(refused))).startsWith("INSUFFICIENT_STOCK");
        }
    }

    private String order(long id, String key) {
        return apply(commands.createOrder(31 * id, id, key, "ann", List.of(new Line("GAME", 1)), create -> {}));
    }

    private String apply(Commands command) {
        events.clear();
        replies.clear();
        engine.onCommand(engine.lastSeq() + 1, now, command.buffer, 0, command.length, events, replies);
        return Outputs.replies(replies).get(0);
    }
}
