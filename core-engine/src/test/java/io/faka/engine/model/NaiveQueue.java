package io.faka.engine.model;

import io.faka.engine.memory.Hash;
import io.faka.engine.model.NaiveShop.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The units of an offer that are for sale, as a list; which one goes first follows from the policy. */
final class NaiveQueue {
    /** The draws of a command. */
    static final class Draws {
        long seed;
        private long seq;
        private int count;

        void begin(long ofSeq) {
            seq = ofSeq;
            count = 0;
        }

        int next(int size) {
            return (int) ((Hash.ofWords(seed, seq, count++) >>> 32) * size >>> 32);
        }
    }

    Draws draws;
    private final List<Unit> units = new ArrayList<>();
    private int pick = 1;

    int size() {
        return units.size();
    }

    boolean isEmpty() {
        return units.isEmpty();
    }

    String pickName() {
        return List.of("FIFO", "LIFO", "FEFO", "RANDOM").get(pick - 1);
    }

    void pick(int other) {
        if (pick != other && (pick > 2 || other > 2)) {
            units.sort(Comparator.comparingInt(Unit::id));
        }
        pick = other;
    }

    void joins(Unit unit) {
        units.add(unit);
    }

    void comesBack(Unit unit) {
        units.add(pick == 2 || pick == 4 ? units.size() : 0, unit);
    }

    Unit find(long id) {
        return units.stream().filter(unit -> unit.id() == id).findFirst().orElse(null);
    }

    Unit at(int place) {
        return units.get(place);
    }

    boolean remove(Unit unit) {
        int at = units.indexOf(unit);
        if (at >= 0) {
            take(at);
        }
        return at >= 0;
    }

    Unit take() {
        return take(
                switch (pick) {
                    case 1 -> 0;
                    case 2 -> units.size() - 1;
                    case 3 -> soonest();
                    default -> draws.next(units.size());
                });
    }

    private int soonest() {
        int best = 0;
        for (int i = 1; i < units.size(); i++) {
            boolean sooner = end(i) < end(best)
                    || end(i) == end(best)
                            && units.get(i).lot().number()
                                    < units.get(best).lot().number();
            best = sooner ? i : best;
        }
        return best;
    }

    private long end(int at) {
        long expires = units.get(at).lot().expires();
        return expires == 0 ? Long.MAX_VALUE : expires;
    }

    /** Of a random queue the last unit takes the place of the one that leaves. */
    private Unit take(int at) {
        if (pick != 4) {
            return units.remove(at);
        }
        Unit unit = units.get(at);
        units.set(at, units.get(units.size() - 1));
        units.remove(units.size() - 1);
        return unit;
    }
}
