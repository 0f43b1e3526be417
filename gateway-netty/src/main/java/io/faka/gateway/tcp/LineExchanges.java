package io.faka.gateway.tcp;

import io.faka.gateway.json.Text;

/** The unanswered lines of a connection in the order they came. */
final class LineExchanges {
    private final LineExchange[] ring;
    private final int most;
    private long first;
    private long next;

    /** @param most unanswered lines, at least 1 */
    LineExchanges(int most) {
        this.most = most;
        ring = new LineExchange[Math.max(1, Integer.highestOneBit(most - 1) << 1)];
    }

    boolean isFull() {
        return next - first == most;
    }

    boolean isEmpty() {
        return next == first;
    }

    /** Adds one at the end; its number is {@link #lastNumber}. */
    LineExchange add(Text id) {
        int index = index(next++);
        if (ring[index] == null) {
            ring[index] = new LineExchange();
        }
        ring[index].begin(id);
        return ring[index];
    }

    long lastNumber() {
        return next - 1;
    }

    long firstNumber() {
        return first;
    }

    LineExchange get(long number) {
        return ring[index(number)];
    }

    LineExchange first() {
        return ring[index(first)];
    }

    void removeFirst() {
        first++;
    }

    private int index(long number) {
        return (int) number & ring.length - 1;
    }
}
