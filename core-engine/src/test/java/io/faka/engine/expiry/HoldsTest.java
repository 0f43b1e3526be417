package io.faka.engine.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.engine.memory.RowTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HoldsTest {
    private record Hold(long deadline, long sequence, int row) {}

    private final RowTable rows = new RowTable(32);
    private final Holds holds = new Holds(rows, new HoldColumns(0, 8, 16, 20, 24));
    private final TreeSet<Hold> model =
            new TreeSet<>(Comparator.comparingLong(Hold::deadline).thenComparingLong(Hold::sequence));
    private long sequence;

    @Test
    void shouldEndHoldsByDeadlineAndThenBySequence() {
        add(0, 500);
        add(0, 300);
        add(200, 300);
        add(200, 100);
        assertThat(drain(499)).containsExactly(2, 4);
        assertThat(drain(500)).containsExactly(1, 3);
        assertThat(holds.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldRefuseToRemoveWhatIsNotHeld() {
        int row = add(0, 10);
        holds.remove(row);
        assertThatThrownBy(() -> holds.remove(row)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldAgreeWithATreeSetOnManyLengths() {
        for (long seed = 1; seed <= 5; seed++) {
            agree(new Random(seed), 200);
            agree(new Random(seed), 3);
        }
    }

    private void agree(Random random, int lengths) {
        long now = model.isEmpty() ? 0 : 1_000_000_000L;
        for (int step = 0; step < 6_000; step++) {
            now += random.nextInt(20);
            int kind = random.nextInt(10);
            if (kind < 7) {
                add(now, 1_000L * (1 + random.nextInt(lengths)));
            } else if (kind < 9 && !model.isEmpty()) {
                Hold hold = new ArrayList<>(model.headSet(model.last(), true)).get(random.nextInt(model.size()));
                holds.remove(hold.row());
                model.remove(hold);
            }
            List<Integer> expected = new ArrayList<>();
            while (!model.isEmpty() && model.first().deadline() <= now) {
                expected.add(model.pollFirst().row());
            }
            assertThat(drain(now)).isEqualTo(expected);
            assertThat(holds.nextDeadline())
                    .isLessThanOrEqualTo(
                            model.isEmpty() ? Long.MAX_VALUE : model.first().deadline());
            if (step % 500 == 0) {
                holds.verify();
            }
        }
        assertThat(drain(Long.MAX_VALUE - 1)).hasSize(model.size());
        model.clear();
        assertThat(holds.size()).isZero();
    }

    private int add(long now, long length) {
        int row = rows.allocate();
        sequence++;
        rows.putLong(row, 0, now + length);
        rows.putLong(row, 8, sequence);
        model.add(new Hold(now + length, sequence, row));
        holds.add(row, length);
        return row;
    }

    private List<Integer> drain(long now) {
        List<Integer> due = new ArrayList<>();
        for (int row = holds.firstDue(now); row != 0; row = holds.firstDue(now)) {
            due.add(row);
            holds.remove(row);
        }
        return due;
    }
}
