package io.faka.engine;

/** What must hold at any time. */
final class Invariant {
    private Invariant() {}

    /** @throws IllegalStateException naming the statement and the number it is about, unless it holds */
    static void require(boolean holds, String statement, long number) {
        if (!holds) {
            throw new IllegalStateException("does not hold: " + statement + " " + number);
        }
    }
}
