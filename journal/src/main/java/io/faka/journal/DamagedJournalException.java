package io.faka.journal;

import java.nio.file.Path;

/** The journal is not what was written: going on would mean a shorter or different history. */
public final class DamagedJournalException extends RuntimeException {
    /** What an operator can do about it. */
    public static final String ADVICE =
            "The node will not start on a shorter or different history. Restore the data directory"
                    + " from a standby or a backup; keep the damaged files for examination.";

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long position;
    private final long seq;
    private final String reason;

    DamagedJournalException(Path file, long position, long seq, String reason) {
        super("journal damaged in " + file + " at byte " + position + ", after seq " + seq + ": " + reason + ". "
                + ADVICE);
        this.file = file;
        this.position = position;
        this.seq = seq;
        this.reason = reason;
    }

    /** File in which the damage was found. */
    public Path file() {
        return file;
    }

    /** Byte offset in {@link #file} of the record that does not hold. */
    public long position() {
        return position;
    }

    /** Last sequence that is still proven; the damage is right behind it. */
    public long seq() {
        return seq;
    }

    /** What does not hold. */
    public String reason() {
        return reason;
    }
}
