package io.faka.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How far the journal is known to reach, kept apart from it so that a journal that lost its end is found out. 4 KiB with two
 * slots, each with a generation and a CRC; stores alternate between them, so one is always whole. A store goes to mapped memory
 * and so survives the death of the process; {@link #force} makes it survive a power cut.
 *
 * <p>Two positions are kept. The durable one has been forced and must be found again after anything. The appended one only
 * counts while the machine has not been restarted since, which the kernel's boot id tells.
 *
 * <p>Any thread may call any method.
 */
final class DurableMark implements AutoCloseable {
    static final String FILE_NAME = "durable.mark";
    static final int FILE_BYTES = 4096;

    private static final int SLOT_BYTES = 72;
    private static final int SECOND_SLOT = 2048;
    private static final int MAGIC = 0x4B52414D;
    private static final int VERSION = 1;
    private static final int GENERATION = 8;
    private static final int APPENDED_SEQ = 16;
    private static final int APPENDED_CHAIN = 24;
    private static final int DURABLE_SEQ = 32;
    private static final int DURABLE_CHAIN = 40;
    private static final int BOOT_HIGH = 48;
    private static final int BOOT_LOW = 56;
    private static final int CRC = 64;

    private final MappedByteBuffer mapped;
    private final UnsafeBuffer file;
    private final ByteBuffer slotBytes = ByteBuffer.allocateDirect(SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final UnsafeBuffer slot = new UnsafeBuffer(slotBytes);
    private final CRC32C crc = new CRC32C();
    private final UUID boot = bootId();

    private boolean closed;
    private boolean dirty;
    private boolean sameBoot;
    private long generation;
    private long appendedSeq;
    private long appendedChain;
    private long durableSeq;
    private long durableChain;
    private long forcingSeq;
    private long forcingChain;

    private DurableMark(MappedByteBuffer mapped) {
        this.mapped = mapped;
        this.file = new UnsafeBuffer(mapped);
    }

    /** The mark of an empty journal, on disk together with its name. */
    static void create(Path dataDir) {
        Path path = dataDir.resolve(FILE_NAME);
        Path fresh = dataDir.resolve(FILE_NAME + ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate(FILE_BYTES), 0);
                DurableMark mark = new DurableMark(channel.map(FileChannel.MapMode.READ_WRITE, 0, FILE_BYTES));
                mark.store();
                mark.store();
                mark.close();
                channel.force(true);
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
            LogDirectory.force(dataDir);
        } catch (IOException e) {
            throw new StorageException("durable mark " + path + " cannot be made", e);
        }
    }

    static boolean exists(Path dataDir) {
        return Files.exists(dataDir.resolve(FILE_NAME));
    }

    /**
     * Opens the mark and reads the newer whole slot.
     *
     * @throws DamagedJournalException if neither slot is whole
     */
    static DurableMark open(Path dataDir) {
        Path path = dataDir.resolve(FILE_NAME);
        if (!Files.exists(path)) {
            throw new DamagedJournalException(path, 0, 0, "the durable mark is missing beside a journal");
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() != FILE_BYTES) {
                throw new DamagedJournalException(
                        path, 0, 0, "the durable mark has " + channel.size() + " bytes instead of " + FILE_BYTES);
            }
            DurableMark mark = new DurableMark(channel.map(FileChannel.MapMode.READ_WRITE, 0, FILE_BYTES));
            if (!mark.load()) {
                mark.close();
                throw new DamagedJournalException(path, 0, 0, "neither slot of the durable mark is whole");
            }
            return mark;
        } catch (IOException e) {
            throw new StorageException("durable mark " + path + " cannot be opened", e);
        }
    }

    /** Sequence that recovery must find: durable, or appended if the machine runs without a break since. */
    synchronized long requiredSeq() {
        return sameBoot ? Math.max(appendedSeq, durableSeq) : durableSeq;
    }

    synchronized long appendedSeq() {
        return appendedSeq;
    }

    synchronized long appendedChain() {
        return appendedChain;
    }

    synchronized long durableSeq() {
        return durableSeq;
    }

    /** The appended position, when a force of everything appended before begins. */
    synchronized void beginForce() {
        forcingSeq = appendedSeq;
        forcingChain = appendedChain;
    }

    /**
     * The force that began last has returned.
     *
     * @return sequence up to which the journal is on disk
     */
    synchronized long endForce() {
        durable(forcingSeq, forcingChain);
        return durableSeq;
    }

    synchronized long durableChain() {
        return durableChain;
    }

    /** The journal holds everything up to {@code seq}. */
    synchronized void appended(long seq, long chain) {
        appendedSeq = seq;
        appendedChain = chain;
        store();
    }

    /** The journal is on disk up to {@code seq}. */
    synchronized void durable(long seq, long chain) {
        if (seq > durableSeq) {
            durableSeq = seq;
            durableChain = chain;
        }
        if (seq > appendedSeq) {
            appendedSeq = seq;
            appendedChain = chain;
        }
        store();
    }

    /** What recovery found is what there is, whatever the mark said beyond it. */
    synchronized void reset(long seq, long chain) {
        appendedSeq = seq;
        appendedChain = chain;
        durableSeq = seq;
        durableChain = chain;
        store();
        store();
    }

    /** Brings the newest store to disk, if there is one. */
    synchronized void force() {
        if (dirty && !closed) {
            mapped.force();
            dirty = false;
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            force();
            closed = true;
            IoUtil.unmap(mapped);
        }
    }

    private void store() {
        if (closed) {
            throw new IllegalStateException("durable mark is closed");
        }
        generation++;
        slot.putInt(0, MAGIC, ByteOrder.LITTLE_ENDIAN);
        slot.putInt(4, VERSION, ByteOrder.LITTLE_ENDIAN);
        slot.putLong(GENERATION, generation, ByteOrder.LITTLE_ENDIAN);
        slot.putLong(APPENDED_SEQ, appendedSeq, ByteOrder.LITTLE_ENDIAN);
        slot.putLong(APPENDED_CHAIN, appendedChain, ByteOrder.LITTLE_ENDIAN);
        slot.putLong(DURABLE_SEQ, durableSeq, ByteOrder.LITTLE_ENDIAN);
        slot.putLong(DURABLE_CHAIN, durableChain, ByteOrder.LITTLE_ENDIAN);
        slot.putLong(BOOT_HIGH, boot.getMostSignificantBits(), ByteOrder.LITTLE_ENDIAN);
        slot.putLong(BOOT_LOW, boot.getLeastSignificantBits(), ByteOrder.LITTLE_ENDIAN);
        slot.putInt(CRC, crcOfSlot(), ByteOrder.LITTLE_ENDIAN);
        file.putBytes((generation & 1) == 0 ? 0 : SECOND_SLOT, slot, 0, SLOT_BYTES);
        dirty = true;
    }

    private boolean load() {
        long first = wholeGeneration(0);
        long second = wholeGeneration(SECOND_SLOT);
        if (first < 0 && second < 0) {
            return false;
        }
        if (wholeGeneration(first > second ? 0 : SECOND_SLOT) < 0) {
            throw new AssertionError("slot changed while it was read");
        }
        generation = Math.max(first, second);
        appendedSeq = slot.getLong(APPENDED_SEQ, ByteOrder.LITTLE_ENDIAN);
        appendedChain = slot.getLong(APPENDED_CHAIN, ByteOrder.LITTLE_ENDIAN);
        durableSeq = slot.getLong(DURABLE_SEQ, ByteOrder.LITTLE_ENDIAN);
        durableChain = slot.getLong(DURABLE_CHAIN, ByteOrder.LITTLE_ENDIAN);
        long high = slot.getLong(BOOT_HIGH, ByteOrder.LITTLE_ENDIAN);
        long low = slot.getLong(BOOT_LOW, ByteOrder.LITTLE_ENDIAN);
        sameBoot = !boot.equals(UNKNOWN_BOOT) && boot.equals(new UUID(high, low));
        return true;
    }

    /** Copies the slot out and returns its generation, -1 if it is not whole. */
    private long wholeGeneration(int offset) {
        slot.putBytes(0, file, offset, SLOT_BYTES);
        boolean whole = slot.getInt(0, ByteOrder.LITTLE_ENDIAN) == MAGIC
                && slot.getInt(4, ByteOrder.LITTLE_ENDIAN) == VERSION
                && slot.getInt(CRC, ByteOrder.LITTLE_ENDIAN) == crcOfSlot();
        return whole ? slot.getLong(GENERATION, ByteOrder.LITTLE_ENDIAN) : -1;
    }

    private int crcOfSlot() {
        slotBytes.limit(CRC).position(0);
        crc.reset();
        crc.update(slotBytes);
        slotBytes.clear();
        return (int) crc.getValue();
    }

    private static final UUID UNKNOWN_BOOT = new UUID(0, 0);

    private static UUID bootId() {
        Path source = Path.of("/proc/sys/kernel/random/boot_id");
        try {
            return Files.exists(source)
                    ? UUID.fromString(
                            Files.readString(source, StandardCharsets.US_ASCII).trim())
                    : UNKNOWN_BOOT;
        } catch (IOException e) {
            throw new StorageException("the kernel's boot id cannot be read", e);
        }
    }
}
