package io.faka.engine.order;

import io.faka.engine.inventory.FreedStock;
import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.Units;
import io.faka.engine.memory.Arena;
import io.faka.engine.memory.StateHash;

/** Everything that is stored of orders and refused requests. */
public final class OrderTables {
    private static final int MAX_REFUSALS = 4_000_000;

    private final Arena arena = new Arena();
    private final Allotments allotments = new Allotments(arena);
    private final LineCancels cancels = new LineCancels(arena, allotments);
    private final Orders orders = new Orders(arena, allotments);
    private final OrderText texts = new OrderText(arena);
    private final Refusals refusals = new Refusals(arena);
    private final ClientKeys clientKeys = new ClientKeys(orders, texts, refusals);
    private final RefusalRetention retention = new RefusalRetention(refusals, clientKeys, MAX_REFUSALS);
    private final LotteryEntries entries = new LotteryEntries(orders, texts);
    private final Lotteries lotteries = new Lotteries();
    private final Backlog backlog;
    private final OrderView view;

    /** The stock tells what an order's units are, and is told for which SKUs anybody waits. */
    public OrderTables(Lots lots, Units units, FreedStock freed) {
        this.backlog = new Backlog(freed, entries);
        this.view = new OrderView(orders, texts, new OrderFills(orders, allotments, units, lots), backlog);
    }

    /** Sets the seed of the indices; only while there is no order. */
    public void seed(long seed) {
        orders.seed(seed);
        clientKeys.seed(seed);
        entries.seed(seed);
    }

    /** The orders. */
    public Orders orders() {
        return orders;
    }

    /** Lets a few refusals leave that were kept long enough; called with every command. */
    public void retire(long timeMicros) {
        retention.run(timeMicros);
    }

    /** The refused requests. */
    public Refusals refusals() {
        return refusals;
    }

    /** The orders that wait for stock. */
    public Backlog backlog() {
        return backlog;
    }

    /** The lotteries. */
    public Lotteries lotteries() {
        return lotteries;
    }

    LotteryEntries entries() {
        return entries;
    }

    /** What others may read of an order. */
    public OrderView view() {
        return view;
    }

    /** Row of the order that this client_order_id made, 0 if there is none. */
    public int findByClientOrderId(long address, int length) {
        return Math.max(0, clientKeys.find(address, length));
    }

    /** Adds every order and every refused request to the hash. */
    public void addTo(StateHash hash) {
        hash.add(orders.count());
        for (int order = 1; order <= orders.count(); order++) {
            orders.addTo(hash, order);
            if (!orders.hasLeft(order)) {
                texts.addTo(hash, orders.text(order), orders.lineCount(order));
            }
            backlog.addTo(hash, order);
            if (orders.allotment(order) != 0) {
                cancels.addTo(hash, orders.allotment(order));
            }
        }
        refusals.addTo(hash);
        lotteries.addTo(hash);
    }

    /**
     * Checks that every key leads to its order or refusal.
     *
     * @throws IllegalStateException if one does not
     */
    public void verifyKeys() {
        for (int order = 1; order <= orders.count(); order++) {
            boolean found = orders.hasLeft(order)
                    ? clientKeys.holdsLeft(order)
                    : clientKeys.find(view.client(order), view.clientLength(order)) == order;
            require(found, "its key does not lead to order row " + order);
        }
        verifyCancels();
        int linked = 0;
        long before = Long.MIN_VALUE;
        for (int refusal = refusals.oldest(); refusal != 0; refusal = refusals.next(refusal)) {
            int found = clientKeys.find(refusals.client(refusal), refusals.clientLength(refusal));
            require(found == -refusal, "key of refusal " + refusal + " leads to " + found);
            require(refusals.timeMicros(refusal) >= before, "refusal " + refusal + " is older than the one before it");
            before = refusals.timeMicros(refusal);
            linked++;
        }
        require(linked == refusals.count(), linked + " refusals of " + refusals.count() + " are linked");
        require(clientKeys.size() == (long) orders.count() + refusals.count(), clientKeys.size() + " keys");
    }

    private void verifyCancels() {
        long found = 0;
        for (int order = 1; order <= orders.count(); order++) {
            found += cancels.count(orders.allotment(order));
        }
        require(found == cancels.size(), cancels.size() + " partial cancels, of orders are " + found);
    }

    /** Bytes held. */
    public long memoryBytes() {
        return arena.memoryBytes()
                + allotments.memoryBytes()
                + cancels.memoryBytes()
                + orders.memoryBytes()
                + refusals.memoryBytes()
                + backlog.memoryBytes()
                + lotteries.memoryBytes()
                + clientKeys.memoryBytes();
    }

    Allotments allotments() {
        return allotments;
    }

    LineCancels cancels() {
        return cancels;
    }

    OrderText texts() {
        return texts;
    }

    ClientKeys clientKeys() {
        return clientKeys;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
