package io.faka.engine.inventory;

/**
 * Moves units from state to state together with the quantities of their SKU, and checks after each move that nothing was made
 * or lost: imported = available + reserved + allocated + sold + quarantined + voided, and none is negative.
 *
 * <p>Units leave an offer's queue at its head. Units that come back from an order go to the head again, in their old order: they
 * are older than all that still waits, so that old lots keep going out first, and no list has to be searched for their place.
 */
public final class Stock {
    private final Skus skus;
    private final Offers offers;
    private final OfferBooks books;
    private final Lots lots;
    private final Units units;
    private final FreedStock freed;
    private final PickQueues queues;
    private final LotExpiry expiry;
    private final Withheld withheld = new Withheld();
    private long seq;
    private int lastTaken;

    /** Works on these tables. */
    public Stock(
            Skus skus,
            Offers offers,
            OfferBooks books,
            Lots lots,
            Units units,
            FreedStock freed,
            PickQueues queues,
            LotExpiry expiry) {
        this.skus = skus;
        this.offers = offers;
        this.books = books;
        this.lots = lots;
        this.units = units;
        this.freed = freed;
        this.queues = queues;
        this.expiry = expiry;
    }

    /** Sequence of the command that the coming moves belong to. */
    public void begin(long seq) {
        this.seq = seq;
        queues.begin(seq);
    }

    /** Adds a lot; the SKU has none of this name. */
    public int addLot(int sku, int offer, long expiresAtMicros, long name, int length) {
        int lot = lots.add(sku, offer, expiresAtMicros, name, length);
        if (expiresAtMicros != 0) {
            expiry.add(lot);
        }
        return lot;
    }

    /** Takes one imported unit in, at the end of the offer's queue. {@link #imported} ends the import. */
    public int receive(int sku, int lot, int keySlot, long high, long low, long code, int length) {
        return enqueue(lots.offer(lot), units.add(sku, lot, keySlot, high, low, code, length));
    }

    /** Takes one counted unit in, as {@link #receive}. */
    public int receiveCounted(int lot) {
        return enqueue(lots.offer(lot), units.addCounted(lot));
    }

    private int enqueue(int offer, int unit) {
        if (offers.pick(offer) != Offers.FIFO) {
            queues.add(offer, unit);
            return unit;
        }
        int tail = offers.tail(offer);
        units.previous(unit, tail);
        if (tail != 0) {
            units.next(tail, unit);
        }
        offers.queue(offer, tail == 0 ? unit : offers.head(offer), unit, offers.available(offer) + 1);
        return unit;
    }

    /** Counts what was received. */
    public void imported(int sku, int lot, int quantity) {
        int book = books.of(sku);
        if (book != 0) {
            books.moved(book, lots.offer(lot), quantity);
        }
        lots.addRun(lot, units.count() - quantity + 1, quantity);
        skus.add(sku, Skus.IMPORTED, quantity);
        skus.add(sku, Skus.AVAILABLE, quantity);
        check(sku);
        freed.mark(sku);
    }

    /**
     * Takes units from the head of the SKU's queue for an order line. The SKU has no book.
     *
     * @param quantity at least 1 and at most what is available
     * @return the first of the chain
     */
    public int reserve(int sku, int quantity, int order) {
        int first = take(sku, skus.getInt(sku, Skus.OFFER), quantity, order);
        move(sku, Skus.AVAILABLE, Skus.RESERVED, quantity);
        return first;
    }

    /**
     * Takes units from the head of an offer's queue for an order line and puts them behind the units it has.
     *
     * @param quantity at least 1 and at most what the offer has
     * @param behind   last unit of the line so far, 0 if it has none
     * @return the first of those taken
     */
    public int reserveFrom(int offer, int quantity, int order, int behind) {
        int sku = offers.sku(offer);
        int first = take(sku, offer, quantity, order);
        if (behind != 0) {
            units.next(behind, first);
            units.previous(first, behind);
        }
        int book = books.of(sku);
        if (book != 0) {
            books.moved(book, offer, -quantity);
        }
        move(sku, Skus.AVAILABLE, Skus.RESERVED, quantity);
        return first;
    }

    /** Takes one unit from wherever it stands in its offer's queue for an order line, behind the units it has. */
    public void reserveUnit(int unit, int order, int behind) {
        lift(unit);
        units.assign(unit, Units.RESERVED, order);
        units.next(unit, 0);
        units.previous(unit, behind);
        if (behind != 0) {
            units.next(behind, unit);
        }
        lastTaken = unit;
        move(units.sku(unit), Skus.AVAILABLE, Skus.RESERVED, 1);
    }

    /** The last of the units that {@link #reserveFrom} took. */
    public int lastTaken() {
        return lastTaken;
    }

    private int take(int sku, int offer, int quantity, int order) {
        if (quantity < 1 || quantity > offers.available(offer)) {
            throw new IllegalStateException(quantity + " units of " + offers.available(offer) + " in SKU " + sku);
        }
        if (offers.pick(offer) != Offers.FIFO) {
            return takePicked(offer, quantity, order);
        }
        int first = offers.head(offer);
        int last = 0;
        int unit = first;
        for (int i = 0; i < quantity; i++) {
            units.assign(unit, Units.RESERVED, order);
            last = unit;
            unit = units.next(unit);
        }
        lastTaken = last;
        units.next(last, 0);
        if (unit != 0) {
            units.previous(unit, 0);
        }
        offers.queue(offer, unit, unit == 0 ? 0 : offers.tail(offer), offers.available(offer) - quantity);
        return first;
    }

    private int takePicked(int offer, int quantity, int order) {
        int first = 0;
        int last = 0;
        for (int i = 0; i < quantity; i++) {
            int unit = queues.next(offer);
            queues.lift(offer, unit);
            units.assign(unit, Units.RESERVED, order);
            units.previous(unit, last);
            units.next(unit, 0);
            if (last == 0) {
                first = unit;
            } else {
                units.next(last, unit);
            }
            last = unit;
        }
        lastTaken = last;
        return first;
    }

    /** The unit of the offer that would be sold next; the offer has one. */
    int next(int offer) {
        return queues.next(offer);
    }

    /** Gives a SKU's own offer another policy. */
    public void repick(int offer, byte pick) {
        queues.repick(offer, pick);
    }

    /**
     * Gives the units of an order line back, each to its offer: they are the first to be sold again. Those of a recalled or expired
     * lot are not; they are {@link #withheld}.
     */
    public void release(int sku, int first, int quantity) {
        int book = books.of(sku);
        int own = skus.getInt(sku, Skus.OFFER);
        if (book != 0 || offers.screens(own)) {
            releaseScreened(sku, book, first, quantity);
            return;
        }
        int last = assign(first, quantity, Units.RESERVED, Units.AVAILABLE, 0);
        giveBack(own, first, last, quantity);
        move(sku, Skus.RESERVED, Skus.AVAILABLE, quantity);
        freed.mark(sku);
    }

    private void releaseScreened(int sku, int book, int first, int quantity) {
        int last = 0;
        int left = 0;
        int voided = 0;
        int next = first;
        for (int i = 0; i < quantity; i++) {
            int unit = next;
            next = units.next(unit);
            if (units.state(unit) != Units.RESERVED) {
                throw new IllegalStateException("unit " + unit + " is in state " + units.state(unit) + ", not held");
            }
            int lot = units.lot(unit);
            if (lots.isVoided(lot) || lots.isExpired(lot)) {
                voided += lots.isVoided(lot) ? 1 : 0;
                drop(unit, lots.isVoided(lot) ? Units.VOIDED : Units.QUARANTINED, 0);
                withheld.add(unit);
                continue;
            }
            units.assign(unit, Units.AVAILABLE, 0);
            units.previous(unit, last);
            units.next(unit, 0);
            if (last != 0) {
                units.next(last, unit);
            }
            last = unit;
            left++;
        }
        giveBackRuns(book, last);
        skus.add(sku, Skus.VOIDED, voided);
        skus.add(sku, Skus.QUARANTINED, quantity - left - voided);
        skus.add(sku, Skus.RESERVED, left - quantity);
        move(sku, Skus.RESERVED, Skus.AVAILABLE, left);
        freed.mark(sku);
    }

    /** The unit begins a chain of its own; the one before it, 0 if there is none, ends the chain that both were in. */
    public int cut(int first) {
        int before = units.previous(first);
        if (before != 0) {
            units.next(before, 0);
            units.previous(first, 0);
        }
        return before;
    }

    /** Units that came back from orders and did not go on sale again. */
    public Withheld withheld() {
        return withheld;
    }

    /** The unit is in no chain any more. */
    void drop(int unit, byte state, int owner) {
        units.assign(unit, state, owner);
        units.next(unit, 0);
        units.previous(unit, 0);
    }

    /** Takes one available unit out of its offer's queue. The counts of the SKU are the caller's. */
    void lift(int unit) {
        int offer = offer(unit);
        queues.lift(offer, unit);
        queued(offer, -1);
    }

    /** Puts one unit that was out of its offer's queue back into it, to be sold first. The counts of the SKU are the caller's. */
    void putBack(int unit) {
        int offer = offer(unit);
        units.assign(unit, Units.AVAILABLE, 0);
        queues.putBack(offer, unit);
        queued(offer, 1);
        freed.mark(offers.sku(offer));
    }

    private void queued(int offer, int delta) {
        int book = books.of(offers.sku(offer));
        if (book != 0) {
            books.moved(book, offer, delta);
        }
    }

    /** Walks a chain from its end and gives back each run of units of one offer. */
    private void giveBackRuns(int book, int last) {
        int unit = last;
        while (unit != 0) {
            int offer = offer(unit);
            int end = unit;
            int quantity = 1;
            int before = units.previous(unit);
            while (before != 0 && offer(before) == offer) {
                unit = before;
                before = units.previous(unit);
                quantity++;
            }
            units.previous(unit, 0);
            giveBackRun(offer, unit, end, quantity);
            if (book != 0) {
                books.moved(book, offer, quantity);
            }
            unit = before;
        }
    }

    private void giveBackRun(int offer, int first, int last, int quantity) {
        if (offers.pick(offer) == Offers.FIFO) {
            giveBack(offer, first, last, quantity);
            return;
        }
        int unit = last;
        for (int i = 0; i < quantity; i++) {
            int before = units.previous(unit);
            queues.putBack(offer, unit);
            unit = before;
        }
    }

    private void giveBack(int offer, int first, int last, int quantity) {
        int head = offers.head(offer);
        units.next(last, head);
        if (head != 0) {
            units.previous(head, last);
        }
        offers.queue(offer, first, head == 0 ? last : offers.tail(offer), offers.available(offer) + quantity);
    }

    /** Number of the offer that a unit came in with. */
    public int offer(int unit) {
        return lots.offer(units.lot(unit));
    }

    /** The order line is paid, and an operator has to deliver its units. */
    public void allocate(int sku, int first, int quantity, int order) {
        int last = assign(first, quantity, Units.RESERVED, Units.ALLOCATED, order);
        if (units.next(last) != 0) {
            throw new IllegalStateException("more units than " + quantity + " in a line of order row " + order);
        }
        move(sku, Skus.RESERVED, Skus.ALLOCATED, quantity);
    }

    /** An operator delivered one allocated unit with this sealed content. */
    public void fulfil(int unit, int keySlot, long high, long low, long code, int length) {
        if (units.state(unit) != Units.ALLOCATED || units.codeLength(unit) > 0) {
            throw new IllegalStateException("unit " + unit + " is in state " + units.state(unit) + ", not allocated");
        }
        units.content(unit, keySlot, high, low, code, length);
        units.assign(unit, Units.DELIVERED, units.owner(unit));
        move(units.sku(unit), Skus.ALLOCATED, Skus.SOLD, 1);
    }

    /** The order will not get one allocated unit after all: it leaves its line's chain, and goes on as {@link #release} says. */
    public void giveUp(int unit) {
        int sku = units.sku(unit);
        if (units.state(unit) != Units.ALLOCATED) {
            throw new IllegalStateException("unit " + unit + " is in state " + units.state(unit) + ", not allocated");
        }
        int previous = units.previous(unit);
        int next = units.next(unit);
        if (previous != 0) {
            units.next(previous, next);
        }
        if (next != 0) {
            units.previous(next, previous);
        }
        units.assign(unit, Units.RESERVED, units.owner(unit));
        units.next(unit, 0);
        units.previous(unit, 0);
        move(sku, Skus.ALLOCATED, Skus.RESERVED, 1);
        release(sku, unit, 1);
    }

    /** The order line is paid and its units are the buyer's at once; between the two they would be allocated. */
    public void deliver(int sku, int first, int quantity, int order) {
        int last = assign(first, quantity, Units.RESERVED, Units.DELIVERED, order);
        if (units.next(last) != 0) {
            throw new IllegalStateException("more units than " + quantity + " in a line of order row " + order);
        }
        move(sku, Skus.RESERVED, Skus.SOLD, quantity);
    }

    private int assign(int first, int quantity, byte from, byte to, int order) {
        int last = 0;
        int unit = first;
        for (int i = 0; i < quantity; i++) {
            if (units.state(unit) != from) {
                throw new IllegalStateException("unit " + unit + " is in state " + units.state(unit) + ", not " + from);
            }
            units.assign(unit, to, order);
            last = unit;
            unit = units.next(unit);
        }
        return last;
    }

    void move(int sku, int from, int to, long quantity) {
        skus.add(sku, from, -quantity);
        skus.add(sku, to, quantity);
        check(sku);
    }

    /** Notes that what is on sale of a SKU has changed, though none of its quantities did. */
    public void changed(int sku) {
        skus.markChanged(sku, seq);
    }

    /** Notes that the SKU is offered otherwise than before, which those may use who wait for it. */
    public void offeredAnew(int sku) {
        skus.markChanged(sku, seq);
        freed.mark(sku);
    }

    private void check(int sku) {
        long available = skus.getLong(sku, Skus.AVAILABLE);
        long reserved = skus.getLong(sku, Skus.RESERVED);
        long allocated = skus.getLong(sku, Skus.ALLOCATED);
        long sold = skus.getLong(sku, Skus.SOLD);
        long quarantined = skus.getLong(sku, Skus.QUARANTINED);
        long voided = skus.getLong(sku, Skus.VOIDED);
        long sum = available + reserved + allocated + sold + quarantined + voided;
        boolean negative = (available | reserved | allocated | sold | quarantined | voided) < 0;
        int book = books.of(sku);
        long listed = book == 0 ? offers.available(skus.getInt(sku, Skus.OFFER)) : books.listed(book);
        if (negative || sum != skus.getLong(sku, Skus.IMPORTED) || available != listed) {
            throw new IllegalStateException("conservation broken: SKU " + sku + " imported "
                    + skus.getLong(sku, Skus.IMPORTED) + " available " + available + " reserved " + reserved
                    + " allocated " + allocated + " sold " + sold + " quarantined " + quarantined + " voided "
                    + voided);
        }
        skus.markChanged(sku, seq);
    }
}
