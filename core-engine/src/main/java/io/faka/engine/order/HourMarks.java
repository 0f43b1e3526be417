package io.faka.engine.order;

import io.faka.engine.memory.StateHash;
import java.util.Arrays;

/**
 * For every hour of journal time in which a command came: the sequence of its first command, and how many orders there were before it.
 * So one number per order, its last sequence, tells to the hour when it changed.
 */
final class HourMarks {
    static final long HOUR_MICROS = 3_600_000_000L;

    private long[] hours = new long[64];
    private long[] seqs = new long[64];
    private int[] orders = new int[64];
    private int count;
    private long nextHourMicros;

    /** Whether the command of this time is the first of its hour. */
    boolean isNewHour(long timeMicros) {
        return timeMicros >= nextHourMicros;
    }

    /** Notes the first command of an hour. */
    void begin(long timeMicros, long seq, int orderCount) {
        if (count == hours.length) {
            hours = Arrays.copyOf(hours, count * 2);
            seqs = Arrays.copyOf(seqs, count * 2);
            orders = Arrays.copyOf(orders, count * 2);
        }
        long hour = timeMicros / HOUR_MICROS;
        hours[count] = hour;
        seqs[count] = seq;
        orders[count] = orderCount;
        count++;
        nextHourMicros = (hour + 1) * HOUR_MICROS;
    }

    /** The first mark of this hour or a later one; there is one. */
    int find(long hour) {
        int at = Arrays.binarySearch(hours, 0, count, hour);
        return at >= 0 ? at : -at - 1;
    }

    /** All commands before this sequence came before the hour of the mark. */
    long seq(int mark) {
        return seqs[mark];
    }

    /** The rows from 1 to this are the orders placed before the hour of the mark. */
    int orders(int mark) {
        return orders[mark];
    }

    void addTo(StateHash hash) {
        hash.add(count);
        for (int i = 0; i < count; i++) {
            hash.add(hours[i]).add(seqs[i]).add(orders[i]);
        }
    }

    long memoryBytes() {
        return hours.length * 20L;
    }
}
