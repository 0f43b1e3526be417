package io.faka.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.faka.engine.port.AckMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    Path directory;

    @Test
    void shouldPreferFlagOverEnvironmentOverFileOverDefault() throws IOException {
        Path file = file("data = /from/file\nhttp = 1001\ntcp = 1002\nadmin = 1003\nack = async\n");
        Map<String, String> environment = Map.of("FAKA_TCP", "2002", "FAKA_ADMIN", "2003");
        NodeConfig config =
                Settings.gather(file, environment::get, Map.of("admin", "3003")).toConfig(null, false);
        assertThat(config.data()).isEqualTo(Path.of("/from/file"));
        assertThat(config.http()).isEqualTo(1001);
        assertThat(config.tcp()).isEqualTo(2002);
        assertThat(config.admin()).isEqualTo(3003);
        assertThat(config.ack()).isEqualTo(AckMode.ASYNC);
        assertThat(config.bind()).isEqualTo("127.0.0.1");
        assertThat(config.insecureLoopback()).isFalse();
        assertThat(config.hasDatabase()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"forever, 0", "3d, 72", "72h, 72", "3650d, 87600", "' 30D ', 720"})
    void shouldReadHowLongOrdersAreKept(String text, int hours) {
        Settings settings = Settings.gather(null, name -> null, Map.of("data", "d", "keep-orders", text));
        assertThat(settings.toConfig(null, false).orderHours()).isEqualTo(hours);
    }

    @Test
    void shouldAskForADataDirectory() {
        assertThatExceptionOfType(NodeFailure.class)
                .isThrownBy(() -> Settings.gather(null, name -> null, Map.of()).toConfig(null, false))
                .withMessageContaining("--data")
                .matches(e -> e.exitCode() == ExitCode.USAGE);
    }

    @Test
    void shouldRefuseAnUnknownKeyAndNameTheKnownOnes() throws IOException {
        Path file = file("htpp = 8080\n");
        assertThatExceptionOfType(NodeFailure.class)
                .isThrownBy(() -> Settings.gather(file, name -> null, Map.of()))
                .withMessageContaining("unknown key htpp")
                .withMessageContaining("insecure-loopback")
                .matches(e -> e.exitCode() == ExitCode.USAGE);
    }

    @Test
    void shouldTakeUnderscoresAndSubstitutionsInTheFile() throws IOException {
        Path file = file("data = d\ninsecure_loopback = yes\ndb_url = \"jdbc:mariadb://h/f?user=u\"\n");
        NodeConfig config = Settings.gather(file, name -> null, Map.of()).toConfig(null, false);
        assertThat(config.insecureLoopback()).isTrue();
        assertThat(config.dbUrl()).isEqualTo("jdbc:mariadb://h/f?user=u");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "a = ${nowhere}", "data = [1"})
    void shouldRefuseAFileThatIsNoHocon(String text) throws IOException {
        Path file = file(text);
        assertThatExceptionOfType(NodeFailure.class)
                .isThrownBy(() -> Settings.gather(file, name -> null, Map.of()))
                .matches(e -> e.exitCode() == ExitCode.USAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "http, eighty, --http must be a port",
        "http, -1, http must be a port",
        "http, 65536, http must be a port",
        "tcp, 8080, three different ports",
        "admin, 9100, three different ports",
        "ack, maybe, async or group-fsync",
        "db-read-url, jdbc:mariadb://h/f?user=u, needs a db-url",
        "keep-orders, 30, must be days or hours",
        "keep-orders, 2d, 3d to 3650d",
        "keep-orders, 0d, 3d to 3650d",
        "keep-orders, 999999d, 3d to 3650d",
        "db-url, mysql://x, jdbc:mariadb",
        "bind, '', bind must be an address",
        "insecure-loopback, perhaps, true or false"
    })
    void shouldNameTheSettingAndTheRule(String key, String value, String message) {
        assertThatExceptionOfType(NodeFailure.class)
                .isThrownBy(() -> Settings.gather(null, name -> null, Map.of("data", "d", key, value))
                        .toConfig(null, false))
                .withMessageContaining(message)
                .matches(e -> e.exitCode() == ExitCode.USAGE);
    }

    @Test
    void shouldAllowEveryPortToBeAFreeOne() {
        NodeConfig config = Settings.gather(
                        null, name -> null, Map.of("data", "d", "http", "0", "tcp", "0", "admin", "0"))
                .toConfig(null, true);
        assertThat(config.http() + config.tcp() + config.admin()).isZero();
        assertThat(config.insecureLoopback()).isTrue();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("faka.conf"), text);
    }
}
