package io.faka.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;

    private long now = Long.MAX_VALUE - SECOND / 2;
    private final RateLimit limit = new RateLimit(4, () -> now);

    @Test
    void shouldLetASecondsWorthThroughAtOnceAndThenOneAtATime() {
        assertThat(taken(10)).isEqualTo(4);
        assertThat(limit.take()).isEqualTo(250);
        now += SECOND / 4 - 1_000_000;
        assertThat(limit.take()).isEqualTo(1);
        now += 1_000_000;
        assertThat(taken(10)).isEqualTo(1);
        assertThat(limit.refused()).isEqualTo(6 + 1 + 1 + 9);
    }

    @Test
    void shouldNotSaveUpMoreThanASecond() {
        now += 3600 * SECOND;
        assertThat(taken(100)).isEqualTo(4);
    }

    @Test
    void shouldLetEverythingThroughWithoutALimit() {
        RateLimit none = new RateLimit(0, () -> 0);
        for (int i = 0; i < 1_000; i++) {
            assertThat(none.take()).isZero();
        }
    }

    @Test
    void shouldRefuseARateThatIsNone() {
        assertThatThrownBy(() -> new RateLimit(-1, () -> 0)).hasMessageContaining("1 to 10000000");
        assertThatThrownBy(() -> new RateLimit(RateLimit.MAX_PER_SECOND + 1, () -> 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldKeepWhatAKeyHasTakenWhenTheFileChanges(@TempDir Path directory) {
        try (ApiKeys keys = new ApiKeys(directory, new MovableClock())) {
            NewKey made = keys.create(EnumSet.of(Scope.READ), false, 7);
            RateLimit rate = rateOf(keys, made);
            assertThat(rate.perSecond()).isEqualTo(7);
            assertThat(keys.create(EnumSet.of(Scope.READ), false).maxPerSecond())
                    .isZero();
            assertThat(rateOf(keys, made)).isSameAs(rate);
            try (ApiKeys again = new ApiKeys(directory, new MovableClock())) {
                assertThat(rateOf(again, made).perSecond()).isEqualTo(7);
            }
        }
    }

    private static RateLimit rateOf(ApiKeys keys, NewKey key) {
        return keys.bearer(key.key().getBytes(StandardCharsets.US_ASCII))
                .principal()
                .rate();
    }

    private int taken(int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += limit.take() == 0 ? 1 : 0;
        }
        return taken;
    }
}
