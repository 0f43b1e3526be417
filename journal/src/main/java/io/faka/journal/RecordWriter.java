package io.faka.journal;

import io.faka.codec.journal.EnvelopeEncoder;
import io.faka.codec.journal.MessageHeaderEncoder;
import io.faka.codec.journal.RecordType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.Bytes;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Builds records in a buffer of its own and carries the chain from one to the next. Single-threaded. */
final class RecordWriter {
    private final RecordType type;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final EnvelopeEncoder envelope = new EnvelopeEncoder();
    private final CRC32C crc = new CRC32C();
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private ByteBuffer memory;
    private Bytes<ByteBuffer> bytes;
    private long chain;
    private long nextChain;

    RecordWriter(RecordType type, long chain) {
        this.type = type;
        this.chain = chain;
        allocate(1 << 18);
    }

    /** The record's bytes, ready to be appended; valid until the next call. */
    Bytes<ByteBuffer> build(
            long epoch,
            long firstSeq,
            long lastSeq,
            int count,
            long timeMicros,
            DirectBuffer payload,
            int offset,
            int length) {
        long total = RecordFormat.recordLength(length);
        if (total > RecordFormat.MAX_RECORD_BYTES) {
            throw new IllegalArgumentException(
                    "a batch of " + length + " bytes is beyond the " + RecordFormat.MAX_RECORD_BYTES + " of a record");
        }
        if (total > buffer.capacity()) {
            allocate((int) Long.highestOneBit(total - 1) << 1);
        }
        envelope.wrapAndApplyHeader(buffer, 0, header)
                .magic(RecordFormat.MAGIC & 0xFFFF_FFFFL)
                .payloadLength(length)
                .epoch(epoch)
                .firstSeq(firstSeq)
                .lastSeq(lastSeq)
                .timeMicros(timeMicros)
                .previousChain(chain)
                .count(count)
                .recordType(type)
                .formatVersion((short) RecordFormat.FORMAT_VERSION);
        buffer.putBytes(RecordFormat.ENVELOPE_BYTES, payload, offset, length);
        seal(firstSeq, RecordFormat.ENVELOPE_BYTES + length, (int) total);
        return bytes;
    }

    /** The record last built is in the log: the next one follows it. */
    void commit() {
        chain = nextChain;
    }

    /** Chain value after the newest committed record. */
    long chain() {
        return chain;
    }

    private void seal(long firstSeq, int sealed, int total) {
        memory.limit(sealed).position(0);
        crc.reset();
        crc.update(memory);
        memory.clear();
        int value = (int) crc.getValue();
        // Zeros first: they overlap the last byte of nothing but padding.
        buffer.setMemory(sealed, total - sealed, (byte) 0);
        buffer.putInt(sealed, value, ByteOrder.LITTLE_ENDIAN);
        nextChain = RecordFormat.chain(chain, value, firstSeq);
        bytes.readPositionRemaining(0, total);
    }

    private void allocate(int capacity) {
        memory = ByteBuffer.allocateDirect(capacity);
        buffer.wrap(memory);
        if (bytes != null) {
            bytes.releaseLast();
        }
        bytes = Bytes.wrapForRead(memory);
        bytes.singleThreadedCheckDisabled(true);
    }
}
