package io.faka.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.codec.command.SuspenseAction;
import io.faka.engine.Commands.Line;
import io.faka.engine.Commands.Unit;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What buyers and shopkeepers complain of with payments in today's card shops, each told as it happened there and as it ends here. */
class PaymentComplaintsTest {
    private static final long HOUR = 3_600_000_000L;

    private final CardEngine engine = new CardEngine();
    private final Commands commands = new Commands();
    private final RecordBuffer events = new RecordBuffer(4096);
    private final RecordBuffer replies = new RecordBuffer(4096);
    private long now;

    @BeforeEach
    void openShop() {
        apply(commands.openShard(1, 5));
        apply(commands.putSku("GAME", 100, put -> {}));
        stock(1, 10);
    }

    /** Complaint 1: one order, one payment, up to five notices of it, up to five codes. */
    @Test
    void shouldGiveOneCodeForANoticeThatComesFiveTimes() {
        order(1, 1);
        String first = pay(1, "alipay", "a-1", 100);
        assertThat(first).startsWith("PAID #1").contains("units 1=code-1--");
        for (int i = 0; i < 4; i++) {
            String again = pay(1, "alipay", "a-1", 100);
            assertThat(again).isEqualTo(first.replaceFirst("PAID", "EXISTS"));
            assertThat(events.count()).isZero();
        }
        assertThat(show()).contains("available 9 reserved 0 sold 1");
    }

    /** Complaint 2: paid, but somebody else took the code while there was ample stock. */
    @Test
    void shouldDeliverToEveryBuyerWhoPaysWithinTheHold() {
        for (int buyer = 1; buyer <= 10; buyer++) {
            order(buyer, 1);
        }
        assertThat(order(11, 1)).startsWith("INSUFFICIENT_STOCK 0");
        for (int buyer = 10; buyer >= 1; buyer--) {
            assertThat(pay(buyer, "alipay", "a-" + buyer, 100))
                    .startsWith("PAID")
                    .contains("units " + buyer + "=");
        }
        assertThat(show()).contains("available 0 reserved 0 sold 10");
    }

    /** Complaint 5: a payment that arrives after the order expired cannot be completed by anybody. */
    @Test
    void shouldCompleteAPaymentThatComesAfterTheOrderExpired() {
        order(1, 2);
        now += HOUR;
        assertThat(pay(1, "alipay", "a-1", 200))
                .startsWith("LATE_PAYMENT_FULFILLED #1")
                .contains("units 1=");
    }

    /** Complaint 5, where nothing is left or the window is over: the money is not lost either. */
    @Test
    void shouldListALatePaymentThatCannotBeFulfilledAsRefundDue() {
        order(1, 10);
        now += HOUR;
        order(2, 10);
        assertThat(pay(1, "alipay", "a-1", 1_000)).startsWith("LATE_PAYMENT_REFUND_DUE #1");
        apply(commands.cancel(2, 2));
        now += 13 * HOUR;
        assertThat(pay(2, "alipay", "a-2", 1_000)).startsWith("LATE_PAYMENT_REFUND_DUE #2");
        assertThat(query(commands.getRefundsDue(0, 0)))
                .contains("[#1 1000 CNY")
                .contains("[#2 1000 CNY")
                .contains("LATE_PAYMENT_REFUND_DUE");
    }

    /** Complaint 6: an operator who confirms a payment by hand must run the whole flow, and leave a trace. */
    @Test
    void shouldRunTheWholeFlowWhenAnOperatorConfirmsAPayment() {
        order(1, 1);
        assertThat(pay(1, "alipay", "a-1", 99)).startsWith("PAYMENT_AMOUNT_MISMATCH #1");
        assertThat(query(commands.getSuspense(0, 0))).contains("[#1 99 CNY");
        String reply =
                apply(commands.resolve(SuspenseAction.APPLY, "alipay", "a-1", "olga", "one cent of fee, agreed"));
        assertThat(reply).startsWith("RESOLVED #1").contains(" PAID ");
        assertThat(Outputs.events(events))
                .contains(
                        "SuspenseResolved #1 APPLY PAID 99 CNY alipay/a-1 by 'olga' 'one cent of fee, agreed'",
                        "OrderFulfilled #1");
        assertThat(query(commands.getOrder(1, 1, 0))).contains("FULFILLED").contains("units 1=code-1--");
        assertThat(show()).contains("available 9 reserved 0 sold 1");
        assertThat(query(commands.getSuspense(0, 0))).isEqualTo("FOUND next 0");
    }

    /** Complaint 14: a genuine notice is sent again for another order. */
    @Test
    void shouldNotPayASecondOrderWithTheSameNotice() {
        order(1, 1);
        order(2, 1);
        assertThat(pay(1, "alipay", "a-1", 100)).startsWith("PAID");
        assertThat(pay(2, "alipay", "a-1", 100)).startsWith("PAYMENT_REF_USED");
        assertThat(Outputs.events(events)).containsExactly("PaymentRecorded #2 PAYMENT_REF_USED 100 CNY alipay/a-1");
        assertThat(query(commands.getOrder(2, 2, 0))).contains("PENDING_PAYMENT");
    }

    /** Complaint 14: a notice with the right order and the wrong amount or currency. */
    @Test
    void shouldNotDeliverForLessMoneyOrForCheaperMoney() {
        order(1, 5);
        assertThat(pay(1, "alipay", "a-1", 1)).startsWith("PAYMENT_AMOUNT_MISMATCH");
        assertThat(apply(commands.pay(1, 1, "alipay", "a-2", 500, Currency.pack("IDR"))))
                .startsWith("PAYMENT_CURRENCY_MISMATCH");
        assertThat(query(commands.getOrder(1, 1, 0))).contains("PENDING_PAYMENT");
        assertThat(query(commands.getSuspense(0, 0))).contains("[#1 1 CNY").contains("[#1 500 IDR");
    }

    /** Complaint 18: whoever pays twice gets many codes, or loses the second payment. */
    @Test
    void shouldGiveOneDeliveryAndOneRefundToWhoeverPaysTwice() {
        order(1, 1);
        assertThat(pay(1, "alipay", "a-1", 100)).startsWith("PAID");
        assertThat(pay(1, "wechat", "w-1", 100))
                .startsWith("DUPLICATE_PAYMENT #1")
                .contains("units 1=code-1--");
        assertThat(show()).contains("sold 1");
        assertThat(query(commands.getRefundsDue(0, 0))).contains("[#1 100 CNY").contains("wechat/w-1");
        assertThat(apply(commands.refund(1, 1, 100, 0, "back-1", "paid twice")))
                .startsWith("REFUNDED #1")
                .contains("FULFILLED");
        assertThat(apply(commands.refund(1, 1, 100, 0, "back-1", "paid twice"))).startsWith("EXISTS #1");
        assertThat(query(commands.getRefundsDue(0, 0))).isEqualTo("FOUND next 0");
    }

    /** Complaint 19: the order's state hangs on what the shop's page does after the payment. */
    @Test
    void shouldDecideThePaidOrderInThePaymentsOwnCommand() {
        order(1, 1);
        pay(1, "alipay", "a-1", 100);
        assertThat(apply(commands.cancel(1, 1))).startsWith("CANCEL_NOT_ALLOWED");
        now += 24 * HOUR;
        apply(commands.tick());
        assertThat(query(commands.getOrder(1, 1, 0))).contains("FULFILLED").contains("units 1=");
    }

    private void stock(long from, long to) {
        List<Unit> units = LongStream.rangeClosed(from, to).mapToObj(Unit::of).toList();
        apply(commands.addUnits("GAME", "lot", 1, units));
    }

    private String order(long id, long quantity) {
        List<Line> lines = List.of(new Line("GAME", quantity));
        return apply(commands.createOrder(id, id, "key-" + id, "buyer-" + id, lines, create -> {}));
    }

    private String pay(long id, String channel, String ref, long amount) {
        return apply(commands.pay(id, id, channel, ref, amount, Commands.CNY));
    }

    private String show() {
        return query(commands.getSku("GAME"));
    }

    private String apply(Commands command) {
        events.clear();
        replies.clear();
        engine.onCommand(engine.lastSeq() + 1, now, command.buffer, 0, command.length, events, replies);
        engine.verifyAll();
        return Outputs.replies(replies).get(0);
    }

    private String query(Commands query) {
        replies.clear();
        engine.onQuery(query.buffer, 0, query.length, replies);
        return Outputs.replies(replies).get(0);
    }
}
