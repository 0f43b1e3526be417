package io.faka.replicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:mariadb://127.0.0.1:3306/faka?user=u&password=p, jdbc:mariadb://127.0.0.1:3306/faka?sslMode=disable",
        "jdbc:mariadb://localhost/faka?user=u, jdbc:mariadb://localhost/faka?sslMode=disable",
        "jdbc:mariadb://127.1.2.3/faka?user=u&socketTimeout=9, jdbc:mariadb://127.1.2.3/faka?socketTimeout=9&sslMode=disable",
        "jdbc:mariadb://db.example/faka?password=p&user=u, jdbc:mariadb://db.example/faka?sslMode=verify-full",
        "jdbc:mariadb://10.0.0.1/faka?user=u, jdbc:mariadb://10.0.0.1/faka?sslMode=verify-full",
        "jdbc:mariadb://db.example/faka?user=u&sslMode=trust, jdbc:mariadb://db.example/faka?sslMode=trust",
        "'jdbc:mariadb://localhost:1,db.example:2/faka?user=u', 'jdbc:mariadb://localhost:1,db.example:2/faka?sslMode=verify-full'"
    })
    void shouldKeepCredentialsOutOfTheUrlAndSaySslMode(String given, String url) {
        DatabaseAddress address = DatabaseAddress.of(given);
        assertThat(address.url()).isEqualTo(url);
        assertThat(address.user()).isEqualTo("u");
    }

    @Test
    void shouldPreferGivenCredentialsAndNeverShowThePassword() {
        DatabaseAddress address = DatabaseAddress.of("jdbc:mariadb://localhost/faka?user=a&password=b", "c", "secret");
        assertThat(address.user()).isEqualTo("c");
        assertThat(address.toString()).doesNotContain("secret").contains("as c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jdbc:mysql://localhost/faka?user=u",
                "mariadb://localhost/faka?user=u",
                "jdbc:mariadb://localhost/?user=u",
                "jdbc:mariadb://localhost/faka",
                "jdbc:mariadb:///faka?user=u&x=%",
                "jdbc:mariadb://localhost:port/faka?user=u"
            })
    void shouldRefuseWhatIsNoUrlOfADatabase(String url) {
        assertThatThrownBy(() -> DatabaseAddress.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the database URL");
    }

    @Test
    void shouldRefuseNoUrl() {
        assertThatThrownBy(() -> DatabaseAddress.of(null)).hasMessageContaining("must start with jdbc:mariadb:");
    }
}
