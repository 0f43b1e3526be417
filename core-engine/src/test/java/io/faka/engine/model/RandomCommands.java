package io.faka.engine.model;

import io.faka.codec.command.Delivery;
import io.faka.codec.command.Fill;
import io.faka.codec.command.LatePolicy;
import io.faka.codec.command.LotteryAction;
import io.faka.codec.command.OfferState;
import io.faka.codec.command.OrderMode;
import io.faka.codec.command.Pick;
import io.faka.codec.command.SkuState;
import io.faka.codec.command.SuspenseAction;
import io.faka.codec.command.WalletEntryKind;
import io.faka.engine.ChoiceCommands;
import io.faka.engine.Commands;
import io.faka.engine.Commands.Line;
import io.faka.engine.Currency;
import io.faka.engine.LotteryCommands;
import io.faka.engine.SkuLimits;
import io.faka.engine.WalletCommands;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongUnaryOperator;

/** A seeded stream of commands that often collide: few SKUs, keys and payment numbers, little stock, short and long holds. */
public final class RandomCommands {
    private static final int SKUS = 10;

    private final Random random;
    private final LongUnaryOperator amounts;
    private final LongUnaryOperator unitsOf;
    private final List<Command.Create> recent = new ArrayList<>();
    private final RandomWallets wallets;
    private final Map<String, List<Long>> offersBySku = new HashMap<>();
    private long nextOffer = 1;
    private long nextUnit = 1;
    private long nextOrder = 1;
    private long nextRef = 1;
    private long nextClient = 1;
    private long now = 1_000_000_000_000_000L;

    private final Map<String, Long> expiries = new HashMap<>();
    private final RandomUnitCommands units;
    private final RandomDelivery delivery;
    private long nextCount = 1;

    /**
     * @param amounts what an order costs, so that most payments fit
     * @param unitsOf a unit that an order has, so that some of them can be replaced
     */
    public RandomCommands(long seed, LongUnaryOperator amounts, LongUnaryOperator unitsOf) {
        this.random = new Random(seed);
        this.wallets = new RandomWallets(random);
        this.units = new RandomUnitCommands(random, unitsOf);
        this.delivery = new RandomDelivery(random);
        this.amounts = amounts;
        this.unitsOf = unitsOf;
    }

    /** A seller's offer was listed, so that units can be imported into it. */
    public void onOffer(String sku, long offer) {
        offersBySku.computeIfAbsent(sku, key -> new ArrayList<>()).add(offer);
        nextOffer = Math.max(nextOffer, offer);
    }

    private List<Long> offersOf(String sku) {
        return offersBySku.getOrDefault(sku, List.of());
    }

    /** Journal time of the next command. */
    public long nextTime() {
        int jump = random.nextInt(1_000);
        if (jump < 2) {
            now += random.nextLong(50_000_000_000L);
        } else if (jump < 400) {
            now += random.nextLong(400_000);
        }
        return now;
    }

    /** The next command. */
    public Command next() {
        int kind = random.nextInt(1_000);
        if (kind < 12) {
            return putSku();
        } else if (kind < 34) {
            return random.nextInt(8) == 0 ? addLabelled() : addUnits();
        } else if (kind < 36) {
            return random.nextBoolean() ? putOffer() : putCoupon();
        } else if (kind < 44) {
            return changeOffer();
        } else if (kind < 540) {
            return create();
        } else if (kind < 560) {
            return createPaid();
        } else if (kind < 850) {
            return pay();
        } else if (kind < 865) {
            return new Command.Resolve(
                    random.nextInt(30) == 0 ? "wechat" : "alipay",
                    "ref-" + Math.max(1, nextRef - random.nextInt(60)),
                    random.nextInt(3) > 0,
                    "operator-" + random.nextInt(3));
        } else if (kind < 880) {
            return refund();
        } else if (kind < 900) {
            return wallets.change(nextRef);
        } else if (kind < 930) {
            return new Command.Cancel(someOrder());
        } else if (kind < 960) {
            return cancelLine();
        } else if (kind < 970) {
            return new Command.Extend(someOrder(), random.nextInt(20) == 0 ? 999 : 1_000L * (1 + random.nextInt(90)));
        } else if (kind < 985) {
            return delivery.next(someOrder());
        } else if (kind < 995) {
            return units.next(someSku(), someOrder(), "L0-" + someLot(), nextUnit);
        }
        return random.nextInt(60) == 0 ? keep() : random.nextBoolean() ? lottery() : new Command.Tick();
    }

    /** Few SKUs have lotteries, and not for long, so that the others stay well tried too. */
    private Command lottery() {
        int action = random.nextInt(10);
        return new Command.ChangeLottery(
                random.nextInt(30) == 0 ? someSku() : random.nextBoolean() ? "S1" : "S3",
                action < 4 ? "OPEN" : action < 9 ? "DRAW" : "END",
                random.nextInt(3) == 0 ? random.nextLong(1L << 53) : 0);
    }

    private Command keep() {
        int hours = random.nextInt(8);
        return new Command.Keep(hours == 0 ? 71 : hours == 1 ? 0 : 72 + random.nextInt(48));
    }

    /** Encodes the command into {@code into}. */
    public static Commands encode(Command command, Commands into) {
        if (command instanceof Command.PutSku put) {
            return into.putSku(
                    put.sku(),
                    put.price(),
                    to -> to.currency(Currency.pack(put.currency()))
                            .holdTtlMillis(put.ttl())
                            .minPerOrder(put.min())
                            .maxPerOrder(put.max())
                            .safetyStock(put.safety())
                            .vipQuota(put.quota())
                            .lowStockAt(put.low())
                            .saleStartsAtMicros(put.starts())
                            .saleEndsAtMicros(put.ends())
                            .lateWindowMillis(put.lateWindow())
                            .maxPerBuyer(put.limits().maxPerBuyer())
                            .buyerWindowMillis(put.limits().buyerWindowMillis())
                            .maxOpenHoldsPerBuyer(put.limits().maxOpenHoldsPerBuyer())
                            .maxOpenHoldsPerAddress(put.limits().maxOpenHoldsPerAddress())
                            .maxHeldShareBps(put.limits().maxHeldShareBps())
                            .latePolicy(put.lateBackorder() ? LatePolicy.BACKORDER : LatePolicy.REFUND_DUE)
                            .pick(Pick.get((short) put.pick()))
                            .delivery(
                                    put.manual()
                                            ? Delivery.MANUAL
                                            : put.cap() > 0 ? Delivery.REUSABLE : Delivery.ONE_TIME)
                            .saleCap(put.cap())
                            .state(put.active() ? SkuState.ACTIVE : SkuState.PAUSED));
        } else if (command instanceof Command.AddUnits add) {
            List<Commands.Unit> units =
                    add.numbers().stream().map(Commands.Unit::of).toList();
            return into.addUnits(add.sku(), add.lot(), add.keyId(), add.offer(), add.expires(), units);
        } else if (command instanceof Command.PutOffer put) {
            return into.putOffer(put.sku(), put.seller(), put.price(), Pick.get((short) put.pick()), put.tiers());
        } else if (command instanceof Command.ChangeOffer change) {
            return into.changeOffer(
                    change.offer(),
                    change.price(),
                    change.state().isEmpty() ? null : OfferState.valueOf(change.state()));
        } else if (command instanceof Command.Create create) {
            return into.createOrder(
                    create.id() * 31,
                    create.id(),
                    create.client(),
                    create.buyer(),
                    create.address(),
                    create.coupon(),
                    create.lines(),
                    to -> to.expectedAmount(create.expected())
                            .ttlMillis(create.ttl())
                            .currency(create.currency().isEmpty() ? 0 : Currency.pack(create.currency()))
                            .mode(OrderMode.get((short) create.mode()))
                            .fill(create.waiting().partial() ? Fill.PARTIAL : Fill.ALL_OR_NONE)
                            .priority((short) create.waiting().priority())
                            .backorderTtlMillis(create.waiting().ttl()));
        } else if (command instanceof Command.CreatePaid paid) {
            Command.Pay pay = paid.pay();
            return WalletCommands.paid(
                    into,
                    to -> encode(paid.create(), to),
                    pay.channel(),
                    pay.ref(),
                    pay.amount(),
                    Currency.pack(pay.currency()),
                    pay.account());
        } else if (command instanceof Command.Pay pay) {
            int currency = Currency.pack(pay.currency());
            return WalletCommands.pay(into, pay.id(), pay.channel(), pay.ref(), pay.amount(), currency, pay.account());
        } else if (command instanceof Command.ChangeWallet change) {
            int currency = change.currency().isEmpty() ? 0 : Currency.pack(change.currency());
            WalletEntryKind kind = WalletEntryKind.valueOf(change.kind());
            return WalletCommands.change(into, kind, change.account(), change.ref(), change.amount(), currency);
        } else if (command instanceof Command.Resolve resolve) {
            return into.resolve(
                    resolve.apply() ? SuspenseAction.APPLY : SuspenseAction.REFUND,
                    resolve.channel(),
                    resolve.ref(),
                    resolve.operator(),
                    "because");
        } else if (command instanceof Command.Refund refund) {
            int currency = refund.currency().isEmpty() ? 0 : Currency.pack(refund.currency());
            return into.refund(refund.id() * 31, refund.id(), refund.amount(), currency, refund.ref(), "why");
        } else if (command instanceof Command.Cancel cancel) {
            return into.cancel(cancel.id() * 31, cancel.id());
        } else if (command instanceof Command.OfUnits units) {
            return RandomUnitCommands.encode(units, into);
        } else if (command instanceof Command.OfDelivery delivery) {
            return RandomDelivery.encode(delivery, into);
        }
        if (command instanceof Command.PutCoupon put) {
            return into.putCoupon(
                    put.code(),
                    put.skus(),
                    to -> to.discountAmount(put.off())
                            .discountBps(put.bps())
                            .currency(Currency.pack(put.currency()))
                            .startsAtMicros(put.starts())
                            .endsAtMicros(put.ends())
                            .maxUses(put.uses())
                            .maxPerBuyer(put.each()));
        }
        if (command instanceof Command.Extend extend) {
            return into.extend(extend.id() * 31, extend.id(), extend.ttl());
        }
        if (command instanceof Command.AddLabelled add) {
            Command.AddUnits of = add.units();
            return ChoiceCommands.add(into, of.sku(), of.lot(), of.expires(), of.numbers(), add.surcharges());
        }
        if (command instanceof Command.CancelLine cancel) {
            return into.cancelLine(cancel.id() * 31, cancel.id(), cancel.line(), cancel.quantity(), cancel.ref());
        }
        if (command instanceof Command.ChangeLottery change) {
            return LotteryCommands.change(into, change.sku(), LotteryAction.valueOf(change.action()), change.seed());
        }
        return command instanceof Command.Keep keep ? into.putRetention(keep.hours()) : into.tick();
    }

    private Command addLabelled() {
        List<Long> numbers = new ArrayList<>();
        List<Long> surcharges = new ArrayList<>();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            numbers.add(random.nextInt(10) == 0 ? 1 + random.nextLong(nextUnit) : nextUnit++);
            surcharges.add(random.nextInt(3) == 0 ? 0L : random.nextLong(30));
        }
        String lot = (random.nextInt(30) == 0 ? "L0-" : "C-") + someLot();
        String sku = "S" + (random.nextInt(20) == 0 ? SKUS : 3 + random.nextInt(3));
        return new Command.AddLabelled(new Command.AddUnits(sku, lot, 7, 0, 0, numbers), surcharges);
    }

    /** Now and then a line names a unit, mostly one that can be had. */
    private Line someLine(String sku, long quantity, long cap) {
        if (random.nextInt(sku.equals("S3") || sku.equals("S4") || sku.equals("S5") ? 4 : 400) > 0) {
            return new Line(sku, quantity, cap);
        }
        long unit = random.nextInt(6) == 0
                ? 1 + random.nextLong(nextUnit)
                : unitsOf.applyAsLong(-Long.parseLong(sku.substring(1)));
        boolean bad = random.nextInt(20) == 0;
        return new Line(sku, bad ? quantity : 1, cap < 0 ? cap : cap + random.nextInt(20), Math.max(0, unit));
    }

    private Command cancelLine() {
        return new Command.CancelLine(
                someOrder(),
                random.nextInt(4) > 0 ? 0 : random.nextInt(4),
                random.nextInt(40) == 0 ? 0 : 1 + random.nextInt(random.nextInt(30) == 0 ? 200 : 3),
                random.nextBoolean() ? "" : "part-" + random.nextInt(3));
    }

    private Command putSku() {
        boolean odd = random.nextInt(4) == 0;
        int sku = random.nextInt(SKUS);
        return new Command.PutSku(
                "S" + sku,
                sku == 7 ? 0 : sku == 8 ? 1_000_000_000_000_000L : 100L + random.nextInt(3),
                random.nextInt(30) == 0 || sku == 6 ? "USD" : "CNY",
                random.nextInt(3) == 0 ? 0 : 1_000L * (1 + random.nextInt(90)),
                odd ? random.nextInt(4) : 0,
                odd ? random.nextInt(6) : 0,
                odd ? random.nextInt(5) : 0,
                random.nextInt(4) == 0 ? 1 + random.nextInt(6) : 0,
                random.nextInt(3) == 0 ? 1 + random.nextInt(9) : 0,
                odd && random.nextInt(8) == 0 ? now + random.nextInt(1_000_000) : 0,
                odd && random.nextInt(8) == 0 ? now + random.nextInt(5_000_000) : 0,
                random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(60_000),
                limits(),
                random.nextInt(12) != 0,
                random.nextInt(2) == 0,
                sku < 5 ? 1 : random.nextInt(4) > 0 && sku < 9 ? sku - 4 : 1 + random.nextInt(4),
                (sku == 3 || sku == 7) != (random.nextInt(30) == 0),
                (sku == 9) != (random.nextInt(40) == 0) ? 1 + random.nextInt(30) : 0);
    }

    /** The text of a reusable SKU, mostly. */
    private Command addText() {
        boolean odd = random.nextInt(12) == 0;
        List<Long> numbers = new ArrayList<>(List.of(random.nextInt(3) == 0 ? nextUnit++ : 1L + random.nextInt(9)));
        if (odd && random.nextBoolean()) {
            numbers.add(10L);
        }
        long offer = odd ? random.nextLong(nextOffer + 2) : 0;
        String lot = random.nextInt(3) == 0 ? "T" + random.nextInt(1_000) : "L0-" + someLot();
        return new Command.AddUnits("S9", lot, random.nextInt(3), offer, odd ? now : 0, numbers);
    }

    /** Two SKUs of three have none, so that the plain way stays well tried too. */
    private SkuLimits limits() {
        if (random.nextInt(3) > 0) {
            return SkuLimits.NONE;
        }
        return new SkuLimits(
                random.nextBoolean() ? 1 + random.nextInt(12) : 0,
                random.nextBoolean() ? random.nextInt(20_000) : 0,
                random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0,
                random.nextInt(3) == 0 ? 1 + random.nextInt(6) : 0,
                random.nextInt(3) == 0 ? 1 + random.nextInt(10_000) : 0);
    }

    private Command countUnits() {
        String sku = random.nextInt(20) == 0 ? someSku() : random.nextBoolean() ? "S3" : "S7";
        List<Long> offers = offersOf(sku);
        long offer = offers.isEmpty() || random.nextInt(3) > 0 ? 0 : offers.get(random.nextInt(offers.size()));
        boolean again = random.nextInt(12) == 0;
        String lot = "C" + (again ? Math.max(1, nextCount - random.nextInt(4)) : nextCount++);
        long expires = random.nextInt(6) > 0 ? 0 : now + 1 + random.nextLong(90_000_000);
        return delivery.count(sku, lot, offer, expires);
    }

    private Command addUnits() {
        if (random.nextInt(4) == 0) {
            return random.nextInt(3) == 0 ? addText() : countUnits();
        }
        List<Long> numbers = new ArrayList<>();
        int count = random.nextInt(20) == 0 ? 300 : 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            boolean again = random.nextInt(10) == 0;
            numbers.add(again ? 1 + random.nextLong(nextUnit) : nextUnit++);
        }
        String sku = someSku();
        List<Long> offers = offersOf(sku);
        long offer = offers.isEmpty() || random.nextInt(3) == 0 ? 0 : offers.get(random.nextInt(offers.size()));
        if (random.nextInt(60) == 0) {
            offer = 1 + random.nextLong(nextOffer + 2);
        }
        String lot = "L" + offer + "-" + someLot();
        if (random.nextInt(60) == 0) {
            lot = "L0-0";
        }
        long expires = expiries.computeIfAbsent(
                sku + lot, key -> random.nextInt(3) > 0 ? 0 : now + 1 + random.nextLong(90_000_000));
        if (random.nextInt(20) == 0) {
            expires = random.nextBoolean() ? 0 : expires + 1;
        }
        return new Command.AddUnits(sku, lot, random.nextInt(3), offer, expires, numbers);
    }

    /** Few SKUs have sellers, so that the shop's own offer alone stays well tried too. */
    private Command putOffer() {
        String sku = "S" + random.nextInt(4);
        List<Commands.Tier> tiers = new ArrayList<>();
        long quantity = 1;
        for (int i = random.nextInt(4); i > 0; i--) {
            quantity += 1 + random.nextInt(3);
            tiers.add(new Commands.Tier(quantity, random.nextInt(40) == 0 ? 0 : 96L + random.nextInt(6)));
        }
        return new Command.PutOffer(
                sku,
                "seller-" + random.nextInt(5),
                random.nextInt(50) == 0 ? 0 : 97L + random.nextInt(8),
                1 + random.nextInt(4),
                tiers);
    }

    private Command putCoupon() {
        boolean amount = random.nextBoolean();
        boolean both = random.nextInt(20) == 0;
        List<String> skus = new ArrayList<>();
        for (int i = random.nextInt(4); i > 1; i--) {
            skus.add(someSku());
        }
        return new Command.PutCoupon(
                "C" + random.nextInt(4),
                amount || both ? 1 + random.nextInt(300) : 0,
                !amount || both ? 1 + random.nextInt(10_000) : 0,
                random.nextInt(10) == 0 ? "USD" : "CNY",
                random.nextInt(10) == 0 ? now + random.nextInt(1_000_000) : 0,
                random.nextInt(6) == 0 ? now + random.nextInt(90_000_000) : 0,
                random.nextInt(40),
                random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0,
                skus);
    }

    private Command changeOffer() {
        int state = random.nextInt(12);
        return new Command.ChangeOffer(
                1 + random.nextLong(nextOffer + 1),
                state > 5 || random.nextBoolean() ? 97 + random.nextInt(8) : -1,
                state < 3 ? "ACTIVE" : state < 5 ? "PAUSED" : state == 5 ? "WITHDRAWN" : "");
    }

    private Command create() {
        if (!recent.isEmpty() && random.nextInt(6) == 0) {
            return again(recent.get(random.nextInt(recent.size())));
        }
        List<Line> lines = new ArrayList<>();
        int count = random.nextInt(5) == 0 ? 1 + random.nextInt(5) : 1;
        for (int i = 0; i < count; i++) {
            int quantity = random.nextInt(100) == 0 ? random.nextInt(300) : 1 + random.nextInt(3);
            long cap = random.nextInt(5) == 0 ? 99 + random.nextInt(4) : -1;
            lines.add(someLine(someSku(), random.nextInt(3_000) == 0 ? 70_000 : quantity, cap));
        }
        int mode = random.nextInt(4) == 0 ? 3 : random.nextInt(5) == 0 ? 2 : 1;
        Command.Create create = new Command.Create(
                random.nextInt(500) == 0 ? someOrder() : nextOrder++,
                "client-" + nextClient++,
                "buyer-" + random.nextInt(50),
                random.nextInt(4) == 0 ? "" : "10.0.0." + random.nextInt(20),
                lines,
                random.nextInt(8) == 0 ? 100L * lines.get(0).quantity() : -1,
                random.nextInt(3) == 0 ? 1_000L * (1 + random.nextInt(200)) : 0,
                random.nextInt(6) == 0 ? "CNY" : "",
                mode,
                random.nextInt(12) == 0 ? "C" + random.nextInt(5) : "",
                mode == 3 || random.nextInt(400) == 0 ? someWait() : somePriority());
        recent.add(create);
        delivery.onOrder(create);
        if (recent.size() > 500) {
            recent.remove(random.nextInt(recent.size()));
        }
        return create;
    }

    /** What an order that does not wait may have of it. */
    private Command.Wait somePriority() {
        return random.nextInt(8) == 0 ? new Command.Wait(false, random.nextInt(10), 0) : Command.Wait.NONE;
    }

    private Command.Wait someWait() {
        return new Command.Wait(
                random.nextInt(3) == 0,
                random.nextInt(4) == 0 ? random.nextInt(10) : 0,
                random.nextInt(3) == 0 ? 0 : 1_000L * (1 + random.nextInt(90)));
    }

    private Command createPaid() {
        Command.Create create = (Command.Create) create();
        Command.Pay pay = (Command.Pay) pay();
        long amount = 100 * create.lines().get(0).quantity();
        return new Command.CreatePaid(
                create,
                new Command.Pay(
                        create.id(),
                        pay.channel(),
                        pay.ref(),
                        Math.max(1, random.nextInt(3) == 0 ? pay.amount() : amount),
                        pay.currency(),
                        pay.account()));
    }

    /** The same request, now and then with one field changed. */
    private Command.Create again(Command.Create first) {
        int change = random.nextInt(20);
        List<Line> lines = new ArrayList<>(first.lines());
        Line line = lines.get(0);
        switch (change) {
            case 0 -> lines.add(line);
            case 1 -> lines.set(0, new Line("S" + SKUS, line.quantity(), line.maxUnitPrice()));
            case 11 -> lines.set(0, new Line(line.sku(), line.quantity(), line.maxUnitPrice(), line.unitId() + 1));
            case 2 -> lines.set(0, new Line(line.sku(), line.quantity() + 1, line.maxUnitPrice(), line.unitId()));
            case 3 -> lines.set(0, new Line(line.sku(), line.quantity(), line.maxUnitPrice() + 1, line.unitId()));
            default -> {}
        }
        return new Command.Create(
                nextOrder++,
                first.client(),
                change == 4 ? "somebody" : first.buyer(),
                first.address(),
                lines,
                change == 5 ? first.expected() + 1 : first.expected(),
                change == 6 ? 5_000 : first.ttl(),
                change == 7 ? "EUR" : first.currency(),
                change == 8 ? 3 : first.mode(),
                change == 9 ? "OTHER" : first.coupon(),
                change == 10 ? someWait() : first.waiting());
    }

    private Command pay() {
        long id = someOrder();
        boolean again = random.nextInt(8) == 0;
        long ref = again ? 1 + random.nextLong(nextRef) : nextRef++;
        long amount = random.nextInt(20) == 0 ? 1 : amounts.applyAsLong(id);
        if (random.nextInt(40) == 0) {
            // Paid before the order is there.
            id = nextOrder + random.nextInt(3);
            amount = 100;
        }
        boolean wallet = wallets.pays();
        delivery.onPay(id);
        return new Command.Pay(
                again && random.nextBoolean() ? someOrder() : id,
                wallet ? "wallet" : random.nextInt(30) == 0 ? "wechat" : "alipay",
                "ref-" + ref,
                Math.max(1, amount),
                random.nextInt(20) == 0 ? "USD" : "CNY",
                wallet ? wallets.payer() : "");
    }

    private Command refund() {
        long id = delivery.paid(someOrder());
        long amount = random.nextBoolean() ? amounts.applyAsLong(id) : 1 + random.nextInt(120);
        return new Command.Refund(
                id,
                Math.max(1, amount),
                random.nextInt(4) == 0 ? "USD" : random.nextBoolean() ? "CNY" : "",
                "back-" + random.nextInt(6));
    }

    /** Lots follow each other, since a recalled one takes nothing in any more. */
    private long someLot() {
        return nextUnit / 1_000 + random.nextInt(3);
    }

    private long someOrder() {
        long back = random.nextInt(10) == 0 ? random.nextLong(nextOrder) : 1 + random.nextInt(30);
        return Math.max(1, nextOrder - back);
    }

    private String someSku() {
        return "S" + (random.nextInt(60) == 0 ? SKUS : random.nextInt(SKUS));
    }
}
