package io.faka.gateway.feed;

import io.faka.engine.port.CommandHandler;

/** Goes through the journal once, from its first command to what is its last at the time of the call. Any thread. */
@FunctionalInterface
public interface CommandScan {
    /** Hands over every command, in order. */
    void run(CommandHandler handler);
}
