package io.faka.gateway.http;

/**
 * Reads a chunked body: sizes in hex without extensions, CRLF where it belongs, no trailers. Goes on where the bytes ended. Reusable.
 */
final class ChunkedBody {
    private static final int MAX_SIZE_DIGITS = 8;

    private Phase phase = Phase.SIZE;
    private int digits;
    private long left;
    private String refusal = "";

    private enum Phase {
        SIZE,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        END_CR,
        END_LF,
        DONE,
        BAD
    }

    /** Receives the body's bytes. */
    interface Sink {
        /** A run of the body. */
        void onBytes(byte[] in, int offset, int length);
    }

    /** A new body starts. */
    void restart() {
        phase = Phase.SIZE;
        digits = 0;
        left = 0;
    }

    /** Whether the body has ended. */
    boolean isDone() {
        return phase == Phase.DONE;
    }

    /** Whether its framing is broken; the connection cannot go on. */
    boolean isBad() {
        return phase == Phase.BAD;
    }

    /** Words for broken framing. */
    String refusal() {
        return refusal;
    }

    /**
     * Reads on.
     *
     * @return where it stopped: at {@code to}, or behind the body's last byte
     */
    int read(byte[] in, int from, int to, Sink sink) {
        int at = from;
        while (at < to && phase != Phase.DONE && phase != Phase.BAD) {
            if (phase == Phase.DATA) {
                int run = (int) Math.min(left, to - at);
                sink.onBytes(in, at, run);
                at += run;
                left -= run;
                phase = left == 0 ? Phase.DATA_CR : Phase.DATA;
            } else {
                frame(in[at]);
                at++;
            }
        }
        return at;
    }

    private void frame(byte c) {
        switch (phase) {
            case SIZE -> size(c);
            case SIZE_LF -> expect(c, '\n', left == 0 ? Phase.END_CR : Phase.DATA);
            case DATA_CR -> expect(c, '\r', Phase.DATA_LF);
            case DATA_LF -> {
                expect(c, '\n', Phase.SIZE);
                digits = 0;
            }
            case END_CR -> expect(c, '\r', Phase.END_LF);
            case END_LF -> expect(c, '\n', Phase.DONE);
            default -> throw new IllegalStateException("no framing in " + phase);
        }
    }

    private void size(byte c) {
        int digit = c >= '0' && c <= '9'
                ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit >= 0 && digits < MAX_SIZE_DIGITS) {
            left = digits == 0 ? digit : left << 4 | digit;
            digits++;
        } else if (c == '\r' && digits > 0) {
            phase = Phase.SIZE_LF;
        } else {
            refuse("a chunk starts with its size in at most 8 hex digits and CR LF; extensions are not taken");
        }
    }

    private void expect(byte c, char wanted, Phase next) {
        if (c == wanted) {
            phase = next;
        } else {
            refuse("a chunk ends with CR LF; trailers are not taken");
        }
    }

    private void refuse(String words) {
        refusal = words;
        phase = Phase.BAD;
    }
}
