package io.faka.engine.limit;

/** Counts units, holds and entries of every account again from the entries. */
final class TallyAudit {
    private final Tallies tallies;
    private final Accounts accounts;
    private final long[] units;
    private final long[] holds;
    private final long[] entries;

    TallyAudit(Tallies tallies) {
        this.tallies = tallies;
        this.accounts = tallies.accounts();
        this.units = new long[accounts.highest() + 1];
        this.holds = new long[accounts.highest() + 1];
        this.entries = new long[accounts.highest() + 1];
    }

    void verify() {
        long counted = 0;
        long open = 0;
        for (int entry = 1; entry <= tallies.highest(); entry++) {
            if (tallies.isUsed(entry)) {
                add(entry);
                open += tallies.isOpen(entry) ? 1 : 0;
                counted += tallies.isCounted(entry) ? 1 : 0;
            }
        }
        for (int sku = 1; sku <= tallies.queues(); sku++) {
            counted -= verifyQueue(sku);
        }
        require(open == tallies.openHolds(), "entries that are open holds:", open);
        require(counted == 0, "entries that count and stand in no queue", counted);
        long used = 0;
        for (int account = 1; account <= accounts.highest(); account++) {
            if (accounts.isUsed(account)) {
                used++;
                boolean fits = accounts.units(account) == units[account]
                        && accounts.holds(account) == holds[account]
                        && accounts.entries(account) == entries[account];
                require(fits && accounts.isIndexed(account), "units, holds or entries do not fit of account", account);
            }
        }
        require(used == accounts.size(), "accounts in the index", accounts.size());
    }

    private void add(int entry) {
        require(tallies.isOpen(entry) || tallies.isCounted(entry), "an entry that counts nothing", entry);
        require(
                tallies.isOpen(entry) == (tallies.order(entry) != 0),
                "a hold without an order, or the other way round: entry",
                entry);
        if (tallies.isOpen(entry)) {
            int found = tallies.first(tallies.order(entry));
            while (found != 0 && found != entry) {
                found = tallies.next(found);
            }
            require(found == entry, "not found by its order: entry", entry);
        }
        add(entry, tallies.buyer(entry), tallies.isCounted(entry));
        add(entry, tallies.address(entry), false);
    }

    private void add(int entry, int account, boolean counted) {
        units[account] += counted ? tallies.units(entry) : 0;
        holds[account] += tallies.isOpen(entry) ? 1 : 0;
        entries[account]++;
    }

    private long verifyQueue(int sku) {
        long count = 0;
        int previous = 0;
        for (int entry = tallies.firstOfQueue(sku); entry != 0; entry = tallies.nextInQueue(entry)) {
            boolean fits = tallies.isUsed(entry)
                    && tallies.isCounted(entry)
                    && tallies.sku(entry) == sku
                    && tallies.previousInQueue(entry) == previous
                    && (previous == 0 || tallies.timeMicros(previous) <= tallies.timeMicros(entry));
            require(fits, "out of its turn in the queue: entry", entry);
            previous = entry;
            count++;
        }
        require(tallies.lastOfQueue(sku) == previous, "the end of the queue does not fit of SKU", sku);
        return count;
    }

    private static void require(boolean holds, String otherwise, long number) {
        if (!holds) {
            throw new IllegalStateException(otherwise + " " + number);
        }
    }
}
