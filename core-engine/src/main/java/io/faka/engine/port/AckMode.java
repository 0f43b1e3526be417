package io.faka.engine.port;

/** How durable a command is when its reply leaves. */
public enum AckMode {
    /** In the journal's mapped file and applied: survives the death of the process, not of the machine. */
    ASYNC,
    /** Forced to disk, many commands with one force: also survives a power cut on an honest disk. */
    GROUP_FSYNC
}
