package io.faka.gateway.cipher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file only its owner may read (0600), replaced as a whole: a reader sees the old content or the new, also after a crash. */
public final class SecretFile {
    private final Path path;

    /** @param path the file; its directory is made (0700) at the first {@link #replace} */
    public SecretFile(Path path) {
        this.path = path;
    }

    /** Where the file is. */
    public Path path() {
        return path;
    }

    /** Whether the file is there. */
    public boolean exists() {
        return Files.exists(path);
    }

    /**
     * Reads it whole.
     *
     * @throws UncheckedIOException if it is absent or cannot be read
     */
    public byte[] read() {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes new content beside it, forces that to disk and renames it into place.
     *
     * @throws UncheckedIOException if that fails; the old content is then still there
     */
    public void replace(byte[] content) {
        Path directory = path.toAbsolutePath().getParent();
        Path fresh = directory.resolve(path.getFileName() + ".new");
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Files.deleteIfExists(fresh);
            writeForced(fresh, content);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel parent = FileChannel.open(directory, StandardOpenOption.READ)) {
                parent.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    private static void writeForced(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
