package io.faka.engine.model;

import io.faka.engine.Commands;
import io.faka.engine.model.NaiveShop.Order;
import io.faka.engine.model.NaiveShop.Sku;
import io.faka.engine.model.NaiveShop.Unit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The rules of reusable texts on plain collections, for {@link NaiveShop}. */
final class NaiveReusable {
    private static final class Reuse {
        final List<Long> texts = new ArrayList<>();
        long current;
        NaiveShop.Lot lot;
        long uses;
        long replaced;
    }

    private record Use(Order order, int line, Sku sku, int text, long first, List<Integer> units) {}

    private final NaiveShop shop;
    private final NaiveUnits desk;
    private final Map<Sku, Reuse> reuses = new HashMap<>();
    private final List<Use> untold = new ArrayList<>();
    private Use open;

    NaiveReusable(NaiveShop shop, NaiveUnits desk) {
        this.shop = shop;
        this.desk = desk;
    }

    static boolean is(Sku sku) {
        return sku.definition.cap() > 0;
    }

    private Reuse reuse(Sku sku) {
        return reuses.computeIfAbsent(sku, key -> new Reuse());
    }

    private long used(Sku sku) {
        return reuse(sku).replaced + sku.reserved + sku.allocated + sku.sold + sku.quarantined;
    }

    /** Why a definition cannot take the place of the one there is; null if it can. */
    String refusal(Sku sku, Command.PutSku put) {
        boolean tooLow = is(sku) && used(sku) > put.cap();
        return tooLow ? shop.refusal("SALE_CAP_BELOW_USED", used(sku)) : null;
    }

    /** As many uses can be sold as the cap says. */
    void apply(Sku sku) {
        if (!is(sku)) {
            return;
        }
        Reuse reuse = reuse(sku);
        long room = sku.definition.cap() - used(sku) - sku.available();
        if (room > 0 && reuse.lot != null) {
            String units = shop.receiveInto(sku, reuse.lot, (int) room);
            shop.events.add("UnitsCounted " + units + " offer " + reuse.lot.offer().number + " expires 0 sku "
                    + sku.definition.sku() + " lot " + reuse.lot.number() + " " + reuse.lot.name());
        }
        List<Unit> gone = new ArrayList<>();
        NaiveQueue queue = sku.offers.get(0).queue;
        for (; room < 0; room++) {
            Unit last = queue.at(queue.size() - 1);
            boolean ignored = queue.remove(last);
            gone.add(last);
        }
        desk.takenOut(sku, gone);
    }

    String add(Sku sku, Command.AddUnits add) {
        if (add.offer() != 0 && add.offer() != sku.offers.get(0).number) {
            return shop.refusal("INVALID_FIELD", 2);
        }
        if (add.expires() != 0) {
            return shop.refusal("INVALID_FIELD", 1);
        }
        if (add.numbers().size() != 1) {
            return shop.refusal("ONE_TEXT_ONLY", -1);
        }
        if (sku.lots.containsKey(add.lot()) && desk.isVoided(sku, add.lot())) {
            return shop.refusal("LOT_VOIDED", -1);
        }
        Reuse reuse = reuse(sku);
        long text = add.numbers().get(0);
        boolean known = reuse.texts.contains(text);
        if (known && (reuse.lot != null || reuse.current != text)) {
            return "IMPORTED 0 duplicates 1 at 0 lot " + (reuse.lot == null ? add.lot() : reuse.lot.name());
        }
        if (!known) {
            reuse.texts.add(text);
        }
        reuse.current = text;
        reuse.lot = reuse.lot == null ? shop.newLot(sku, sku.offers.get(0), add.lot(), 0) : reuse.lot;
        shop.freed(sku);
        shop.events.add("TextPut " + (reuse.texts.indexOf(text) + 1) + " key " + add.keyId() + " sku " + add.sku()
                + " lot " + reuse.lot.number() + " " + reuse.lot.name() + " " + text(text));
        apply(sku);
        return "IMPORTED 1 duplicates 0 lot " + reuse.lot.name();
    }

    /** A unit of an order is the buyer's; what it gets. */
    long use(Unit unit) {
        Sku sku = unit.offer().sku;
        Reuse reuse = reuse(sku);
        Order order = desk.ownerOf(unit);
        int line = 0;
        while (!order.units.get(line).contains(unit)) {
            line++;
        }
        if (open == null || open.order() != order || open.line() != line) {
            open = new Use(order, line, sku, reuse.texts.indexOf(reuse.current) + 1, reuse.uses + 1, new ArrayList<>());
            untold.add(open);
        }
        open.units().add(unit.id());
        reuse.uses++;
        return reuse.current;
    }

    /** What an order gets next is told apart from what it got. */
    void endBatch() {
        open = null;
    }

    void replaced(Sku sku) {
        reuse(sku).replaced++;
    }

    void recalled(Sku sku, String lot) {
        Reuse reuse = reuse(sku);
        if (reuse.lot != null && reuse.lot.name().equals(lot)) {
            reuse.lot = null;
        }
    }

    /** Tells what was delivered. */
    void tell() {
        endBatch();
        for (Use use : untold) {
            StringJoiner units = new StringJoiner(",", " units ", "");
            use.units().forEach(unit -> units.add(String.valueOf(unit)));
            shop.events.add("TextUsed #" + use.order().request.id() + " line " + use.line() + " sku " + use.sku().number
                    + " text " + use.text() + " use " + use.first() + " sold " + use.sku().sold + " cap "
                    + use.sku().definition.cap() + units + " "
                    + use.order().request.buyer());
        }
        untold.clear();
    }

    private static String text(long number) {
        return new String(Commands.Unit.of(number).code(), 0, 8, StandardCharsets.US_ASCII);
    }
}
