package io.faka.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.faka.codec.reply.ResultCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {
    @TempDir
    Path directory;

    private final MovableClock clock = new MovableClock();

    @Test
    void shouldAcceptBearerKeyAndKnowItsScopes() {
        ApiKeys keys = new ApiKeys(directory, clock);
        NewKey made = keys.create(EnumSet.of(Scope.READ, Scope.ORDER), false);

        Verdict verdict = keys.bearer(bytes(made.key()));

        assertThat(made.key()).startsWith("fk_" + made.keyId() + "_");
        assertThat(verdict.principal().keyId()).isEqualTo(made.keyId());
        assertThat(verdict.principal().may(Scope.ORDER)).isTrue();
        assertThat(verdict.principal().may(Scope.PAY)).isFalse();
    }

    @Test
    void shouldRefuseEveryOtherKey() {
        ApiKeys keys = new ApiKeys(directory, clock);
        String key = keys.create(EnumSet.of(Scope.READ), false).key();

        for (String wrong : new String[] {
            "", "fk_", "fk__", "x", key + "a", key.substring(1), key.toUpperCase(java.util.Locale.ROOT)
        }) {
            assertThat(keys.bearer(bytes(wrong)).code()).as(wrong).isEqualTo(ResultCode.UNAUTHENTICATED);
        }
        byte[] altered = bytes(key);
        altered[altered.length - 1] ^= 1;
        assertThat(keys.bearer(altered).isAccepted()).isFalse();
    }

    @Test
    void shouldKeepNeitherKeyInFileNorFileReadableByOthers() throws Exception {
        NewKey made = new ApiKeys(directory, clock).create(EnumSet.of(Scope.PAY), false);
        Path file = directory.resolve("secrets/api-keys.json");

        assertThat(Files.readString(file)).contains(made.keyId()).doesNotContain(made.key());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(made.toString()).doesNotContain(made.key()).doesNotContain(made.secret());
    }

    @Test
    void shouldFollowChangesOfAnotherProcess() {
        try (ApiKeys running = new ApiKeys(directory, clock).watch()) {
            ApiKeys other = new ApiKeys(directory, clock);
            NewKey made = other.create(EnumSet.of(Scope.READ), false);
            await().until(() -> running.bearer(bytes(made.key())).isAccepted());
            long generation = running.generation();

            assertThat(other.revoke(made.keyId())).isTrue();

            await().until(() -> !running.bearer(bytes(made.key())).isAccepted());
            assertThat(running.generation()).isGreaterThan(generation);
            assertThat(other.revoke("nobody")).isFalse();
            assertThat(other.list())
                    .singleElement()
                    .satisfies(key -> assertThat(key.revoked()).isTrue());
        }
    }

    @Test
    void shouldRefuseSignedKeyAsBearer() {
        ApiKeys keys = new ApiKeys(directory, clock);
        NewKey made = keys.create(EnumSet.of(Scope.READ), true);

        assertThat(made.key()).isEmpty();
        assertThat(keys.bearer(bytes("fk_" + made.keyId() + "_" + made.secret()))
                        .isAccepted())
                .isFalse();
    }

    @Test
    void shouldNameDamagedFile() throws Exception {
        new ApiKeys(directory, clock).create(EnumSet.of(Scope.READ), false);
        Files.writeString(directory.resolve("secrets/api-keys.json"), "{\"keys\":[{\"key_id\":\"a\"}]}");

        assertThatThrownBy(() -> new ApiKeys(directory, clock))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("api-keys.json is damaged");
    }

    @Test
    void shouldParseScopes() {
        assertThat(Scope.parse("read, pay")).containsExactlyInAnyOrder(Scope.READ, Scope.PAY);
        assertThatThrownBy(() -> Scope.parse("read,root")).hasMessageContaining("root");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
