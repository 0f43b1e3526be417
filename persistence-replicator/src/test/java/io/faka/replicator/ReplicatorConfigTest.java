package io.faka.replicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReplicatorConfigTest {
    private final ReplicatorConfig config =
            ReplicatorConfig.of(DatabaseAddress.of("jdbc:mariadb://localhost/faka?user=u&password=hidden"));

    @Test
    void shouldRefuseValuesOutOfRangeWithTheRange() {
        assertThatThrownBy(() -> config.withChunk(0, 10)).hasMessage("chunkRows must be 1 to 1000000: 0");
        assertThatThrownBy(() -> config.withChunk(1, -1)).hasMessage("lingerMillis must be 0 to 10000: -1");
        assertThatThrownBy(() -> config.withEpoch(0)).hasMessageContaining("epoch must be 1");
        assertThatThrownBy(() -> config.withShard(-1)).hasMessageContaining("shard must be 0");
        assertThatThrownBy(() -> config.withRetryMillis(9)).hasMessageContaining("retryMillis must be 10");
        assertThatThrownBy(() -> config.withKnownOrders(-1)).hasMessageContaining("knownOrders must be 0");
        assertThatThrownBy(() -> ReplicatorConfig.of(null)).hasMessage("database must be given");
    }

    @Test
    void shouldChangeOneValueOnly() {
        assertThat(config.withShard(4)
                        .withEpoch(7)
                        .withChunk(5, 6)
                        .withRetryMillis(20)
                        .withKnownOrders(8))
                .isEqualTo(new ReplicatorConfig(config.database(), 4, 7, 5, 6, 20, 8));
    }

    @Test
    void shouldNotShowThePassword() {
        assertThat(config.toString()).doesNotContain("hidden");
    }
}
