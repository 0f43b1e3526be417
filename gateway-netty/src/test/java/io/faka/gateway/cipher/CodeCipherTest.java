package io.faka.gateway.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeCipherTest {
    private static final byte[] CODE = "AAAA-BBBB-CCCC-0001".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    private CodeCipher cipher;

    @BeforeEach
    void writeKnownKeys() throws Exception {
        byte[] seal = new byte[32];
        byte[] fingerprint = new byte[32];
        Arrays.fill(seal, (byte) 0x11);
        Arrays.fill(fingerprint, (byte) 0x22);
        Files.createDirectories(directory.resolve("secrets"));
        Files.writeString(
                CodeKeys.fileIn(directory),
                "{\"current\":7,\"keys\":[{\"id\":7,\"seal\":\"%s\"}],\"fingerprint\":\"%s\"}"
                        .formatted(
                                Base64.getEncoder().encodeToString(seal),
                                Base64.getEncoder().encodeToString(fingerprint)));
        cipher = new CodeCipher(CodeKeys.load(directory)).sku("steam-50");
    }

    @Test
    void shouldGiveKnownAnswer() {
        byte[] sealed = seal(CODE);

        assertThat(HexFormat.of().toHexDigits(cipher.fingerprintHigh())).isEqualTo("d700757896ee4c18");
        assertThat(HexFormat.of().toHexDigits(cipher.fingerprintLow())).isEqualTo("690ab0253242bb50");
        assertThat(HexFormat.of().formatHex(sealed))
                .isEqualTo("e456813a87dd7e28ce5792d5aac6eb7ffb3871342122d39b64b5aaf186331bda20ed68");
    }

    @Test
    void shouldOpenWhatItSealed() {
        for (int length : new int[] {1, 15, 16, 17, 32, CodeCipher.MAX_CODE_BYTES}) {
            byte[] code = new byte[length];
            Arrays.fill(code, (byte) 'x');
            byte[] sealed = seal(code);
            assertThat(sealed).hasSize(length + CodeCipher.TAG_BYTES);
            assertThat(open(sealed)).isEqualTo(code);
        }
    }

    @Test
    void shouldSealTheSameCodeTwiceRunningToTheSameBytes() {
        byte[] first = seal(CODE);
        assertThat(seal(CODE)).isEqualTo(first);
        assertThat(seal(CODE)).isEqualTo(first);
    }

    @Test
    void shouldGiveAnotherFingerprintInAnotherSku() {
        cipher.fingerprint(CODE, 0, CODE.length);
        long high = cipher.fingerprintHigh();
        cipher.sku("steam-51").fingerprint(CODE, 0, CODE.length);
        assertThat(cipher.fingerprintHigh()).isNotEqualTo(high);
    }

    @Test
    void shouldRefuseEveryAlteredByte() {
        byte[] sealed = seal(CODE);
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            assertThatThrownBy(() -> open(altered)).isInstanceOf(UnreadableCodeException.class);
        }
        assertThatThrownBy(() -> open(Arrays.copyOf(sealed, 15))).isInstanceOf(UnreadableCodeException.class);
        assertThat(open(sealed)).isEqualTo(CODE);
    }

    @Test
    void shouldRefuseCodeMovedToAnotherSkuOrFingerprint() {
        byte[] sealed = seal(CODE);
        long high = cipher.fingerprintHigh();
        long low = cipher.fingerprintLow();
        byte[] into = new byte[64];

        cipher.sku("steam-51");
        assertThatThrownBy(() -> cipher.open(7, high, low, sealed, 0, sealed.length, into, 0))
                .isInstanceOf(UnreadableCodeException.class);
        cipher.sku("steam-50");
        // The last four bytes are not part of the nonce: only the additional data covers them.
        assertThatThrownBy(() -> cipher.open(7, high, low ^ 1, sealed, 0, sealed.length, into, 0))
                .isInstanceOf(UnreadableCodeException.class);
        assertThat(cipher.open(7, high, low, sealed, 0, sealed.length, into, 0)).isEqualTo(CODE.length);
    }

    @Test
    void shouldNameUnknownKey() {
        byte[] sealed = seal(CODE);
        assertThatThrownBy(() -> cipher.open(
                        8,
                        cipher.fingerprintHigh(),
                        cipher.fingerprintLow(),
                        sealed,
                        0,
                        sealed.length,
                        new byte[64],
                        0))
                .isInstanceOf(UnreadableCodeException.class)
                .hasMessageContaining("key 8");
    }

    @Test
    void shouldMakeKeysOnceAndKeepThemPrivate(@TempDir Path fresh) throws Exception {
        CodeCipher first = new CodeCipher(CodeKeys.loadOrCreate(fresh)).sku("a");
        CodeCipher again = new CodeCipher(CodeKeys.loadOrCreate(fresh)).sku("a");
        first.fingerprint(CODE, 0, CODE.length);
        again.fingerprint(CODE, 0, CODE.length);

        assertThat(again.fingerprintHigh()).isEqualTo(first.fingerprintHigh());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(CodeKeys.fileIn(fresh))))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldRefuseDamagedKeyFile() throws Exception {
        Files.writeString(CodeKeys.fileIn(directory), "{\"current\":1,\"keys\":[{\"id\":1,\"seal\":\"AAAA\"}]}");
        assertThatThrownBy(() -> CodeKeys.loadOrCreate(directory))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("code-keys.json")
                .hasMessageContaining("backup");
    }

    private byte[] seal(byte[] code) {
        byte[] into = new byte[code.length + CodeCipher.TAG_BYTES];
        assertThat(cipher.seal(code, 0, code.length, into, 0)).isEqualTo(into.length);
        return into;
    }

    private byte[] open(byte[] sealed) {
        byte[] into = new byte[CodeCipher.MAX_CODE_BYTES];
        int length =
                cipher.open(7, cipher.fingerprintHigh(), cipher.fingerprintLow(), sealed, 0, sealed.length, into, 0);
        return Arrays.copyOf(into, length);
    }
}
