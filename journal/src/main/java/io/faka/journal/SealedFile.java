package io.faka.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Ends files that nobody appends to any more: the room written ahead goes, Chronicle's end mark stays. */
final class SealedFile {
    private static final int META_DATA = 0x4000_0000;
    private static final int END_OF_FILE = 0xC000_0000;
    private static final int LENGTH_MASK = 0x3FFF_FFFF;

    private SealedFile() {}

    /** Cuts the file behind the record that ends at {@code end}, marks the end and forces it. */
    static void seal(Path file, long end) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.truncate(end);
            channel.write(header(END_OF_FILE), end);
            channel.force(true);
        }
    }

    /** The same, but index pages that Chronicle wrote behind the last record are kept. */
    static void sealBehindIndex(Path file, long end) throws IOException {
        long position = end;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (int header = read(channel, position); isMetaData(header); header = read(channel, position)) {
                position += RecordFormat.align(RecordFormat.EXCERPT_HEADER_BYTES + (long) (header & LENGTH_MASK));
            }
        }
        seal(file, position);
    }

    /** Cuts the file behind the end mark that Chronicle wrote at or shortly after {@code end}; without one it stays as it is. */
    static void trim(Path file, long end) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long position = end;
            int header = read(channel, position);
            while (isMetaData(header)) {
                position += RecordFormat.align(RecordFormat.EXCERPT_HEADER_BYTES + (long) (header & LENGTH_MASK));
                header = read(channel, position);
            }
            if (header == END_OF_FILE) {
                channel.truncate(position + RecordFormat.EXCERPT_HEADER_BYTES);
            }
        }
    }

    private static boolean isMetaData(int header) {
        return (header & END_OF_FILE) == META_DATA;
    }

    private static int read(FileChannel channel, long position) throws IOException {
        ByteBuffer header =
                ByteBuffer.allocate(RecordFormat.EXCERPT_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return channel.read(header, position) == RecordFormat.EXCERPT_HEADER_BYTES ? header.getInt(0) : 0;
    }

    private static ByteBuffer header(int value) {
        ByteBuffer header =
                ByteBuffer.allocate(RecordFormat.EXCERPT_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return header.putInt(0, value);
    }
}
