package io.faka.engine.pipeline;

import io.faka.engine.RecordBuffer;

/**
 * The slots of one ring batch on their way through the stages, and what the stages made of them. Owned by the pipeline's thread
 * and used again for every batch.
 */
final class CommandBatch {
    private final CommandSlot[] slots;
    private int size;
    private int journaled;

    /** Sequence of the first journaled command. */
    long firstSeq;
    /** Journal time of every journaled command. */
    long timeMicros;
    /** False when the journal had no room: nothing of this batch may be applied. */
    boolean accepted;

    final RecordBuffer events = new RecordBuffer(1 << 18);
    /** One reply per slot that is not abandoned, in slot order. */
    final RecordBuffer replies = new RecordBuffer(1 << 18);

    CommandBatch(int capacity) {
        slots = new CommandSlot[capacity];
    }

    void add(CommandSlot slot) {
        slots[size++] = slot;
        if (isJournaled(slot)) {
            journaled++;
        }
    }

    CommandSlot slot(int index) {
        return slots[index];
    }

    int size() {
        return size;
    }

    int journaled() {
        return journaled;
    }

    long lastSeq() {
        return firstSeq + journaled - 1;
    }

    static boolean isJournaled(CommandSlot slot) {
        return !slot.isAbandoned() && slot.commandClass() != CommandClass.QUERY;
    }

    void clear() {
        size = 0;
        journaled = 0;
        events.clear();
        replies.clear();
    }
}
