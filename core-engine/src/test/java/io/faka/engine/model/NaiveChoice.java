package io.faka.engine.model;

import io.faka.engine.ChoiceCommands;
import io.faka.engine.Commands.Line;
import io.faka.engine.model.NaiveShop.Offer;
import io.faka.engine.model.NaiveShop.Order;
import io.faka.engine.model.NaiveShop.Plan;
import io.faka.engine.model.NaiveShop.Sku;
import io.faka.engine.model.NaiveShop.Unit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** Units of the {@link NaiveShop} that buyers choose: an offer of their own per SKU, which sells to nobody else. */
final class NaiveChoice {
    static final String STATE = "FOR_CHOICE";

    private final NaiveShop shop;
    private final Map<Integer, Long> surcharges = new HashMap<>();

    NaiveChoice(NaiveShop shop) {
        this.shop = shop;
    }

    static Offer offer(Sku sku) {
        return sku.offers.stream()
                .filter(offer -> offer.state.equals(STATE))
                .findFirst()
                .orElse(null);
    }

    static int shown(Offer offer) {
        return offer.state.equals(STATE) ? offer.sku.offers.get(0).number : offer.number;
    }

    /** Units that just came in are labelled. */
    String labelled(Sku sku, Map<Integer, Long> numbers, Map<Integer, Long> added) {
        StringJoiner text = new StringJoiner(" ", "UnitsLabelled sku " + sku.number + " ", "");
        numbers.forEach((unit, number) -> {
            surcharges.put(unit, added.get(unit));
            text.add(unit + "+" + added.get(unit) + "=" + ChoiceCommands.label(number));
        });
        return text.toString();
    }

    Unit find(Sku sku, long unit) {
        Offer offer = offer(sku);
        return offer == null ? null : offer.queue.find(unit);
    }

    /** A unit of the SKU that can be chosen, 0 if there is none. */
    long some(Sku sku, long seed) {
        Offer offer = sku == null ? null : offer(sku);
        return offer == null || offer.queue.isEmpty()
                ? 0
                : offer.queue.at((int) (seed % offer.queue.size())).id();
    }

    long price(Sku sku, long unit) {
        return sku.definition.price() + surcharges.get((int) unit);
    }

    String refusal(Command.Create create, int lastUnit) {
        Set<Long> named = new HashSet<>();
        String refusal = null;
        for (Line line : create.lines()) {
            Sku sku = shop.skus.get(line.sku());
            long unit = line.unitId();
            if (unit == 0) {
                continue;
            }
            if (unit > 0 && unit <= lastUnit && shop.skuOfUnit((int) unit) != sku) {
                refusal = refusal == null ? "UNIT_OF_ANOTHER_SKU" : refusal;
            } else if (find(sku, unit) == null || named.contains(unit)) {
                refusal = "UNIT_NOT_AVAILABLE";
            }
            named.add(unit);
        }
        return refusal;
    }

    /** Plans a line that names a unit; false if that is too dear. */
    boolean plan(Plan plan, int line, Line asked, long price, long cap) {
        if (price > cap) {
            plan.nextPrice = price;
            return false;
        }
        plan.add(line, offer(shop.skus.get(asked.sku())), 1, price);
        return true;
    }

    /** Takes a unit for an order line. */
    Unit take(Order order, int line, Offer from) {
        long named = order.request.lines().get(line).unitId();
        if (named == 0) {
            return from.queue.take();
        }
        Unit unit = from.queue.find(named);
        if (!from.queue.remove(unit)) {
            throw new AssertionError("no unit " + named);
        }
        return unit;
    }

    static boolean names(Command.Create create) {
        return create.lines().stream().anyMatch(line -> line.unitId() != 0);
    }

    static boolean misused(Command.Create create) {
        return create.lines().stream()
                .anyMatch(line -> line.unitId() != 0 && (line.quantity() != 1 || create.mode() != 1));
    }

    static List<Long> caps(Command.Create create) {
        return create.lines().stream().map(Line::maxUnitPrice).toList();
    }
}
