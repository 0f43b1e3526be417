package io.faka.node;

import io.faka.node.cli.FakaCommand;

/** The process's entry. */
public final class Main {
    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.exit(FakaCommand.run(args));
    }
}
