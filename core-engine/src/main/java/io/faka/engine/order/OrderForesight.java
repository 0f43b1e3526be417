package io.faka.engine.order;

import io.faka.engine.expiry.Holds;
import io.faka.engine.inventory.Offers;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Units;
import io.faka.engine.memory.LineLoads;
import io.faka.engine.memory.Memory;
import java.util.Arrays;

/**
 * Brings what a batch of commands will read into the cache, level by level: first the places of all their keys in the indices, then
 * the rows those lead to, then what the rows refer to, then the sealed codes. On each level nothing depends on another load, so the
 * misses of the whole batch overlap; taken command by command, each would wait for the one before it. Guesses by hash where a key
 * would have to be compared: a wrong guess costs a load and nothing else. Changes nothing.
 */
public final class OrderForesight {
    private static final int HEADER = 8;

    private final Orders orders;
    private final Skus skus;
    private final Offers offers;
    private final Units units;
    private final Holds holds;
    private final LimitForesight limits;
    private final LineLoads loads = new LineLoads();

    private long[] idHashes = new long[64];
    private int[] rows = new int[64];
    private int idCount;
    private long[] skuHashes = new long[64];
    private int[] skuRows = new int[64];
    private int skuCount;

    /** Reads these tables. */
    public OrderForesight(
            Orders orders,
            Skus skus,
            Offers offers,
            Units units,
            Holds holds,
            OrderLimits limits,
            OrderCoupons coupons) {
        this.orders = orders;
        this.skus = skus;
        this.offers = offers;
        this.units = units;
        this.holds = holds;
        this.limits = new LimitForesight(orders, skus, limits, coupons);
    }

    /** For places that are known at once. */
    public LineLoads loads() {
        return loads;
    }

    /** Notes an order that a command is about. */
    public void add(long idHigh, long idLow) {
        if (idCount == idHashes.length) {
            idHashes = Arrays.copyOf(idHashes, idCount * 2);
            rows = Arrays.copyOf(rows, idCount * 2);
        }
        long hash = orders.hash(idHigh, idLow);
        loads.add(orders.line(hash));
        idHashes[idCount++] = hash;
    }

    /** Notes the order that a command names with its first two fields; all commands about one order but payments do. */
    public void addNamed(long command, int length) {
        if (length >= HEADER + 2 * Long.BYTES) {
            add(Memory.getLong(command + HEADER), Memory.getLong(command + HEADER + Long.BYTES));
        }
    }

    /** Notes an order that will be placed. */
    void addNew(OrderRequest request) {
        loads.add(orders.line(orders.hash(request.idHigh, request.idLow)));
        for (int line = 0; line < request.lineCount; line++) {
            long hash = skus.hash(request.skuAt[line], request.skuLength[line]);
            // A rush is for one SKU: it need not be brought in more than once.
            if (skuCount == 0 || skuHashes[skuCount - 1] != hash) {
                addSku(hash);
            }
            limits.add(request, skuCount - 1, loads);
        }
    }

    /** Loads everything that was noted since the last call. */
    public void load() {
        loads.load();
        findRows();
        loads.load();
        followRows();
        loads.load();
        followUnits();
        loads.load();
        limits.nameAccounts(loads);
        loads.load();
        idCount = 0;
        skuCount = 0;
    }

    private void addSku(long hash) {
        if (skuCount == skuHashes.length) {
            skuHashes = Arrays.copyOf(skuHashes, skuCount * 2);
            skuRows = Arrays.copyOf(skuRows, skuCount * 2);
        }
        loads.add(skus.line(hash));
        skuHashes[skuCount++] = hash;
    }

    private void findRows() {
        limits.findCoupons(loads);
        for (int i = 0; i < skuCount; i++) {
            skuRows[i] = skus.candidate(skuHashes[i]);
            if (skuRows[i] != 0) {
                skus.foresee(skuRows[i], loads);
            }
        }
        for (int i = 0; i < idCount; i++) {
            rows[i] = orders.candidate(idHashes[i]);
            if (rows[i] != 0) {
                orders.foresee(rows[i], loads);
            }
        }
    }

    private void followRows() {
        limits.findAccounts(skuRows, loads);
        for (int i = 0; i < skuCount; i++) {
            if (skuRows[i] != 0) {
                offers.foresee(skus.getInt(skuRows[i], Skus.OFFER), loads);
            }
        }
        for (int i = 0; i < idCount; i++) {
            if (rows[i] != 0 && orders.hasLeft(rows[i])) {
                rows[i] = 0;
            }
            if (rows[i] != 0) {
                orders.foreseeText(rows[i], loads);
                limits.link(rows[i], loads);
                holds.foresee(rows[i], loads);
                skus.foresee(orders.sku(rows[i], 0), loads);
                int unit = orders.firstUnit(rows[i], 0);
                if (unit != 0) {
                    units.foresee(unit, loads);
                }
            }
        }
    }

    private void followUnits() {
        limits.followAccounts(loads);
        for (int i = 0; i < skuCount; i++) {
            int head = skuRows[i] == 0 ? 0 : offers.head(skus.getInt(skuRows[i], Skus.OFFER));
            if (head != 0) {
                units.foresee(head, loads);
            }
        }
        for (int i = 0; i < idCount; i++) {
            if (rows[i] != 0) {
                limits.followLink(rows[i], loads);
                int unit = orders.firstUnit(rows[i], 0);
                if (unit != 0) {
                    units.foreseeCode(unit, loads);
                }
            }
        }
    }
}
