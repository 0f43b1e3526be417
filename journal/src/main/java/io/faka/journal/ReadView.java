package io.faka.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads a finished file in large pieces, so that a bad sector is an exception and not a fault in mapped memory. */
final class ReadView implements FileView {
    private static final int WINDOW_BYTES = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private final long size;
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private ByteBuffer bytes;
    private long start;
    private int filled;

    ReadView(Path path) {
        this.path = path;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
            size = channel.size();
        } catch (IOException e) {
            throw new StorageException("journal file " + path + " cannot be opened", e);
        }
        allocate((int) Math.min(WINDOW_BYTES, Math.max(size, 64)));
    }

    @Override
    public int view(long position, int length) {
        if (position + length > size) {
            return -1;
        }
        if (position < start || position + length > start + filled) {
            fill(position, length);
        }
        return (int) (position - start);
    }

    @Override
    public UnsafeBuffer buffer() {
        return buffer;
    }

    @Override
    public ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StorageException("journal file " + path + " cannot be closed", e);
        }
    }

    private void fill(long position, int length) {
        if (length > bytes.capacity()) {
            allocate(Math.max(length, bytes.capacity() * 2));
        }
        bytes.clear();
        try {
            while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) > 0) {
                continue;
            }
        } catch (IOException e) {
            throw new StorageException("journal file " + path + " cannot be read at byte " + position, e);
        }
        start = position;
        filled = bytes.position();
        if (filled < length) {
            throw new StorageException(
                    "journal file " + path + " became shorter while it was read",
                    new IOException("at byte " + (position + filled)));
        }
    }

    private void allocate(int capacity) {
        bytes = ByteBuffer.allocateDirect(capacity);
        buffer.wrap(bytes);
        filled = 0;
    }
}
