package io.faka.engine.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Which orders leave memory, and when: four a command in the order they were placed, and now and then one that had to stay. */
final class NaiveRetention {
    private static final long HOUR = 3_600_000_000L;
    private static final Set<String> SETTLED = Set.of("FULFILLED", "PARTIALLY_REFUNDED", "REFUNDED");
    private static final Set<String> OVER = Set.of("EXPIRED", "CANCELED");

    private final List<NaiveShop.Order> placed = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private final ArrayDeque<NaiveShop.Order> stayed = new ArrayDeque<>();
    private final ToLongFunction<NaiveShop.Order> lateWindowMillis;
    private final ToLongFunction<NaiveShop.Order> openMoney;
    private long hours;
    private int looked;

    NaiveRetention(ToLongFunction<NaiveShop.Order> lateWindowMillis, ToLongFunction<NaiveShop.Order> openMoney) {
        this.lateWindowMillis = lateWindowMillis;
        this.openMoney = openMoney;
    }

    void keep(long hours) {
        this.hours = hours;
    }

    void placed(NaiveShop.Order order) {
        placed.add(order);
    }

    void run(long seq, long time) {
        while (times.size() < seq) {
            times.add(time);
        }
        times.add(time);
        if (hours == 0) {
            return;
        }
        long before = (time / HOUR - hours) * HOUR;
        for (int i = 0;
                i < 4 && looked < placed.size() && times.get((int) placed.get(looked).placedSeq) < before;
                i++) {
            look(placed.get(looked++), before, time);
        }
        if (seq % 64 == 0 && !stayed.isEmpty()) {
            look(stayed.removeFirst(), before, time);
        }
    }

    private void look(NaiveShop.Order order, long before, long time) {
        boolean unchanged = times.get((int) order.lastSeq) < before;
        boolean over =
                OVER.contains(order.state) && (time - order.deadline) / 1_000 >= lateWindowMillis.applyAsLong(order);
        if (unchanged && (over || SETTLED.contains(order.state)) && openMoney.applyAsLong(order) == 0) {
            order.leave();
        } else {
            stayed.addLast(order);
        }
    }
}
