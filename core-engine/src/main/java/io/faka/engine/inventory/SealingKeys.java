package io.faka.engine.inventory;

import io.faka.engine.memory.StateHash;

/**
 * The ids of the keys that codes were sealed with, each in a slot small enough for a unit's row. Slots are given in the order in
 * which the keys first came.
 */
public final class SealingKeys {
    /** How many different keys a shard can have seen in its life. */
    public static final int MAX_KEYS = 255;

    private final int[] ids = new int[MAX_KEYS];
    private int count;

    /** Slot of the key, given now if it is new; -1 if all slots are taken. */
    public int slot(int keyId) {
        for (int slot = count - 1; slot >= 0; slot--) {
            if (ids[slot] == keyId) {
                return slot;
            }
        }
        if (count == MAX_KEYS) {
            return -1;
        }
        ids[count] = keyId;
        return count++;
    }

    /** Whether {@link #slot} would find or make one. */
    public boolean hasRoomFor(int keyId) {
        if (count < MAX_KEYS) {
            return true;
        }
        for (int slot = 0; slot < count; slot++) {
            if (ids[slot] == keyId) {
                return true;
            }
        }
        return false;
    }

    /** Id of the key in a slot. */
    public int id(int slot) {
        return ids[slot];
    }

    /** Adds the keys in the order of their slots to the hash. */
    public void addTo(StateHash hash) {
        hash.add(count);
        for (int slot = 0; slot < count; slot++) {
            hash.add(ids[slot]);
        }
    }

    /** Slots in use. */
    public int count() {
        return count;
    }
}
