package io.faka.engine.order;

import io.faka.engine.inventory.LimitRules;
import io.faka.engine.inventory.Skus;
import io.faka.engine.limit.AccountForesight;
import io.faka.engine.limit.Accounts;
import io.faka.engine.limit.CouponUses;
import io.faka.engine.limit.Coupons;
import io.faka.engine.limit.Tallies;
import io.faka.engine.memory.LineLoads;
import java.util.Arrays;

/**
 * The part of {@link OrderForesight} that is about limits and coupons: what their counts and uses read, on the same levels. Costs
 * nothing where there are none.
 */
final class LimitForesight {
    private final Orders orders;
    private final Skus skus;
    private final LimitRules rules;
    private final Tallies tallies;
    private final Coupons coupons;
    private final CouponUses uses;
    private final AccountForesight ofSkus;
    private final AccountForesight ofCoupons;

    private long[] buyers = new long[64];
    private int[] buyerLengths = new int[64];
    private long[] addresses = new long[64];
    private int[] addressLengths = new int[64];
    private int[] lines = new int[64];
    private int count;

    /** Reads what these read. */
    LimitForesight(Orders orders, Skus skus, OrderLimits limits, OrderCoupons orderCoupons) {
        this.orders = orders;
        this.skus = skus;
        this.rules = skus.limits();
        this.tallies = limits.tallies();
        this.coupons = orderCoupons.coupons();
        this.uses = orderCoupons.uses();
        this.ofSkus = tallies.accountForesight();
        this.ofCoupons = coupons.accountForesight();
    }

    /** Notes an order that will be placed, for one of its SKUs: the place of that in the foreseen ones. */
    void add(OrderRequest request, int sku, LineLoads loads) {
        if (request.couponLength != 0) {
            int coupon = coupons.find(request.couponAt, request.couponLength);
            if (coupon != 0 && coupons.getInt(coupon, Coupons.MAX_PER_BUYER) != 0) {
                ofCoupons.add(coupon, Accounts.COUPON, request.buyerAt, request.buyerLength, loads);
            }
        }
        if (rules.isAny()) {
            grow();
            buyers[count] = request.buyerAt;
            buyerLengths[count] = request.buyerLength;
            addresses[count] = request.addressAt;
            addressLengths[count] = request.addressLength;
            lines[count++] = sku;
        }
    }

    /** Notes the rows of what buyers used of coupons, once their places are there. */
    void findCoupons(LineLoads loads) {
        ofCoupons.followRows(loads);
    }

    /** Notes the places of accounts, once the rows of the SKUs are there, and the names of what was found for coupons. */
    void findAccounts(int[] skuRows, LineLoads loads) {
        ofCoupons.followNames(loads);
        for (int i = 0; i < count; i++) {
            int sku = skuRows[lines[i]];
            if (sku != 0 && skus.isLimited(sku)) {
                findAccounts(i, sku, skus.limitsRow(sku), loads);
            }
        }
        count = 0;
    }

    private void findAccounts(int order, int sku, int row, LineLoads loads) {
        if ((rules.get(row, LimitRules.PER_BUYER) | rules.get(row, LimitRules.HOLDS_PER_BUYER)) != 0) {
            ofSkus.add(sku, Accounts.BUYER, buyers[order], buyerLengths[order], loads);
        }
        if (rules.get(row, LimitRules.HOLDS_PER_ADDRESS) != 0 && addressLengths[order] != 0) {
            ofSkus.add(sku, Accounts.ADDRESS, addresses[order], addressLengths[order], loads);
        }
    }

    /** Notes the rows of the accounts. */
    void followAccounts(LineLoads loads) {
        ofSkus.followRows(loads);
    }

    /** Notes the names of the accounts; the last level. */
    void nameAccounts(LineLoads loads) {
        ofSkus.followNames(loads);
    }

    /** Notes where it is told what counts for an order that is there, and what coupon it has. */
    void link(int order, LineLoads loads) {
        if (orders.isTallied(order)) {
            tallies.foreseeLink(order, loads);
        }
        if (orders.isCouponed(order)) {
            uses.foreseeLink(order, loads);
        }
    }

    /** Notes where that leads. */
    void followLink(int order, LineLoads loads) {
        if (orders.isTallied(order)) {
            tallies.foreseeEntry(order, loads);
        }
        if (orders.isCouponed(order)) {
            uses.foreseeUse(order, loads);
        }
    }

    private void grow() {
        if (count == lines.length) {
            int capacity = 2 * count;
            buyers = Arrays.copyOf(buyers, capacity);
            buyerLengths = Arrays.copyOf(buyerLengths, capacity);
            addresses = Arrays.copyOf(addresses, capacity);
            addressLengths = Arrays.copyOf(addressLengths, capacity);
            lines = Arrays.copyOf(lines, capacity);
        }
    }
}
