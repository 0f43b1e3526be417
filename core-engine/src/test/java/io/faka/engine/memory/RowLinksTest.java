package io.faka.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowLinksTest {
    private final RowLinks links = new RowLinks();

    @Test
    void shouldReferToNothingAtFirst() {
        assertThat(links.get(1)).isZero();
        assertThat(links.get(Integer.MAX_VALUE)).isZero();
        assertThat(links.size()).isZero();
        assertThat(links.memoryBytes()).isZero();
    }

    @Test
    void shouldTakeNoMemoryForALinkToNothing() {
        links.put(5_000_000, 0);
        assertThat(links.memoryBytes()).isZero();
    }

    @Test
    void shouldKnowTheLastLinkOfEveryRow() {
        Random random = new Random(11);
        Map<Integer, Integer> expected = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            int row = 1 + random.nextInt(50_000) * (random.nextInt(100) == 0 ? 400 : 1);
            int target = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(1_000);
            links.put(row, target);
            if (target == 0) {
                expected.remove(row);
            } else {
                expected.put(row, target);
            }
        }
        expected.forEach((row, target) -> assertThat(links.get(row)).isEqualTo(target));
        assertThat(links.size()).isEqualTo(expected.size());
    }

    @Test
    void shouldTakeFourBytesPerRowWhereNeighboursHaveLinks() {
        for (int row = 1; row <= 1_000_000; row++) {
            links.put(row, row);
        }
        assertThat(links.memoryBytes()).isLessThan(4_010_000);
    }
}
