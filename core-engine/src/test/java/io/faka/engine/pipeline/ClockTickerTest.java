package io.faka.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.engine.order.OrderRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockTickerTest {
    private static final long NOW = 1_700_000_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 100000", // nothing is held
        "1700000000500000, 100000",
        "1700000000100000, 100000",
        "1700000000099999, 99999",
        "1700000000010000, 10000",
        "1700000000009999, 10000", // at most so often
        "1700000000000000, 10000",
        "1699999999000000, 10000", // overdue: the ring was full
    })
    void shouldLookAgainWhenTheNextHoldEndsButNeverTooLateForANewOne(long deadline, long pause) {
        try (ClockTicker ticker = new ClockTicker(null, () -> deadline, () -> NOW)) {
            assertThat(ticker.pauseMicros()).isEqualTo(pause);
            assertThat(ticker.pauseMicros()).isLessThan(OrderRequest.MIN_TTL_MILLIS * 1_000 / 5);
        }
    }
}
