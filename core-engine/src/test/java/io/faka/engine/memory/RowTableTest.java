package io.faka.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RowTableTest {
    private final RowTable table = new RowTable(24, 1024);

    @Test
    void shouldNumberRowsFromOneAndKeepWhatTheyHold() {
        for (int row = 1; row <= 1_000; row++) {
            assertThat(table.allocate()).isEqualTo(row);
            table.putLong(row, 0, row * 3L);
            table.putInt(row, 8, -row);
            table.putByte(row, 23, (byte) row);
        }
        for (int row = 1; row <= 1_000; row++) {
            assertThat(table.getLong(row, 0)).isEqualTo(row * 3L);
            assertThat(table.getInt(row, 8)).isEqualTo(-row);
            assertThat(table.getByte(row, 23)).isEqualTo((byte) row);
        }
    }

    @Test
    void shouldHandOutFreedRowsZeroedAndTheLastFreedFirst() {
        int first = table.allocate();
        int second = table.allocate();
        table.putLong(first, 0, -1);
        table.putLong(first, 16, -1);
        table.free(first);
        table.free(second);
        assertThat(table.size()).isZero();
        assertThat(table.allocate()).isEqualTo(second);
        assertThat(table.allocate()).isEqualTo(first);
        assertThat(table.getLong(first, 0)).isZero();
        assertThat(table.getLong(first, 16)).isZero();
        assertThat(table.highest()).isEqualTo(2);
    }

    @Test
    void shouldRefuseSizesThatDoNotFit() {
        assertThatThrownBy(() -> new RowTable(6)).hasMessageContaining("multiple of 4");
        assertThatThrownBy(() -> new RowTable(64, 32)).hasMessageContaining("between one row and 4 MiB");
    }
}
