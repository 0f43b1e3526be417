package io.faka.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to work on a data directory, held by the operating system for the life of the process: a killed process gives it
 * up, a stopped one keeps it. {@code node.lock} also names the holder's pid for people to read; the number itself is never
 * trusted.
 */
public final class NodeLock implements AutoCloseable {
    /** Name of the lock file inside the data directory. */
    public static final String FILE_NAME = "node.lock";

    private final FileChannel channel;
    private final FileLock lock;

    private NodeLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock or fails at once; the directory is made if it does not exist.
     *
     * @throws DataDirInUseException if it is held, by another process or by this one
     * @throws StorageException      if the directory cannot be made or written
     */
    public static NodeLock acquire(Path dataDir) {
        try {
            Files.createDirectories(dataDir);
            FileChannel channel = FileChannel.open(
                    dataDir.resolve(FILE_NAME),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            return lock(dataDir, channel);
        } catch (IOException e) {
            throw new StorageException("data directory " + dataDir + " cannot be used", e);
        }
    }

    private static NodeLock lock(Path dataDir, FileChannel channel) throws IOException {
        FileLock lock = null;
        try {
            lock = tryLock(channel);
            if (lock == null) {
                throw new DataDirInUseException(dataDir, readPid(channel));
            }
            writePid(channel);
            return new NodeLock(channel, lock);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void writePid(FileChannel channel) throws IOException {
        byte[] text = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text), 0);
    }

    private static long readPid(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        int length = Math.max(0, channel.read(text, 0));
        try {
            return Long.parseLong(new String(text.array(), 0, length, StandardCharsets.US_ASCII).trim());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Gives the directory up. */
    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new StorageException("node lock could not be released", e);
        }
    }
}
