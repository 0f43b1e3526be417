package io.faka.engine.inventory;

import io.faka.engine.memory.RowTable;

/**
 * The sell side of those SKUs that are more than one seller with one price: all offers of the SKU by age, and those that have
 * something to sell by the lowest price they could come to. A SKU that has its default offer alone has no book.
 *
 * <p>A line takes from the offer that is cheapest for as many units as it would take there, of equal ones from the earliest; then
 * again for what is still missing. {@link #plan} does so without taking anything.
 */
public final class OfferBooks {
    /** A cap that caps nothing. */
    public static final long NO_CAP = Long.MAX_VALUE;

    private static final int SKU = 0;
    private static final int LIVE = 4;
    private static final int FIRST = 8;
    private static final int LAST = 12;
    private static final int LISTED = 16;
    private static final int WITHHELD = 24;
    private static final int QUOTED = 32;
    private static final int ROW_BYTES = 40;

    private final RowTable rows = new RowTable(ROW_BYTES, 1 << 18);
    private final Skus skus;
    private final Offers offers;
    private final Lots lots;
    private final Units units;
    private long nextPrice;
    private int chosen;
    private int chosenQuantity;
    private long chosenPrice;

    /** Works on these tables. */
    public OfferBooks(Skus skus, Offers offers, Lots lots, Units units) {
        this.lots = lots;
        this.units = units;
        this.skus = skus;
        this.offers = offers;
    }

    /** Number of the SKU's book, 0 if it needs none. */
    public int of(int sku) {
        return skus.getInt(sku, Skus.BOOK);
    }

    /** The SKU's book; it is made if there is none. */
    int open(int sku) {
        int book = of(sku);
        if (book != 0) {
            return book;
        }
        book = rows.allocate();
        int own = skus.getInt(sku, Skus.OFFER);
        rows.putInt(book, SKU, sku);
        rows.putInt(book, FIRST, own);
        rows.putInt(book, LAST, own);
        rows.putLong(book, LISTED, offers.available(own));
        skus.putInt(sku, Skus.BOOK, book);
        offers.price(own, skus.getLong(sku, Skus.PRICE));
        relist(book, own);
        return book;
    }

    /** Takes in an offer that was just added to the SKU. */
    void join(int sku, int offer) {
        int book = open(sku);
        offers.link(rows.getInt(book, LAST), Offers.NEXT_OF_SKU, offer);
        rows.putInt(book, LAST, offer);
    }

    /** Gives an offer another price. */
    void reprice(int offer, long price) {
        int book = of(offers.sku(offer));
        if (book == 0) {
            offers.price(offer, price);
            return;
        }
        unlist(book, offer);
        offers.price(offer, price);
        relist(book, offer);
    }

    /** Lets an offer sell, or not. */
    void state(int offer, byte state) {
        int book = of(offers.sku(offer));
        long before = withheld(offer);
        offers.state(offer, state);
        rows.putLong(book, WITHHELD, rows.getLong(book, WITHHELD) + withheld(offer) - before);
        relist(book, offer);
    }

    /** An offer's queue has changed by so many units. */
    void moved(int book, int offer, int delta) {
        rows.putLong(book, LISTED, listed(book) + delta);
        if (offers.state(offer) != Offers.ACTIVE) {
            rows.putLong(book, WITHHELD, rows.getLong(book, WITHHELD) + delta);
        }
        relist(book, offer);
    }

    /** Units in the queues of all offers. */
    long listed(int book) {
        return rows.getLong(book, LISTED);
    }

    /** What is on sale of the SKU: neither the safety stock nor what a paused offer keeps; at least 0. */
    public long promise(int sku) {
        int book = of(sku);
        long withheld = book == 0 ? 0 : rows.getLong(book, WITHHELD);
        return Math.max(0, skus.availableToPromise(sku) - withheld);
    }

    /** What an order may take of that; the VIP quota is for the privileged alone, those of a priority above 0. */
    public long promise(int sku, boolean privileged) {
        long all = promise(sku);
        return privileged ? all : Math.max(0, all - skus.getUnsignedInt(sku, Skus.VIP_QUOTA));
    }

    /** As {@link #promise(int, boolean)} will be once the uses of a text that an order may take are units. */
    public long orderable(int sku, boolean privileged) {
        long unmade = skus.getLong(sku, Skus.UNMADE);
        if (unmade == 0 || offers.state(first(sku)) != Offers.ACTIVE) {
            return promise(sku, privileged);
        }
        long kept = skus.getUnsignedInt(sku, Skus.SAFETY_STOCK)
                + (privileged ? 0 : skus.getUnsignedInt(sku, Skus.VIP_QUOTA));
        return Math.max(0, skus.getLong(sku, Skus.AVAILABLE) + unmade - kept);
    }

    /** The first offer of the SKU, which is its own. */
    public int first(int sku) {
        return skus.getInt(sku, Skus.OFFER);
    }

    /**
     * Plans a line.
     *
     * @param cap  most that one unit may cost
     * @param into gets the fills; units in it are not planned again
     * @return how many of the quantity can be had; if it is less, {@link #nextPrice} tells why
     */
    public int plan(int sku, int line, int quantity, long cap, FillPlan into) {
        return plan(sku, line, quantity, cap, -1, into);
    }

    /**
     * Plans a line whose price was agreed before: the SKU's own offer keeps to it, others only if they do not ask for more.
     *
     * @return how many of the quantity can be had
     */
    public int planAgreed(int sku, int line, int quantity, long price, FillPlan into) {
        int planned = plan(sku, line, quantity, price, price, into);
        int own = first(sku);
        int left = quantity - planned;
        int more = (int) Math.min(Math.min(left, free(own)), promise(sku, into.privileged()) - quoted(sku));
        if (more > 0) {
            quote(sku, line, own, more, price, into);
            planned += more;
        }
        return planned;
    }

    /**
     * Plans a line at a price that only those keep to who ask for no more.
     *
     * @return how many of the quantity can be had
     */
    public int planAt(int sku, int line, int quantity, long price, FillPlan into) {
        return plan(sku, line, quantity, price, price, into);
    }

    /** No unit of the SKU costs less now. */
    public long lowestPrice(int sku) {
        int book = of(sku);
        int cheapest = book == 0 ? 0 : rows.getInt(book, LIVE);
        return book == 0 ? skus.getLong(sku, Skus.PRICE) : cheapest == 0 ? NO_CAP : offers.lowest(cheapest);
    }

    /** Whether the SKU's own offer has units. */
    public boolean hasOwnStock(int sku) {
        return offers.available(first(sku)) > 0;
    }

    /** After a plan that fell short: what the next unit would have cost, or -1 if there is none. */
    public long nextPrice() {
        return nextPrice;
    }

    /** Forgets a plan. */
    public void clear(FillPlan plan) {
        for (int fill = 0; fill < plan.count(); fill++) {
            int offer = plan.offer(fill);
            offers.link(offer, Offers.QUOTED, 0);
            int book = of(offers.sku(offer));
            if (book != 0) {
                rows.putInt(book, QUOTED, 0);
            }
        }
        plan.clear();
    }

    private int plan(int sku, int line, int quantity, long cap, long agreed, FillPlan into) {
        int book = of(sku);
        int start = book == 0 ? first(sku) : rows.getInt(book, LIVE);
        int left = (int) Math.min(quantity, Math.max(0, promise(sku, into.privileged()) - quoted(sku)));
        int planned = 0;
        nextPrice = -1;
        if (book == 0 && skus.getLong(sku, Skus.PRICE) > cap) {
            nextPrice = skus.getLong(sku, Skus.PRICE);
            return 0;
        }
        while (left > 0) {
            while (book != 0 && free(start) == 0) {
                start = offers.link(start, Offers.NEXT_LIVE);
            }
            choose(sku, book, start, left);
            if (chosenPrice > cap) {
                nextPrice = chosenPrice;
                break;
            }
            quote(sku, line, chosen, chosenQuantity, agreed >= 0 ? agreed : chosenPrice, into);
            planned += chosenQuantity;
            left -= chosenQuantity;
        }
        return planned;
    }

    /** The offer that sells cheapest, from {@code start} on, where so many are wanted. */
    private void choose(int sku, int book, int start, int wanted) {
        chosen = start;
        chosenQuantity = Math.min(wanted, free(start));
        chosenPrice = book == 0 ? skus.getLong(sku, Skus.PRICE) : offers.priceFor(start, chosenQuantity);
        int offer = book == 0 ? 0 : offers.link(start, Offers.NEXT_LIVE);
        while (offer != 0) {
            long lowest = offers.lowest(offer);
            if (lowest > chosenPrice || lowest == chosenPrice && offer > chosen) {
                return;
            }
            int quantity = Math.min(wanted, free(offer));
            long price = quantity == 0 ? NO_CAP : offers.priceFor(offer, quantity);
            if (price < chosenPrice || price == chosenPrice && offer < chosen) {
                chosen = offer;
                chosenQuantity = quantity;
                chosenPrice = price;
            }
            offer = offers.link(offer, Offers.NEXT_LIVE);
        }
    }

    private void quote(int sku, int line, int offer, int quantity, long price, FillPlan into) {
        into.add(line, offer, quantity, price);
        offers.link(offer, Offers.QUOTED, offers.link(offer, Offers.QUOTED) + quantity);
        int book = of(sku);
        if (book != 0) {
            rows.putInt(book, QUOTED, rows.getInt(book, QUOTED) + quantity);
        }
    }

    /** Plans a unit that the buyer named; its offer sells in no other way. */
    public void quoteUnit(int line, int unit, long price, FillPlan into) {
        into.addUnit(line, lots.offer(units.lot(unit)), unit, price);
    }

    private int free(int offer) {
        return offers.available(offer) - offers.link(offer, Offers.QUOTED);
    }

    private int quoted(int sku) {
        int book = of(sku);
        return book == 0 ? offers.link(first(sku), Offers.QUOTED) : rows.getInt(book, QUOTED);
    }

    private long withheld(int offer) {
        return offers.state(offer) == Offers.ACTIVE ? 0 : offers.available(offer);
    }

    private void relist(int book, int offer) {
        boolean sells = offers.state(offer) == Offers.ACTIVE && offers.available(offer) > 0;
        if (sells && !offers.isLive(offer)) {
            list(book, offer);
        } else if (!sells) {
            unlist(book, offer);
        }
    }

    private void list(int book, int offer) {
        long lowest = offers.lowest(offer);
        int previous = 0;
        int next = rows.getInt(book, LIVE);
        while (next != 0 && (offers.lowest(next) < lowest || offers.lowest(next) == lowest && next < offer)) {
            previous = next;
            next = offers.link(next, Offers.NEXT_LIVE);
        }
        link(book, previous, offer);
        link(book, offer, next);
        offers.live(offer, true);
    }

    private void unlist(int book, int offer) {
        if (!offers.isLive(offer)) {
            return;
        }
        link(book, offers.link(offer, Offers.PREVIOUS_LIVE), offers.link(offer, Offers.NEXT_LIVE));
        offers.link(offer, Offers.PREVIOUS_LIVE, 0);
        offers.link(offer, Offers.NEXT_LIVE, 0);
        offers.live(offer, false);
    }

    private void link(int book, int previous, int next) {
        if (previous == 0) {
            rows.putInt(book, LIVE, next);
        } else {
            offers.link(previous, Offers.NEXT_LIVE, next);
        }
        if (next != 0) {
            offers.link(next, Offers.PREVIOUS_LIVE, previous);
        }
    }

    /** Bytes held. */
    public long memoryBytes() {
        return rows.memoryBytes();
    }

    /**
     * Checks every book against its offers.
     *
     * @throws IllegalStateException if they do not fit
     */
    public void verify() {
        for (int book = 1; book <= rows.highest(); book++) {
            long listed = 0;
            long withheld = 0;
            int live = 0;
            int last = 0;
            for (int offer = rows.getInt(book, FIRST); offer != 0; offer = offers.nextOfSku(offer)) {
                listed += offers.available(offer);
                withheld += withheld(offer);
                live += offers.isLive(offer) ? 1 : 0;
                boolean sells = offers.state(offer) == Offers.ACTIVE && offers.available(offer) > 0;
                require(sells == offers.isLive(offer) && offer > last, "state and place fit for offer " + offer);
                require(offers.sku(offer) == rows.getInt(book, SKU), "the SKU is that of offer " + offer);
                require(offers.link(offer, Offers.QUOTED) == 0, "nothing is planned from offer " + offer);
                last = offer;
            }
            require(listed == listed(book) && withheld == rows.getLong(book, WITHHELD), "counts of book " + book);
            require(last == rows.getInt(book, LAST) && of(rows.getInt(book, SKU)) == book, "ends of book " + book);
            require(verifyLive(book) == live && rows.getInt(book, QUOTED) == 0, "who sells in book " + book);
        }
    }

    private int verifyLive(int book) {
        int count = 0;
        int previous = 0;
        for (int offer = rows.getInt(book, LIVE); offer != 0; offer = offers.link(offer, Offers.NEXT_LIVE)) {
            boolean sorted = previous == 0
                    || offers.lowest(previous) < offers.lowest(offer)
                    || offers.lowest(previous) == offers.lowest(offer) && previous < offer;
            require(
                    sorted && offers.isLive(offer) && offers.link(offer, Offers.PREVIOUS_LIVE) == previous,
                    "price order at offer " + offer);
            previous = offer;
            count++;
        }
        return count;
    }

    private static void require(boolean holds, String statement) {
        if (!holds) {
            throw new IllegalStateException("does not hold: " + statement);
        }
    }
}
