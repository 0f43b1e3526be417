package io.faka.engine.model;

import io.faka.engine.model.NaiveShop.Fill;
import io.faka.engine.model.NaiveShop.Order;
import io.faka.engine.model.NaiveShop.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Partial cancels of the {@link NaiveShop}. */
final class NaiveLines {
    private final NaiveShop shop;
    private final NaiveBacklog backlog;
    private final Map<String, Command.CancelLine> known = new HashMap<>();

    NaiveLines(NaiveShop shop, NaiveBacklog backlog) {
        this.shop = shop;
        this.backlog = backlog;
    }

    String cancel(Command.CancelLine cancel) {
        if (cancel.quantity() == 0) {
            return shop.refusal("QUANTITY_BELOW_MINIMUM", 1);
        }
        Order order = shop.orders.get(cancel.id());
        if (order == null) {
            return shop.refusal("ORDER_NOT_FOUND", -1);
        }
        Command.CancelLine before = known.get(cancel.id() + "/" + cancel.ref());
        if (before != null && !cancel.ref().isEmpty() && !order.left) {
            if (before.line() != cancel.line()) {
                return shop.refusal("EXISTS_WITH_DIFFERENT_LINES", -1);
            }
            boolean same = before.quantity() == cancel.quantity();
            return same ? shop.order("EXISTS", order) : shop.refusal("EXISTS_WITH_DIFFERENT_QUANTITY", -1);
        }
        if (cancel.line() >= order.prices.size() && !order.left) {
            return shop.refusal("LINE_NOT_FOUND", -1);
        }
        if (!List.of("PENDING_PAYMENT", "BACKORDERED").contains(order.state)) {
            return shop.cancel(new Command.Cancel(cancel.id()));
        }
        if (cancel.quantity() > left(order, cancel.line())) {
            return shop.refusal("QUANTITY_GREATER_THAN_LIMIT", left(order, cancel.line()));
        }
        known.put(cancel.id() + "/" + cancel.ref(), cancel);
        long all = 0;
        for (int line = 0; line < order.prices.size(); line++) {
            all += left(order, line);
        }
        if (all == cancel.quantity()) {
            return shop.cancel(new Command.Cancel(cancel.id()));
        }
        take(order, cancel);
        return shop.order("LINE_CANCELED", order);
    }

    private static long left(Order order, int line) {
        return order.state.equals("BACKORDERED") ? order.quantity(line) : order.held(line);
    }

    private void take(Order order, Command.CancelLine cancel) {
        int line = cancel.line();
        boolean waits = order.state.equals("BACKORDERED");
        int waited = waits ? (int) Math.min(cancel.quantity(), order.quantity(line) - order.held(line)) : 0;
        int held = (int) cancel.quantity() - waited;
        order.amount += shop.coupons.discountOf(order.request) - waited * order.prices.get(line);
        order.canceled.merge(line, (int) cancel.quantity(), Integer::sum);
        List<Unit> units = order.units.get(line);
        List<Unit> back = new ArrayList<>(units.subList(units.size() - held, units.size()));
        units.subList(units.size() - held, units.size()).clear();
        order.fills = new ArrayList<>(order.fills);
        cutFills(order, line, held);
        order.amount -= shop.coupons.discountAgain(
                order.request,
                of -> NaiveShop.costOf(order.fills, of)
                        + (waits ? (order.quantity(of) - order.held(of)) * order.prices.get(of) : 0),
                shop.events);
        order.lastSeq = shop.seq();
        if (waits) {
            backlog.goOn(order);
        } else {
            shop.reduced(order, line, held);
        }
        if (order.state.equals("PENDING_PAYMENT")) {
            NaiveBacklog.showDearest(order);
        }
        tell(order, cancel, back);
        shop.partBack(order, line, back);
        if (order.state.equals("PENDING_PAYMENT") && order.amount == 0) {
            shop.fulfilFree(order);
        }
    }

    private static void cutFills(Order order, int line, int quantity) {
        int left = quantity;
        for (int i = order.fills.size() - 1; i >= 0; i--) {
            Fill fill = order.fills.get(i);
            if (fill.line() == line && left > 0) {
                int cut = Math.min(left, fill.quantity());
                left -= cut;
                order.amount -= cut * fill.price();
                order.fills.set(i, new Fill(line, fill.offer(), fill.quantity() - cut, fill.price()));
            }
        }
        order.fills.removeIf(fill -> fill.quantity() == 0);
    }

    private void tell(Order order, Command.CancelLine cancel, List<Unit> back) {
        StringJoiner ids = new StringJoiner(",", " units ", "").setEmptyValue("");
        back.forEach(unit -> ids.add(String.valueOf(unit.id())));
        shop.events.add("LineCanceled #" + cancel.id() + " line " + cancel.line() + " quantity " + cancel.quantity()
                + " " + order.state + " " + order.amount + " " + order.currency + " until " + NaiveShop.until(order)
                + ids + (cancel.ref().isEmpty() ? "" : " ref " + cancel.ref()));
    }
}
