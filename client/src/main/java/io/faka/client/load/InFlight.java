package io.faka.client.load;

/** Start times of the requests in flight on one connection, oldest first. */
final class InFlight {
    private final long[] startNanos;
    private final boolean[] payment;
    private final int mask;
    private final int limit;
    private long head;
    private long tail;

    InFlight(int limit) {
        int capacity = Integer.highestOneBit(Math.max(1, limit - 1)) * 2;
        this.limit = limit;
        startNanos = new long[capacity];
        payment = new boolean[capacity];
        mask = capacity - 1;
    }

    int size() {
        return (int) (tail - head);
    }

    boolean isFull() {
        return size() >= limit;
    }

    void add(long start, boolean isPayment) {
        int slot = (int) tail++ & mask;
        startNanos[slot] = start;
        payment[slot] = isPayment;
    }

    long oldestStartNanos() {
        return startNanos[(int) head & mask];
    }

    boolean isOldestPayment() {
        return payment[(int) head & mask];
    }

    void remove() {
        head++;
    }
}
