package io.faka.gateway.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolSnifferTest {
    @ParameterizedTest
    @CsvSource({
        "0x08 0x00 0x00 0x00, BINARY",
        "0x00 0x00 0x01 0x00, BINARY",
        "0x01 0x00 0x01 0x00, UNKNOWN",
        "0x7b 0x00 0x00 0x00, BINARY",
        "0x7b 0x22 0x00 0x00, BINARY",
        "0x7b 0x22 0x00, UNDECIDED",
        "0x7b 0x22 0x69, JSON_LINES",
        "0x7b 0x7d 0x0a, JSON_LINES",
        "0x7b, UNDECIDED",
        "0x20 0x0a 0x7b 0x22, JSON_LINES",
        "0x20 0x20 0x20 0x20, UNDECIDED",
        "0x47 0x45 0x54 0x20, HTTP",
        "0x50 0x4f 0x53 0x54, HTTP",
        "0x47 0x45 0x54, UNDECIDED",
        "0x45 0x54 0x20 0x50, UNKNOWN",
        "0x16 0x03 0x01 0x02, TLS",
        "0x53 0x53 0x48 0x2d, UNKNOWN",
        "0xff 0xff 0xff 0xff, UNKNOWN"
    })
    void shouldTellTheProtocolFromTheFirstBytes(String bytes, ProtocolSniffer.Protocol expected) {
        String[] parts = bytes.split(" ");
        byte[] first = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            first[i] = (byte) (int) Integer.decode(parts[i]);
        }
        assertThat(ProtocolSniffer.sniff(Unpooled.wrappedBuffer(first))).isEqualTo(expected);
    }

    @Test
    void shouldGiveUpOnEndlessBlanks() {
        assertThat(ProtocolSniffer.sniff(
                        Unpooled.wrappedBuffer(" ".repeat(2_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII))))
                .isEqualTo(ProtocolSniffer.Protocol.UNKNOWN);
    }
}
