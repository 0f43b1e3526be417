package io.faka.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderIdsTest {
    private record Id(long high, long low) {}

    @Test
    void shouldNeverDrawTheSameIdTwice() {
        Set<Id> drawn = new HashSet<>();
        OrderIds one = new OrderIds();
        OrderIds other = new OrderIds();
        for (int i = 0; i < 50_000; i++) {
            assertThat(drawn.add(next(one))).isTrue();
            assertThat(drawn.add(next(other))).isTrue();
        }
    }

    @Test
    void shouldUseAllBitsEvenly() {
        int[] ones = new int[128];
        OrderIds ids = new OrderIds();
        int draws = 20_000;
        for (int i = 0; i < draws; i++) {
            Id id = next(ids);
            for (int bit = 0; bit < 64; bit++) {
                ones[bit] += (int) (id.high() >>> bit & 1);
                ones[64 + bit] += (int) (id.low() >>> bit & 1);
            }
        }
        // Six standard deviations: 6 * sqrt(20,000) / 2 = 424.
        for (int count : ones) {
            assertThat(count).isBetween(draws / 2 - 424, draws / 2 + 424);
        }
    }

    private static Id next(OrderIds ids) {
        ids.next();
        return new Id(ids.high(), ids.low());
    }
}
