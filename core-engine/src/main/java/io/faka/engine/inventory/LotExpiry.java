package io.faka.engine.inventory;

import java.util.Arrays;

/** The lots whose codes end one day, by (time, lot): a binary heap of lot numbers. There are few lots beside units and orders. */
public final class LotExpiry {
    private final Lots lots;
    private int[] heap = new int[16];
    private int count;
    private long next = Long.MAX_VALUE;

    /** Works on these lots. */
    public LotExpiry(Lots lots) {
        this.lots = lots;
    }

    /** When the next lot ends; {@link Long#MAX_VALUE} if none does. */
    public long nextMicros() {
        return next;
    }

    /** A lot with an end was made. */
    void add(int lot) {
        if (count == heap.length) {
            heap = Arrays.copyOf(heap, 2 * count);
        }
        int at = count++;
        while (at > 0 && isBefore(lot, heap[(at - 1) / 2])) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = lot;
        next = lots.expiresAtMicros(heap[0]);
    }

    /** Takes the lot that ends next. */
    public int poll() {
        int first = heap[0];
        int moved = heap[--count];
        int at = 0;
        for (int child = 1; child < count; child = 2 * at + 1) {
            if (child + 1 < count && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], moved)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = moved;
        next = count == 0 ? Long.MAX_VALUE : lots.expiresAtMicros(heap[0]);
        return first;
    }

    private boolean isBefore(int lot, int other) {
        long expires = lots.expiresAtMicros(lot);
        long others = lots.expiresAtMicros(other);
        return expires < others || expires == others && lot < other;
    }

    /** Bytes held. */
    public long memoryBytes() {
        return 4L * heap.length;
    }

    /**
     * Checks that it holds exactly the lots that have not ended.
     *
     * @throws IllegalStateException if it does not
     */
    public void verify() {
        int waiting = 0;
        for (int lot = 1; lot <= lots.count(); lot++) {
            waiting += lots.expiresAtMicros(lot) != 0 && !lots.isExpired(lot) ? 1 : 0;
        }
        boolean fits = waiting == count && next == (count == 0 ? Long.MAX_VALUE : lots.expiresAtMicros(heap[0]));
        for (int i = 1; i < count; i++) {
            fits &= isBefore(heap[(i - 1) / 2], heap[i]);
        }
        if (!fits) {
            throw new IllegalStateException("does not hold: " + waiting + " lots wait for their end");
        }
    }
}
