package io.faka.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentedIndexTest {
    private final SegmentedIndex index = new SegmentedIndex();

    @Test
    void shouldFindNothingWhenEmpty() {
        assertThat(index.first(0)).isNegative();
        assertThat(index.first(-1)).isNegative();
        assertThat(index.size()).isZero();
    }

    @Test
    void shouldKeepEveryEntryWhileItGrows() {
        for (int row = 1; row <= 300_000; row++) {
            index.insert(Hash.ofWords(7, row, 0), row);
        }
        for (int row = 1; row <= 300_000; row++) {
            assertThat(index.contains(Hash.ofWords(7, row, 0), row)).isTrue();
        }
        assertThat(index.size()).isEqualTo(300_000);
        assertThat(index.memoryBytes()).isLessThan(300_000 * 14);
    }

    @Test
    void shouldGiveEveryRowOfEqualHashes() {
        for (int row = 1; row <= 10; row++) {
            index.insert(42, row);
        }
        assertThat(rows(42)).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void shouldKeepNegativeRows() {
        index.insert(42, -3);
        assertThat(rows(42)).containsExactly(-3);
    }

    @Test
    void shouldRefuseRowZeroAndTheRemovalOfWhatIsNotThere() {
        assertThatThrownBy(() -> index.insert(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> index.remove(1, 5)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldAgreeWithAHashMapUnderCollisionsAndRemovals() {
        // Few segments, few fragments, many of them at the end of their segment: long runs that wrap around.
        for (long seed = 1; seed <= 40; seed++) {
            agree(new Random(seed));
        }
    }

    private void agree(Random random) {
        SegmentedIndex own = new SegmentedIndex();
        Map<Integer, Long> model = new HashMap<>();
        for (int step = 1; step <= 3_000; step++) {
            if (model.isEmpty() || random.nextInt(100) < 60) {
                long segment = (long) random.nextInt(2) << 54;
                long fragment = random.nextInt(3) == 0 ? 0xffffffffL - random.nextInt(4) : random.nextInt(1 << 30) << 2;
                long hash = segment | fragment & 0xffffffffL;
                own.insert(hash, step);
                model.put(step, hash);
            } else {
                List<Integer> rows = new ArrayList<>(model.keySet());
                int row = rows.get(random.nextInt(rows.size()));
                own.remove(model.remove(row), row);
            }
        }
        assertThat(own.size()).isEqualTo(model.size());
        model.forEach((row, hash) -> assertThat(own.contains(hash, row)).isTrue());
    }

    private List<Integer> rows(long hash) {
        List<Integer> rows = new ArrayList<>();
        for (int at = index.first(hash); at >= 0; at = index.next(hash, at)) {
            rows.add(index.row(hash, at));
        }
        return rows;
    }
}
