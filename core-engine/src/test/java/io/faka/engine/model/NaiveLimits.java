package io.faka.engine.model;

import io.faka.engine.Commands.Line;
import io.faka.engine.SkuLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The limits of SKUs beyond one order, on lists that are gone through from the start each time. */
final class NaiveLimits {
    /** What an order has of a SKU. */
    private static final class Taken {
        Command.Create request;
        String sku;
        long units;
        long time;
        boolean counts;
        boolean ofBuyer;
        boolean fromAddress;
        boolean open;
    }

    /** A SKU's numbers as they are now. */
    record Stock(long available, long reserved) {}

    private final Map<String, SkuLimits> limits = new HashMap<>();
    private final Map<String, Integer> events = new HashMap<>();
    private final Map<String, List<Taken>> all = new HashMap<>();
    private final Map<Command.Create, List<Taken>> byOrder = new IdentityHashMap<>();

    /** The event of a definition's limits, null if there is none. */
    String put(String sku, int number, SkuLimits to) {
        boolean none = to.equals(SkuLimits.NONE);
        if (none && !events.containsKey(sku)) {
            return null;
        }
        events.put(sku, number);
        limits.put(sku, to);
        return "SkuLimitsPut " + number + " buyer " + to.maxPerBuyer() + " in " + to.buyerWindowMillis() + " holds "
                + to.maxOpenHoldsPerBuyer() + "/" + to.maxOpenHoldsPerAddress() + " share " + to.maxHeldShareBps();
    }

    /** Why the order is refused, with the detail; null if it is not. */
    String refusal(Command.Create create, long time, Map<String, Stock> stocks) {
        create.lines().forEach(line -> forgetPassed(line.sku(), time));
        for (String name : List.of("BUYER_LIMIT_EXCEEDED", "OPEN_HOLDS_EXCEEDED", "HOLD_SHARE_EXCEEDED")) {
            for (Line line : create.lines()) {
                SkuLimits of = limits.getOrDefault(line.sku(), SkuLimits.NONE);
                long detail = switch (name) {
                    case "BUYER_LIMIT_EXCEEDED" -> buyerLimit(create, line.sku(), of);
                    case "OPEN_HOLDS_EXCEEDED" -> openHolds(create, line.sku(), of);
                    default -> share(create, line.sku(), of, stocks.get(line.sku()));
                };
                if (detail >= 0) {
                    return name + " " + detail;
                }
            }
        }
        return null;
    }

    /** What passed is forgotten for good, even if the window becomes longer afterwards. */
    private void forgetPassed(String sku, long time) {
        long window = limits.getOrDefault(sku, SkuLimits.NONE).buyerWindowMillis() * 1_000;
        if (window > 0) {
            of(sku).filter(taken -> taken.time + window <= time).forEach(taken -> taken.counts = false);
            all.getOrDefault(sku, new ArrayList<>()).removeIf(taken -> !taken.counts && !taken.open);
        }
    }

    private Stream<Taken> of(String sku) {
        return all.getOrDefault(sku, List.of()).stream();
    }

    private long buyerLimit(Command.Create create, String sku, SkuLimits of) {
        long units = of(sku).filter(taken -> taken.counts)
                .filter(taken -> taken.request.buyer().equals(create.buyer()))
                .mapToLong(taken -> taken.units)
                .sum();
        long left = Math.max(0, of.maxPerBuyer() - units);
        return of.maxPerBuyer() > 0 && quantity(create, sku) > left ? left : -1;
    }

    private long openHolds(Command.Create create, String sku, SkuLimits of) {
        long ofBuyer = of(sku).filter(taken -> taken.open && taken.ofBuyer)
                .filter(taken -> taken.request.buyer().equals(create.buyer()))
                .count();
        long fromAddress = of(sku).filter(taken -> taken.open && taken.fromAddress)
                .filter(taken -> taken.request.address().equals(create.address()))
                .count();
        if (of.maxOpenHoldsPerBuyer() > 0 && ofBuyer >= of.maxOpenHoldsPerBuyer()) {
            return of.maxOpenHoldsPerBuyer();
        }
        boolean tooMany = of.maxOpenHoldsPerAddress() > 0 && fromAddress >= of.maxOpenHoldsPerAddress();
        return tooMany && !create.address().isEmpty() ? of.maxOpenHoldsPerAddress() : -1;
    }

    private long share(Command.Create create, String sku, SkuLimits of, Stock stock) {
        if (of.maxHeldShareBps() == 0) {
            return -1;
        }
        long most = ((stock.available() + stock.reserved()) * of.maxHeldShareBps() + 9_999) / 10_000;
        long left = Math.max(0, most - stock.reserved());
        return quantity(create, sku) > left ? left : -1;
    }

    /** An order took units of a SKU. */
    void took(Command.Create request, String sku, long units, long time, boolean open) {
        SkuLimits of = limits.getOrDefault(sku, SkuLimits.NONE);
        Taken taken = new Taken();
        taken.request = request;
        taken.sku = sku;
        taken.units = units;
        taken.time = time;
        taken.counts = of.maxPerBuyer() > 0;
        taken.open = open;
        taken.ofBuyer = taken.counts || of.maxOpenHoldsPerBuyer() > 0;
        taken.fromAddress = of.maxOpenHoldsPerAddress() > 0;
        if (units > 0) {
            all.computeIfAbsent(sku, key -> new ArrayList<>()).add(taken);
            if (open) {
                byOrder.computeIfAbsent(request, key -> new ArrayList<>()).add(taken);
            }
        }
    }

    /** The order is paid. */
    void paid(Command.Create request) {
        for (Taken taken : ofOrder(request)) {
            taken.open = false;
            if (!taken.counts) {
                all.get(taken.sku).remove(taken);
            }
        }
    }

    /** The order holds so many units of a SKU less. */
    void reduced(Command.Create request, String sku, int units) {
        for (Taken taken : List.copyOf(byOrder.getOrDefault(request, List.of()))) {
            if (taken.sku.equals(sku)) {
                taken.units -= units;
                if (taken.units == 0) {
                    all.get(sku).remove(taken);
                    byOrder.get(request).remove(taken);
                }
            }
        }
    }

    /** The order is over. */
    void released(Command.Create request) {
        ofOrder(request).forEach(taken -> all.get(taken.sku).remove(taken));
    }

    private List<Taken> ofOrder(Command.Create request) {
        List<Taken> open = byOrder.remove(request);
        return open == null ? List.of() : open;
    }

    private static long quantity(Command.Create create, String sku) {
        return create.lines().stream()
                .filter(line -> line.sku().equals(sku))
                .mapToLong(Line::quantity)
                .sum();
    }
}
