package io.faka.engine.model;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;
import java.util.function.UnaryOperator;

/** Coupons and the orders that have one, counted anew each time. */
final class NaiveCoupons {
    private static final class Use {
        String code;
        String buyer;
        Command.PutCoupon terms;
        long discount;
        String state;
    }

    private final Map<String, Command.PutCoupon> coupons = new HashMap<>();
    private final Map<Command.Create, Use> uses = new IdentityHashMap<>();

    String put(Command.PutCoupon put, Set<String> skus, List<String> events, long seq) {
        if ((put.off() == 0) == (put.bps() == 0)) {
            return "INVALID_FIELD 7 seq " + seq;
        }
        if (put.ends() != 0 && put.ends() <= put.starts()) {
            return "INVALID_FIELD 3 seq " + seq;
        }
        if (!skus.containsAll(put.skus())) {
            return "SKU_NOT_FOUND seq " + seq;
        }
        boolean created = coupons.put(put.code(), put) == null;
        String definition = "off " + put.off() + "/" + put.bps() + " " + put.currency() + " from " + put.starts()
                + " to " + put.ends() + " uses " + put.uses() + "/" + put.each();
        String skuNames = " for"
                + String.join("", put.skus().stream().map(sku -> " " + sku).toList()) + ": " + put.code();
        events.add("CouponPut " + definition + skuNames);
        return (created ? "CREATED" : "UPDATED") + " coupon " + definition + " held " + count(put.code(), "HELD")
                + " used " + count(put.code(), "USED") + skuNames;
    }

    private long count(String code, String state) {
        return uses.values().stream()
                .filter(use -> use.code.equals(code) && use.state.equals(state))
                .count();
    }

    String refusal(Command.Create create, long time, UnaryOperator<String> currency) {
        String code = create.coupon();
        Command.PutCoupon coupon = coupons.get(code);
        if (code.isEmpty()) {
            return null;
        }
        if (coupon == null) {
            return "COUPON_NOT_FOUND";
        }
        if (count(code, "HELD") + count(code, "USED") >= coupon.uses()) {
            return "COUPON_EXHAUSTED " + coupon.uses();
        }
        long ofBuyer = uses.values().stream()
                .filter(use -> use.code.equals(code) && !use.state.equals("RELEASED"))
                .filter(use -> use.buyer.equals(create.buyer()))
                .count();
        if (coupon.each() > 0 && ofBuyer >= coupon.each()) {
            return "COUPON_PER_BUYER_LIMIT " + coupon.each();
        }
        boolean inTime = time >= coupon.starts() && (coupon.ends() == 0 || time < coupon.ends());
        boolean sameCurrency = create.lines().stream()
                .allMatch(line -> currency.apply(line.sku()).equals(coupon.currency()));
        boolean anySku = create.lines().stream().anyMatch(line -> isFor(coupon, line.sku()));
        return inTime && sameCurrency && anySku ? null : "COUPON_NOT_APPLICABLE";
    }

    private static boolean isFor(Command.PutCoupon coupon, String sku) {
        return coupon.skus().isEmpty() || coupon.skus().contains(sku);
    }

    /** What the order's coupon takes off lines that cost so much. */
    long discount(Command.Create create, IntToLongFunction amountOfLine) {
        Command.PutCoupon coupon = coupons.get(create.coupon());
        return coupon == null ? 0 : off(coupon, create, amountOfLine);
    }

    /** What the coupon that an order has takes off now that its lines cost so much. */
    long discountAgain(Command.Create create, IntToLongFunction amountOfLine, List<String> events) {
        Use use = uses.get(create);
        if (use == null) {
            return 0;
        }
        long off = off(use.terms, create, amountOfLine);
        if (off != use.discount) {
            use.discount = off;
            become(create, use.state, events);
        }
        return off;
    }

    long discountOf(Command.Create create) {
        return uses.containsKey(create) ? uses.get(create).discount : 0;
    }

    private static long off(Command.PutCoupon terms, Command.Create create, IntToLongFunction amountOfLine) {
        long amount = 0;
        for (int line = 0; line < create.lines().size(); line++) {
            amount += isFor(terms, create.lines().get(line).sku()) ? amountOfLine.applyAsLong(line) : 0;
        }
        return terms.bps() == 0
                ? Math.min(amount, terms.off())
                : BigInteger.valueOf(amount)
                        .multiply(BigInteger.valueOf(terms.bps()))
                        .divide(BigInteger.valueOf(10_000))
                        .longValueExact();
    }

    void take(Command.Create create, long discount, String state, List<String> events) {
        if (!create.coupon().isEmpty()) {
            Use use = new Use();
            use.code = create.coupon();
            use.buyer = create.buyer();
            use.terms = coupons.get(create.coupon());
            use.discount = discount;
            uses.put(create, use);
            use.state = "RELEASED";
            become(create, state, events);
        }
    }

    void become(Command.Create create, String state, List<String> events) {
        Use use = uses.get(create);
        if (use != null) {
            use.state = state;
            events.add("CouponUse #" + create.id() + " " + state + " off " + use.discount + " held "
                    + count(use.code, "HELD") + " used " + count(use.code, "USED") + " " + use.code);
        }
    }
}
