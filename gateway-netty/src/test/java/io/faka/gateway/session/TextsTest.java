package io.faka.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void shouldJudgeUtf8AsTheJdkDoes() {
        Random random = new Random(7);
        int valid = 0;
        for (int round = 0; round < 300_000; round++) {
            byte[] bytes = bytes(random);
            boolean expected = isUtf8(bytes);
            valid += expected ? 1 : 0;
            assertThat(Texts.isUtf8(new UnsafeBuffer(bytes), 0, bytes.length)).isEqualTo(expected);
        }
        assertThat(valid).isBetween(10_000, 290_000);
    }

    /** Bytes near the borders that matter, and whole characters with a byte changed now and then. */
    private static byte[] bytes(Random random) {
        if (random.nextBoolean()) {
            byte[] bytes = new byte[1 + random.nextInt(4)];
            int[] borders = {
                0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4
            };
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (borders[random.nextInt(borders.length)]);
            }
            return bytes;
        }
        int codePoint = random.nextInt(0x110000);
        byte[] bytes = ("padding12" + new String(Character.toChars(codePoint)) + "x").getBytes(StandardCharsets.UTF_8);
        if (random.nextBoolean()) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}
