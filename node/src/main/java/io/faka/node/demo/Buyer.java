package io.faka.node.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * One customer as a state machine: orders, sometimes asks twice, pays, sometimes pays twice or too late, sometimes walks away, and
 * starts over until everything is sold. Belongs to one thread.
 */
final class Buyer {
    private enum Step {
        PLACE,
        PLACE_AGAIN,
        PAY,
        PAY_AGAIN,
        PAY_SECOND,
        WATCH,
        CANCEL,
        DONE
    }

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** After this the hold of an order that is paid late is surely over. */
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(Sale.ABANDONED_TTL_MILLIS + 300);

    private static final int SOLD_OUT_PAUSE_MILLIS = 300;
    private static final int MAX_QUANTITY = 3;
    private static final Set<String> CANCEL_ANSWERS = Set.of("canceled", "already_canceled", "exists");

    private final String name;
    private final Sale sale;
    private final SplittableRandom random;
    private final List<Purchase> purchases = new ArrayList<>();
    private Purchase current;
    private Step step;
    private long wakeNanos = System.nanoTime();

    Buyer(String name, Sale sale, long seed) {
        this.name = name;
        this.sale = sale;
        this.random = new SplittableRandom(seed);
        startPurchase();
    }

    /** All purchases so far, the newest last. */
    List<Purchase> purchases() {
        return purchases;
    }

    boolean isDone() {
        return step == Step.DONE;
    }

    /** When it wants to ask next, on the monotonic clock. */
    long wakeNanos() {
        return wakeNanos;
    }

    /** What it asks now. */
    Ask next() {
        return switch (step) {
            case PLACE, PLACE_AGAIN -> current.place();
            case PAY, PAY_AGAIN -> current.pay();
            case PAY_SECOND -> current.secondPay();
            case WATCH -> new Ask.Look(current.placed().orderId());
            case CANCEL -> new Ask.Cancel(current.placed().orderId());
            case DONE -> throw new IllegalStateException(name + " wants nothing more");
        };
    }

    /** Takes the answer to what {@link #next} asked. */
    void onAnswer(Answer answer) {
        sale.count(answer);
        if (answer.isOpen()) {
            wakeNanos = System.nanoTime() + RETRY_NANOS;
            step = sale.isClosed() ? Step.DONE : step;
            return;
        }
        switch (step) {
            case PLACE -> onPlaced(answer);
            case PLACE_AGAIN -> onPlacedAgain(answer);
            case PAY -> onPaid(answer);
            case PAY_AGAIN -> onPaidAgain(answer);
            case PAY_SECOND -> onSecondPayment(answer);
            case WATCH -> onSeen(answer);
            case CANCEL -> onCanceled(answer);
            case DONE -> throw new IllegalStateException(name + " asked for nothing");
        }
    }

    private void startPurchase() {
        if (sale.isOver()) {
            step = Step.DONE;
            return;
        }
        Purchase.Intent intent = drawIntent();
        int quantity = 1 + random.nextInt(MAX_QUANTITY);
        boolean expires = intent == Purchase.Intent.ABANDON || intent == Purchase.Intent.PAY_LATE;
        long ttl = expires ? Sale.ABANDONED_TTL_MILLIS : 0;
        long wait = intent == Purchase.Intent.WAIT ? Sale.BACKORDER_TTL_MILLIS : 0;
        current = new Purchase(new Ask.Place(name + "-" + purchases.size(), name, quantity, ttl, wait), intent);
        purchases.add(current);
        sale.addDemand(quantity);
        step = Step.PLACE;
    }

    private Purchase.Intent drawIntent() {
        boolean refused = !purchases.isEmpty() && !current.placed().hasOrder();
        if (refused && random.nextInt(3) == 0) {
            return Purchase.Intent.WAIT;
        }
        int dice = random.nextInt(100);
        if (dice < 6) {
            return Purchase.Intent.ABANDON;
        }
        if (dice < 9) {
            return Purchase.Intent.PAY_LATE;
        }
        return dice < 14 ? Purchase.Intent.CANCEL : Purchase.Intent.BUY;
    }

    private void onPlaced(Answer answer) {
        current.placed(answer);
        if (!answer.hasOrder() && !answer.code().equals("insufficient_stock")) {
            sale.violation(current.place() + " was answered with " + answer.code());
        }
        boolean held = answer.state().equals("PENDING_PAYMENT");
        if (held && !Sale.isFair(answer, current.place().quantity())) {
            sale.violation(current.place() + " costs " + answer.amount() + " for " + answer.fills());
        }
        if (current.isBackordered()) {
            sale.addBackordered();
        }
        if (random.nextInt(10) == 0) {
            step = Step.PLACE_AGAIN;
        } else {
            goOn();
        }
    }

    private void onPlacedAgain(Answer answer) {
        if (!answer.saysTheSameAs(current.placed())) {
            sale.violation(current.place() + " was answered " + current.placed() + ", and on retry " + answer);
        }
        goOn();
    }

    /** The order is placed, or refused. */
    private void goOn() {
        if (!current.placed().hasOrder()) {
            startPurchase();
            int pause = 50 + random.nextInt(SOLD_OUT_PAUSE_MILLIS);
            wakeNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
        } else if (current.isBackordered()) {
            // Half of those who wait pay ahead.
            step = random.nextBoolean() ? Step.PAY : Step.WATCH;
        } else if (current.intent() == Purchase.Intent.BUY || current.intent() == Purchase.Intent.WAIT) {
            step = Step.PAY;
        } else if (current.intent() == Purchase.Intent.PAY_LATE) {
            step = Step.PAY;
            wakeNanos = System.nanoTime() + LATE_NANOS;
        } else if (current.intent() == Purchase.Intent.CANCEL) {
            step = Step.CANCEL;
        } else {
            startPurchase();
        }
    }

    private void onPaid(Answer answer) {
        current.paid(answer);
        if (answer.state().equals("PAID")) {
            watch();
            return;
        }
        boolean owed = mayBeOwed() && current.isRefundDue();
        if (answer.codes().size() != (owed ? 0 : current.place().quantity())) {
            sale.violation(current.pay() + " for " + current.place().quantity() + " units was answered " + answer.code()
                    + " with " + answer.codes().size() + " codes");
        }
        sale.addSold(answer.codes().size());
        int dice = random.nextInt(100);
        if (dice < 10) {
            step = Step.PAY_AGAIN;
        } else if (dice < 12 && !owed) {
            step = Step.PAY_SECOND;
        } else {
            startPurchase();
        }
    }

    /** Money for an order whose time is over may find no stock. */
    private boolean mayBeOwed() {
        return current.intent() == Purchase.Intent.PAY_LATE || current.isBackordered();
    }

    private void watch() {
        step = Step.WATCH;
        wakeNanos = System.nanoTime() + RETRY_NANOS;
    }

    /** An order that waited for stock: it waits on, or has it, or is over. */
    private void onSeen(Answer answer) {
        boolean isPaid = current.paid().hasOrder();
        switch (answer.state()) {
            case "BACKORDERED" -> {
                watch();
                step = sale.isOver() ? Step.CANCEL : step;
            }
            case "PAID" -> watch();
            case "PENDING_PAYMENT" -> step = Step.PAY;
            case "EXPIRED" -> startPurchase();
            case "FULFILLED", "REFUND_DUE" -> onSettled(answer, isPaid);
            default -> {
                sale.violation(current.placed().orderId() + " waited for stock, and now is " + answer.state());
                startPurchase();
            }
        }
    }

    private void onSettled(Answer answer, boolean isPaid) {
        current.settled(answer);
        int units = answer.state().equals("FULFILLED") ? current.place().quantity() : 0;
        if (!isPaid || answer.codes().size() != units) {
            sale.violation(current.placed().orderId() + " waited for stock, and now is " + answer.state() + " with "
                    + answer.codes().size() + " codes");
        }
        sale.addSold(units);
        startPurchase();
    }

    private void onPaidAgain(Answer answer) {
        boolean same = answer.saysTheSameAs(current.paid())
                && answer.codes().equals(current.paid().codes());
        if (!same) {
            sale.violation(current.pay() + " was answered with other codes on retry: " + answer.code());
        }
        startPurchase();
    }

    private void onSecondPayment(Answer answer) {
        if (!answer.code().equals("duplicate_payment") && !answer.code().equals("exists")) {
            sale.violation(current.secondPay() + " on a paid order was answered " + answer.code());
        } else {
            current.secondPayAcknowledged();
        }
        startPurchase();
    }

    private void onCanceled(Answer answer) {
        if (CANCEL_ANSWERS.contains(answer.code())) {
            current.cancelAcknowledged();
        } else if (!current.isBackordered() || !answer.code().equals("order_expired")) {
            sale.violation("cancel of " + current.placed().orderId() + " was answered " + answer.code());
        }
        startPurchase();
    }
}
