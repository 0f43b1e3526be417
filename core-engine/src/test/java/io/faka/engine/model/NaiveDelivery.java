package io.faka.engine.model;

import io.faka.engine.Commands;
import io.faka.engine.model.NaiveShop.Fill;
import io.faka.engine.model.NaiveShop.Offer;
import io.faka.engine.model.NaiveShop.Order;
import io.faka.engine.model.NaiveShop.Plan;
import io.faka.engine.model.NaiveShop.Sku;
import io.faka.engine.model.NaiveShop.Unit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** The rules of manual delivery on plain collections, for {@link NaiveShop}. */
final class NaiveDelivery {
    private record Place(Unit unit, int line) {}

    private final NaiveShop shop;
    private final NaiveUnits desk;
    final NaiveReusable reusable;
    private final Set<Integer> allocated = new HashSet<>();
    private final Map<Integer, Long> contents = new HashMap<>();
    private final Map<Order, Integer> returned = new HashMap<>();
    private final Map<Order, Long> returnedAmount = new HashMap<>();

    NaiveDelivery(NaiveShop shop, NaiveUnits desk) {
        this.shop = shop;
        this.desk = desk;
        this.reusable = new NaiveReusable(shop, desk);
    }

    boolean isAllocated(int unit) {
        return allocated.contains(unit);
    }

    /** What the buyer gets to see of a delivered unit. */
    String code(Unit unit) {
        return contents.containsKey(unit.id()) ? text(contents.get(unit.id())) : unit.code();
    }

    /** One unit of a paid order is the buyer's, or an operator's task. */
    void deliver(Unit unit) {
        Sku sku = unit.offer().sku;
        sku.reserved--;
        if (sku.definition.manual()) {
            sku.allocated++;
            allocated.add(unit.id());
        } else {
            sku.sold++;
            use(unit);
        }
    }

    private void use(Unit unit) {
        if (NaiveReusable.is(unit.offer().sku)) {
            contents.put(unit.id(), reusable.use(unit));
        }
    }

    /** A unit came for a delivered one. */
    void replaced(Unit fresh) {
        if (NaiveReusable.is(fresh.offer().sku)) {
            reusable.replaced(fresh.offer().sku);
            use(fresh);
        }
    }

    long allocated(Order order) {
        return order.units.stream()
                .flatMap(List::stream)
                .filter(unit -> allocated.contains(unit.id()))
                .count();
    }

    private boolean isManual(Order order) {
        return order.request.lines().stream()
                .anyMatch(line -> shop.sku(line.sku()).definition.manual());
    }

    String stateOfPaid(Order order) {
        long held = order.units.stream().mapToInt(List::size).sum();
        long open = allocated(order);
        long missing = -returned.getOrDefault(order, 0);
        for (int line = 0; line < order.units.size(); line++) {
            missing += NaiveBacklog.wanted(order, line) - order.held(line);
        }
        if (held == open) {
            return "PAID";
        }
        return missing > 0 ? "PARTIALLY_FULFILLED" : open > 0 ? "FULFILLING" : "FULFILLED";
    }

    /** After a payment: all is the buyer's, or some waits. */
    void tell(Order order, boolean fresh) {
        if (order.state.equals("FULFILLED")) {
            shop.events.add("OrderFulfilled #" + order.request.id() + (fresh ? NaiveShop.unitIds(order) : ""));
        } else {
            tellAllocated(order, places(order), fresh);
        }
    }

    /** Units that just came for a paid order. */
    void tellTaken(Order order, Plan plan) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < plan.fills.size(); i++) {
            Fill fill = plan.fills.get(i);
            List<Unit> units = order.units.get(fill.line());
            int behind = plan.fills.stream()
                    .skip(i)
                    .filter(other -> other.line() == fill.line())
                    .mapToInt(Fill::quantity)
                    .sum();
            int first = units.size() - behind;
            units.subList(first, first + fill.quantity()).forEach(unit -> places.add(new Place(unit, fill.line())));
        }
        if (places.stream().anyMatch(place -> allocated.contains(place.unit().id()))) {
            tellAllocated(order, places, false);
        }
    }

    void tellAllocated(Order order, int line, Unit unit) {
        tellAllocated(order, List.of(new Place(unit, line)), false);
    }

    private void tellAllocated(Order order, List<Place> places, boolean fresh) {
        StringJoiner text = new StringJoiner(",", fresh ? " fresh units " : " units ", "");
        places.forEach(
                place -> text.add(name(place) + (allocated.contains(place.unit().id()) ? ":ALLOCATED" : ":DELIVERED")));
        shop.events.add("OrderAllocated #" + order.request.id() + " " + order.state + text);
    }

    private static String name(Place place) {
        return place.unit().id() + (place.line() == 0 ? "" : "/" + place.line());
    }

    private static List<Place> places(Order order) {
        List<Place> places = new ArrayList<>();
        for (int line = 0; line < order.units.size(); line++) {
            for (Unit unit : order.units.get(line)) {
                places.add(new Place(unit, line));
            }
        }
        return places;
    }

    /** A unit came for another one that was in this state; the state it is in itself. */
    String exchanged(Unit old, Unit fresh, String state) {
        boolean manual = old.offer().sku.definition.manual();
        if (state.equals("ALLOCATED")) {
            allocated.remove(old.id());
        } else if (!state.equals("DELIVERED") || !manual) {
            return state;
        } else {
            old.offer().sku.sold--;
            old.offer().sku.allocated++;
        }
        allocated.add(fresh.id());
        return "ALLOCATED";
    }

    void cameBack(Order order, Unit unit, long price) {
        contents.remove(unit.id());
        returned.merge(order, 1, Integer::sum);
        returnedAmount.merge(order, price, Long::sum);
    }

    int returned(Order order) {
        return returned.getOrDefault(order, 0);
    }

    long returnedAmount(Order order) {
        return returnedAmount.getOrDefault(order, 0L);
    }

    /** The order will not get what it waits for an operator with. */
    void giveUp(Order order) {
        List<Place> all = places(order);
        List<Place> open = all.stream()
                .filter(place -> allocated.contains(place.unit().id()))
                .toList();
        if (open.isEmpty()) {
            return;
        }
        StringJoiner text = new StringJoiner(",", " units ", "");
        open.forEach(place -> text.add(name(place)));
        shop.events.add("UnitsGivenUp #" + order.request.id() + text);
        for (int i = open.size() - 1; i >= 0; i--) {
            Place place = open.get(i);
            Sku sku = place.unit().offer().sku;
            sku.allocated--;
            allocated.remove(place.unit().id());
            List<Unit> line = order.units.get(place.line());
            NaiveUnits.lessenFill(order, place.line(), line.indexOf(place.unit()));
            line.remove(place.unit());
            desk.comesBack(place.unit());
            desk.lineEnds();
            shop.freed(sku);
        }
        desk.tellWithheld(shop.time());
    }

    String decide(Command.OfDelivery command) {
        return command instanceof Command.CountUnits count ? count(count) : fulfil((Command.Fulfil) command);
    }

    private String count(Command.CountUnits count) {
        if (count.count() < 1) {
            return shop.refusal("INVALID_FIELD", 3);
        }
        Sku sku = shop.sku(count.sku());
        if (sku == null) {
            return shop.refusal("SKU_NOT_FOUND", -1);
        }
        if (!sku.definition.manual()) {
            return shop.refusal("DELIVERY_MISMATCH", -1);
        }
        NaiveShop.Lot known = sku.lots.get(count.lot());
        Command.AddUnits as =
                new Command.AddUnits(count.sku(), count.lot(), 0, count.offer(), count.expires(), List.of());
        String refusal = shop.refusalOfTarget(sku, as);
        if (refusal != null) {
            return refusal;
        }
        if (known != null) {
            return desk.unitsOf(sku, count.lot()).size() == count.count()
                    ? "IMPORTED 0 duplicates " + count.count() + " lot " + count.lot()
                    : shop.refusal("EXISTS_WITH_DIFFERENT_QUANTITY", -1);
        }
        Offer offer = shop.offerOf(sku, count.offer());
        String units = shop.receiveCounted(sku, offer, count);
        shop.events.add("UnitsCounted " + units + " offer " + offer.number + " expires " + count.expires() + " sku "
                + count.sku() + " lot " + sku.lots.get(count.lot()).number() + " " + count.lot());
        return "IMPORTED " + count.count() + " duplicates 0 lot " + count.lot();
    }

    private String fulfil(Command.Fulfil fulfil) {
        if (fulfil.contents().isEmpty()) {
            return shop.refusal("INVALID_FIELD", 10);
        }
        Order order = shop.orders.get(fulfil.order());
        if (order == null) {
            return shop.refusal("ORDER_NOT_FOUND", -1);
        }
        if (order.left) {
            return shop.refusal("ORDER_ARCHIVED", -1);
        }
        List<Place> manual = places(order).stream()
                .filter(place -> place.unit().offer().sku.definition.manual())
                .toList();
        List<Place> open = new ArrayList<>();
        List<Long> fresh = new ArrayList<>();
        int named = 0;
        int differing = -1;
        for (int i = (int) fulfil.first();
                i < manual.size() && named < fulfil.contents().size();
                i++) {
            Place place = manual.get(i);
            Long content = fulfil.contents().get(named);
            if (allocated.contains(place.unit().id())) {
                open.add(place);
                fresh.add(content);
            } else if (differing < 0
                    && !content.equals(contents.get(place.unit().id()))) {
                differing = named;
            }
            named++;
        }
        boolean all = named == fulfil.contents().size();
        if (all && open.isEmpty() && differing < 0) {
            return shop.order("EXISTS", order);
        }
        String refusal = refusal(order);
        if (refusal != null) {
            return shop.refusal(refusal, -1);
        }
        if (!all) {
            return shop.refusal("CONTENT_EXCEEDS_UNITS", manual.size());
        }
        if (differing >= 0) {
            return shop.refusal("EXISTS_WITH_DIFFERENT_CONTENT", differing);
        }
        return deliver(order, open, fresh, fulfil.keyId());
    }

    private String refusal(Order order) {
        if (!isManual(order)) {
            return "NO_MANUAL_LINES";
        }
        return switch (order.state) {
            case "EXPIRED" -> "ORDER_EXPIRED";
            case "CANCELED" -> "ALREADY_CANCELED";
            case "PENDING_PAYMENT", "BACKORDERED" -> "ORDER_NOT_PAID";
            case "REFUND_DUE", "PARTIALLY_REFUNDED", "REFUNDED" -> "ORDER_REFUNDED";
            default -> null;
        };
    }

    private String deliver(Order order, List<Place> open, List<Long> fresh, int keyId) {
        StringJoiner text = new StringJoiner(",", " units ", "");
        for (int i = 0; i < open.size(); i++) {
            Unit unit = open.get(i).unit();
            unit.offer().sku.allocated--;
            unit.offer().sku.sold++;
            allocated.remove(unit.id());
            contents.put(unit.id(), fresh.get(i));
            text.add(name(open.get(i)) + "=" + text(fresh.get(i)));
        }
        order.state = stateOfPaid(order);
        order.lastSeq = shop.seq();
        shop.events.add("UnitsDelivered #" + order.request.id() + " " + order.state + " key " + keyId + text);
        if (order.state.equals("FULFILLED")) {
            shop.events.add("OrderFulfilled #" + order.request.id());
        }
        return shop.order("DELIVERED", order);
    }

    private static String text(long content) {
        return new String(Commands.Unit.of(content).code(), 0, 8, StandardCharsets.US_ASCII);
    }
}
