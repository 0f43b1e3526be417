package io.faka.gateway.session;

import java.util.Arrays;

/**
 * The sessions of one event loop by id, and which of them got replies in the drain under way. An id is a slot, the loop's index
 * and the slot's turn, so an id of a gone session never means its successor. Loop thread only, except {@link #size}.
 */
final class SessionTable {
    private static final int SLOT_BITS = 24;
    private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;
    private static final int TURN_SHIFT = 32;

    private final long loopBits;
    private ReplySession[] sessions = new ReplySession[64];
    private long[] ids = new long[64];
    private int[] turns = new int[64];
    private int[] freeSlots = new int[64];
    private boolean[] touched = new boolean[64];
    private int[] touchedSlots = new int[64];
    private int freeCount;
    private int usedSlots;
    private int touchedCount;
    private volatile int size;

    SessionTable(int loopIndex) {
        if (loopIndex < 0 || loopIndex > 255) {
            throw new IllegalArgumentException("an event loop's index is 0-255: " + loopIndex);
        }
        loopBits = (long) loopIndex << SLOT_BITS;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by the loop only
    long add(ReplySession session) {
        int slot = freeCount > 0 ? freeSlots[--freeCount] : nextSlot();
        long id = (long) ++turns[slot] << TURN_SHIFT | loopBits | slot;
        sessions[slot] = session;
        ids[slot] = id;
        size++;
        return id;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by the loop only
    void remove(long id) {
        int slot = slot(id);
        if (slot < 0) {
            return;
        }
        sessions[slot] = null;
        ids[slot] = 0;
        freeSlots[freeCount++] = slot;
        size--;
    }

    /** The session of that id, which from now on has replies to send; null if it is gone. */
    ReplySession take(long id) {
        int slot = slot(id);
        if (slot < 0) {
            return null;
        }
        if (!touched[slot]) {
            touched[slot] = true;
            touchedSlots[touchedCount++] = slot;
        }
        return sessions[slot];
    }

    /** Tells every session with replies that there are no more for now. */
    void endReplies() {
        for (int i = 0; i < touchedCount; i++) {
            int slot = touchedSlots[i];
            touched[slot] = false;
            ReplySession session = sessions[slot];
            if (session != null) {
                end(session);
            }
        }
        touchedCount = 0;
    }

    private static void end(ReplySession session) {
        try {
            session.onRepliesEnd();
        } catch (RuntimeException fault) {
            session.onFault(fault);
        }
    }

    int size() {
        return size;
    }

    private int slot(long id) {
        int slot = (int) id & SLOT_MASK;
        return slot < usedSlots && id != 0 && ids[slot] == id ? slot : -1;
    }

    private int nextSlot() {
        if (usedSlots == sessions.length) {
            if (usedSlots > SLOT_MASK >> 1) {
                throw new IllegalStateException("more than " + usedSlots + " sessions on one event loop");
            }
            int capacity = usedSlots * 2;
            sessions = Arrays.copyOf(sessions, capacity);
            ids = Arrays.copyOf(ids, capacity);
            turns = Arrays.copyOf(turns, capacity);
            freeSlots = Arrays.copyOf(freeSlots, capacity);
            touched = Arrays.copyOf(touched, capacity);
            touchedSlots = Arrays.copyOf(touchedSlots, capacity);
        }
        return usedSlots++;
    }
}
