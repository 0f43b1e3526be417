package io.faka.node;

/** How a {@code faka} process ends. Scripts rely on the numbers: add to them, never change one. */
public enum ExitCode {
    /** All went well. */
    OK(0),
    /** A check failed, or the node refused the request. */
    CHECK_FAILED(1),
    /** The command line or the configuration is wrong. */
    USAGE(2),
    /** The journal, the event log or a file of the data directory is damaged. */
    DAMAGED_DATA(65),
    /** Another process uses the data directory. */
    DATA_IN_USE(66),
    /** A port is taken or may not be opened. */
    PORT_IN_USE(67),
    /** MariaDB cannot be reached, refuses the login or the encryption. */
    DATABASE(68),
    /** The data directory cannot be written, or the disk is full. */
    DISK(69),
    /** The node stopped itself because of something it did not expect. */
    INTERNAL(70),
    /** No node answers at the address. */
    UNREACHABLE(75);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** What the shell sees. */
    public int number() {
        return number;
    }
}
