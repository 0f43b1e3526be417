package io.faka.node;

import io.faka.journal.JournalDump;
import java.nio.file.Path;

/** Prints a journal's commands, with what goes wrong told in the node's exit codes. */
public final class Dump {
    private Dump() {}

    /**
     * Prints at most {@code limit} commands from sequence {@code from} on, one a line; {@code limit} is at least 1.
     *
     * @throws NodeFailure if there is no journal or it is damaged; what precedes the damage has been printed
     */
    public static void print(Path data, long from, long limit, JournalDump.Format format, Appendable out) {
        Verification.requireJournal(data);
        long last = from + limit - 1;
        try {
            JournalDump.print(data, from, last < from ? Long.MAX_VALUE : last, format, out);
        } catch (RuntimeException e) {
            throw DurableState.explain(e);
        }
    }
}
