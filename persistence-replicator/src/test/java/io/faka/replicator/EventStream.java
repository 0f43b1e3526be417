package io.faka.replicator;

import io.faka.codec.event.CouponUseState;
import io.faka.codec.event.LotteryState;
import io.faka.codec.event.OfferState;
import io.faka.codec.event.OrderState;
import io.faka.codec.event.ResultCode;
import io.faka.codec.event.UnitState;
import io.faka.engine.RecordBuffer;
import io.faka.engine.port.EventLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * A shop that makes random but consistent events: units are held by one order at a time, come back when it ends, and go to the next
 * one. The same seed makes the same events.
 */
final class EventStream {
    private static final int SKUS = 4;
    private static final long START_MICROS = 1_790_000_000_000_000L;
    private static final String[] NAMES = {
        "plain", "it's", "back\\slash", "\"quoted\"", "点卡 ☃ 🎮", "tab\tline\n", " blank "
    };

    private static final class Order {
        final OrderId id;
        final int sku;
        final List<EventWriter.LineUnit> units;

        Order(OrderId id, int sku, List<EventWriter.LineUnit> units) {
            this.id = id;
            this.sku = sku;
            this.units = units;
        }
    }

    private record Twice(OrderId id, String ref) {}

    private final Random random;
    private final RecordBuffer batch = new RecordBuffer(1 << 16);
    private final EventWriter events = new EventWriter(batch);
    private final BackorderStream backorders;
    private final DeliveryStream deliveries;
    private final UnitEventWriter unitEvents = new UnitEventWriter(batch);
    private final List<Deque<Long>> free = new ArrayList<>();
    private final List<Deque<Long>> apart = new ArrayList<>();
    private final List<Order> open = new ArrayList<>();
    private final List<Order> ended = new ArrayList<>();
    private final List<Order> delivered = new ArrayList<>();
    private final List<Twice> twice = new ArrayList<>();
    private final boolean[] offered = new boolean[SKUS];
    private final long microsPerCommand;
    private long walletEntries;
    private long seq = 1;
    private long micros = START_MICROS;
    private long nextUnit = 1;
    private long lots;

    EventStream(long seed) {
        this(seed, 1_000);
    }

    EventStream(long seed, long microsPerCommand) {
        this.random = new Random(seed);
        this.microsPerCommand = microsPerCommand;
        this.backorders = new BackorderStream(random, batch);
        this.deliveries = new DeliveryStream(random, batch, events);
        for (int i = 0; i < SKUS; i++) {
            free.add(new ArrayDeque<>());
            apart.add(new ArrayDeque<>());
        }
    }

    /** Appends {@code count} batches. */
    void append(EventLog log, int count) {
        for (int i = 0; i < count; i++) {
            append(log);
        }
    }

    private void append(EventLog log) {
        batch.clear();
        long first = seq + 1;
        int commands = 1 + random.nextInt(40);
        for (int i = 0; i < commands; i++) {
            seq++;
            micros += microsPerCommand;
            command();
        }
        if (batch.count() > 0) {
            log.append(first, seq, batch.count(), micros, batch.buffer(), 0, batch.position());
        }
    }

    private void command() {
        if (seq <= 1 + SKUS) {
            putSku((int) seq - 2);
            return;
        }
        if (random.nextInt(20) == 0) {
            extend();
            return;
        }
        if (random.nextInt(20) == 0) {
            cancelLine();
            return;
        }
        if (random.nextInt(12) == 0) {
            deliveries.step(seq, micros, count -> {
                nextUnit += count;
                return nextUnit - count;
            });
            return;
        }
        if (random.nextInt(10) == 0) {
            changeUnits();
            return;
        }
        int dice = random.nextInt(100);
        if (dice < 2) {
            putSku(random.nextInt(SKUS));
        } else if (dice < 8) {
            addUnits();
        } else if (dice < 50) {
            createOrder();
        } else if (dice < 75) {
            pay();
        } else if (dice < 78) {
            int sku = random.nextInt(SKUS);
            backorders.step(
                    seq,
                    micros,
                    quantity -> take(sku, Math.min(quantity, free.get(sku).size())));
        } else if (dice < 85) {
            end(dice % 2 == 0);
        } else if (dice < 90) {
            payLate();
        } else if (dice < 95) {
            payTwice();
        } else if (dice < 97) {
            strangePayment();
        } else if (dice < 98) {
            refund();
        } else if (dice == 98) {
            refundNobody();
        } else if (dice == 99) {
            putOffer(random.nextInt(SKUS));
        }
    }

    private void changeUnits() {
        int sku = random.nextInt(SKUS);
        switch (random.nextInt(5)) {
            case 0 -> quarantine(sku);
            case 1 -> release(sku);
            case 2 -> exchange(open, true);
            case 3 -> exchange(delivered, false);
            default -> takeBack();
        }
    }

    private void quarantine(int sku) {
        if (!free.get(sku).isEmpty()) {
            long unit = free.get(sku).removeFirst();
            apart.get(sku).add(unit);
            unitEvents.moved(seq, micros, sku + 1, UnitState.QUARANTINED, unit, text());
        }
    }

    private void release(int sku) {
        if (!apart.get(sku).isEmpty()) {
            long unit = apart.get(sku).removeFirst();
            boolean voided = random.nextInt(4) == 0;
            unitEvents.moved(seq, micros, sku + 1, voided ? UnitState.VOIDED : UnitState.AVAILABLE, unit, "");
            if (!voided) {
                free.get(sku).addFirst(unit);
            }
        }
    }

    private void exchange(List<Order> orders, boolean held) {
        if (orders.isEmpty()) {
            return;
        }
        Order order = orders.get(random.nextInt(orders.size()));
        if (!order.units.isEmpty() && !free.get(order.sku).isEmpty()) {
            int index = random.nextInt(order.units.size());
            EventWriter.LineUnit old = order.units.get(index);
            long fresh = free.get(order.sku).removeFirst();
            order.units.set(index, new EventWriter.LineUnit(old.line(), fresh));
            unitEvents.replaced(seq, micros, order.id, order.sku + 1, old.line(), old.unitId(), fresh, held);
            if (held) {
                unitEvents.recalled(seq, micros, order.sku + 1, seq, text());
            }
        }
    }

    private void takeBack() {
        if (delivered.isEmpty()) {
            return;
        }
        Order order = delivered.get(random.nextInt(delivered.size()));
        if (!order.units.isEmpty()) {
            EventWriter.LineUnit unit = order.units.remove(random.nextInt(order.units.size()));
            apart.get(order.sku).add(unit.unitId());
            unitEvents.returned(seq, micros, order.id, order.sku + 1, unit.line(), unit.unitId(), text());
        }
    }

    private void putSku(int sku) {
        events.skuPut(seq, micros, sku + 1, "sku-" + sku, text(), 100 + random.nextInt(900));
        if (sku % 3 == 0) {
            LotteryState state = LotteryState.get((short) (1 + random.nextInt(3)));
            events.lotteryChanged(seq, micros, sku + 1, state, random.nextInt(50), random.nextLong(1L << 53));
        }
        if (sku % 2 == 1) {
            events.vipQuotaPut(seq, micros, sku + 1, random.nextInt(20));
        }
        if (sku % 2 == 0) {
            events.skuLimitsPut(seq, micros, sku + 1, random.nextInt(9), random.nextInt(10_000));
        }
    }

    private void putOffer(int sku) {
        OfferState state = OfferState.get((short) (1 + random.nextInt(3)));
        events.offerPut(seq, micros, sku + 1_000, sku + 1, "seller-" + text(), 50 + random.nextInt(90), state);
        if (!offered[sku]) {
            offered[sku] = true;
            lots += 2 - lots % 2;
        }
    }

    private void addUnits() {
        int sku = random.nextInt(SKUS);
        int count = 1 + random.nextInt(60);
        if (lots == 0 || random.nextBoolean()) {
            lots++;
        }
        // A seller's offer has the number of its SKU and a thousand; its lots are odd.
        boolean seller = offered[sku] && lots % 2 == 1;
        events.unitsAdded(seq, micros, sku + 1, seller ? sku + 1_000 : sku + 1, lots, nextUnit, count, random);
        if (random.nextInt(5) == 0) {
            events.unitsLabelled(seq, micros, sku + 1, nextUnit, count);
        }
        for (int i = 0; i < count; i++) {
            free.get(sku).add(nextUnit++);
        }
    }

    private void createOrder() {
        int sku = random.nextInt(SKUS);
        int quantity = 1 + random.nextInt(4);
        if (free.get(sku).size() < quantity) {
            events.orderRefused(
                    seq,
                    micros,
                    "c-" + seq,
                    text(),
                    ResultCode.INSUFFICIENT_STOCK,
                    free.get(sku).size());
            return;
        }
        if (random.nextInt(8) == 0) {
            OrderId id = new OrderId(random.nextLong(), random.nextLong());
            events.orderCreated(seq, micros, id, sku + 1, List.of(), 100L * quantity, "c-" + seq, text());
            backorders.begin(seq, micros, id);
            return;
        }
        Order order = new Order(new OrderId(random.nextLong(), random.nextLong()), sku, take(sku, quantity));
        events.orderCreated(seq, micros, order.id, sku + 1, order.units, 100L * quantity, "c-" + seq, text());
        if (random.nextInt(4) == 0) {
            events.linesFilled(seq, micros, order.id, quantity);
        }
        if (random.nextInt(20) == 0) {
            events.orderFulfilled(seq, micros, order.id, List.of());
            delivered.add(order);
        } else {
            open.add(order);
        }
        if (random.nextInt(10) == 0) {
            events.stockAlerts(seq, micros, sku + 1);
        }
    }

    private void extend() {
        if (!open.isEmpty()) {
            Order order = open.get(random.nextInt(open.size()));
            CouponUseState[] states = {CouponUseState.HELD, CouponUseState.USED, CouponUseState.RELEASED};
            events.coupon(seq, micros, order.id, "coupon-" + text(), states[random.nextInt(3)]);
            events.holdExtended(seq, micros, order.id, micros + random.nextInt(1_000_000));
        }
    }

    private void cancelLine() {
        Order order = open.isEmpty() ? null : open.get(random.nextInt(open.size()));
        if (order == null || order.units.size() < 2) {
            return;
        }
        EventWriter.LineUnit last = order.units.remove(order.units.size() - 1);
        free.get(order.sku).addFirst(last.unitId());
        events.lineCanceled(seq, micros, order.id, last.line(), 1 + random.nextInt(3), List.of(last));
    }

    private void pay() {
        if (open.isEmpty()) {
            return;
        }
        Order order = remove(open);
        events.paymentRecorded(seq, micros, order.id, 100, ResultCode.PAID, "alipay", "ref-" + seq);
        events.orderFulfilled(seq, micros, order.id, List.of());
        delivered.add(order);
    }

    private void end(boolean canceled) {
        int count = Math.min(open.size(), canceled ? 1 : 1 + random.nextInt(3));
        for (int i = 0; i < count; i++) {
            Order order = remove(open);
            if (canceled) {
                events.orderCanceled(seq, micros, order.id);
            } else {
                events.orderExpired(seq, micros - 17, order.id);
            }
            order.units.forEach(unit -> free.get(order.sku).addFirst(unit.unitId()));
            ended.add(order);
        }
    }

    private void payLate() {
        if (ended.isEmpty()) {
            return;
        }
        Order order = remove(ended);
        int quantity = order.units.size();
        if (free.get(order.sku).size() >= quantity) {
            events.paymentRecorded(
                    seq, micros, order.id, 100, ResultCode.LATE_PAYMENT_FULFILLED, "wechat", "ref-" + seq);
            Order late = new Order(order.id, order.sku, take(order.sku, quantity));
            events.orderFulfilled(seq, micros, order.id, late.units);
            delivered.add(late);
        } else {
            ResultCode code = ResultCode.LATE_PAYMENT_REFUND_DUE;
            events.paymentRecorded(seq, micros, order.id, 100, code, "wechat", "ref-" + seq);
            events.refundDue(seq, micros, order.id, 100, code, "wechat", "ref-" + seq);
        }
    }

    private void payTwice() {
        if (delivered.isEmpty()) {
            return;
        }
        Order order = delivered.get(random.nextInt(delivered.size()));
        events.paymentRecorded(seq, micros, order.id, 100, ResultCode.DUPLICATE_PAYMENT, "stripe", "ref-" + seq);
        events.refundDue(seq, micros, order.id, 100, ResultCode.DUPLICATE_PAYMENT, "stripe", "ref-" + seq);
        balance(order.id, 0, 100, 0, "ref-" + seq);
        twice.add(new Twice(order.id, "ref-" + seq));
    }

    private void refund() {
        if (twice.isEmpty()) {
            return;
        }
        Twice second = twice.get(random.nextInt(twice.size()));
        balance(second.id, 0, 60, 40, second.ref);
        OrderState state = random.nextBoolean() ? OrderState.FULFILLED : OrderState.PARTIALLY_REFUNDED;
        events.orderRefunded(seq, micros, second.id, state, "back-" + seq, text());
    }

    private void refundNobody() {
        OrderId nobody = new OrderId(random.nextLong(), random.nextLong());
        balance(nobody, 100, 0, 0, "ref-" + seq);
        ResultCode code = ResultCode.PAYMENT_IN_SUSPENSE;
        events.suspenseResolved(seq, micros, nobody, code, "ref-" + seq, random.nextBoolean() ? text() : "");
        balance(nobody, 0, 0, 40, "ref-" + seq);
        events.orderRefunded(seq, micros, nobody, OrderState.REFUSED, text(), "");
    }

    private void balance(OrderId id, long suspended, long due, long refunded, String ref) {
        long[] parts = {suspended, due, refunded};
        events.paymentBalance(seq, micros, id, parts, ResultCode.DUPLICATE_PAYMENT, "stripe", ref);
    }

    private void strangePayment() {
        OrderId nobody = new OrderId(random.nextLong(), random.nextLong());
        events.paymentRecorded(seq, micros, nobody, -5, ResultCode.PAYMENT_IN_SUSPENSE, text(), "ref-" + seq);
        events.walletChanged(seq, micros, ++walletEntries, text(), 5, random.nextInt(500), "ref-" + seq);
    }

    private List<EventWriter.LineUnit> take(int sku, int quantity) {
        List<EventWriter.LineUnit> units = new ArrayList<>();
        for (int i = 0; i < quantity; i++) {
            units.add(new EventWriter.LineUnit(i / 2, free.get(sku).removeFirst()));
        }
        return units;
    }

    private Order remove(List<Order> orders) {
        int index = random.nextInt(orders.size());
        Order order = orders.get(index);
        orders.set(index, orders.get(orders.size() - 1));
        orders.remove(orders.size() - 1);
        return order;
    }

    private String text() {
        return NAMES[random.nextInt(NAMES.length)];
    }
}
