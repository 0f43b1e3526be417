package io.faka.journal;

import io.faka.codec.journal.EnvelopeDecoder;
import io.faka.codec.journal.EnvelopeEncoder;
import io.faka.codec.journal.MessageHeaderDecoder;
import io.faka.codec.journal.RecordType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Moves forward over a log's records and proves each: Chronicle's framing, the envelope, the CRC, and that it follows the one
 * before by sequence, epoch, time and chain. What does not hold is a {@link DamagedJournalException} that names the place.
 * Single-threaded.
 */
final class LogCursor implements AutoCloseable {
    private static final int NOT_COMPLETE = 0x8000_0000;
    private static final int META_DATA = 0x4000_0000;
    private static final int END_OF_FILE = NOT_COMPLETE | META_DATA;
    private static final int LENGTH_MASK = 0x3FFF_FFFF;

    private final RecordType type;
    private final Supplier<List<LogFile>> files;
    private final Function<Path, FileView> views;
    private final boolean live;
    private final EnvelopeDecoder envelope = new EnvelopeDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CRC32C crc = new CRC32C();

    private List<LogFile> known = List.of();
    private int fileIndex = -1;
    private FileView view;
    private Path file;
    private long position;
    private long recordPosition;
    private boolean anchored = true;

    private long epoch;
    private long firstSeq;
    private long lastSeq;
    private long timeMicros;
    private long chain = RecordFormat.FIRST_CHAIN;
    private int count;
    private int payloadOffset;
    private int payloadLength;

    private LogCursor(RecordType type, Supplier<List<LogFile>> files, Function<Path, FileView> views, boolean live) {
        this.type = type;
        this.files = files;
        this.views = views;
        this.live = live;
    }

    /** A cursor over files nobody appends to. */
    static LogCursor over(RecordType type, List<LogFile> files) {
        return new LogCursor(type, () -> files, ReadView::new, false);
    }

    /** A cursor that follows an appender; an unfinished record is the end for now. */
    static LogCursor following(RecordType type, Supplier<List<LogFile>> files) {
        return new LogCursor(type, files, MappedView::new, true);
    }

    /** A cursor over files that may be appended to, as they are now; an unfinished record is the end. */
    static LogCursor snapshot(RecordType type, List<LogFile> files) {
        return new LogCursor(type, () -> files, ReadView::new, true);
    }

    /**
     * Moves to the next record.
     *
     * @return false at the end; a following cursor may find more later
     */
    boolean next() {
        if (view == null && !openNextFile()) {
            return false;
        }
        while (true) {
            boolean more = nextIndex() < known.size() || refresh();
            if (nextInFile()) {
                return true;
            }
            if (!more) {
                return false;
            }
            if (!openNextFile()) {
                return false;
            }
        }
    }

    /** Starts anew at the given file; the first record found is taken as it is, the rest must follow it. */
    void startAt(LogFile start) {
        closeView();
        known = files.get();
        fileIndex = known.indexOf(start) - 1;
        anchored = false;
        lastSeq = 0;
    }

    /** Starts anew at a record of the given file; it is taken as it is, the rest must follow it. */
    void startAt(LogFile start, long recordAt) {
        startAt(start);
        if (openNextFile()) {
            position = recordAt;
        }
    }

    private int nextIndex() {
        return fileIndex + 1;
    }

    private boolean refresh() {
        known = files.get();
        return nextIndex() < known.size();
    }

    private boolean openNextFile() {
        if (nextIndex() >= known.size() && !refresh()) {
            return false;
        }
        closeView();
        fileIndex++;
        file = known.get(fileIndex).path();
        view = views.apply(file);
        position = 0;
        return true;
    }

    private boolean nextInFile() {
        while (true) {
            int at = view.view(position, RecordFormat.EXCERPT_HEADER_BYTES);
            if (at < 0) {
                return false;
            }
            int excerpt = view.buffer().getIntVolatile(at);
            if (excerpt == 0 || excerpt == END_OF_FILE) {
                return false;
            }
            if ((excerpt & NOT_COMPLETE) != 0) {
                if (live) {
                    return false;
                }
                throw damage("unfinished record");
            }
            if (position == 0 && (excerpt & META_DATA) == 0) {
                throw damage("no Chronicle header at the start of the file");
            }
            int length = excerpt & LENGTH_MASK;
            if (length > RecordFormat.MAX_RECORD_BYTES) {
                throw damage("record of " + length + " bytes is longer than any");
            }
            int recordAt = view.view(position, RecordFormat.EXCERPT_HEADER_BYTES + length);
            if (recordAt < 0) {
                throw damage("record of " + length + " bytes reaches beyond the end of the file");
            }
            if ((excerpt & META_DATA) == 0) {
                accept(recordAt + RecordFormat.EXCERPT_HEADER_BYTES, length);
                return true;
            }
            position += RecordFormat.align(RecordFormat.EXCERPT_HEADER_BYTES + (long) length);
        }
    }

    private void accept(int offset, int length) {
        if (length < RecordFormat.recordLength(0)) {
            throw damage("record of " + length + " bytes is shorter than an envelope");
        }
        UnsafeBuffer buffer = view.buffer();
        header.wrap(buffer, offset);
        if (header.schemaId() != EnvelopeEncoder.SCHEMA_ID
                || header.templateId() != EnvelopeEncoder.TEMPLATE_ID
                || header.blockLength() != EnvelopeEncoder.BLOCK_LENGTH) {
            throw damage("not a journal record");
        }
        envelope.wrap(
                buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH, EnvelopeDecoder.BLOCK_LENGTH, header.version());
        if (envelope.magic() != (RecordFormat.MAGIC & 0xFFFF_FFFFL)) {
            throw damage("wrong magic number");
        }
        if (envelope.formatVersion() != RecordFormat.FORMAT_VERSION) {
            throw damage(
                    "format version " + envelope.formatVersion() + ", this build reads " + RecordFormat.FORMAT_VERSION);
        }
        long payload = envelope.payloadLength();
        if (payload > length || RecordFormat.recordLength((int) payload) != length) {
            throw damage("payload of " + payload + " bytes in a record of " + length);
        }
        int sealed = RecordFormat.ENVELOPE_BYTES + (int) payload;
        int found = crcOf(offset, sealed);
        if (found != buffer.getInt(offset + sealed, ByteOrder.LITTLE_ENDIAN)) {
            throw damage("CRC32C does not match");
        }
        for (int i = offset + sealed + RecordFormat.CRC_BYTES; i < offset + length; i++) {
            if (buffer.getByte(i) != 0) {
                throw damage("the padding is not zero");
            }
        }
        checkOrder();
        take(offset, (int) payload, found);
        recordPosition = position;
        position += RecordFormat.EXCERPT_HEADER_BYTES + (long) length;
    }

    private void checkOrder() {
        if (envelope.recordTypeRaw() != type.value()) {
            throw damage("record type " + envelope.recordTypeRaw() + " where " + type + " is expected");
        }
        long first = envelope.firstSeq();
        long last = envelope.lastSeq();
        if (envelope.count() < 1 || first < 1 || last < first) {
            throw damage("sequences " + first + " to " + last + " in a record of " + envelope.count());
        }
        if (type == RecordType.COMMANDS && last - first + 1 != envelope.count()) {
            throw damage("sequences " + first + " to " + last + " for " + envelope.count() + " commands");
        }
        if (!anchored) {
            return;
        }
        boolean follows = type == RecordType.COMMANDS ? first == lastSeq + 1 : first > lastSeq;
        if (!follows) {
            throw damage("sequence " + first + " after " + lastSeq);
        }
        if (envelope.epoch() < epoch) {
            throw damage("epoch " + envelope.epoch() + " after " + epoch);
        }
        if (envelope.timeMicros() < timeMicros) {
            throw damage("journal time goes back");
        }
        if (envelope.previousChain() != chain) {
            throw damage("chain is broken: another record stood before this one");
        }
    }

    private void take(int offset, int payload, int recordCrc) {
        epoch = envelope.epoch();
        firstSeq = envelope.firstSeq();
        lastSeq = envelope.lastSeq();
        timeMicros = envelope.timeMicros();
        count = (int) envelope.count();
        chain = RecordFormat.chain(envelope.previousChain(), recordCrc, firstSeq);
        payloadOffset = offset + RecordFormat.ENVELOPE_BYTES;
        payloadLength = payload;
        anchored = true;
    }

    private int crcOf(int offset, int length) {
        ByteBuffer bytes = view.bytes();
        bytes.limit(offset + length).position(offset);
        crc.reset();
        crc.update(bytes);
        bytes.clear();
        return (int) crc.getValue();
    }

    private DamagedJournalException damage(String reason) {
        return new DamagedJournalException(file, position, lastSeq, reason);
    }

    private void closeView() {
        if (view != null) {
            view.close();
            view = null;
        }
    }

    /** File of the current record, null before the first file. */
    Path file() {
        return file;
    }

    /** The current record's file in the log. */
    LogFile logFile() {
        return known.get(fileIndex);
    }

    /** Index of {@link #file} among the files, -1 before the first. */
    int fileIndex() {
        return fileIndex;
    }

    /** Where the current record's excerpt begins in its file. */
    long recordPosition() {
        return recordPosition;
    }

    /** Where the next excerpt would begin in {@link #file}. */
    long position() {
        return position;
    }

    long epoch() {
        return epoch;
    }

    long firstSeq() {
        return firstSeq;
    }

    long lastSeq() {
        return lastSeq;
    }

    long timeMicros() {
        return timeMicros;
    }

    /** Chain value after the current record. */
    long chain() {
        return chain;
    }

    int count() {
        return count;
    }

    UnsafeBuffer buffer() {
        return view.buffer();
    }

    int payloadOffset() {
        return payloadOffset;
    }

    int payloadLength() {
        return payloadLength;
    }

    @Override
    public void close() {
        closeView();
    }
}
