package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.codec.command.AddUnitsDecoder;
import io.faka.codec.command.MessageHeaderDecoder;
import io.faka.gateway.cipher.CodeCipher;
import io.faka.gateway.cipher.CodeKeys;
import io.faka.gateway.cipher.UnitsSealer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeLinesTest {
    private static final byte[] SKU = "s".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LOT = "l".getBytes(StandardCharsets.US_ASCII);
    private static final String LONGEST = "x".repeat(CodeCipher.MAX_CODE_BYTES);
    private static CodeKeys keys;

    @BeforeAll
    static void makeKeys(@TempDir Path directory) {
        keys = CodeKeys.loadOrCreate(directory);
    }

    @Test
    void shouldGiveTheSameAccountHoweverTheTextIsSplit() {
        byte[] text = "\u00ef\u00bb\u00bfA\r\n\n \t \nB b\t\r\n  \u00c3\u00a9 \nbad\u00ff\r\n\u000bC\u000c\nlast"
                .getBytes(StandardCharsets.ISO_8859_1);
        for (int first = 3; first <= text.length; first++) {
            for (int second = first; second <= text.length; second++) {
                CodeLines lines = lines();
                lines.text(text, 0, first);
                lines.text(text, first, second - first);
                lines.text(text, second, text.length - second);
                lines.end();

                assertThat(codes(lines)).containsExactly("A", "B b", "é", "C", "last");
                assertThat(lines.blank()).isEqualTo(2);
                assertThat(lines.rejected()).isEqualTo(1);
                assertThat(lines.errors()).containsExactly(new CodeLines.BadLine(6, "not_utf8"));
            }
        }
    }

    @Test
    void shouldBoundALineWithoutKeepingIt() {
        CodeLines lines = lines();
        lines.text(bytes(LONGEST + "\n" + LONGEST + "y\n"), 0, 2 * LONGEST.length() + 3);
        byte[] endless = bytes("z".repeat(10_000));
        for (int i = 0; i < 100; i++) {
            lines.text(endless, 0, endless.length);
        }
        byte[] spaces = bytes(" ".repeat(10_000));
        lines.text(bytes("\n"), 0, 1);
        lines.text(spaces, 0, spaces.length);
        lines.text(bytes("padded"), 0, 6);
        lines.text(spaces, 0, spaces.length);
        lines.text(bytes("\n"), 0, 1);
        lines.text(spaces, 0, spaces.length);
        lines.end();

        assertThat(codes(lines)).containsExactly(LONGEST, "padded");
        assertThat(lines.errors())
                .containsExactly(new CodeLines.BadLine(2, "too_long"), new CodeLines.BadLine(3, "too_long"));
        assertThat(lines.blank()).isEqualTo(1);
    }

    @Test
    void shouldFillCommandsAndNameTheFirstHundredErrors() {
        CodeLines lines = lines();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append("code-").append(i).append(i % 50 == 0 ? "\u00ff\n" : "\n");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        lines.text(bytes, 0, bytes.length);
        lines.end();
        List<CodeLines.SealedUnits> sealed = lines.takeSealed();

        assertThat(sealed.stream().mapToInt(CodeLines.SealedUnits::count).sum()).isEqualTo(9_800);
        assertThat(sealed).allMatch(one -> one.command().length <= UnitsSealer.MAX_COMMAND_BYTES);
        assertThat(lines.rejected()).isEqualTo(200);
        assertThat(lines.errors()).hasSize(CodeLines.MAX_ERRORS);
        assertThat(lines.errors().get(99)).isEqualTo(new CodeLines.BadLine(4951, "not_utf8"));
    }

    private static CodeLines lines() {
        return new CodeLines(new UnitsSealer(new CodeCipher(keys)), SKU, LOT);
    }

    private static List<String> codes(CodeLines lines) {
        CodeCipher cipher = new CodeCipher(keys).sku("s");
        List<String> codes = new ArrayList<>();
        for (CodeLines.SealedUnits sealed : lines.takeSealed()) {
            AddUnitsDecoder decoder = new AddUnitsDecoder()
                    .wrapAndApplyHeader(new UnsafeBuffer(sealed.command()), 0, new MessageHeaderDecoder());
            for (AddUnitsDecoder.UnitsDecoder unit : decoder.units()) {
                byte[] code = new byte[CodeCipher.MAX_SEALED_BYTES];
                int length = unit.getSealedCode(code, 0, code.length);
                byte[] opened = new byte[CodeCipher.MAX_SEALED_BYTES];
                int clear = cipher.open(
                        decoder.keyId(), unit.fingerprintHigh(), unit.fingerprintLow(), code, 0, length, opened, 0);
                codes.add(new String(opened, 0, clear, StandardCharsets.UTF_8));
            }
            assertThat(decoder.sku()).isEqualTo("s");
            assertThat(decoder.lot()).isEqualTo("l");
        }
        return codes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
