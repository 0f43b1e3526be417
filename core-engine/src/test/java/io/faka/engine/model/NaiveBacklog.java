package io.faka.engine.model;

import io.faka.engine.BackorderOutputs;
import io.faka.engine.Commands.Line;
import io.faka.engine.model.NaiveShop.Fill;
import io.faka.engine.model.NaiveShop.Offer;
import io.faka.engine.model.NaiveShop.Order;
import io.faka.engine.model.NaiveShop.Payment;
import io.faka.engine.model.NaiveShop.Plan;
import io.faka.engine.model.NaiveShop.Sku;
import io.faka.engine.model.NaiveShop.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** The orders of the {@link NaiveShop} that wait for stock: plain lists, searched from end to end. */
final class NaiveBacklog {
    /** Most that a payment can say. */
    private static final long MAX_AMOUNT = 1_000_000_000_000_000L;

    private static final int GTC = 3;
    private static final long DEFAULT_TTL = 604_800_000L;

    private final NaiveShop shop;
    private final List<Wait> waits = new ArrayList<>();
    private final Set<Sku> marked = new LinkedHashSet<>();
    private boolean ran;

    /** One who waits, in the queue of one SKU. */
    static final class Wait {
        Order order;
        long seq;
        long deadline;
        boolean partial;
        Sku at;
        long rank;
        boolean drawn;
        boolean entered;
    }

    NaiveBacklog(NaiveShop shop) {
        this.shop = shop;
    }

    Wait find(Order order) {
        return waits.stream().filter(wait -> wait.order == order).findFirst().orElse(null);
    }

    /** The one whose time ends first if that is by {@code time}, else null. */
    Wait firstDue(long time) {
        return waits.stream()
                .filter(wait -> wait.deadline <= time)
                .min(Comparator.<Wait>comparingLong(wait -> wait.deadline).thenComparingLong(wait -> wait.seq))
                .orElse(null);
    }

    /** What of an order the reply shows. */
    String waits(Order order) {
        Wait wait = find(order);
        return wait == null ? "" : BackorderOutputs.waits(queue(wait.at).indexOf(wait) + 1, wait.deadline);
    }

    String backordered(Sku sku) {
        long missing = 0;
        for (Wait wait : waits) {
            for (int line = 0; line < wait.order.prices.size(); line++) {
                missing += shop.skuOf(wait.order, line) == sku ? missing(wait.order, line) : 0;
            }
        }
        return BackorderOutputs.backordered(missing);
    }

    void mark(Sku sku) {
        if (waits.stream().anyMatch(wait -> wait.at == sku)) {
            marked.add(sku);
        }
    }

    /** The first field that is not for such an order, 0 if there is none. */
    static int misused(Command.Create create) {
        boolean gtc = create.mode() == GTC;
        boolean oneSku = create.lines().stream().map(Line::sku).distinct().count() == 1;
        if (!gtc && create.waiting().ttl() != 0) {
            return 5;
        }
        return create.waiting().partial() && !(gtc && oneSku) ? 8 : 0;
    }

    static String difference(Command.Wait a, Command.Wait b) {
        if (a.partial() != b.partial()) {
            return "FILL";
        }
        if (a.priority() != b.priority()) {
            return "PRIORITY";
        }
        return a.ttl() == b.ttl() ? null : "BACKORDER_TTL";
    }

    /** What an order costs that waits, -1 if that does not fit. */
    long amount(Command.Create create, Plan plan) {
        long amount = 0;
        try {
            for (Fill fill : plan.fills) {
                amount = Math.addExact(amount, Math.multiplyExact(fill.price(), (long) fill.quantity()));
            }
            for (int line = 0; line < create.lines().size(); line++) {
                long missing = create.lines().get(line).quantity() - plan.of(line);
                amount = Math.addExact(
                        amount, Math.multiplyExact(agreed(create.lines().get(line)), missing));
            }
            return payable(amount);
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    /** The amount, which a payment can say. */
    static long payable(long amount) {
        if (amount > MAX_AMOUNT) {
            throw new ArithmeticException("no payment can say " + amount);
        }
        return amount;
    }

    /** The part of one line of what such an order costs. */
    long amountOf(Command.Create create, Plan plan, int line) {
        Line asked = create.lines().get(line);
        return NaiveShop.costOf(plan.fills, line) + agreed(asked) * (asked.quantity() - plan.of(line));
    }

    long agreed(Line line) {
        long price = shop.sku(line.sku()).definition.price();
        return line.maxUnitPrice() < 0 ? price : Math.min(price, line.maxUnitPrice());
    }

    /** An order that was just placed, or paid too late, waits from now on. */
    void begin(Order order) {
        Wait wait = new Wait();
        wait.order = order;
        wait.seq = shop.seq();
        Command.Wait asked = order.request.waiting();
        wait.deadline = shop.time() + (asked.ttl() == 0 ? DEFAULT_TTL : asked.ttl()) * 1_000;
        wait.partial = order.paidBy == null && asked.partial();
        order.state = order.paidBy == null ? "BACKORDERED" : "PAID";
        order.lastSeq = shop.seq();
        wait.entered = order.paidBy == null && shop.lotteries().isOpen(shop.skuOf(order, 0));
        addUnitLists(order);
        Sku lacking = wait.partial ? null : lacking(order, new Plan(order.request));
        enqueue(wait, lacking == null ? firstMissing(order) : lacking);
        waits.add(wait);
        tell(wait);
    }

    private Sku firstMissing(Order order) {
        int line = 0;
        while (missing(order, line) == 0) {
            line++;
        }
        return shop.skuOf(order, line);
    }

    /** An order that waits needs less than before. */
    void goOn(Order order) {
        Wait wait = find(order);
        if (isFilled(order)) {
            waits.remove(wait);
            shop.hold(order);
            return;
        }
        Sku lacking = wait.partial ? null : lacking(order, new Plan(order.request));
        enqueue(wait, lacking == null ? firstMissing(order) : lacking);
        mark(wait.at);
    }

    void paid(Order order) {
        Wait wait = find(order);
        boolean has = order.units.stream().anyMatch(units -> !units.isEmpty());
        deliver(order.units.stream().flatMap(List::stream).toList());
        order.state = has ? shop.delivery.stateOfPaid(order) : "PAID";
        order.lastSeq = shop.seq();
        marked.add(wait.at);
        tell(wait);
        if (shop.delivery.allocated(order) > 0) {
            shop.delivery.tell(order, false);
        }
    }

    void cancel(Order order) {
        waits.remove(find(order));
        shop.close(order, "CANCELED", shop.time());
    }

    void expire(Wait wait) {
        if (wait.order.paidBy != null) {
            giveUp(wait.order, "ORDER_EXPIRED");
            return;
        }
        waits.remove(wait);
        shop.close(wait.order, "EXPIRED", wait.deadline);
        shop.events.add("OrderExpired #" + wait.order.request.id() + " at " + wait.deadline);
        shop.coupons.become(wait.order.request, "RELEASED", shop.events);
    }

    /** It waits for nothing any more, not for an operator either. */
    void giveUpAll(Order order, String reason) {
        if (find(order) != null) {
            waits.remove(find(order));
        }
        shop.delivery.giveUp(order);
        settle(order, reason);
    }

    private void giveUp(Order order, String reason) {
        waits.remove(find(order));
        settle(order, reason);
    }

    private void settle(Order order, String reason) {
        boolean got = order.units.stream().anyMatch(units -> !units.isEmpty()) || shop.delivery.returned(order) > 0;
        if (got) {
            order.amount = shop.delivery.returnedAmount(order)
                    + order.fills.stream()
                            .mapToLong(fill -> fill.price() * fill.quantity())
                            .sum();
            order.amount -=
                    shop.coupons.discountAgain(order.request, line -> NaiveShop.costOf(order.fills, line), shop.events);
            showDearest(order);
        } else {
            order.units.clear();
        }
        String kept = shop.delivery.allocated(order) > 0 ? shop.delivery.stateOfPaid(order) : "PARTIALLY_FULFILLED";
        order.state = got ? kept : "REFUND_DUE";
        order.lastSeq = shop.seq();
        shop.events.add("OrderWaitEnded #" + order.request.id() + " " + order.state + " " + order.amount + " "
                + order.currency + " at " + shop.time());
        if (!got) {
            shop.coupons.become(order.request, "RELEASED", shop.events);
        }
        Payment payment = shop.payment(order.paidBy);
        long due = payment.kept() - (got ? order.amount : 0);
        if (due > 0) {
            shop.giveBack(payment, due, reason);
        }
    }

    /** Serves those who wait for what was marked; false if nothing was. */
    boolean run() {
        ran = !marked.isEmpty();
        List<Sku> skus = List.copyOf(marked);
        for (Sku sku : skus) {
            for (Wait wait : queue(sku)) {
                if (mayFit(wait)) {
                    serve(wait);
                }
            }
        }
        marked.clear();
        return ran;
    }

    List<Wait> waits() {
        return waits;
    }

    List<Wait> queue(Sku sku) {
        return waits.stream()
                .filter(wait -> wait.at == sku)
                .sorted(Comparator.<Wait>comparingInt(wait ->
                                -(wait.drawn ? 0 : wait.order.request.waiting().priority()))
                        .thenComparingLong(wait -> -wait.rank)
                        .thenComparingLong(wait -> wait.seq))
                .toList();
    }

    private void enqueue(Wait wait, Sku sku) {
        wait.drawn &= wait.at == sku;
        wait.at = sku;
        for (int line = wait.order.prices.size() - 1; line >= 0; line--) {
            if (shop.skuOf(wait.order, line) == sku && wait.order.quantity(line) > 0 && !wait.drawn) {
                wait.rank = NaiveShop.cap(wait.order.request.lines().get(line));
            }
        }
    }

    private boolean mayFit(Wait wait) {
        Sku sku = wait.at;
        long need = 0;
        long limit = 0;
        boolean keeps = false;
        for (int line = 0; line < wait.order.prices.size(); line++) {
            if (shop.skuOf(wait.order, line) == sku && wait.order.quantity(line) > 0) {
                boolean agreed = wait.order.paidBy != null || isUncapped(wait.order, line);
                need += missing(wait.order, line);
                limit = Math.max(
                        limit,
                        agreed
                                ? wait.order.prices.get(line)
                                : wait.order.request.lines().get(line).maxUnitPrice());
                keeps |= wait.order.paidBy != null ? keeps(wait.order, line) : isUncapped(wait.order, line);
            }
        }
        boolean pays = limit >= lowest(sku) || keeps && !sku.offers.get(0).queue.isEmpty();
        return sku.definition.active()
                && !shop.lotteries().isOpen(sku)
                && NaiveQuota.promise(sku, NaiveQuota.isVip(wait.order.request)) >= Math.max(1, wait.partial ? 1 : need)
                && pays;
    }

    private static long lowest(Sku sku) {
        if (sku.offers.size() == 1) {
            return sku.definition.price();
        }
        long lowest = Long.MAX_VALUE;
        for (Offer offer : sku.offers) {
            if (offer.state.equals("ACTIVE") && !offer.queue.isEmpty()) {
                lowest = Math.min(lowest, offer.price);
                for (var tier : offer.tiers) {
                    lowest = Math.min(lowest, tier.unitPrice());
                }
            }
        }
        return lowest;
    }

    private void serve(Wait wait) {
        Order order = wait.order;
        Plan plan = new Plan(order.request);
        if (wait.partial) {
            servePart(wait, plan);
            return;
        }
        Sku lacking = lacking(order, plan);
        long amount = cost(plan);
        if (lacking != null) {
            enqueue(wait, lacking);
            return;
        }
        if (amount < 0) {
            return;
        }
        waits.remove(wait);
        order.fills = new ArrayList<>();
        take(order, plan);
        order.amount = amount
                - shop.coupons.discountAgain(order.request, line -> NaiveShop.costOf(plan.fills, line), shop.events);
        if (order.paidBy != null || order.amount == 0) {
            deliver(order.units.stream().flatMap(List::stream).toList());
            fulfilled(order, plan);
        } else {
            hold(order, plan);
        }
    }

    private void servePart(Wait wait, Plan plan) {
        Order order = wait.order;
        long agreed = 0;
        for (int line = 0; line < order.prices.size(); line++) {
            planLine(order, line, missing(order, line), plan);
            agreed += plan.of(line) * order.prices.get(line);
        }
        long gross = order.amount + shop.coupons.discountOf(order.request) - agreed + cost(plan);
        if (plan.fills.isEmpty() || cost(plan) < 0 || gross < 0 || gross > MAX_AMOUNT) {
            return;
        }
        List<Unit> taken = take(order, plan);
        order.amount = gross - shop.coupons.discountAgain(order.request, line -> line == 0 ? gross : 0, shop.events);
        boolean whole = true;
        for (int line = 0; line < order.prices.size(); line++) {
            whole &= missing(order, line) == 0;
        }
        if (whole) {
            waits.remove(wait);
        }
        if (order.paidBy != null) {
            deliver(taken);
        }
        if (whole && order.paidBy == null && order.amount == 0) {
            deliver(order.units.stream().flatMap(List::stream).toList());
        }
        if (whole && (order.paidBy != null || order.amount == 0)) {
            fulfilled(order, plan);
        } else if (whole) {
            hold(order, plan);
        } else {
            order.state = order.paidBy == null ? "BACKORDERED" : shop.delivery.stateOfPaid(order);
            order.lastSeq = shop.seq();
            tellFilled(order, plan);
        }
    }

    /** The first SKU that an order can't have all of, null if it can; the plan is what it would take. */
    private Sku lacking(Order order, Plan plan) {
        for (int line = 0; line < order.prices.size(); line++) {
            Sku sku = shop.skuOf(order, line);
            boolean paused = !sku.definition.active() || shop.lotteries().isOpen(sku);
            if (paused && order.quantity(line) > 0) {
                return shop.skuOf(order, line);
            }
        }
        if (order.paidBy != null) {
            return shop.planAgain(order, plan);
        }
        Sku lacking = null;
        for (int line = 0; line < order.prices.size(); line++) {
            long quantity = order.quantity(line);
            planLine(order, line, quantity, plan);
            lacking = lacking == null && plan.of(line) < quantity ? shop.skuOf(order, line) : lacking;
        }
        return lacking;
    }

    private void planLine(Order order, int line, long quantity, Plan plan) {
        Sku sku = shop.skuOf(order, line);
        if (order.paidBy == null && !isUncapped(order, line)) {
            NaiveShop.plan(
                    plan, line, sku, quantity, order.request.lines().get(line).maxUnitPrice(), -1);
        } else {
            boolean ignored =
                    NaiveShop.planAgreed(plan, line, sku, quantity, order.prices.get(line), keeps(order, line));
        }
    }

    static boolean keeps(Order order, int line) {
        return order.request.mode() != GTC
                || isUncapped(order, line)
                || order.request.lines().get(line).maxUnitPrice() > order.prices.get(line);
    }

    private static boolean isUncapped(Order order, int line) {
        return order.request.lines().get(line).maxUnitPrice() < 0;
    }

    static long wanted(Order order, int line) {
        if (order.request.mode() == GTC) {
            return order.quantity(line);
        }
        return order.fills.stream()
                .filter(fill -> fill.line() == line)
                .mapToInt(Fill::quantity)
                .sum();
    }

    private static long missing(Order order, int line) {
        return wanted(order, line) - order.held(line);
    }

    private static long cost(Plan plan) {
        try {
            long cost = 0;
            for (Fill fill : plan.fills) {
                cost = payable(Math.addExact(cost, Math.multiplyExact(fill.price(), (long) fill.quantity())));
            }
            return cost;
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    static void addUnitLists(Order order) {
        while (order.units.size() < order.request.lines().size()) {
            order.units.add(new ArrayList<>());
        }
    }

    private List<Unit> take(Order order, Plan plan) {
        List<Unit> taken = new ArrayList<>();
        List<Fill> fills = new ArrayList<>(order.fills);
        addUnitLists(order);
        for (Fill fill : plan.fills) {
            for (int i = 0; i < fill.quantity(); i++) {
                Unit unit = shop.taken(fill.offer().queue.take(), order);
                order.units.get(fill.line()).add(unit);
                taken.add(unit);
            }
            fill.offer().sku.reserved += fill.quantity();
            fills.add(fill);
        }
        order.fills = merged(fills);
        if (order.prices.size() == order.units.size() && isFilled(order)) {
            showDearest(order);
        }
        return taken;
    }

    static void showDearest(Order order) {
        for (int line = 0; line < order.prices.size(); line++) {
            int at = line;
            order.prices.set(
                    line,
                    order.fills.stream()
                            .filter(fill -> fill.line() == at)
                            .mapToLong(Fill::price)
                            .max()
                            .orElse(order.prices.get(line)));
        }
    }

    private static boolean isFilled(Order order) {
        for (int line = 0; line < order.prices.size(); line++) {
            if (missing(order, line) > 0) {
                return false;
            }
        }
        return true;
    }

    /** Line by line; what came from one offer at one price without a break is one fill. */
    static List<Fill> merged(List<Fill> fills) {
        List<Fill> sorted = new ArrayList<>(fills);
        sorted.sort(Comparator.comparingInt(Fill::line));
        List<Fill> merged = new ArrayList<>();
        for (Fill fill : sorted) {
            Fill last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null
                    && last.line() == fill.line()
                    && last.offer() == fill.offer()
                    && last.price() == fill.price()) {
                merged.set(
                        merged.size() - 1,
                        new Fill(fill.line(), fill.offer(), last.quantity() + fill.quantity(), fill.price()));
            } else {
                merged.add(fill);
            }
        }
        return merged;
    }

    private void deliver(List<Unit> units) {
        units.forEach(shop.delivery::deliver);
        shop.delivery.reusable.endBatch();
    }

    private void hold(Order order, Plan plan) {
        order.lastSeq = shop.seq();
        shop.hold(order);
        tellFilled(order, plan);
    }

    private void fulfilled(Order order, Plan plan) {
        order.state = shop.delivery.stateOfPaid(order);
        shop.sold(order);
        order.lastSeq = shop.seq();
        tellFilled(order, plan);
        if (order.state.equals("FULFILLED")) {
            shop.events.add("OrderFulfilled #" + order.request.id());
        }
        if (order.paidBy == null) {
            shop.coupons.become(order.request, "USED", shop.events);
        }
    }

    private void tell(Wait wait) {
        shop.events.add("OrderBackordered #" + wait.order.request.id() + " " + wait.order.state + " "
                + wait.order.amount + " " + wait.order.currency + " until " + wait.deadline + " "
                + (wait.partial ? "PARTIAL" : "ALL_OR_NONE") + " priority "
                + (wait.drawn ? 0 : wait.order.request.waiting().priority()));
    }

    private void tellFilled(Order order, Plan plan) {
        StringJoiner ids = new StringJoiner(",", " units ", "");
        for (int i = 0; i < plan.fills.size(); i++) {
            Fill fill = plan.fills.get(i);
            List<Unit> units = order.units.get(fill.line());
            int behind = plan.fills.stream()
                    .skip(i)
                    .filter(other -> other.line() == fill.line())
                    .mapToInt(Fill::quantity)
                    .sum();
            int first = units.size() - behind;
            for (Unit unit : units.subList(first, first + fill.quantity())) {
                ids.add(unit.id() + (fill.line() == 0 ? "" : "/" + fill.line()));
            }
        }
        shop.events.add("OrderFilled #" + order.request.id() + " " + order.state + " " + order.amount + " "
                + order.currency + " until " + NaiveShop.until(order) + " at " + shop.time() + ids);
        shop.delivery.tellTaken(order, plan);
        shop.tellFills(order);
    }
}
