package io.faka.engine.pipeline;

/** What kind of request it is, which decides how early it is turned away. */
public enum CommandClass {
    /** Refused above the ring's high-water mark and when the disk is low. */
    NEW_ORDER,
    /** Imports and definitions: like a new order. */
    SUPPLY,
    /** Payments and cancels: pass until the ring is full or the disk exhausted. */
    SETTLEMENT,
    /** Not journaled: passes until the ring is full. */
    QUERY,
    /** The node's own. */
    INTERNAL
}
