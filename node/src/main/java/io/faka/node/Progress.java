package io.faka.node;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Progress on stderr: a bar that redraws itself on a terminal, a plain line every two seconds elsewhere, so that what is quick stays silent. Belongs to one thread.
 */
public final class Progress implements AutoCloseable {
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long LINE_NANOS = 2_000_000_000L;
    private static final int WIDTH = 30;

    private final PrintStream out = System.err;
    private final boolean terminal = isTerminal();
    private final boolean quiet;
    private final String what;
    private long nextNanos;
    private boolean begun;
    private boolean drawn;

    /** @param quiet true = print nothing */
    public Progress(String what, boolean quiet) {
        this.what = what;
        this.quiet = quiet;
    }

    /** Whether a person looks on. Stdin does not count: codes may come from a pipe. */
    public static boolean isTerminal() {
        return System.console() != null && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
    }

    /**
     * Shows where it is.
     *
     * @param total 0 = unknown
     * @param note  free text behind the bar
     */
    public void show(long done, long total, String note) {
        long now = System.nanoTime();
        if (!begun) {
            begun = true;
            nextNanos = now + (terminal ? 0 : LINE_NANOS);
        }
        if (quiet || now - nextNanos < 0) {
            return;
        }
        nextNanos = now + (terminal ? REDRAW_NANOS : LINE_NANOS);
        String share = total > 0 ? String.format(Locale.ROOT, "%3d%% ", Math.min(100, done * 100 / total)) : "";
        if (terminal) {
            out.print("\r\u001b[2K" + what + " " + bar(done, total) + share + note);
            out.flush();
            drawn = true;
        } else {
            out.println(what + " " + share + note);
        }
    }

    /** Takes the bar off the screen. */
    @Override
    public void close() {
        if (drawn) {
            out.print("\r\u001b[2K");
            out.flush();
            drawn = false;
        }
    }

    private static String bar(long done, long total) {
        if (total <= 0) {
            return "";
        }
        int filled = (int) Math.min(WIDTH, done * WIDTH / total);
        return "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] ";
    }
}
