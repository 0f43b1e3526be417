package io.faka.engine.port;

/** How much disk is left for the journal. */
public enum StorageLevel {
    /** Everything is taken. */
    AMPLE,
    /** New orders and imports are refused; payments and cancels still pass, out of their own reserve. */
    LOW,
    /** Nothing is taken. */
    EXHAUSTED
}
