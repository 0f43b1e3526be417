package io.faka.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** A file that is still being appended to, mapped as a whole: sees records as soon as they are complete. */
final class MappedView implements FileView {
    private final MappedByteBuffer bytes;
    private final UnsafeBuffer buffer;

    MappedView(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(Integer.MAX_VALUE, channel.size()));
            buffer = new UnsafeBuffer(bytes);
        } catch (IOException e) {
            throw new StorageException("log file " + path + " cannot be mapped", e);
        }
    }

    @Override
    public int view(long position, int length) {
        return position + length > buffer.capacity() ? -1 : (int) position;
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
        IoUtil.unmap(bytes);
    }
}
