package io.faka.engine.inventory;

import io.faka.engine.memory.LineLoads;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.StateHash;

/** The offers: each is one seller's queue of available units of one SKU. Every SKU has a default offer. Numbered from 1. */
public final class Offers {
    private static final int SKU = 0;
    static final int HEAD = 4;
    static final int TAIL = 8;
    static final int AVAILABLE = 12;
    private static final int ROW_BYTES = 32;

    private final RowTable rows = new RowTable(ROW_BYTES, 1 << 20);

    /** Adds an offer without units. */
    public int add(int sku) {
        int offer = rows.allocate();
        rows.putInt(offer, SKU, sku);
        return offer;
    }

    /** Number of the SKU on offer. */
    public int sku(int offer) {
        return rows.getInt(offer, SKU);
    }

    /** The unit that goes first, 0 if there is none. */
    public int head(int offer) {
        return rows.getInt(offer, HEAD);
    }

    /** The unit that goes last, 0 if there is none. */
    public int tail(int offer) {
        return rows.getInt(offer, TAIL);
    }

    /** Units in the queue. */
    public int available(int offer) {
        return rows.getInt(offer, AVAILABLE);
    }

    /** Notes the offer's row. */
    public void foresee(int offer, LineLoads loads) {
        loads.add(rows.address(offer), ROW_BYTES);
    }

    void queue(int offer, int head, int tail, int available) {
        rows.putInt(offer, HEAD, head);
        rows.putInt(offer, TAIL, tail);
        rows.putInt(offer, AVAILABLE, available);
    }

    /** Highest offer number; all from 1 to it exist. */
    public int count() {
        return rows.highest();
    }

    /** Adds every offer to the hash. */
    public void addTo(StateHash hash) {
        hash.add(count());
        for (int offer = 1; offer <= count(); offer++) {
            hash.addBytes(rows.address(offer), ROW_BYTES);
        }
    }

    /** Bytes held. */
    public long memoryBytes() {
        return rows.memoryBytes();
    }
}
