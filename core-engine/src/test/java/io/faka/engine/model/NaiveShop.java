package io.faka.engine.model;

import io.faka.engine.Commands;
import io.faka.engine.Commands.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The rules of the shop on plain collections, as slow and simple as they can be. Speaks in the lines of {@code Outputs}. */
public final class NaiveShop {
    public final List<String> events = new ArrayList<>();
    public String reply;

    final Map<String, Sku> skus = new LinkedHashMap<>();
    final Map<Long, Order> orders = new HashMap<>();
    private final Map<String, Object> keys = new HashMap<>();
    private final Map<String, Payment> payments = new LinkedHashMap<>();
    private final Map<Long, List<Payment>> cases = new HashMap<>();
    private final Map<String, Long> received = new HashMap<>();
    private final Map<String, Command.Refund> refunds = new HashMap<>();
    private final Map<String, Long> refundSeqs = new HashMap<>();
    private final NaiveBacklog backlog = new NaiveBacklog(this);
    private final NaiveLotteries lotteries = new NaiveLotteries(this, backlog);
    private final TreeSet<Order> holds = new TreeSet<>(Comparator.<Order>comparingLong(o -> o.deadline)
            .thenComparingLong(o -> o.heldSeq)
            .thenComparingLong(o -> o.placedSeq));
    private final List<Offer> offers = new ArrayList<>();
    private final NaiveRefusals refused = new NaiveRefusals(keys);
    private final NaiveWallets wallets = new NaiveWallets(received, events);
    private final NaiveLimits limits = new NaiveLimits();
    private final NaiveAlerts alerts = new NaiveAlerts();
    private final NaiveRetention retention = new NaiveRetention(
            this::lateWindow,
            order -> sum(cases.getOrDefault(order.request.id(), List.of()), "", p -> p.suspended + p.due));
    final NaiveCoupons coupons = new NaiveCoupons();
    private int lastUnit;
    private int lastLot;
    long seq;
    private long time;
    private Command.Create request;
    private Plan planned;
    private boolean waits;
    private Supplier<String> shown;
    private final NaiveLines lines = new NaiveLines(this, backlog);
    private final NaiveChoice choice = new NaiveChoice(this);
    private final NaiveUnits desk = new NaiveUnits(this);
    final NaiveDelivery delivery = new NaiveDelivery(this, desk);
    private final NaiveQueue.Draws draws = new NaiveQueue.Draws();
    private String changedUnit = "";

    static final class Sku {
        int number;
        Command.PutSku definition;
        long imported;
        long reserved;
        long allocated;
        long sold;
        long quarantined;
        long voided;
        final Set<Long> numbers = new HashSet<>();
        final Map<String, Lot> lots = new HashMap<>();
        final List<Offer> offers = new ArrayList<>();

        long available() {
            return offers.stream().mapToLong(offer -> offer.queue.size()).sum();
        }

        long promise() {
            long withheld = offers.stream()
                    .filter(offer -> !offer.state.equals("ACTIVE"))
                    .mapToLong(offer -> offer.queue.size())
                    .sum();
            return Math.max(0, Math.max(0, available() - definition.safety()) - withheld);
        }
    }

    record Lot(int number, Offer offer, String name, long expires) {}

    static final class Offer {
        int number;
        Sku sku;
        String seller = "";
        long price;
        List<Commands.Tier> tiers = List.of();
        String state = "ACTIVE";
        final NaiveQueue queue = new NaiveQueue();

        long priceFor(long quantity) {
            long found = price;
            for (Commands.Tier tier : tiers) {
                found = quantity >= tier.minQuantity() ? tier.unitPrice() : found;
            }
            return found;
        }
    }

    record Unit(int id, String code, Offer offer, Lot lot) {}

    record Fill(int line, Offer offer, int quantity, long price) {}

    /** What a line would take, and why it would not take all. */
    static final class Plan {
        final List<Fill> fills = new ArrayList<>();
        final Map<Offer, Integer> taken = new HashMap<>();
        final boolean vip;
        long nextPrice = -1;

        Plan(Command.Create request) {
            vip = NaiveQuota.isVip(request);
        }

        int free(Offer offer) {
            return offer.queue.size() - taken.getOrDefault(offer, 0);
        }

        int of(int line) {
            return fills.stream()
                    .filter(fill -> fill.line() == line)
                    .mapToInt(Fill::quantity)
                    .sum();
        }

        long promise(Sku sku) {
            return NaiveQuota.promise(sku, vip)
                    - taken.entrySet().stream()
                            .filter(entry -> entry.getKey().sku == sku)
                            .filter(entry -> !entry.getKey().state.equals(NaiveChoice.STATE))
                            .mapToInt(Map.Entry::getValue)
                            .sum();
        }

        void add(int line, Offer offer, int quantity, long price) {
            fills.add(new Fill(line, offer, quantity, price));
            taken.merge(offer, quantity, Integer::sum);
        }
    }

    static final class Order {
        Command.Create request;
        long placedSeq;
        long heldSeq;
        long lastSeq;
        String state;
        long amount;
        String currency;
        long deadline;
        final List<Long> prices = new ArrayList<>();
        final List<List<Unit>> units = new ArrayList<>();
        List<Fill> fills = List.of();
        String paidBy;
        boolean left;
        private boolean leftDelivered;

        /** Forgets all but what tells of money and key. */
        void leave() {
            leftDelivered = isDelivered(this);
            left = true;
            prices.clear();
            units.clear();
            fills = List.of();
        }

        final Map<Integer, Integer> canceled = new HashMap<>();

        /** What the line asks for, without what was given back. */
        long quantity(int line) {
            return request.lines().get(line).quantity() - canceled.getOrDefault(line, 0);
        }

        boolean hasBook(NaiveShop shop) {
            return request.lines().stream()
                    .anyMatch(line -> shop.skus.get(line.sku()).offers.size() > 1);
        }

        int held(int line) {
            return units.get(line).size();
        }
    }

    private record Refused(Command.Create request, String code, String reply) {}

    static final class Payment {
        Command.Pay notice;
        long seq;
        String code;
        String reason;
        long suspended;
        long due;
        long refunded;

        long kept() {
            return notice.amount() - suspended - due - refunded;
        }

        boolean isFromWallet() {
            return notice.channel().equals("wallet");
        }

        String name() {
            return notice.channel() + "/" + notice.ref();
        }
    }

    /** The shard's seed. */
    public void seed(long seed) {
        draws.seed = seed;
        lotteries.seed(seed);
    }

    /** Applies one command; the outcome is in {@link #events} and {@link #reply}. */
    public void apply(long seq, long time, Command command) {
        this.seq = seq;
        this.time = time;
        shown = null;
        events.clear();
        draws.begin(seq);
        desk.expireLots(time);
        expire(time);
        shown = null;
        refused.forget(time);
        retention.run(seq, time);
        delivery.reusable.tell();
        reply = decide(command);
        if (backlog.run() && shown != null) {
            reply = shown.get();
        }
        delivery.reusable.tell();
        alerts.tell(
                events,
                skus.values().stream()
                        .map(sku ->
                                new NaiveAlerts.Stock(sku.number, sku.imported, sku.promise(), sku.definition.low()))
                        .toList());
    }

    void expire(long now) {
        while (true) {
            Order held = holds.isEmpty() || holds.first().deadline > now ? null : holds.first();
            NaiveBacklog.Wait wait = backlog.firstDue(now);
            if (held == null && wait == null) {
                time = now;
                return;
            }
            if (held != null && (wait == null || held.deadline <= wait.deadline)) {
                time = held.deadline;
                holds.remove(held);
                close(held, "EXPIRED", held.deadline);
                events.add("OrderExpired #" + held.request.id() + " at " + held.deadline);
                coupons.become(held.request, "RELEASED", events);
                desk.tellWithheld(held.deadline);
            } else {
                time = wait.deadline;
                backlog.expire(wait);
            }
            boolean ignored = backlog.run();
        }
    }

    long seq() {
        return seq;
    }

    NaiveLotteries lotteries() {
        return lotteries;
    }

    long time() {
        return time;
    }

    Sku sku(String name) {
        return skus.get(name);
    }

    Sku skuOf(Order order, int line) {
        return skus.get(order.request.lines().get(line).sku());
    }

    Payment payment(String name) {
        return payments.get(name);
    }

    /** The order is pending from now on. */
    void hold(Order order) {
        long ttl = Long.MAX_VALUE;
        for (int line = 0; line < order.request.lines().size(); line++) {
            long own = skuOf(order, line).definition.ttl();
            ttl = Math.min(ttl, own == 0 ? 900_000 : own);
        }
        order.state = "PENDING_PAYMENT";
        order.deadline = time + (order.request.ttl() != 0 ? order.request.ttl() : ttl) * 1_000;
        order.heldSeq = seq;
        holds.add(order);
        tally(order, true);
    }

    /** A unit is an order's. */
    Unit taken(Unit unit, Order order) {
        return desk.taken(unit, order);
    }

    /** More of the SKU may be had. */
    void freed(Sku sku) {
        backlog.mark(sku);
    }

    /** A unit that the order has, 0 if it has none. */
    public long unitOf(long id) {
        if (id < 0) {
            return choice.some(skus.get("S" + -id), seq);
        }
        Order order = orders.get(id);
        if (order == null || order.units.isEmpty() || order.units.get(0).isEmpty()) {
            return 0;
        }
        List<Unit> units = order.units.get(0);
        return units.get((int) (seq % units.size())).id();
    }

    /** What the order costs, 0 if there is none. */
    public long amountOf(long id) {
        return orders.containsKey(id) ? orders.get(id).amount : 0;
    }

    private String decide(Command command) {
        if (command instanceof Command.PutSku put) {
            return put(put);
        } else if (command instanceof Command.AddUnits add) {
            return add(add, List.of());
        } else if (command instanceof Command.AddLabelled add) {
            return add(add.units(), add.surcharges());
        } else if (command instanceof Command.PutOffer put) {
            return putOffer(put);
        } else if (command instanceof Command.ChangeOffer change) {
            return changeOffer(change);
        } else if (command instanceof Command.Create create) {
            return create(create);
        } else if (command instanceof Command.CreatePaid paid) {
            return createPaid(paid);
        } else if (command instanceof Command.Pay pay) {
            return pay(pay);
        } else if (command instanceof Command.Resolve resolve) {
            return resolve(resolve);
        } else if (command instanceof Command.Refund refund) {
            return refund(refund);
        } else if (command instanceof Command.ChangeWallet change) {
            return wallets.change(change, seq);
        } else if (command instanceof Command.Cancel cancel) {
            return cancel(cancel);
        } else if (command instanceof Command.CancelLine cancel) {
            return lines.cancel(cancel);
        } else if (command instanceof Command.PutCoupon put) {
            return coupons.put(put, skus.keySet(), events, seq);
        } else if (command instanceof Command.Extend extend) {
            return extend(extend);
        } else if (command instanceof Command.OfUnits units) {
            return desk.decide(units);
        } else if (command instanceof Command.ChangeLottery change) {
            return lotteries.change(change);
        } else if (command instanceof Command.Keep keep) {
            return keep(keep);
        } else if (command instanceof Command.OfDelivery ofDelivery) {
            return delivery.decide(ofDelivery);
        }
        return "Ticked";
    }

    private String keep(Command.Keep keep) {
        if (keep.hours() != 0 && keep.hours() < 72) {
            return refusal("INVALID_FIELD", 1);
        }
        retention.keep(keep.hours());
        return "Ticked";
    }

    private String put(Command.PutSku put) {
        if (put.max() != 0 && put.max() < Math.max(1, put.min())) {
            return refusal("INVALID_FIELD", 5);
        }
        if (put.manual() && put.cap() > 0) {
            return refusal("INVALID_FIELD", 16);
        }
        if (put.ends() != 0 && put.ends() <= put.starts()) {
            return refusal("INVALID_FIELD", 12);
        }
        Sku sku = skus.get(put.sku());
        boolean created = sku == null;
        if (!created && sku.imported > 0 && !sku.definition.currency().equals(put.currency())) {
            return refusal("CURRENCY_MISMATCH", -1);
        }
        if (!created && sku.imported > 0 && !sku.definition.isDeliveredAs(put)) {
            return refusal("DELIVERY_MISMATCH", -1);
        }
        String tooLow = created ? null : delivery.reusable.refusal(sku, put);
        if (tooLow != null) {
            return tooLow;
        }
        if (created) {
            sku = new Sku();
            sku.number = skus.size() + 1;
            skus.put(put.sku(), sku);
            addOffer(sku);
        }
        String quota = NaiveQuota.put(sku.number, sku.definition, put);
        sku.definition = put;
        sku.offers.get(0).price = put.price();
        sku.offers.get(0).queue.pick(put.cap() > 0 ? 1 : put.pick());
        String cap = put.cap() == 0 ? "" : " cap " + put.cap();
        String state = put.active() ? "ACTIVE" : "PAUSED";
        long ttl = put.ttl() == 0 ? 900_000 : put.ttl();
        events.add("SkuPut " + sku.number + " price " + put.price() + " " + put.currency() + " ttl " + ttl + " " + state
                + cap + " " + put.sku() + " 'Name of " + put.sku() + "'");
        if (quota != null) {
            events.add(quota);
        }
        String limited = limits.put(put.sku(), sku.number, put.limits());
        if (limited != null) {
            events.add(limited);
        }
        delivery.reusable.apply(sku);
        backlog.mark(sku);
        Sku shownSku = sku;
        String head = (created ? "CREATED " : "UPDATED ") + put.price() + " " + put.currency() + " " + state + cap;
        shown = () -> head + " available " + shownSku.available() + " reserved " + shownSku.reserved
                + (shownSku.allocated == 0 ? "" : " allocated " + shownSku.allocated) + " sold "
                + shownSku.sold
                + (shownSku.quarantined == 0 ? "" : " quarantined " + shownSku.quarantined)
                + (shownSku.voided == 0 ? "" : " voided " + shownSku.voided) + backlog.backordered(shownSku)
                + NaiveQuota.shown(shownSku) + " version " + seq + " " + put.sku() + " 'Name of "
                + put.sku() + "'";
        return shown.get();
    }

    private Offer addOffer(Sku sku) {
        Offer offer = new Offer();
        offers.add(offer);
        offer.number = offers.size();
        offer.queue.draws = draws;
        offer.sku = sku;
        sku.offers.add(offer);
        return offer;
    }

    private String putOffer(Command.PutOffer put) {
        for (Commands.Tier tier : put.tiers()) {
            if (tier.unitPrice() < 1) {
                return refusal("INVALID_FIELD", 11);
            }
        }
        Sku sku = skus.get(put.sku());
        if (sku == null) {
            return refusal("SKU_NOT_FOUND", -1);
        }
        Offer offer = addOffer(sku);
        offer.seller = put.seller();
        offer.price = put.price();
        offer.tiers = put.tiers();
        offer.queue.pick(put.pick());
        events.add("OfferPut " + offer.number + " sku " + sku.number + " price " + described(offer, ""));
        return "CREATED offer " + offer.number + " price " + described(offer, " available " + offer.queue.size());
    }

    private String changeOffer(Command.ChangeOffer change) {
        if (change.offer() < 1 || change.offer() > offers.size() || isForChoice(change.offer())) {
            return refusal("OFFER_NOT_FOUND", -1);
        }
        Offer offer = offers.get((int) change.offer() - 1);
        if (offer.seller.isEmpty()) {
            return refusal("INVALID_FIELD", 2);
        }
        if (offer.state.equals("WITHDRAWN")) {
            return refusal("OFFER_WITHDRAWN", -1);
        }
        offer.price = change.price() < 0 ? offer.price : change.price();
        offer.state = change.state().isEmpty() ? offer.state : change.state();
        events.add("OfferPut " + offer.number + " sku " + offer.sku.number + " price " + described(offer, ""));
        backlog.mark(offer.sku);
        shown = () ->
                "UPDATED offer " + offer.number + " price " + described(offer, " available " + offer.queue.size());
        return shown.get();
    }

    private boolean isForChoice(long offer) {
        return offers.get((int) offer - 1).state.equals(NaiveChoice.STATE);
    }

    /** The SKU that a unit came in for. */
    Sku skuOfUnit(int unit) {
        return desk.skuOf(unit);
    }

    private static String described(Offer offer, String middle) {
        StringBuilder text = new StringBuilder(
                offer.price + " " + offer.sku.definition.currency() + " " + offer.queue.pickName() + " " + offer.state);
        text.append(middle);
        for (Commands.Tier tier : offer.tiers) {
            text.append(" " + tier.minQuantity() + "+" + tier.unitPrice());
        }
        return text + " " + offer.sku.definition.sku() + " " + offer.seller;
    }

    private String add(Command.AddUnits add, List<Long> surcharges) {
        Sku sku = skus.get(add.sku());
        if (sku == null) {
            return refusal("SKU_NOT_FOUND", -1);
        }
        boolean labelled = !surcharges.isEmpty();
        if (NaiveReusable.is(sku) && !labelled) {
            return delivery.reusable.add(sku, add);
        }
        if (sku.definition.manual() || NaiveReusable.is(sku)) {
            return refusal("DELIVERY_MISMATCH", -1);
        }
        Offer offer = labelled ? NaiveChoice.offer(sku) : null;
        String refusal = labelled ? refusalOfLot(sku, add, offer) : refusalOfTarget(sku, add);
        if (refusal != null) {
            return refusal;
        }
        offer = labelled ? offer : offerOf(sku, add.offer());
        if (offer == null && sku.numbers.containsAll(add.numbers())) {
            offer = new Offer();
        } else if (offer == null) {
            offer = addOffer(sku);
            offer.state = NaiveChoice.STATE;
        }
        if (!sku.lots.containsKey(add.lot())) {
            sku.lots.put(add.lot(), new Lot(lastLot + 1, offer, add.lot(), add.expires()));
        }
        if (add.numbers().stream().allMatch(sku.numbers::contains)
                && sku.lots.get(add.lot()).number() > lastLot) {
            // A lot is made by its first unit.
            sku.lots.remove(add.lot());
        } else {
            lastLot = Math.max(lastLot, sku.lots.get(add.lot()).number());
            desk.lot(sku, sku.lots.get(add.lot()));
        }
        int first = lastUnit + 1;
        StringJoiner positions = new StringJoiner(",", " at ", "");
        positions.setEmptyValue("");
        int duplicates = 0;
        Map<Integer, Long> fresh = new LinkedHashMap<>();
        Map<Integer, Long> added = new HashMap<>();
        for (int i = 0; i < add.numbers().size(); i++) {
            if (sku.numbers.add(add.numbers().get(i))) {
                byte[] code = Commands.Unit.of(add.numbers().get(i)).code();
                Unit unit = new Unit(
                        ++lastUnit, new String(code, 0, 8, StandardCharsets.US_ASCII), offer, sku.lots.get(add.lot()));
                offer.queue.joins(unit);
                desk.imported(unit, sku, add.lot(), add.numbers().get(i));
                fresh.put(unit.id(), add.numbers().get(i));
                added.put(unit.id(), labelled ? surcharges.get(i) : 0);
            } else {
                duplicates++;
                positions.add(String.valueOf(i));
            }
        }
        int imported = add.numbers().size() - duplicates;
        if (imported > 0) {
            sku.imported += imported;
            backlog.mark(sku);
            events.add("UnitsAdded " + first + "-" + lastUnit + " duplicates " + duplicates + " key " + add.keyId()
                    + " sku " + add.sku() + " lot " + sku.lots.get(add.lot()).number() + " " + add.lot());
            if (labelled) {
                events.add(choice.labelled(sku, fresh, added));
            }
        }
        return "IMPORTED " + imported + " duplicates " + duplicates + positions + " lot " + add.lot();
    }

    Offer offerOf(Sku sku, long asked) {
        return asked == 0 ? sku.offers.get(0) : offers.get((int) asked - 1);
    }

    /** Why units do not go into an offer and a lot; null if they do. */
    String refusalOfTarget(Sku sku, Command.AddUnits add) {
        if (add.offer() > offers.size() || add.offer() > 0 && offers.get((int) add.offer() - 1).sku != sku) {
            return refusal("OFFER_NOT_FOUND", -1);
        }
        if (add.offer() > 0 && isForChoice(add.offer())) {
            return refusal("OFFER_NOT_FOUND", -1);
        }
        Offer offer = offerOf(sku, add.offer());
        if (offer.state.equals("WITHDRAWN")) {
            return refusal("OFFER_WITHDRAWN", -1);
        }
        return refusalOfLot(sku, add, offer);
    }

    private String refusalOfLot(Sku sku, Command.AddUnits add, Offer offer) {
        if (sku.lots.containsKey(add.lot()) && desk.isVoided(sku, add.lot())) {
            return refusal("LOT_VOIDED", -1);
        }
        String refusal = desk.refusalOfExpiry(sku, add, time);
        if (refusal != null) {
            return refusal(refusal, -1);
        }
        Lot lot = sku.lots.get(add.lot());
        return lot != null && lot.offer() != offer ? refusal("LOT_OF_ANOTHER_OFFER", -1) : null;
    }

    /** Takes counted units in; their ids. */
    String receiveCounted(Sku sku, Offer offer, Command.CountUnits count) {
        return receiveInto(sku, newLot(sku, offer, count.lot(), count.expires()), (int) count.count());
    }

    Lot newLot(Sku sku, Offer offer, String name, long expires) {
        Lot lot = new Lot(++lastLot, offer, name, expires);
        sku.lots.put(name, lot);
        desk.lot(sku, lot);
        return lot;
    }

    /** Takes units without codes into a lot; their ids. */
    String receiveInto(Sku sku, Lot lot, int count) {
        int first = lastUnit + 1;
        for (int i = 0; i < count; i++) {
            Unit unit = new Unit(++lastUnit, "", lot.offer(), lot);
            lot.offer().queue.joins(unit);
            desk.imported(unit, sku, lot.name(), -lastUnit);
        }
        sku.imported += count;
        backlog.mark(sku);
        return first + "-" + lastUnit;
    }

    private String create(Command.Create create) {
        Object holder = keys.get(create.client());
        if (holder instanceof Order o && o.left) {
            return refusal("KEY_EXPIRED", -1);
        }
        if (holder != null) {
            Command.Create first = holder instanceof Order o ? o.request : ((Refused) holder).request();
            String difference = difference(first, create);
            if (difference != null) {
                return refusal("EXISTS_WITH_DIFFERENT_" + difference, -1);
            }
            return holder instanceof Order o ? order("EXISTS", o) : ((Refused) holder).reply();
        }
        if (NaiveBacklog.misused(create) != 0) {
            return refusal("INVALID_FIELD", NaiveBacklog.misused(create));
        }
        if (NaiveChoice.misused(create)) {
            return refusal("INVALID_FIELD", 22);
        }
        if (orders.containsKey(create.id())) {
            return refusal("INVALID_FIELD", 1);
        }
        request = create;
        planned = null;
        waits = false;
        String guard = guard(create);
        if (guard != null) {
            events.add("OrderRefused " + guard + " " + create.client() + " " + create.buyer());
            String text = guard + " seq " + seq;
            keys.put(create.client(), new Refused(create, guard, text));
            refused.add(create.client(), time);
            return text;
        }
        return place(create);
    }

    private String createPaid(Command.CreatePaid paid) {
        Command.Pay pay = paid.pay();
        Payment known = payments.get(pay.channel() + "/" + pay.ref());
        if (known != null && !keys.containsKey(paid.create().client())) {
            recorded(pay, "PAYMENT_REF_USED");
            return refusal("PAYMENT_REF_USED", -1);
        }
        boolean wallet = pay.channel().equals("wallet");
        if (known == null && !wallet && received.getOrDefault(pay.currency(), 0L) + pay.amount() < 0) {
            return refusal("AMOUNT_OVERFLOW", -1);
        }
        if (known == null && wallet && !keys.containsKey(paid.create().client())) {
            String account = pay.account().isEmpty() ? paid.create().buyer() : pay.account();
            if (wallets.spendable(account, pay) < pay.amount()) {
                return refusal("INSUFFICIENT_FUNDS", wallets.spendable(account, pay));
            }
        }
        String placed = create(paid.create());
        String code = placed.substring(0, Math.max(0, placed.indexOf(" #")));
        if (!Set.of("CREATED", "PARTIALLY_RESERVED", "BACKORDERED", "EXISTS").contains(code)) {
            return placed;
        }
        Order order = (Order) keys.get(paid.create().client());
        String answer = pay(new Command.Pay(
                order.request.id(), pay.channel(), pay.ref(), pay.amount(), pay.currency(), pay.account()));
        if (wallet && !code.equals("EXISTS") && answer.startsWith("ALREADY_PAID")) {
            return order(code, order);
        }
        return !code.equals("EXISTS") && answer.startsWith("PAID #") ? answer.replaceFirst("PAID", code) : answer;
    }

    private static String difference(Command.Create a, Command.Create b) {
        if (a.lines().size() != b.lines().size()) {
            return "LINES";
        }
        if (!a.lines().stream()
                .map(Line::sku)
                .toList()
                .equals(b.lines().stream().map(Line::sku).toList())) {
            return "SKU";
        }
        if (!a.lines().stream()
                .map(Line::quantity)
                .toList()
                .equals(b.lines().stream().map(Line::quantity).toList())) {
            return "QUANTITY";
        }
        if (a.expected() != b.expected()) {
            return "AMOUNT";
        }
        if (!a.buyer().equals(b.buyer())) {
            return "BUYER";
        }
        if (a.ttl() != b.ttl()) {
            return "TTL";
        }
        if (a.mode() != b.mode()) {
            return "MODE";
        }
        if (!a.currency().equals(b.currency())) {
            return "CURRENCY";
        }
        if (!a.coupon().equals(b.coupon())) {
            return "COUPON";
        }
        if (!NaiveChoice.caps(a).equals(NaiveChoice.caps(b))) {
            return "PRICE_CAP";
        }
        return a.lines().equals(b.lines()) ? NaiveBacklog.difference(a.waiting(), b.waiting()) : "UNIT";
    }

    private String guard(Command.Create create) {
        String[] names = {
            "SKU_NOT_FOUND",
            "SKU_INACTIVE",
            "SALE_NOT_STARTED",
            "SALE_ENDED",
            "QUANTITY_BELOW_MINIMUM",
            "QUANTITY_GREATER_THAN_LIMIT"
        };
        for (String name : names) {
            for (Line line : create.lines()) {
                String refusal = guardLine(name, create, line);
                if (refusal != null) {
                    return refusal;
                }
            }
        }
        if (create.lines().stream().mapToLong(Line::quantity).sum() > 65_534) {
            return "QUANTITY_GREATER_THAN_LIMIT 65534";
        }
        String noEntry = lotteries.refusal(create);
        if (noEntry != null) {
            return noEntry;
        }
        Map<String, NaiveLimits.Stock> stocks = new HashMap<>();
        skus.forEach((name, sku) -> stocks.put(name, new NaiveLimits.Stock(sku.available(), sku.reserved)));
        String limit = limits.refusal(create, time, stocks);
        if (limit != null) {
            return limit;
        }
        String chosen = choice.refusal(create, lastUnit);
        if (chosen != null) {
            return chosen;
        }
        String coupon =
                coupons.refusal(create, time, sku -> skus.get(sku).definition.currency());
        if (coupon != null) {
            return coupon;
        }
        String currency = skus.get(create.lines().get(0).sku()).definition.currency();
        for (Line line : create.lines()) {
            String own = skus.get(line.sku()).definition.currency();
            if (!own.equals(currency) || !create.currency().isEmpty() && !own.equals(create.currency())) {
                return "CURRENCY_MISMATCH";
            }
        }
        boolean isEntry = lotteries.isOpen(skus.get(create.lines().get(0).sku()));
        return isEntry ? guardWait(create, new Plan(create)) : guardAmountAndStock(create);
    }

    private String guardLine(String name, Command.Create create, Line line) {
        Sku sku = skus.get(line.sku());
        long quantity = quantity(create, line.sku());
        boolean known = sku != null;
        return switch (name) {
            case "SKU_NOT_FOUND" -> known ? null : name;
            case "SKU_INACTIVE" -> known && !sku.definition.active() ? name : null;
            case "SALE_NOT_STARTED" ->
                known && time < sku.definition.starts() ? name + " " + sku.definition.starts() : null;
            case "SALE_ENDED" ->
                known && sku.definition.ends() != 0 && time >= sku.definition.ends()
                        ? name + " " + sku.definition.ends()
                        : null;
            case "QUANTITY_BELOW_MINIMUM" ->
                known && (line.quantity() == 0 || quantity < Math.max(1, sku.definition.min()))
                        ? name + " " + Math.max(1, sku.definition.min())
                        : null;
            default ->
                known && sku.definition.max() != 0 && quantity > sku.definition.max()
                        ? name + " " + sku.definition.max()
                        : null;
        };
    }

    private String guardAmountAndStock(Command.Create create) {
        boolean books = create.mode() != 1
                || create.lines().stream()
                        .anyMatch(line -> skus.get(line.sku()).offers.size() > 1);
        return books ? guardPlan(create) : guardPlain(create);
    }

    private String guardPlain(Command.Create create) {
        long amount = 0;
        for (Line line : create.lines()) {
            try {
                long price = skus.get(line.sku()).definition.price();
                amount = NaiveBacklog.payable(Math.addExact(amount, Math.multiplyExact(price, line.quantity())));
            } catch (ArithmeticException e) {
                return "AMOUNT_OVERFLOW";
            }
        }
        long discount = coupons.discount(
                create,
                line -> skus.get(create.lines().get(line).sku()).definition.price()
                        * create.lines().get(line).quantity());
        amount -= discount;
        for (Line line : create.lines()) {
            long price = skus.get(line.sku()).definition.price();
            if (line.maxUnitPrice() >= 0 && line.maxUnitPrice() < price) {
                return "PRICE_CHANGED " + price;
            }
        }
        if (create.expected() >= 0 && create.expected() != amount) {
            return "PRICE_CHANGED " + amount;
        }
        return NaiveQuota.shortage(create, skus);
    }

    private String guardPlan(Command.Create create) {
        Plan plan = new Plan(create);
        String price = null;
        String stock = null;
        for (int i = 0; i < create.lines().size(); i++) {
            Line line = create.lines().get(i);
            if (line.unitId() == 0) {
                plan(plan, i, line.quantity(), cap(line));
            } else {
                boolean ignored =
                        choice.plan(plan, i, line, choice.price(skus.get(line.sku()), line.unitId()), cap(line));
            }
            if (plan.of(i) < line.quantity()) {
                if (plan.nextPrice >= 0) {
                    price = price == null ? "PRICE_CHANGED " + plan.nextPrice : price;
                } else {
                    stock = stock == null
                            ? "INSUFFICIENT_STOCK " + skus.get(line.sku()).promise()
                            : stock;
                }
            }
        }
        long amount = 0;
        try {
            for (Fill fill : plan.fills) {
                amount = NaiveBacklog.payable(
                        Math.addExact(amount, Math.multiplyExact(fill.price(), (long) fill.quantity())));
            }
        } catch (ArithmeticException e) {
            return "AMOUNT_OVERFLOW";
        }
        boolean whole = price == null && stock == null;
        if (!whole && create.mode() == 3) {
            return guardWait(create, plan);
        }
        if (!whole && (create.mode() != 2 || plan.fills.isEmpty())) {
            boolean ruled = !plan.vip
                    && create.lines().stream()
                            .anyMatch(line -> skus.get(line.sku()).definition.quota() > 0);
            return price != null ? price : ruled ? NaiveQuota.shortage(create, skus) : stock;
        }
        planned = plan;
        amount -= coupons.discount(create, line -> costOf(plan.fills, line));
        return create.expected() >= 0 && create.expected() != amount ? "PRICE_CHANGED " + amount : null;
    }

    private String guardWait(Command.Create create, Plan plan) {
        planned = create.waiting().partial() ? plan : new Plan(create);
        waits = true;
        long amount = backlog.amount(create, planned);
        if (amount < 0) {
            return "AMOUNT_OVERFLOW";
        }
        amount -= coupons.discount(create, line -> backlog.amountOf(create, planned, line));
        return create.expected() >= 0 && create.expected() != amount ? "PRICE_CHANGED " + amount : null;
    }

    static long costOf(List<Fill> fills, int line) {
        return fills.stream()
                .filter(fill -> fill.line() == line)
                .mapToLong(fill -> fill.price() * fill.quantity())
                .sum();
    }

    static long cap(Line line) {
        return line.maxUnitPrice() < 0 ? Long.MAX_VALUE : line.maxUnitPrice();
    }

    private void plan(Plan plan, int line, long quantity, long cap) {
        plan(plan, line, skus.get(request.lines().get(line).sku()), quantity, cap, -1);
    }

    /** Again and again the cheapest offer for what it would take, of equal ones the first. */
    static void plan(Plan plan, int line, Sku sku, long quantity, long cap, long agreed) {
        long left = quantity;
        plan.nextPrice = -1;
        if (sku.offers.size() == 1 && sku.definition.price() > cap) {
            plan.nextPrice = sku.definition.price();
            return;
        }
        while (left > 0) {
            long wanted = Math.min(left, plan.promise(sku));
            Offer best = null;
            for (Offer offer : sku.offers) {
                long quantityHere = Math.min(wanted, plan.free(offer));
                if (offer.state.equals("ACTIVE")
                        && quantityHere > 0
                        && (best == null
                                || offer.priceFor(quantityHere) < best.priceFor(Math.min(wanted, plan.free(best))))) {
                    best = offer;
                }
            }
            if (best == null) {
                return;
            }
            int taken = (int) Math.min(wanted, plan.free(best));
            if (best.priceFor(taken) > cap) {
                plan.nextPrice = best.priceFor(taken);
                return;
            }
            plan.add(line, best, taken, agreed < 0 ? best.priceFor(taken) : agreed);
            left -= taken;
        }
    }

    /** At most at the agreed price; the shop's own offer keeps to it whatever it asks now. */
    static boolean planAgreed(Plan plan, int line, Sku sku, long quantity, long price, boolean ownKeeps) {
        int before = plan.of(line);
        plan(plan, line, sku, quantity, price, price);
        long left = quantity - (plan.of(line) - before);
        Offer own = sku.offers.get(0);
        long more = Math.min(Math.min(left, plan.free(own)), plan.promise(sku));
        if (more > 0 && ownKeeps) {
            plan.add(line, own, (int) more, price);
        }
        return plan.of(line) - before == quantity;
    }

    private static long quantity(Command.Create create, String sku) {
        return create.lines().stream()
                .filter(line -> line.sku().equals(sku))
                .mapToLong(Line::quantity)
                .sum();
    }

    private String place(Command.Create create) {
        Order order = new Order();
        order.request = create;
        order.placedSeq = seq;
        order.lastSeq = seq;
        order.currency = skus.get(create.lines().get(0).sku()).definition.currency();
        if (planned == null) {
            planned = new Plan(create);
            for (int i = 0; i < create.lines().size(); i++) {
                plan(planned, i, create.lines().get(i).quantity(), Long.MAX_VALUE);
            }
        }
        boolean whole = true;
        for (int i = 0; i < create.lines().size(); i++) {
            int at = i;
            Sku sku = skus.get(create.lines().get(i).sku());
            order.prices.add(planned.fills.stream()
                    .filter(fill -> fill.line() == at)
                    .mapToLong(Fill::price)
                    .max()
                    .orElse(sku.definition.price()));
            whole &= planned.of(i) == create.lines().get(i).quantity();
            if (waits) {
                order.prices.set(i, backlog.agreed(create.lines().get(i)));
            }
        }
        reserve(order, planned);
        order.amount = order.fills.stream()
                .mapToLong(fill -> fill.price() * fill.quantity())
                .sum();
        if (waits) {
            order.amount = backlog.amount(create, planned);
        }
        long discount = coupons.discount(
                create, line -> waits ? backlog.amountOf(create, planned, line) : costOf(order.fills, line));
        order.amount -= discount;
        orders.put(create.id(), order);
        retention.placed(order);
        keys.put(create.client(), order);
        order.state = "BACKORDERED";
        if (!waits && order.amount > 0) {
            hold(order);
        } else if (!waits) {
            tally(order, false);
            deliver(order);
        }
        StringBuilder event = new StringBuilder("OrderCreated #" + create.id() + " " + order.state + " " + order.amount
                + " " + order.currency + " until " + until(order));
        for (int i = 0; i < create.lines().size(); i++) {
            Line line = create.lines().get(i);
            event.append(" " + skus.get(line.sku()).number + "x" + line.quantity() + "@" + order.prices.get(i));
        }
        events.add(event + unitIds(order) + " " + create.client() + " " + create.buyer());
        if (!waits || !planned.fills.isEmpty()) {
            tellFills(order);
        }
        coupons.take(create, discount, !waits && order.amount == 0 ? "USED" : "HELD", events);
        if (waits) {
            backlog.begin(order);
        } else if (order.amount == 0) {
            delivery.tell(order, false);
        }
        String code = waits ? "BACKORDERED" : whole ? "CREATED" : "PARTIALLY_RESERVED";
        settleWaiting(order);
        return order(code, order);
    }

    private String pay(Command.Pay pay) {
        String name = pay.channel() + "/" + pay.ref();
        Payment known = payments.get(name);
        Order order = orders.get(pay.id());
        if (known != null) {
            if (known.notice.id() != pay.id()) {
                recorded(pay, "PAYMENT_REF_USED");
                return refusal("PAYMENT_REF_USED", -1);
            }
            if (order == null) {
                return "PAYMENT_IN_SUSPENSE seq " + known.seq;
            }
            return order(name.equals(order.paidBy) ? "EXISTS" : known.code, order);
        }
        if (pay.channel().equals("wallet")) {
            return payFromWallet(pay, order);
        }
        long before = received.getOrDefault(pay.currency(), 0L);
        if (before + pay.amount() < 0) {
            return refusal("AMOUNT_OVERFLOW", -1);
        }
        received.put(pay.currency(), before + pay.amount());
        Payment payment = new Payment();
        payment.notice = pay;
        payment.seq = seq;
        payment.suspended = pay.amount();
        payment.code = order == null ? "PAYMENT_IN_SUSPENSE" : outcome(pay, order);
        payment.reason = payment.code;
        payments.put(name, payment);
        recorded(pay, payment.code);
        act(payment, order);
        long kept = isKept(payment.code) ? pay.amount() : 0;
        if (!isKept(payment.code)) {
            cases.computeIfAbsent(pay.id(), id -> new ArrayList<>()).add(payment);
        }
        boolean waits = !isKept(payment.code) && !isDue(payment.code);
        if (waits) {
            balance(payment);
        } else if (kept > 0) {
            payment.suspended = 0;
        } else {
            release(payment, 0);
        }
        return order == null ? refusal(payment.code, -1) : order(payment.code, order);
    }

    private String payFromWallet(Command.Pay pay, Order order) {
        if (order == null) {
            return refusal("ORDER_NOT_FOUND", -1);
        }
        if (order.left) {
            String over = order.state.equals("CANCELED") ? "ALREADY_CANCELED" : "ORDER_EXPIRED";
            return refusal(outcome(pay, order).startsWith("LATE") ? over : "ALREADY_PAID", -1);
        }
        String account = pay.account().isEmpty() ? order.request.buyer() : pay.account();
        String code = outcome(pay, order);
        if (code.equals("DUPLICATE_PAYMENT")) {
            return refusal("ALREADY_PAID", -1);
        } else if (code.endsWith("MISMATCH")) {
            return order(code, order);
        } else if (code.startsWith("LATE")) {
            return refusal(order.state.equals("CANCELED") ? "ALREADY_CANCELED" : "ORDER_EXPIRED", -1);
        }
        long spendable = wallets.spendable(account, pay);
        if (spendable < pay.amount()) {
            return refusal("INSUFFICIENT_FUNDS", spendable);
        }
        Payment payment = new Payment();
        payment.notice = new Command.Pay(pay.id(), pay.channel(), pay.ref(), pay.amount(), pay.currency(), account);
        payment.seq = seq;
        payment.code = code;
        payments.put(payment.name(), payment);
        recorded(pay, code);
        act(payment, order);
        wallets.pay(account, pay);
        return order(code, order);
    }

    private String outcome(Command.Pay pay, Order order) {
        boolean over = order.state.equals("EXPIRED") || order.state.equals("CANCELED");
        boolean waiting = order.state.equals("BACKORDERED");
        if (order.left) {
            return over ? "LATE_PAYMENT_REFUND_DUE" : "DUPLICATE_PAYMENT";
        }
        if (!over && !waiting && !order.state.equals("PENDING_PAYMENT")) {
            return "DUPLICATE_PAYMENT";
        }
        if (!pay.currency().equals(order.currency)) {
            return "PAYMENT_CURRENCY_MISMATCH";
        }
        if (pay.amount() != order.amount) {
            return "PAYMENT_AMOUNT_MISMATCH";
        }
        if (!over) {
            return waiting ? "PAID_WAITING" : "PAID";
        }
        boolean inTime = (time - order.deadline) / 1_000 < lateWindow(order);
        boolean mayWait = true;
        for (Line line : order.request.lines()) {
            mayWait &= line.unitId() == 0;
            mayWait &= skus.get(line.sku()).definition.lateBackorder();
        }
        if (inTime && lacking(order) < 0) {
            return "LATE_PAYMENT_FULFILLED";
        }
        return inTime && mayWait ? "LATE_PAYMENT_BACKORDERED" : "LATE_PAYMENT_REFUND_DUE";
    }

    private long lateWindow(Order order) {
        return order.request.lines().stream()
                .mapToLong(line -> skus.get(line.sku()).definition.lateWindow())
                .map(window -> window == 0 ? 43_200_000 : window)
                .min()
                .orElseThrow();
    }

    private long lacking(Order order) {
        Sku lacking = planAgain(order, new Plan(order.request));
        return lacking == null ? -1 : NaiveQuota.promise(lacking, NaiveQuota.isVip(order.request));
    }

    /** Plans an order without units at the prices it had; the first SKU that there is not enough of, null if there is. */
    Sku planAgain(Order order, Plan again) {
        Sku lacking = null;
        for (int line = 0; line < order.request.lines().size(); line++) {
            Sku sku = skuOf(order, line);
            boolean keeps = NaiveBacklog.keeps(order, line);
            boolean enough = true;
            long left = NaiveBacklog.wanted(order, line);
            long named = order.request.lines().get(line).unitId();
            if (named != 0 && left > 0) {
                if (choice.find(sku, named) == null) {
                    lacking = lacking == null ? sku : lacking;
                } else {
                    again.add(line, NaiveChoice.offer(sku), 1, order.prices.get(line));
                }
                continue;
            }
            for (Fill fill : order.fills) {
                if (fill.line() == line) {
                    enough &= planAgreed(again, line, sku, fill.quantity(), fill.price(), keeps);
                    left -= fill.quantity();
                }
            }
            if (left > 0) {
                enough &= planAgreed(again, line, sku, left, order.prices.get(line), keeps);
            }
            lacking = lacking == null && !enough ? sku : lacking;
        }
        return lacking;
    }

    private void act(Payment payment, Order order) {
        switch (payment.code) {
            case "PAID" -> {
                holds.remove(order);
                limits.paid(order.request);
                order.paidBy = payment.name();
                deliver(order);
                delivery.tell(order, false);
                coupons.become(order.request, "USED", events);
            }
            case "LATE_PAYMENT_FULFILLED" -> {
                order.paidBy = payment.name();
                Plan again = new Plan(order.request);
                Sku ignored = planAgain(order, again);
                reserve(order, again);
                tally(order, false);
                deliver(order);
                delivery.tell(order, true);
                tellFills(order);
                coupons.become(order.request, "USED", events);
            }
            case "PAID_WAITING" -> {
                order.paidBy = payment.name();
                backlog.paid(order);
                coupons.become(order.request, "USED", events);
            }
            case "LATE_PAYMENT_BACKORDERED" -> {
                order.paidBy = payment.name();
                backlog.begin(order);
                coupons.become(order.request, "USED", events);
            }
            case "LATE_PAYMENT_REFUND_DUE" -> {
                order.state = "REFUND_DUE";
                order.lastSeq = seq;
            }
            default -> {}
        }
    }

    private static boolean isKept(String code) {
        return Set.of("PAID", "PAID_WAITING", "LATE_PAYMENT_FULFILLED", "LATE_PAYMENT_BACKORDERED")
                .contains(code);
    }

    private static boolean isDue(String code) {
        return code.equals("DUPLICATE_PAYMENT") || code.equals("LATE_PAYMENT_REFUND_DUE");
    }

    private void release(Payment payment, long kept) {
        long due = payment.suspended - kept;
        payment.suspended = 0;
        payment.due += due;
        if (due > 0) {
            Command.Pay pay = payment.notice;
            events.add("RefundDue #" + pay.id() + " " + due + " " + pay.currency() + " " + payment.reason + " "
                    + payment.name());
        }
        balance(payment);
    }

    private void balance(Payment payment) {
        events.add("PaymentBalance #" + payment.notice.id() + " " + parts(payment) + payment.reason + " "
                + payment.name());
    }

    private static String parts(Payment payment) {
        return payment.notice.amount() + " " + payment.notice.currency() + " suspended " + payment.suspended + " due "
                + payment.due + " refunded " + payment.refunded + " ";
    }

    private void settleWaiting(Order order) {
        for (Payment payment : cases.getOrDefault(order.request.id(), List.of())) {
            if (payment.suspended > 0) {
                payment.code = outcome(payment.notice, order);
                payment.reason = payment.code;
                if (isKept(payment.code) || isDue(payment.code)) {
                    resolved(payment, "APPLY", "", "");
                    act(payment, order);
                    release(payment, isKept(payment.code) ? payment.suspended : 0);
                } else {
                    balance(payment);
                }
            }
        }
    }

    private void resolved(Payment payment, String action, String operator, String reason) {
        events.add("SuspenseResolved #" + payment.notice.id() + " " + action + " " + payment.code + " "
                + payment.notice.amount() + " " + payment.notice.currency() + " " + payment.name() + " by '" + operator
                + "' '" + reason + "'");
    }

    private String resolve(Command.Resolve resolve) {
        Payment payment = payments.get(resolve.channel() + "/" + resolve.ref());
        if (payment == null) {
            return refusal("PAYMENT_NOT_FOUND", -1);
        }
        if (payment.suspended == 0) {
            return refusal("ALREADY_RESOLVED", -1);
        }
        Order order = orders.get(payment.notice.id());
        if (!resolve.apply()) {
            resolved(payment, "REFUND", resolve.operator(), "because");
            release(payment, 0);
        } else {
            String refusal = applyRefusal(payment, order);
            if (refusal != null) {
                return refusal;
            }
            payment.code = switch (order.state) {
                case "PENDING_PAYMENT" -> "PAID";
                case "BACKORDERED" -> "PAID_WAITING";
                default -> "LATE_PAYMENT_FULFILLED";
            };
            resolved(payment, "APPLY", resolve.operator(), "because");
            act(payment, order);
            release(payment, Math.min(payment.suspended, order.amount));
        }
        return "RESOLVED #" + payment.notice.id() + " seq " + seq + " " + payment.code + " " + parts(payment)
                + payment.name();
    }

    private String applyRefusal(Payment payment, Order order) {
        if (order == null) {
            return refusal("ORDER_NOT_FOUND", -1);
        }
        boolean over = order.state.equals("EXPIRED") || order.state.equals("CANCELED");
        if (!over && !Set.of("PENDING_PAYMENT", "BACKORDERED").contains(order.state)) {
            return refusal("ALREADY_PAID", -1);
        }
        if (!payment.notice.currency().equals(order.currency)) {
            return refusal("CURRENCY_MISMATCH", -1);
        }
        return over && lacking(order) >= 0 ? refusal("INSUFFICIENT_STOCK", lacking(order)) : null;
    }

    private String refund(Command.Refund refund) {
        Order order = orders.get(refund.id());
        List<Payment> all = cases.getOrDefault(refund.id(), List.of());
        if (order == null && all.isEmpty()) {
            return refusal("ORDER_NOT_FOUND", -1);
        }
        String own = order != null ? order.currency : all.get(0).notice.currency();
        String currency = refund.currency().isEmpty() ? own : refund.currency();
        String key = refund.id() + "/" + refund.ref();
        Command.Refund again = refunds.get(key);
        if (again != null) {
            if (again.amount() != refund.amount()) {
                return refusal("EXISTS_WITH_DIFFERENT_AMOUNT", -1);
            }
            return again.currency().equals(currency)
                    ? refunded("EXISTS", refund, currency, order, refundSeqs.get(key))
                    : refusal("EXISTS_WITH_DIFFERENT_CURRENCY", -1);
        }
        Payment own1 = order == null ? null : payments.get(order.paidBy);
        long kept = own1 == null || !own1.notice.currency().equals(currency) ? 0 : own1.kept();
        long refundable = kept + sum(all, currency, payment -> payment.due);
        if (refund.amount() > refundable) {
            return refusal("REFUND_EXCEEDS_PAYMENT", refundable);
        }
        boolean unfinished = order != null && (backlog.find(order) != null || delivery.allocated(order) > 0);
        if (unfinished && refund.amount() > refundable - kept) {
            backlog.giveUpAll(order, "REFUNDED");
        }
        all = cases.getOrDefault(refund.id(), List.of());
        refunds.put(key, new Command.Refund(refund.id(), refund.amount(), currency, refund.ref()));
        refundSeqs.put(key, seq);
        takeFrom(all, own1, refund, currency);
        if (order != null && !stateAfter(order, own1).equals(order.state)) {
            order.state = stateAfter(order, own1);
            order.lastSeq = seq;
        }
        events.add("OrderRefunded #" + refund.id() + " " + refund.amount() + " " + currency + " "
                + (order == null ? "REFUSED" : order.state) + " " + refund.ref() + " 'why'");
        return refunded("REFUNDED", refund, currency, order, seq);
    }

    /** So much of what pays an order is due back. */
    void giveBack(Payment payment, long due, String reason) {
        List<Payment> all = cases.computeIfAbsent(payment.notice.id(), id -> new ArrayList<>());
        if (!all.contains(payment)) {
            all.add(payment);
        }
        payment.reason = reason;
        payment.suspended = due;
        release(payment, 0);
    }

    private void takeFrom(List<Payment> all, Payment own, Command.Refund refund, String currency) {
        long left = refund.amount();
        for (Payment payment : all) {
            if (payment.notice.currency().equals(currency) && payment.due > 0 && left > 0) {
                long part = Math.min(left, payment.due);
                payment.due -= part;
                payment.refunded += part;
                left -= part;
                if (payment.isFromWallet()) {
                    wallets.refund(payment.notice.account(), payment.notice, part, refund.ref());
                }
                balance(payment);
            }
        }
        if (left > 0) {
            own.refunded += left;
            if (own.isFromWallet()) {
                wallets.refund(own.notice.account(), own.notice, left, refund.ref());
            }
            if (!all.contains(own)) {
                own.reason = "REFUNDED";
                cases.computeIfAbsent(refund.id(), id -> new ArrayList<>()).add(own);
            }
            balance(own);
        }
    }

    private String stateAfter(Order order, Payment own) {
        if (isDelivered(order)) {
            long paid = own == null ? 0 : Math.min(own.notice.amount(), order.amount);
            long kept = own == null ? 0 : own.kept();
            boolean stays = Set.of("PARTIALLY_FULFILLED", "FULFILLING").contains(order.state);
            String whole = stays ? order.state : "FULFILLED";
            return kept == paid ? whole : kept > 0 ? "PARTIALLY_REFUNDED" : "REFUNDED";
        }
        if (!Set.of("REFUND_DUE", "PARTIALLY_REFUNDED", "REFUNDED").contains(order.state)) {
            return order.state;
        }
        boolean owes = cases.get(order.request.id()).stream().anyMatch(payment -> payment.due > 0);
        return owes ? "PARTIALLY_REFUNDED" : "REFUNDED";
    }

    private String refunded(String code, Command.Refund refund, String currency, Order order, long refundSeq) {
        List<Payment> all = cases.getOrDefault(refund.id(), List.of());
        return code + " #" + refund.id() + " seq " + refundSeq + " " + (order == null ? "REFUSED" : order.state) + " "
                + refund.amount() + " " + currency + " refunded " + sum(all, currency, payment -> payment.refunded)
                + " due " + sum(all, currency, payment -> payment.due) + " " + refund.ref();
    }

    private static long sum(List<Payment> all, String currency, ToLongFunction<Payment> part) {
        return all.stream()
                .filter(payment ->
                        currency.isEmpty() || payment.notice.currency().equals(currency))
                .mapToLong(part)
                .sum();
    }

    String cancel(Command.Cancel cancel) {
        Order order = orders.get(cancel.id());
        if (order == null) {
            return refusal("ORDER_NOT_FOUND", -1);
        }
        switch (order.state) {
            case "PENDING_PAYMENT" -> {
                holds.remove(order);
                close(order, "CANCELED", time);
                events.add("OrderCanceled #" + cancel.id());
                coupons.become(order.request, "RELEASED", events);
                desk.tellWithheld(time);
                return order("CANCELED", order);
            }
            case "BACKORDERED" -> {
                backlog.cancel(order);
                events.add("OrderCanceled #" + cancel.id());
                coupons.become(order.request, "RELEASED", events);
                return order("CANCELED", order);
            }
            case "CANCELED" -> {
                return refusal("ALREADY_CANCELED", -1);
            }
            case "EXPIRED" -> {
                return refusal("ORDER_EXPIRED", -1);
            }
            default -> {
                return refusal("CANCEL_NOT_ALLOWED", -1);
            }
        }
    }

    private void reserve(Order order, Plan plan) {
        order.fills = new ArrayList<>(NaiveBacklog.merged(plan.fills));
        for (Line ignored : order.request.lines()) {
            order.units.add(new ArrayList<>());
        }
        for (Fill fill : plan.fills) {
            for (int i = 0; i < fill.quantity(); i++) {
                order.units.get(fill.line()).add(desk.taken(choice.take(order, fill.line(), fill.offer()), order));
            }
            fill.offer().sku.reserved += fill.quantity();
        }
    }

    void tellFills(Order order) {
        if (order.hasBook(this)) {
            StringJoiner text = new StringJoiner(",", "LinesFilled #" + order.request.id() + " ", "");
            order.fills.forEach(fill -> text.add(
                    fill.line() + ":" + fill.quantity() + "@" + fill.price() + "#" + NaiveChoice.shown(fill.offer())));
            events.add(text.toString());
        }
    }

    private void deliver(Order order) {
        order.units.stream().flatMap(List::stream).forEach(delivery::deliver);
        delivery.reusable.endBatch();
        order.state = delivery.stateOfPaid(order);
        order.lastSeq = seq;
    }

    /** Tells the limits what the order took of each SKU. */
    private void tally(Order order, boolean open) {
        Map<String, Integer> units = new LinkedHashMap<>();
        for (int i = 0; i < order.request.lines().size(); i++) {
            units.merge(order.request.lines().get(i).sku(), order.held(i), Integer::sum);
        }
        units.forEach((sku, quantity) -> limits.took(order.request, sku, quantity, time, open));
    }

    /** An order that waited has all it asked for, and is paid. */
    void sold(Order order) {
        tally(order, false);
    }

    void close(Order order, String state, long closedAt) {
        limits.released(order.request);
        for (int i = order.units.size() - 1; i >= 0; i--) {
            Sku sku = skus.get(order.request.lines().get(i).sku());
            List<Unit> units = order.units.get(i);
            for (int j = units.size() - 1; j >= 0; j--) {
                desk.comesBack(units.get(j));
            }
            desk.lineEnds();
            sku.reserved -= units.size();
            if (!units.isEmpty()) {
                backlog.mark(sku);
            }
        }
        order.units.clear();
        order.state = state;
        order.lastSeq = seq;
        order.deadline = closedAt;
    }

    /** A pending order holds less of a line. */
    void reduced(Order order, int line, int units) {
        limits.reduced(order.request, order.request.lines().get(line).sku(), units);
        holds.remove(order);
        order.heldSeq = seq;
        holds.add(order);
    }

    /** Units left an order that keeps others. */
    void partBack(Order order, int line, List<Unit> back) {
        if (back.isEmpty()) {
            return;
        }
        Sku sku = skuOf(order, line);
        for (int i = back.size() - 1; i >= 0; i--) {
            desk.comesBack(back.get(i));
        }
        desk.lineEnds();
        sku.reserved -= back.size();
        backlog.mark(sku);
        tellFills(order);
        desk.tellWithheld(time);
    }

    /** A pending order that costs nothing any more. */
    void fulfilFree(Order order) {
        holds.remove(order);
        limits.paid(order.request);
        deliver(order);
        delivery.tell(order, false);
        coupons.become(order.request, "USED", events);
    }

    private String extend(Command.Extend extend) {
        if (extend.ttl() < 1_000) {
            return refusal("INVALID_FIELD", 3);
        }
        Order order = orders.get(extend.id());
        if (order == null) {
            return refusal("ORDER_NOT_FOUND", -1);
        }
        if (order.state.equals("BACKORDERED")) {
            return refusal("NOT_HELD", -1);
        }
        if (!order.state.equals("PENDING_PAYMENT")) {
            String code = order.state.equals("EXPIRED") ? "ORDER_EXPIRED" : "ALREADY_PAID";
            return refusal(order.state.equals("CANCELED") ? "ALREADY_CANCELED" : code, -1);
        }
        holds.remove(order);
        order.deadline = time + extend.ttl() * 1_000;
        order.heldSeq = seq;
        order.lastSeq = seq;
        holds.add(order);
        events.add("HoldExtended #" + extend.id() + " until " + order.deadline);
        return order("EXTENDED", order);
    }

    private void recorded(Command.Pay pay, String code) {
        events.add("PaymentRecorded #" + pay.id() + " " + code + " " + pay.amount() + " " + pay.currency() + " "
                + pay.channel() + "/" + pay.ref());
    }

    String refusal(String code, long detail) {
        shown = null;
        return code + (detail == -1 ? "" : " " + detail) + " seq " + seq;
    }

    static long until(Order order) {
        return order.state.equals("PENDING_PAYMENT") ? order.deadline : 0;
    }

    private static boolean isDelivered(Order order) {
        if (order.left) {
            return order.leftDelivered;
        }
        boolean refunded = order.state.equals("PARTIALLY_REFUNDED") || order.state.equals("REFUNDED");
        return order.state.equals("FULFILLED")
                || order.state.equals("PARTIALLY_FULFILLED")
                || order.state.equals("FULFILLING")
                || refunded && !order.units.isEmpty();
    }

    static String unitIds(Order order) {
        StringJoiner ids = new StringJoiner(",", " units ", "");
        for (int line = 0; line < order.units.size(); line++) {
            for (Unit unit : order.units.get(line)) {
                ids.add(unit.id() + (line == 0 ? "" : "/" + line));
            }
        }
        return ids.toString();
    }

    /** The order after a unit of it was replaced or returned. */
    String orderOfUnit(String code, Order order, String unit) {
        changedUnit = unit;
        String text = order(code, order);
        changedUnit = "";
        return text;
    }

    String order(String code, Order order) {
        shown = () -> text(code, order);
        return shown.get();
    }

    private String text(String code, Order order) {
        StringBuilder text = new StringBuilder(code + " #" + order.request.id() + " seq " + order.lastSeq + " "
                + order.state + " " + order.amount + " " + order.currency
                + (coupons.discountOf(order.request) == 0 ? "" : " off " + coupons.discountOf(order.request))
                + " until " + until(order));
        boolean delivered = isDelivered(order);
        boolean has = order.units.stream().anyMatch(units -> !units.isEmpty());
        long heldLines = 0;
        for (int i = 0; i < order.prices.size(); i++) {
            Line line = order.request.lines().get(i);
            int held = has ? order.held(i) : 0;
            heldLines += held > 0 ? 1 : 0;
            text.append(" " + order.quantity(i) + "@" + order.prices.get(i) + "(" + held + ")" + line.sku());
        }
        text.append(changedUnit);
        if (delivered) {
            text.append(page(order));
        }
        List<Fill> shown =
                order.fills.stream().filter(fill -> fill.quantity() > 0).toList();
        boolean plain = shown.stream().allMatch(fill -> fill.offer().seller.isEmpty());
        if (has && heldLines > 0 && !(plain && shown.size() == heldLines)) {
            StringJoiner fills = new StringJoiner(",", " fills ", "");
            shown.forEach(fill -> fills.add(fill.line() + ":" + fill.quantity() + "@" + fill.price() + "#"
                    + NaiveChoice.shown(fill.offer()) + fill.offer().seller));
            text.append(fills);
        }
        String texts = order.left ? "  " : " " + order.request.client() + " " + order.request.buyer();
        return text + backlog.waits(order) + texts;
    }

    private String page(Order order) {
        long total = order.units.stream().mapToInt(List::size).sum() - delivery.allocated(order);
        if (total == 0) {
            return "";
        }
        StringJoiner codes = new StringJoiner(",", " units ", " of " + total + " from 0");
        int shown = 0;
        for (int line = 0; line < order.units.size(); line++) {
            for (Unit unit : order.units.get(line)) {
                if (!delivery.isAllocated(unit.id()) && shown++ < 256) {
                    codes.add(unit.id() + (line == 0 ? "" : "/" + line) + "=" + delivery.code(unit));
                }
            }
        }
        return codes.toString();
    }
}
