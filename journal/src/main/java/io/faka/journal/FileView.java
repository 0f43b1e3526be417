package io.faka.journal;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A window on one file's bytes. Single-threaded. */
interface FileView extends AutoCloseable {
    /**
     * Brings {@code length} bytes at {@code position} into {@link #buffer}, where they stay until the next call.
     *
     * @return their offset in the buffer, or -1 if the file ends before them
     */
    int view(long position, int length);

    /** Where the bytes are; may be another one after each {@link #view}. */
    UnsafeBuffer buffer();

    /** The same memory as {@link #buffer}. */
    ByteBuffer bytes();

    @Override
    void close();
}
