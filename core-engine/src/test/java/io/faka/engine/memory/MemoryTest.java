package io.faka.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private final UnsafeBuffer from = new UnsafeBuffer(ByteBuffer.allocateDirect(1024));
    private final UnsafeBuffer to = new UnsafeBuffer(ByteBuffer.allocateDirect(1024));

    @Test
    void shouldCopyAndCompareEveryLengthAndNothingBeyond() {
        for (int i = 0; i < from.capacity(); i++) {
            from.putByte(i, (byte) (i * 7 + 1));
        }
        for (int length = 0; length <= 400; length++) {
            to.setMemory(0, to.capacity(), (byte) 0);
            Memory.copy(from.addressOffset() + 3, to.addressOffset() + 5, length);
            assertThat(to.getByte(4)).isZero();
            assertThat(to.getByte(5 + length)).isZero();
            assertThat(Memory.equal(from.addressOffset() + 3, to.addressOffset() + 5, length))
                    .isTrue();
            for (int i = 0; i < length; i++) {
                to.putByte(5 + i, (byte) ~to.getByte(5 + i));
                assertThat(Memory.equal(from.addressOffset() + 3, to.addressOffset() + 5, length))
                        .isFalse();
                to.putByte(5 + i, (byte) ~to.getByte(5 + i));
            }
        }
    }

    @Test
    void shouldHashEveryByte() {
        for (int length = 1; length <= 40; length++) {
            long hash = Hash.of(5, from.addressOffset(), length);
            for (int i = 0; i < length; i++) {
                from.putByte(i, (byte) 1);
                assertThat(Hash.of(5, from.addressOffset(), length)).isNotEqualTo(hash);
                from.putByte(i, (byte) 0);
            }
            assertThat(Hash.of(6, from.addressOffset(), length)).isNotEqualTo(hash);
            assertThat(Hash.of(5, from.addressOffset(), length + 1)).isNotEqualTo(hash);
        }
    }

    @Test
    void shouldNotWriteBeyondABuffer() {
        assertThatThrownBy(() -> Memory.putText8(to, 1020, from.addressOffset(), 4))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Memory.putBytes16(to, 1020, from.addressOffset(), 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(Memory.putText8(to, 1020, from.addressOffset(), 3)).isEqualTo(1024);
    }
}
