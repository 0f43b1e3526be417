package io.faka.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.gateway.cipher.CodeCipher;
import io.faka.gateway.cipher.CodeKeys;
import io.faka.gateway.cipher.UnreadableCodeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was delivered of an order that left memory is opened with what it is bound to. */
class ArchivedOrderWriterTest {
    private static final byte[] TEXT = "the content".getBytes(StandardCharsets.UTF_8);

    @Test
    void shouldOpenCodesBySkuAndContentsByOrder(@TempDir Path directory) throws Exception {
        CodeCipher cipher = new CodeCipher(CodeKeys.loadOrCreate(directory));
        ArchivedOrder.Unit code = unit(cipher.sku("game"), false);
        ArchivedOrder.Unit content = unit(cipher.order(1, 2), true);
        ArchivedOrderWriter writer = new ArchivedOrderWriter(cipher);
        String text = new String(writer.write(order(1, List.of(code, content))), StandardCharsets.UTF_8);
        assertThat(text.split("the content", -1)).hasSize(3);
        assertThatThrownBy(() -> writer.write(order(9, List.of(content)))).isInstanceOf(UnreadableCodeException.class);
    }

    private static ArchivedOrder.Unit unit(CodeCipher bound, boolean ofOrder) {
        byte[] sealed = new byte[CodeCipher.MAX_SEALED_BYTES];
        int length = bound.seal(TEXT, 0, TEXT.length, sealed, 0);
        return new ArchivedOrder.Unit(
                0,
                1,
                "game",
                bound.keyId(),
                bound.fingerprintHigh(),
                bound.fingerprintLow(),
                Arrays.copyOf(sealed, length),
                ofOrder);
    }

    private static ArchivedOrder order(long idHigh, List<ArchivedOrder.Unit> units) {
        List<ArchivedOrder.Line> lines = List.of(new ArchivedOrder.Line("game", 1, 100));
        return new ArchivedOrder(idHigh, 2, "o-1", "ann", "FULFILLED", 100, "CNY", 7, lines, units, true);
    }
}
