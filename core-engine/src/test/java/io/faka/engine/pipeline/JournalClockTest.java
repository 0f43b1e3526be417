package io.faka.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JournalClockTest {
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final long START = 1_000 * DAY_MICROS;

    private long wall = START;
    private long nanos = 5_000_000_000L;

    @Test
    void shouldStartAtTheWallClock() {
        assertThat(clock(0).advance()).isEqualTo(START);
    }

    @Test
    void shouldNotStartBeforeTheNewestTimeInTheJournal() {
        assertThat(clock(START + 77).advance()).isEqualTo(START + 77);
    }

    @Test
    void shouldFollowBothClocksWhenTheyAgree() {
        JournalClock clock = clock(0);

        pass(250);

        assertThat(clock.advance()).isEqualTo(START + 250);
    }

    @Test
    void shouldLeanByATenthWhenTheWallClockJumpsADayAhead() {
        JournalClock clock = clock(0);
        wall += DAY_MICROS;

        pass(1_000);

        assertThat(clock.advance()).isEqualTo(START + 1_100);
    }

    @Test
    void shouldNeverGoBackWhenTheWallClockDoes() {
        JournalClock clock = clock(0);
        wall -= DAY_MICROS;
        long before = clock.advance();

        for (int i = 0; i < 1_000; i++) {
            pass(100);
            long now = clock.advance();
            assertThat(now).isEqualTo(before + 90);
            before = now;
        }
    }

    @Test
    void shouldCatchUpWithTheWallClockAndStay() {
        JournalClock clock = clock(0);
        wall += 1_000;

        for (int i = 0; i < 20; i++) {
            pass(1_000);
            assertThat(clock.advance()).isLessThanOrEqualTo(wall);
        }

        assertThat(clock.advance()).isEqualTo(wall);
    }

    @Test
    void shouldKeepFractionsOfAMicrosecond() {
        JournalClock clock = clock(0);

        for (int i = 0; i < 1_000; i++) {
            nanos += 999;
            clock.advance();
        }
        wall += 999;

        assertThat(clock.advance()).isBetween(START + 890, START + 999);
    }

    @Test
    void shouldEstimateWithoutMoving() {
        JournalClock clock = clock(0);

        pass(40);

        assertThat(clock.estimate()).isEqualTo(START + 40);
        assertThat(clock.estimate()).isEqualTo(START + 40);
    }

    private JournalClock clock(long floor) {
        return new JournalClock(floor, () -> wall, () -> nanos);
    }

    private void pass(long micros) {
        wall += micros;
        nanos += micros * 1_000;
    }
}
