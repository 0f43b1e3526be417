package io.faka.engine.model;

import io.faka.engine.model.NaiveShop.Fill;
import io.faka.engine.model.NaiveShop.Order;
import io.faka.engine.model.NaiveShop.Sku;
import io.faka.engine.model.NaiveShop.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

/** The rules of single units and lots on plain collections, for {@link NaiveShop}. */
final class NaiveUnits {
    private record Origin(Unit unit, Sku sku, String lot) {}

    private final NaiveShop shop;
    private final Map<Integer, Origin> origins = new TreeMap<>();
    private final Map<String, Integer> byNumber = new HashMap<>();
    private final Map<Integer, Order> owners = new HashMap<>();
    private final Map<Integer, String> apart = new HashMap<>();
    private final Map<Integer, Integer> successors = new HashMap<>();
    private final Set<String> voidedLots = new HashSet<>();
    private final Map<Integer, NaiveShop.Lot> ending = new TreeMap<>();
    private final Map<Integer, Sku> skuOfLot = new HashMap<>();
    private final Set<Integer> expired = new HashSet<>();
    private final List<Unit> withheld = new ArrayList<>();
    private int lineStart;

    NaiveUnits(NaiveShop shop) {
        this.shop = shop;
    }

    void imported(Unit unit, Sku sku, String lot, long number) {
        origins.put(unit.id(), new Origin(unit, sku, lot));
        byNumber.put(sku.number + "/" + number, unit.id());
    }

    Sku skuOf(int unit) {
        return origins.get(unit).sku();
    }

    boolean isVoided(Sku sku, String lot) {
        return voidedLots.contains(sku.number + "/" + lot);
    }

    Unit taken(Unit unit, Order order) {
        owners.put(unit.id(), order);
        return unit;
    }

    Order ownerOf(Unit unit) {
        return owners.get(unit.id());
    }

    /** A lower cap takes available units away. */
    void takenOut(Sku sku, List<Unit> units) {
        units.forEach(unit -> apart.put(unit.id(), "VOIDED"));
        sku.voided += units.size();
        if (!units.isEmpty()) {
            moved(sku, "VOIDED", "SALE_CAP", units.stream().map(Unit::id).toList(), "");
        }
    }

    /** A held unit goes back to its offer, unless its lot is recalled. */
    void comesBack(Unit unit) {
        Origin origin = origins.get(unit.id());
        owners.remove(unit.id());
        if (isVoided(origin.sku(), origin.lot())) {
            apart.put(unit.id(), "VOIDED");
            origin.sku().voided++;
            withheld.add(lineStart, unit);
        } else if (expired.contains(unit.lot().number())) {
            apart.put(unit.id(), "QUARANTINED");
            origin.sku().quarantined++;
            withheld.add(lineStart, unit);
        } else {
            unit.offer().queue.comesBack(unit);
        }
    }

    /** A line is back: units come back last first, and are told first first. */
    void lineEnds() {
        lineStart = withheld.size();
    }

    void tellWithheld(long at) {
        List<Integer> ids = new ArrayList<>();
        List<List<Integer>> lines = new ArrayList<>();
        for (Unit unit : withheld) {
            ids.add(unit.id());
        }
        withheld.clear();
        lineStart = 0;
        int from = 0;
        while (from < ids.size()) {
            int to = from + 1;
            while (to < ids.size() && sameKind(ids.get(to), ids.get(from))) {
                to++;
            }
            lines.add(ids.subList(from, to));
            from = to;
        }
        for (List<Integer> line : lines) {
            boolean recalled = apart.get(line.get(0)).equals("VOIDED");
            moved(
                    origins.get(line.get(0)).sku(),
                    recalled ? "VOIDED" : "QUARANTINED",
                    recalled ? "RECALL" : "EXPIRY at " + at,
                    line,
                    "");
        }
    }

    private boolean sameKind(int unit, int other) {
        return origins.get(unit).sku() == origins.get(other).sku()
                && apart.get(unit).equals(apart.get(other));
    }

    /** A lot took units in. */
    void lot(Sku sku, NaiveShop.Lot lot) {
        if (lot.expires() != 0) {
            ending.put(lot.number(), lot);
            skuOfLot.put(lot.number(), sku);
        }
    }

    String refusalOfExpiry(Sku sku, Command.AddUnits add, long time) {
        NaiveShop.Lot lot = sku.lots.get(add.lot());
        if (lot == null ? add.expires() != 0 && add.expires() <= time : expired.contains(lot.number())) {
            return "LOT_EXPIRED";
        }
        return lot != null && add.expires() != 0 && add.expires() != lot.expires() ? "LOT_WITH_ANOTHER_EXPIRY" : null;
    }

    /** Ends the lots that end at or before a time, and the holds that end before each of them. */
    void expireLots(long until) {
        List<NaiveShop.Lot> due = ending.values().stream()
                .filter(lot -> lot.expires() <= until)
                .sorted(Comparator.comparingLong(NaiveShop.Lot::expires).thenComparingInt(NaiveShop.Lot::number))
                .toList();
        for (NaiveShop.Lot lot : due) {
            shop.expire(lot.expires() - 1);
            Sku sku = skuOfLot.get(lot.number());
            ending.remove(lot.number());
            expired.add(lot.number());
            List<Integer> gone = new ArrayList<>();
            for (int unit : unitsOf(sku, lot.name())) {
                if (state(unit).equals("AVAILABLE")) {
                    Unit one = origins.get(unit).unit();
                    boolean ignored = one.offer().queue.remove(one);
                    apart.put(unit, "QUARANTINED");
                    sku.quarantined++;
                    gone.add(unit);
                }
            }
            if (!gone.isEmpty()) {
                moved(sku, "QUARANTINED", "EXPIRY at " + lot.expires(), gone, "");
            }
        }
    }

    String decide(Command.OfUnits command) {
        if (command instanceof Command.MoveUnits move) {
            return move(move);
        } else if (command instanceof Command.VoidLot recall) {
            return recall(recall);
        } else if (command instanceof Command.ReplaceUnit replace) {
            return ofOrder(replace.order(), (int) replace.unit(), false);
        }
        Command.ReturnUnit back = (Command.ReturnUnit) command;
        return ofOrder(back.order(), (int) back.unit(), true);
    }

    private String state(int unit) {
        if (apart.containsKey(unit)) {
            return apart.get(unit);
        }
        Order owner = owners.get(unit);
        if (owner == null) {
            return "AVAILABLE";
        }
        return shop.delivery.isAllocated(unit) ? "ALLOCATED" : isUnpaid(owner) ? "RESERVED" : "DELIVERED";
    }

    private static boolean isUnpaid(Order order) {
        return order.state.equals("PENDING_PAYMENT") || order.state.equals("BACKORDERED");
    }

    private String move(Command.MoveUnits move) {
        Sku sku = shop.skus.get(move.sku());
        if (sku == null) {
            return shop.refusal("SKU_NOT_FOUND", -1);
        }
        List<Integer> units = new ArrayList<>();
        if (move.lot().isEmpty()) {
            int unit = move.unit() > 0 ? (int) move.unit() : byNumber.getOrDefault(sku.number + "/" + move.number(), 0);
            String refusal = refusalOfUnit(sku, unit, move.release());
            if (refusal != null) {
                return shop.refusal(refusal, -1);
            }
            units.add(unit);
        } else if (!sku.lots.containsKey(move.lot())) {
            return shop.refusal("LOT_NOT_FOUND", -1);
        } else if (move.release() && isVoided(sku, move.lot())) {
            return shop.refusal("LOT_VOIDED", -1);
        } else if (move.release() && expired.contains(sku.lots.get(move.lot()).number())) {
            return shop.refusal("LOT_EXPIRED", -1);
        } else {
            units.addAll(unitsOf(sku, move.lot()));
        }
        return moveAll(sku, move, units);
    }

    private String refusalOfUnit(Sku sku, int unit, boolean release) {
        if (!origins.containsKey(unit)) {
            return "UNIT_NOT_FOUND";
        }
        if (origins.get(unit).sku() != sku) {
            return "UNIT_OF_ANOTHER_SKU";
        }
        String state = state(unit);
        boolean free = state.equals("AVAILABLE") || state.equals("QUARANTINED");
        if (!free) {
            return release ? "UNIT_NOT_QUARANTINED" : "UNIT_NOT_AVAILABLE";
        }
        if (release && isVoided(sku, origins.get(unit).lot())) {
            return "LOT_VOIDED";
        }
        int lot = origins.get(unit).unit().lot().number();
        return release && expired.contains(lot) ? "LOT_EXPIRED" : null;
    }

    private String moveAll(Sku sku, Command.MoveUnits move, List<Integer> units) {
        String from = move.release() ? "QUARANTINED" : "AVAILABLE";
        List<Integer> changed = new ArrayList<>();
        for (int i = units.size() - 1; i >= 0; i--) {
            int unit = units.get(i);
            if (state(unit).equals(from)) {
                changed.add(unit);
                Unit one = origins.get(unit).unit();
                if (move.release()) {
                    apart.remove(unit);
                    owners.remove(unit);
                    one.offer().queue.comesBack(one);
                    shop.freed(sku);
                    sku.quarantined--;
                } else {
                    apart.put(unit, "QUARANTINED");
                    boolean ignored = one.offer().queue.remove(one);
                    sku.quarantined++;
                }
            }
        }
        if (!changed.isEmpty()) {
            moved(sku, move.release() ? "AVAILABLE" : "QUARANTINED", "OPERATOR", changed, "because");
        }
        Map<String, Integer> counts = new HashMap<>();
        units.forEach(unit -> counts.merge(state(unit), 1, Integer::sum));
        int voided = counts.getOrDefault("VOIDED", 0) + counts.getOrDefault("REPLACED", 0);
        return "UPDATED changed " + changed.size() + " unit " + (move.lot().isEmpty() ? units.get(0) : 0)
                + " available " + counts.getOrDefault("AVAILABLE", 0) + " reserved "
                + counts.getOrDefault("RESERVED", 0) + " allocated " + counts.getOrDefault("ALLOCATED", 0)
                + " delivered "
                + counts.getOrDefault("DELIVERED", 0)
                + " quarantined " + counts.getOrDefault("QUARANTINED", 0) + " voided " + voided + " " + move.sku()
                + " " + move.lot();
    }

    private String recall(Command.VoidLot recall) {
        Sku sku = null;
        if (!recall.sku().isEmpty()) {
            sku = shop.skus.get(recall.sku());
            if (sku == null) {
                return shop.refusal("SKU_NOT_FOUND", -1);
            }
        } else {
            List<Sku> having = shop.skus.values().stream()
                    .filter(one -> one.lots.containsKey(recall.lot()))
                    .toList();
            if (having.size() > 1) {
                return shop.refusal("LOT_AMBIGUOUS", -1);
            }
            sku = having.isEmpty() ? null : having.get(0);
        }
        if (sku == null || !sku.lots.containsKey(recall.lot())) {
            return shop.refusal("LOT_NOT_FOUND", -1);
        }
        return recall(sku, recall.lot());
    }

    private String recall(Sku sku, String lot) {
        voidedLots.add(sku.number + "/" + lot);
        shop.delivery.reusable.recalled(sku, lot);
        List<Integer> voided = new ArrayList<>();
        List<Integer> held = new ArrayList<>();
        StringBuilder named = new StringBuilder();
        int delivered = 0;
        int before = 0;
        for (int unit : unitsOf(sku, lot)) {
            switch (state(unit)) {
                case "AVAILABLE", "QUARANTINED" -> voided.add(unit);
                case "RESERVED", "ALLOCATED" -> held.add(unit);
                case "DELIVERED" -> {
                    named.append(
                            delivered++ < 200 ? " #" + owners.get(unit).request.id() + "/" + unit : "");
                }
                default -> before++;
            }
        }
        for (int unit : voided) {
            Unit one = origins.get(unit).unit();
            boolean queued = one.offer().queue.remove(one);
            sku.quarantined -= queued ? 0 : 1;
            sku.voided++;
            apart.put(unit, "VOIDED");
            owners.remove(unit);
        }
        if (!voided.isEmpty()) {
            moved(sku, "VOIDED", "RECALL", voided, "because");
        }
        int swapped = 0;
        for (int unit : held) {
            Order order = owners.get(unit);
            if (exchange(order, unit)) {
                swapped++;
                apart.put(unit, "VOIDED");
                owners.remove(unit);
            }
        }
        int kept = held.size() - swapped;
        shop.events.add("LotVoided " + sku.lots.get(lot).number() + " sku " + sku.number + " voided " + voided.size()
                + " swapped " + swapped + " kept " + kept + " delivered " + delivered + " " + lot + " 'because'");
        String name = sku.definition.sku();
        return "UPDATED voided " + voided.size() + " swapped " + swapped + " kept " + kept + " delivered " + delivered
                + " before " + before + named + " " + name + " " + lot;
    }

    /** The first unit of the same offer takes the place of one. */
    private boolean exchange(Order order, int unit) {
        Unit old = origins.get(unit).unit();
        Sku sku = origins.get(unit).sku();
        if (old.offer().queue.isEmpty() || old.offer().state.equals(NaiveChoice.STATE)) {
            return false;
        }
        boolean held = !state(unit).equals("DELIVERED");
        String before = state(unit);
        Unit fresh = taken(old.offer().queue.take(), order);
        String after = shop.delivery.exchanged(old, fresh, before);
        for (int line = 0; line < order.units.size(); line++) {
            int at = order.units.get(line).indexOf(old);
            if (at >= 0) {
                order.units.get(line).set(at, fresh);
                shop.events.add("UnitReplaced #" + order.request.id() + " line " + line + " " + unit
                        + (held ? " VOIDED by " : " REPLACED by ") + fresh.id()
                        + " " + after + " sku " + sku.number + " 'because'");
            }
        }
        sku.voided++;
        successors.put(unit, fresh.id());
        return true;
    }

    private String ofOrder(long id, int unit, boolean isReturn) {
        Order order = shop.orders.get(id);
        if (order == null) {
            return shop.refusal("ORDER_NOT_FOUND", -1);
        }
        if (order.left) {
            return shop.refusal("ORDER_ARCHIVED", -1);
        }
        if (!origins.containsKey(unit)) {
            return shop.refusal("UNIT_NOT_FOUND", -1);
        }
        if (owners.get(unit) != order) {
            return shop.refusal("UNIT_OF_ANOTHER_ORDER", -1);
        }
        String state = state(unit);
        if (state.equals(isReturn ? "QUARANTINED" : "REPLACED")) {
            return shop.orderOfUnit("EXISTS", order, " unit " + unit + (isReturn ? "" : " by " + successors.get(unit)));
        }
        boolean unfinished = Set.of("PARTIALLY_FULFILLED", "FULFILLING").contains(order.state);
        if (!state.equals("DELIVERED") || isReturn && unfinished) {
            return shop.refusal("UNIT_NOT_DELIVERED", -1);
        }
        boolean refunded = Set.of("PARTIALLY_REFUNDED", "REFUNDED").contains(order.state);
        if (!isReturn && refunded && origins.get(unit).sku().definition.manual()) {
            return shop.refusal("ORDER_REFUNDED", -1);
        }
        if (isReturn) {
            takeBack(order, unit);
            order.lastSeq = shop.seq;
            return shop.orderOfUnit("RETURNED", order, " unit " + unit);
        }
        if (!exchange(order, unit)) {
            return shop.refusal("INSUFFICIENT_STOCK", 0);
        }
        apart.put(unit, "REPLACED");
        order.lastSeq = shop.seq;
        tellAllocated(order, origins.get(successors.get(unit)).unit());
        shop.delivery.replaced(origins.get(successors.get(unit)).unit());
        return shop.orderOfUnit("REPLACED", order, " unit " + unit + " by " + successors.get(unit));
    }

    /** If an operator has to deliver the unit that came, the order waits for that. */
    private void tellAllocated(Order order, Unit fresh) {
        if (shop.delivery.isAllocated(fresh.id())) {
            order.state = shop.delivery.stateOfPaid(order);
            int line = 0;
            while (!order.units.get(line).contains(fresh)) {
                line++;
            }
            shop.delivery.tellAllocated(order, line, fresh);
        }
    }

    private void takeBack(Order order, int unit) {
        Origin origin = origins.get(unit);
        for (int line = 0; line < order.units.size(); line++) {
            int at = order.units.get(line).indexOf(origin.unit());
            if (at >= 0) {
                order.units.get(line).remove(at);
                shop.delivery.cameBack(order, origin.unit(), lessenFill(order, line, at));
                shop.events.add("UnitReturned #" + order.request.id() + " line " + line + " " + unit + " sku "
                        + origin.sku().number + " 'because'");
            }
        }
        apart.put(unit, "QUARANTINED");
        origin.sku().sold--;
        origin.sku().quarantined++;
    }

    /** Takes the unit at a place off its fill; what it cost. */
    static long lessenFill(Order order, int line, int at) {
        int left = at;
        for (int i = 0; i < order.fills.size(); i++) {
            Fill fill = order.fills.get(i);
            if (fill.line() != line) {
                continue;
            }
            if (left < fill.quantity()) {
                order.fills.set(i, new Fill(line, fill.offer(), fill.quantity() - 1, fill.price()));
                return fill.price();
            }
            left -= fill.quantity();
        }
        throw new AssertionError("no fill for unit " + at + " of line " + line);
    }

    List<Integer> unitsOf(Sku sku, String lot) {
        return origins.values().stream()
                .filter(origin -> origin.sku() == sku && origin.lot().equals(lot))
                .map(origin -> origin.unit().id())
                .toList();
    }

    private void moved(Sku sku, String state, String cause, List<Integer> units, String reason) {
        StringJoiner runs = new StringJoiner(" ");
        int first = units.get(0);
        int last = first;
        for (int i = 1; i <= units.size(); i++) {
            if (i < units.size() && units.get(i) == last + 1) {
                last++;
            } else if (i < units.size() && units.get(i) == first - 1) {
                first--;
            } else {
                runs.add(first + "+" + (last - first + 1));
                first = i < units.size() ? units.get(i) : 0;
                last = first;
            }
        }
        shop.events.add("UnitsMoved sku " + sku.number + " " + state + " " + cause + " " + runs + " '" + reason + "'");
    }
}
