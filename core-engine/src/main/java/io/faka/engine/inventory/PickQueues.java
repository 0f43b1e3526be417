package io.faka.engine.inventory;

import io.faka.engine.memory.Hash;
import java.util.Arrays;

/**
 * The order in which an offer's units are sold, for all that is not simply first in, first out.
 *
 * <p>FIFO and LIFO are one list in the order of import, sold from its head or its tail. FEFO is a list by (expiry, lot, unit): the units
 * of a lot stand together in it, and a lot finds its place among those that have units. RANDOM is no list: its units stand in slots, a
 * unit's link to the one before it holds its slot, and the next one is drawn from the shard's seed, the command's sequence and how many
 * were drawn with it. Counts of SKUs and books are the caller's.
 */
public final class PickQueues {
    private final Offers offers;
    private final Lots lots;
    private final Units units;
    private int[][] slots = new int[16][];
    private int[] lastLots = new int[16];
    private int[] sorted = new int[64];
    private long seed;
    private long seq;
    private int draws;

    /** Works on these tables. */
    public PickQueues(Offers offers, Lots lots, Units units) {
        this.offers = offers;
        this.lots = lots;
        this.units = units;
    }

    /** Sets the seed of the draws; only while there is no unit. */
    public void seed(long seed) {
        this.seed = seed;
    }

    /** The coming draws are of this command. */
    void begin(long seq) {
        this.seq = seq;
        draws = 0;
    }

    /** The unit that is sold next; the offer has one. */
    int next(int offer) {
        return switch (offers.pick(offer)) {
            case Offers.LIFO -> offers.tail(offer);
            case Offers.RANDOM -> slots[offer][draw(offers.available(offer))];
            default -> offers.head(offer);
        };
    }

    /** A new unit joins. */
    void add(int offer, int unit) {
        switch (offers.pick(offer)) {
            case Offers.RANDOM -> fill(offer, unit);
            case Offers.FEFO -> sort(offer, unit, false);
            default -> link(offer, offers.tail(offer), unit);
        }
    }

    /** A unit that was taken comes back, to be sold before the others where the policy leaves a choice. */
    void putBack(int offer, int unit) {
        switch (offers.pick(offer)) {
            case Offers.RANDOM -> fill(offer, unit);
            case Offers.FEFO -> sort(offer, unit, true);
            case Offers.LIFO -> link(offer, offers.tail(offer), unit);
            default -> link(offer, 0, unit);
        }
    }

    /** A unit leaves, from wherever it stands. */
    void lift(int offer, int unit) {
        switch (offers.pick(offer)) {
            case Offers.RANDOM -> empty(offer, unit);
            case Offers.FEFO -> {
                unsort(offer, unit);
                unlink(offer, unit);
            }
            default -> unlink(offer, unit);
        }
    }

    /** Gives an offer another policy; its units keep to the order of import where that is one. */
    void repick(int offer, byte pick) {
        byte before = offers.pick(offer);
        boolean sameList = before <= Offers.LIFO && pick <= Offers.LIFO;
        if (before == pick || sameList || offers.available(offer) == 0) {
            offers.pick(offer, pick);
            return;
        }
        int count = offers.available(offer);
        sorted = sorted.length < count ? new int[Math.max(count, 2 * sorted.length)] : sorted;
        for (int i = 0; i < count; i++) {
            sorted[i] = before == Offers.RANDOM ? slots[offer][count - 1 - i] : offers.head(offer);
            lift(offer, sorted[i]);
        }
        Arrays.sort(sorted, 0, count);
        offers.pick(offer, pick);
        for (int i = 0; i < count; i++) {
            add(offer, sorted[i]);
        }
    }

    private int draw(int count) {
        long word = Hash.ofWords(seed, seq, draws++) >>> 32;
        return (int) (word * count >>> 32);
    }

    private void fill(int offer, int unit) {
        if (offer >= slots.length) {
            slots = Arrays.copyOf(slots, Math.max(2 * slots.length, offer + 1));
        }
        int slot = offers.available(offer);
        if (slots[offer] == null) {
            slots[offer] = new int[64];
        } else if (slot == slots[offer].length) {
            slots[offer] = Arrays.copyOf(slots[offer], 2 * slot);
        }
        slots[offer][slot] = unit;
        units.previous(unit, slot);
        units.next(unit, 0);
        offers.queue(offer, 0, 0, slot + 1);
    }

    private void empty(int offer, int unit) {
        int last = offers.available(offer) - 1;
        int slot = units.previous(unit);
        int moved = slots[offer][last];
        slots[offer][slot] = moved;
        units.previous(moved, slot);
        offers.queue(offer, 0, 0, last);
    }

    private void sort(int offer, int unit, boolean front) {
        int lot = units.lot(unit);
        int first = lots.queueFirst(lot);
        if (first == 0) {
            enlist(offer, lot);
            int before = lots.previousQueued(lot);
            link(offer, before == 0 ? 0 : lots.queueLast(before), unit);
            lots.queue(lot, unit, unit);
        } else if (front) {
            int last = lots.queueLast(lot);
            link(offer, units.previous(first), unit);
            lots.queue(lot, unit, last);
        } else {
            link(offer, lots.queueLast(lot), unit);
            lots.queue(lot, first, unit);
        }
    }

    private void unsort(int offer, int unit) {
        int lot = units.lot(unit);
        int first = lots.queueFirst(lot);
        int last = lots.queueLast(lot);
        if (first == last) {
            lots.queue(lot, 0, 0);
            delist(offer, lot);
        } else if (unit == first) {
            lots.queue(lot, units.next(unit), last);
        } else if (unit == last) {
            lots.queue(lot, first, units.previous(unit));
        }
    }

    private void enlist(int offer, int lot) {
        if (offer >= lastLots.length) {
            lastLots = Arrays.copyOf(lastLots, Math.max(2 * lastLots.length, offer + 1));
        }
        int before = lastLots[offer];
        int after = 0;
        while (before != 0 && isBefore(lot, before)) {
            after = before;
            before = lots.previousQueued(before);
        }
        lots.queuedBetween(before, lot, after);
        if (after == 0) {
            lastLots[offer] = lot;
        }
    }

    private void delist(int offer, int lot) {
        int before = lots.previousQueued(lot);
        int after = lots.nextQueued(lot);
        lots.queuedNextTo(before, after);
        if (after == 0) {
            lastLots[offer] = before;
        }
    }

    /** Whether the units of one lot go before those of another. */
    private boolean isBefore(int lot, int other) {
        long expires = expiry(lot);
        return expires < expiry(other) || expires == expiry(other) && lot < other;
    }

    private long expiry(int lot) {
        return lots.expiresAtMicros(lot) == 0 ? Long.MAX_VALUE : lots.expiresAtMicros(lot);
    }

    private void link(int offer, int previous, int unit) {
        int next = previous == 0 ? offers.head(offer) : units.next(previous);
        units.previous(unit, previous);
        units.next(unit, next);
        if (previous != 0) {
            units.next(previous, unit);
        }
        if (next != 0) {
            units.previous(next, unit);
        }
        int head = previous == 0 ? unit : offers.head(offer);
        int tail = next == 0 ? unit : offers.tail(offer);
        offers.queue(offer, head, tail, offers.available(offer) + 1);
    }

    private void unlink(int offer, int unit) {
        int previous = units.previous(unit);
        int next = units.next(unit);
        if (previous != 0) {
            units.next(previous, next);
        }
        if (next != 0) {
            units.previous(next, previous);
        }
        int head = previous == 0 ? next : offers.head(offer);
        int tail = next == 0 ? previous : offers.tail(offer);
        offers.queue(offer, head, tail, offers.available(offer) - 1);
    }

    /** Bytes held. */
    public long memoryBytes() {
        long bytes = 4L * lastLots.length + 4L * sorted.length;
        for (int[] one : slots) {
            bytes += one == null ? 0 : 4L * one.length;
        }
        return bytes;
    }

    /**
     * Checks what the links alone do not tell.
     *
     * @throws IllegalStateException if an offer's units are not in the order of its policy
     */
    public void verify() {
        for (int offer = 1; offer <= offers.count(); offer++) {
            if (offers.pick(offer) == Offers.RANDOM) {
                verifySlots(offer);
            } else if (offers.pick(offer) == Offers.FEFO) {
                verifyOrder(offer);
            }
        }
    }

    private void verifySlots(int offer) {
        for (int slot = 0; slot < offers.available(offer); slot++) {
            int unit = slots[offer][slot];
            boolean fits = units.state(unit) == Units.AVAILABLE
                    && units.previous(unit) == slot
                    && lots.offer(units.lot(unit)) == offer;
            require(fits, "its slot has unit " + unit);
        }
    }

    private void verifyOrder(int offer) {
        int before = 0;
        int lastUnit = 0;
        for (int unit = offers.head(offer); unit != 0; unit = units.next(unit)) {
            int lot = units.lot(unit);
            if (lot != before) {
                require(before == 0 || isBefore(before, lot), "lots stand by expiry at unit " + unit);
                require(lots.queueFirst(lot) == unit, "its lot's first is unit " + unit);
                require(lots.previousQueued(lot) == before, "lots are linked at unit " + unit);
                require(before == 0 || lots.queueLast(before) == lastUnit, "its lot's last is unit " + lastUnit);
            }
            before = lot;
            lastUnit = unit;
        }
        boolean ends = before == 0 || lots.queueLast(before) == lastUnit && lastLots[offer] == before;
        require(ends, "the last lot is that of the last unit in offer " + offer);
    }

    private static void require(boolean holds, String statement) {
        if (!holds) {
            throw new IllegalStateException("does not hold: " + statement);
        }
    }
}
