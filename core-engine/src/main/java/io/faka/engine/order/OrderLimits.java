package io.faka.engine.order;

import static io.faka.codec.reply.ResultCode.BUYER_LIMIT_EXCEEDED;
import static io.faka.codec.reply.ResultCode.HOLD_SHARE_EXCEEDED;
import static io.faka.codec.reply.ResultCode.OPEN_HOLDS_EXCEEDED;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.SkuLimits;
import io.faka.engine.inventory.LimitRules;
import io.faka.engine.inventory.Skus;
import io.faka.engine.limit.Accounts;
import io.faka.engine.limit.Tallies;
import io.faka.engine.memory.StateHash;

/**
 * The limits of SKUs that reach beyond one order. An order is judged by what it asks for; whose units and holds count is told by
 * its buyer and client address, and an order without an address is not limited by it.
 *
 * <p>A unit counts for its buyer from the moment when an order took it, be it held or sold, until the SKU's window passed. An order
 * counts as an open hold of each of its SKUs from then until it is paid. An order that expired or was canceled counts for nothing;
 * if a late payment takes its units again, they count from that payment, which no limit refuses. An order that
 * waits for stock counts from when it has all it asked for. What was taken while the SKU had
 * no such limit does not count.
 */
public final class OrderLimits {
    private final Skus skus;
    private final LimitRules rules;
    private final Orders orders;
    private final OrderText texts;
    private final Tallies tallies = new Tallies();
    private long detail;

    /** Works on these tables. */
    public OrderLimits(OrderTables tables, Skus skus) {
        this.skus = skus;
        this.rules = skus.limits();
        this.orders = tables.orders();
        this.texts = tables.texts();
    }

    /** Sets the seed of the indices; only while there is no order. */
    public void seed(long seed) {
        tallies.seed(seed);
    }

    /**
     * The limit that the request, its SKUs resolved, would exceed; null if there is none. Of several the lowest code, for one code
     * that of the first line.
     */
    ResultCode judge(OrderRequest request, long timeMicros) {
        ResultCode lowest = null;
        long lowestDetail = 0;
        for (int line = 0; line < request.lineCount; line++) {
            if (skus.isLimited(request.sku[line])) {
                ResultCode code = judgeLine(request, line, timeMicros);
                if (code != null && (lowest == null || code.value() < lowest.value())) {
                    lowest = code;
                    lowestDetail = detail;
                }
            }
        }
        detail = lowestDetail;
        return lowest;
    }

    /** The number that goes with the refusal: what is left, for open holds the limit. */
    long detail() {
        return detail;
    }

    private ResultCode judgeLine(OrderRequest request, int line, long timeMicros) {
        int sku = request.sku[line];
        int row = skus.limitsRow(sku);
        long quantity = request.quantityOfSku(line);
        forgetPassed(sku, row, timeMicros);
        int buyer = tallies.accounts().find(sku, Accounts.BUYER, request.buyerAt, request.buyerLength);
        long perBuyer = rules.get(row, LimitRules.PER_BUYER);
        detail = Math.max(0, perBuyer - tallies.accounts().units(buyer));
        if (perBuyer != 0 && quantity > detail) {
            return BUYER_LIMIT_EXCEEDED;
        }
        detail = rules.get(row, LimitRules.HOLDS_PER_BUYER);
        if (detail != 0 && tallies.accounts().holds(buyer) >= detail) {
            return OPEN_HOLDS_EXCEEDED;
        }
        detail = rules.get(row, LimitRules.HOLDS_PER_ADDRESS);
        if (detail != 0 && request.addressLength != 0 && holdsOfAddress(sku, request) >= detail) {
            return OPEN_HOLDS_EXCEEDED;
        }
        return judgeShare(sku, row, quantity);
    }

    private ResultCode judgeShare(int sku, int row, long quantity) {
        long share = rules.get(row, LimitRules.HELD_SHARE);
        if (share == 0) {
            return null;
        }
        long held = skus.getLong(sku, Skus.RESERVED);
        long all = skus.getLong(sku, Skus.AVAILABLE) + held;
        // Rounded up, so that the last unit can be had too.
        long most = (all * share + SkuLimits.MAX_SHARE_BPS - 1) / SkuLimits.MAX_SHARE_BPS;
        detail = Math.max(0, most - held);
        return quantity > detail ? HOLD_SHARE_EXCEEDED : null;
    }

    private long holdsOfAddress(int sku, OrderRequest request) {
        int account = tallies.accounts().find(sku, Accounts.ADDRESS, request.addressAt, request.addressLength);
        return tallies.accounts().holds(account);
    }

    private void forgetPassed(int sku, int row, long timeMicros) {
        long window = rules.windowMicros(row);
        if (window != 0) {
            tallies.expire(sku, timeMicros - window);
        }
    }

    /** The order took its units; {@code open} = it is not paid. */
    void begin(int order, long timeMicros, boolean open) {
        int last = 0;
        for (int line = 0; line < orders.lineCount(order); line++) {
            int sku = orders.sku(order, line);
            int units = skus.isLimited(sku) && isFirstOfSku(order, line) ? heldOfSku(order, sku) : 0;
            int entry = units == 0 ? 0 : tally(order, sku, units, timeMicros, open);
            if (entry != 0 && open) {
                tallies.openHold(entry, order, last);
                last = entry;
            }
        }
        if (last != 0) {
            orders.tallied(order, true);
        }
    }

    /** An entry for what there is to count of it; 0 if there is nothing. */
    private int tally(int order, int sku, int units, long timeMicros, boolean open) {
        int row = skus.limitsRow(sku);
        int text = orders.text(order);
        boolean counts = rules.get(row, LimitRules.PER_BUYER) != 0;
        boolean ofBuyer = counts || open && rules.get(row, LimitRules.HOLDS_PER_BUYER) != 0;
        boolean fromAddress =
                open && rules.get(row, LimitRules.HOLDS_PER_ADDRESS) != 0 && texts.addressLength(text) != 0;
        if (!ofBuyer && !fromAddress) {
            return 0;
        }
        int entry = tallies.add(sku, units, timeMicros);
        if (ofBuyer) {
            tallies.ofBuyer(entry, texts.buyer(text), texts.buyerLength(text));
        }
        if (fromAddress) {
            tallies.fromAddress(entry, texts.address(text), texts.addressLength(text));
        }
        if (counts) {
            tallies.count(entry);
        }
        return entry;
    }

    /** The counts. */
    Tallies tallies() {
        return tallies;
    }

    /** The order is paid. */
    void paid(int order) {
        tallies.closeHolds(order);
        orders.tallied(order, false);
    }

    /** A pending order holds so many units of the SKU less. */
    void reduced(int order, int sku, int units) {
        tallies.reduce(order, sku, units);
        orders.tallied(order, tallies.first(order) != 0);
    }

    /** The order is over and its units are free. */
    void released(int order) {
        tallies.release(order);
        orders.tallied(order, false);
    }

    /** Adds everything that counts to the hash. */
    public void addTo(StateHash hash) {
        tallies.addTo(hash);
    }

    /** Bytes held. */
    public long memoryBytes() {
        return tallies.memoryBytes();
    }

    /**
     * Counts everything again, and compares open holds with the orders.
     *
     * @throws IllegalStateException if a count is wrong
     */
    public void verify() {
        tallies.verify();
        long open = 0;
        for (int order = 1; order <= orders.count(); order++) {
            int entry = tallies.first(order);
            require((entry != 0) == orders.isTallied(order), "entries and their mark do not fit", order);
            require(entry == 0 || orders.state(order) == Orders.PENDING_PAYMENT, "entries without a hold", order);
            for (; entry != 0; entry = tallies.next(entry)) {
                require(tallies.units(entry) == heldOfSku(order, tallies.sku(entry)), "units do not fit", order);
                open++;
            }
        }
        require(open == tallies.openHolds(), "open holds that no order has", open);
    }

    private boolean isFirstOfSku(int order, int line) {
        for (int before = 0; before < line; before++) {
            if (orders.sku(order, before) == orders.sku(order, line)) {
                return false;
            }
        }
        return true;
    }

    private int heldOfSku(int order, int sku) {
        int held = 0;
        for (int line = 0; line < orders.lineCount(order); line++) {
            held += orders.sku(order, line) == sku ? orders.held(order, line) : 0;
        }
        return held;
    }

    private static void require(boolean holds, String otherwise, long number) {
        if (!holds) {
            throw new IllegalStateException("limits: " + otherwise + " " + number);
        }
    }
}
