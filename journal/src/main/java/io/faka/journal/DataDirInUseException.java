package io.faka.journal;

import java.nio.file.Path;

/** Another process, or this one, already works on the data directory. */
public final class DataDirInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long pid;

    DataDirInUseException(Path dataDir, long pid) {
        super("data directory " + dataDir + " is in use by "
                + (pid < 0 ? "another process" : "the process with pid " + pid)
                + "; stop it first, or give this node a directory of its own");
        this.pid = pid;
    }

    /** Process that holds the directory as it wrote it down itself, -1 if it left no number. */
    public long pid() {
        return pid;
    }
}
