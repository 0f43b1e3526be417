package io.faka.replicator;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSetupTest {
    @ParameterizedTest
    @ValueSource(strings = {"10.6.0-MariaDB", "10.11.19-MariaDB-0+deb12u1", "11.4.5-MariaDB", "5.5.5-10.11.2-MariaDB"})
    void shouldTakeMariaDbSinceTenSix(String version) {
        assertThatCode(() -> DatabaseSetup.requireVersion(version)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.5.28-MariaDB", "5.5.5-10.3.39-MariaDB", "9.9.9-MariaDB", "8.0.40", "8.4.3-Percona", "MariaDB"
            })
    void shouldRefuseOlderAndOtherServers(String version) {
        assertThatThrownBy(() -> DatabaseSetup.requireVersion(version))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("MariaDB 10.6 or newer is needed");
    }
}
