package io.faka.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableMarkTest {
    private static final int BOOT_ID = 48;
    private static final int CRC = 64;

    @TempDir
    Path dir;

    @BeforeEach
    void create() {
        DurableMark.create(dir);
    }

    @Test
    void shouldBeginAtZeroAndKeepTheNewestStore() {
        try (DurableMark mark = DurableMark.open(dir)) {
            assertThat(mark.requiredSeq()).isZero();
            for (long seq = 1; seq <= 5; seq++) {
                mark.appended(seq, seq * 10);
            }
            mark.durable(3, 30);
        }
        try (DurableMark mark = DurableMark.open(dir)) {
            assertThat(mark.appendedSeq()).isEqualTo(5);
            assertThat(mark.appendedChain()).isEqualTo(50);
            assertThat(mark.durableSeq()).isEqualTo(3);
            assertThat(mark.durableChain()).isEqualTo(30);
            assertThat(mark.requiredSeq()).isEqualTo(5);
        }
    }

    @Test
    void shouldFallBackToTheOtherSlotWhenOneIsTorn() throws IOException {
        try (DurableMark mark = DurableMark.open(dir)) {
            mark.durable(7, 70);
            mark.durable(8, 80);
        }
        byte[] whole = Files.readAllBytes(dir.resolve(DurableMark.FILE_NAME));
        int older = 0;
        for (int slot : new int[] {0, 2048}) {
            byte[] torn = whole.clone();
            torn[slot + 20] ^= 4;
            Files.write(dir.resolve(DurableMark.FILE_NAME), torn);
            try (DurableMark mark = DurableMark.open(dir)) {
                assertThat(mark.durableSeq()).isIn(7L, 8L);
                older += mark.durableSeq() == 7 ? 1 : 0;
            }
        }
        assertThat(older).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhenBothSlotsAreTorn() throws IOException {
        byte[] torn = Files.readAllBytes(dir.resolve(DurableMark.FILE_NAME));
        torn[20] ^= 4;
        torn[2048 + 20] ^= 4;
        Files.write(dir.resolve(DurableMark.FILE_NAME), torn);
        assertThatThrownBy(() -> DurableMark.open(dir))
                .isInstanceOf(DamagedJournalException.class)
                .hasMessageContaining("neither slot");
    }

    @Test
    void shouldOnlyDemandTheDurablePartAfterTheMachineWasRestarted() throws IOException {
        try (DurableMark mark = DurableMark.open(dir)) {
            mark.durable(3, 30);
            mark.appended(9, 90);
            mark.appended(10, 100);
        }
        pretendAnotherBoot();
        try (DurableMark mark = DurableMark.open(dir)) {
            assertThat(mark.appendedSeq()).isEqualTo(10);
            assertThat(mark.requiredSeq()).isEqualTo(3);
        }
    }

    private void pretendAnotherBoot() throws IOException {
        rewriteSlots(dir, slot -> slot.put(BOOT_ID, (byte) (slot.get(BOOT_ID) ^ 0x55)));
    }

    /** Changes both slots and makes their checksums right again. */
    static void rewriteSlots(Path dataDir, Consumer<ByteBuffer> change) throws IOException {
        byte[] bytes = Files.readAllBytes(dataDir.resolve(DurableMark.FILE_NAME));
        for (int slot : new int[] {0, 2048}) {
            ByteBuffer view = ByteBuffer.wrap(bytes, slot, CRC + 4).slice().order(ByteOrder.LITTLE_ENDIAN);
            change.accept(view);
            CRC32C crc = new CRC32C();
            crc.update(bytes, slot, CRC);
            view.putInt(CRC, (int) crc.getValue());
        }
        Files.write(dataDir.resolve(DurableMark.FILE_NAME), bytes);
    }
}
