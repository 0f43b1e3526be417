package io.faka.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArenaTest {
    private final Arena arena = new Arena();

    @Test
    void shouldHandOutAFreedBlockOfTheSameClassAgain() {
        int block = arena.allocate(41);
        arena.free(block, 41);
        assertThat(arena.allocate(48)).isEqualTo(block);
        assertThat(arena.allocate(48)).isNotEqualTo(block);
    }

    @Test
    void shouldTakeEveryLength() {
        for (int length = 1; length < Arena.MAX_BLOCK_BYTES; length += 1 + length / 50) {
            int block = arena.allocate(length);
            Memory.putByte(arena.address(block), (byte) 1);
            Memory.putByte(arena.address(block) + length - 1, (byte) 2);
            long used = arena.usedBytes();
            arena.free(block, length);
            assertThat(used - arena.usedBytes()).isBetween((long) length, length + 8L + length / 4);
        }
        assertThat(arena.usedBytes()).isZero();
    }

    @Test
    void shouldRefuseBlocksOutOfRange() {
        assertThatThrownBy(() -> arena.allocate(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> arena.allocate(Arena.MAX_BLOCK_BYTES + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNeverLetTwoBlocksOverlap() {
        Random random = new Random(3);
        Map<Integer, int[]> blocks = new HashMap<>();
        for (int step = 1; step <= 20_000; step++) {
            int length = random.nextInt(20) == 0 ? 1 + random.nextInt(9_000) : 1 + random.nextInt(300);
            int block = arena.allocate(length);
            fill(block, length, step);
            assertThat(blocks.put(block, new int[] {length, step})).isNull();
            if (random.nextInt(3) == 0) {
                int freed = blocks.keySet().iterator().next();
                check(freed, blocks.get(freed));
                arena.free(freed, blocks.remove(freed)[0]);
            }
        }
        blocks.forEach(this::check);
    }

    private void fill(int block, int length, int step) {
        for (int i = 0; i < length; i++) {
            Memory.putByte(arena.address(block) + i, (byte) (step + i));
        }
    }

    private void check(int block, int[] content) {
        for (int i = 0; i < content[0]; i++) {
            assertThat(Memory.getByte(arena.address(block) + i)).isEqualTo((byte) (content[1] + i));
        }
    }
}
