package io.faka.engine.limit;

import io.faka.engine.memory.Arena;
import io.faka.engine.memory.LineLoads;
import io.faka.engine.memory.RowLinks;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.StateHash;

/**
 * What orders took of the SKUs that limit buyers or addresses: an entry for each order and SKU, with the time from which its units
 * count. An entry counts as a hold and is found by its order until that is paid or over; its units count until the window passed
 * or the order is over; what counts for nothing goes. The entries of a SKU whose units count wait in a queue by time, so that each
 * leaves in its turn.
 */
public final class Tallies {
    private static final int TIME = 0;
    private static final int ORDER = 8;
    private static final int SKU = 12;
    private static final int UNITS = 16;
    private static final int BUYER = 20;
    private static final int ADDRESS = 24;
    private static final int NEXT_OF_ORDER = 28;
    private static final int NEXT = 32;
    private static final int PREVIOUS = 36;
    private static final int FLAGS = 40;
    private static final int ROW_BYTES = 44;

    private static final int USED = 1;
    private static final int OPEN = 2;
    private static final int COUNTED = 4;

    private static final int FIRST = 0;
    private static final int LAST = 4;
    private static final int QUEUE_BYTES = 8;

    private final Arena texts = new Arena();
    private final Accounts accounts = new Accounts(texts);
    private final RowTable rows = new RowTable(ROW_BYTES, 1 << 18);
    private final RowTable queues = new RowTable(QUEUE_BYTES, 1 << 16);
    private final RowLinks byOrder = new RowLinks();
    private long openHolds;

    /** No entry. */
    public Tallies() {}

    /** Sets the seed of the accounts' index; only while there is no entry. */
    public void seed(long seed) {
        accounts.seed(seed);
    }

    /** The accounts. */
    public Accounts accounts() {
        return accounts;
    }

    /** For look-ups of the accounts that are known beforehand. */
    public AccountForesight accountForesight() {
        return new AccountForesight(accounts);
    }

    /** Notes where it is told which is the first entry of an order. */
    public void foreseeLink(int order, LineLoads loads) {
        byOrder.foresee(order, loads);
    }

    /** Notes the first entry of an order. */
    public void foreseeEntry(int order, LineLoads loads) {
        int entry = first(order);
        if (entry != 0) {
            loads.add(rows.address(entry), ROW_BYTES);
        }
    }

    /** First entry of an order, 0 if it has none. */
    public int first(int order) {
        return byOrder.get(order);
    }

    /** Next entry of the same order, 0 if it was the last. */
    public int next(int entry) {
        return rows.getInt(entry, NEXT_OF_ORDER);
    }

    /** SKU of an entry. */
    public int sku(int entry) {
        return rows.getInt(entry, SKU);
    }

    /** Units of an entry. */
    public int units(int entry) {
        return rows.getInt(entry, UNITS);
    }

    /** Entries that count as holds. */
    public long openHolds() {
        return openHolds;
    }

    /** Whether the entry counts as a hold. */
    public boolean isOpen(int entry) {
        return has(entry, OPEN);
    }

    /** Adds an entry that counts for nothing yet and has no order. */
    public int add(int sku, int units, long timeMicros) {
        int entry = rows.allocate();
        rows.putLong(entry, TIME, timeMicros);
        rows.putInt(entry, SKU, sku);
        rows.putInt(entry, UNITS, units);
        rows.putByte(entry, FLAGS, (byte) USED);
        return entry;
    }

    /** The entry is a buyer's. */
    public void ofBuyer(int entry, long text, int length) {
        rows.putInt(entry, BUYER, accounts.open(sku(entry), Accounts.BUYER, text, length));
    }

    /** The entry is from an address. */
    public void fromAddress(int entry, long text, int length) {
        rows.putInt(entry, ADDRESS, accounts.open(sku(entry), Accounts.ADDRESS, text, length));
    }

    /** The entry counts as a hold of the order, behind {@code last} of the same order or, if that is 0, as its first. */
    public void openHold(int entry, int order, int last) {
        rows.putInt(entry, ORDER, order);
        if (last == 0) {
            byOrder.put(order, entry);
        } else {
            rows.putInt(last, NEXT_OF_ORDER, entry);
        }
        flag(entry, OPEN, true);
        openHolds++;
        addHolds(entry, 1);
    }

    /** The entry's units count from now on. */
    public void count(int entry) {
        int queue = queue(sku(entry));
        int last = queues.getInt(queue, LAST);
        rows.putInt(entry, PREVIOUS, last);
        if (last == 0) {
            queues.putInt(queue, FIRST, entry);
        } else {
            rows.putInt(last, NEXT, entry);
        }
        queues.putInt(queue, LAST, entry);
        flag(entry, COUNTED, true);
        accounts.addUnits(buyer(entry), units(entry));
    }

    /** The order is paid: its entries are no holds any more and have no order; those whose units count stay for that. */
    public void closeHolds(int order) {
        int next;
        for (int entry = first(order); entry != 0; entry = next) {
            next = next(entry);
            closeHold(entry);
            unlinkFromOrder(entry);
            if (!has(entry, COUNTED)) {
                remove(entry);
            }
        }
    }

    /** The order is over: nothing of it counts any more. */
    public void release(int order) {
        int next;
        for (int entry = first(order); entry != 0; entry = next) {
            next = next(entry);
            end(entry);
        }
    }

    private void end(int entry) {
        closeHold(entry);
        uncount(entry);
        unlinkFromOrder(entry);
        remove(entry);
    }

    /** The order holds fewer units of the SKU than before. */
    public void reduce(int order, int sku, int units) {
        for (int entry = first(order); entry != 0; entry = next(entry)) {
            if (sku(entry) == sku) {
                if (units(entry) == units) {
                    end(entry);
                    return;
                }
                rows.putInt(entry, UNITS, units(entry) - units);
                if (has(entry, COUNTED)) {
                    accounts.addUnits(buyer(entry), -units);
                }
                return;
            }
        }
    }

    /** Units that began to count at or before {@code untilMicros} count no more. */
    public void expire(int sku, long untilMicros) {
        if (sku > queues.highest()) {
            return;
        }
        int entry = queues.getInt(sku, FIRST);
        while (entry != 0 && rows.getLong(entry, TIME) <= untilMicros) {
            uncount(entry);
            if (!isOpen(entry)) {
                remove(entry);
            }
            entry = queues.getInt(sku, FIRST);
        }
    }

    /** Adds everything to the hash, if there is anything. */
    public void addTo(StateHash hash) {
        if (rows.size() == 0) {
            return;
        }
        accounts.addTo(hash);
        hash.add(rows.size());
        for (int entry = 1; entry <= rows.highest(); entry++) {
            if (has(entry, USED)) {
                hash.add(rows.getLong(entry, TIME))
                        .add((long) order(entry) << 32 | sku(entry))
                        .add((long) units(entry) << 32 | rows.getByte(entry, FLAGS))
                        .add((long) buyer(entry) << 32 | address(entry));
            }
        }
    }

    /** Bytes held. */
    public long memoryBytes() {
        return texts.memoryBytes()
                + accounts.memoryBytes()
                + rows.memoryBytes()
                + queues.memoryBytes()
                + byOrder.memoryBytes();
    }

    /**
     * Counts everything again from the entries and compares.
     *
     * @throws IllegalStateException if a count, a link or an index is broken
     */
    public void verify() {
        new TallyAudit(this).verify();
    }

    int order(int entry) {
        return rows.getInt(entry, ORDER);
    }

    int buyer(int entry) {
        return rows.getInt(entry, BUYER);
    }

    int address(int entry) {
        return rows.getInt(entry, ADDRESS);
    }

    long timeMicros(int entry) {
        return rows.getLong(entry, TIME);
    }

    boolean isCounted(int entry) {
        return has(entry, COUNTED);
    }

    boolean isUsed(int entry) {
        return has(entry, USED);
    }

    int highest() {
        return rows.highest();
    }

    int queues() {
        return queues.highest();
    }

    int firstOfQueue(int sku) {
        return queues.getInt(sku, FIRST);
    }

    int lastOfQueue(int sku) {
        return queues.getInt(sku, LAST);
    }

    int nextInQueue(int entry) {
        return rows.getInt(entry, NEXT);
    }

    int previousInQueue(int entry) {
        return rows.getInt(entry, PREVIOUS);
    }

    private void uncount(int entry) {
        if (!has(entry, COUNTED)) {
            return;
        }
        int sku = sku(entry);
        int next = rows.getInt(entry, NEXT);
        int previous = rows.getInt(entry, PREVIOUS);
        if (previous == 0) {
            queues.putInt(sku, FIRST, next);
        } else {
            rows.putInt(previous, NEXT, next);
        }
        if (next == 0) {
            queues.putInt(sku, LAST, previous);
        } else {
            rows.putInt(next, PREVIOUS, previous);
        }
        rows.putInt(entry, NEXT, 0);
        rows.putInt(entry, PREVIOUS, 0);
        flag(entry, COUNTED, false);
        accounts.addUnits(buyer(entry), -units(entry));
    }

    private void remove(int entry) {
        if (buyer(entry) != 0) {
            accounts.close(buyer(entry));
        }
        if (address(entry) != 0) {
            accounts.close(address(entry));
        }
        rows.putByte(entry, FLAGS, (byte) 0);
        rows.free(entry);
    }

    private void unlinkFromOrder(int entry) {
        int order = order(entry);
        int next = next(entry);
        int before = first(order);
        rows.putInt(entry, ORDER, 0);
        rows.putInt(entry, NEXT_OF_ORDER, 0);
        if (before == entry) {
            byOrder.put(order, next);
            return;
        }
        while (next(before) != entry) {
            before = next(before);
        }
        rows.putInt(before, NEXT_OF_ORDER, next);
    }

    private void closeHold(int entry) {
        if (isOpen(entry)) {
            flag(entry, OPEN, false);
            openHolds--;
            addHolds(entry, -1);
        }
    }

    private void addHolds(int entry, int delta) {
        if (buyer(entry) != 0) {
            accounts.addHolds(buyer(entry), delta);
        }
        if (address(entry) != 0) {
            accounts.addHolds(address(entry), delta);
        }
    }

    /** The queue of a SKU has the SKU's number. */
    private int queue(int sku) {
        while (queues.highest() < sku) {
            int unused = queues.allocate();
        }
        return sku;
    }

    private boolean has(int entry, int flag) {
        return (rows.getByte(entry, FLAGS) & flag) != 0;
    }

    private void flag(int entry, int flag, boolean set) {
        int flags = rows.getByte(entry, FLAGS);
        rows.putByte(entry, FLAGS, (byte) (set ? flags | flag : flags & ~flag));
    }
}
