package io.faka.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.codec.command.LatePolicy;
import io.faka.codec.command.OrderMode;
import io.faka.engine.Commands.Line;
import io.faka.engine.Commands.Unit;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What buyers and shopkeepers complain of with sold-out goods in today's card shops, each told as it ends here. */
class BackorderComplaintsTest {
    private static final long HOUR = 3_600_000_000L;

    private final CardEngine engine = new CardEngine();
    private final Commands commands = new Commands();
    private final RecordBuffer events = new RecordBuffer(4096);
    private final RecordBuffer replies = new RecordBuffer(4096);
    private long now;

    @BeforeEach
    void openShop() {
        apply(commands.openShard(1, 5));
        apply(commands.putSku("GAME", 100, put -> put.latePolicy(LatePolicy.BACKORDER)));
    }

    /** Complaint 9: nobody is told when a sold-out code is back, and whoever happens to look gets it. */
    @Test
    void shouldServeThoseWhoWaitInTheOrderInWhichTheyCame() {
        for (int buyer = 1; buyer <= 3; buyer++) {
            assertThat(order(buyer, OrderMode.GTC)).contains("BACKORDERED", "waits " + buyer + " until");
        }
        stock(1, 2);
        assertThat(Outputs.events(events).get(1)).startsWith("OrderFilled #1 PENDING_PAYMENT");
        assertThat(Outputs.events(events).get(2)).startsWith("OrderFilled #2 PENDING_PAYMENT");
        assertThat(order(4, OrderMode.FOK)).startsWith("INSUFFICIENT_STOCK 0");
        assertThat(get(3)).contains("BACKORDERED", "waits 1 until");
    }

    /** Complaint 9: a unit that a buyer gave up goes to the one who waits, not to the one who reloads the page. */
    @Test
    void shouldGiveAFreedUnitToTheOneWhoWaits() {
        stock(1, 1);
        order(1, OrderMode.FOK);
        order(2, OrderMode.GTC);
        now += HOUR / 3;
        assertThat(order(3, OrderMode.FOK)).startsWith("INSUFFICIENT_STOCK 0");
        assertThat(Outputs.events(events).subList(0, 2))
                .containsExactly(
                        "OrderExpired #1 at 900000000",
                        "OrderFilled #2 PENDING_PAYMENT 100 CNY until 1800000000 at 900000000 units 1");
    }

    /** Complaint 2: paid, nothing left, and the shopkeeper hands out codes one by one after he bought new ones. */
    @Test
    void shouldCompletePaidButShortOrdersWithTheImport() {
        order(1, OrderMode.GTC);
        assertThat(pay(1)).startsWith("PAID_WAITING #1");
        stock(1, 1);
        assertThat(get(1)).contains("FULFILLED", "units 1=code-1--");
    }

    /** Complaint 5: money that came after the code was sold to somebody else buys the next one. */
    @Test
    void shouldCompleteALatePaymentWithTheNextImport() {
        stock(1, 1);
        order(1, OrderMode.FOK);
        now += HOUR;
        order(2, OrderMode.FOK);
        assertThat(pay(1)).startsWith("LATE_PAYMENT_BACKORDERED #1");
        stock(2, 1);
        assertThat(get(1)).contains("FULFILLED", "units 2=code-2--");
    }

    private String order(int id, OrderMode mode) {
        return apply(commands.createOrder(
                31L * id, id, "k" + id, "b" + id, List.of(new Line("GAME", 1)), create -> create.mode(mode)));
    }

    private String pay(int id) {
        return apply(commands.pay(31L * id, id, "alipay", "r" + id, 100, Commands.CNY));
    }

    private void stock(long first, int count) {
        List<Unit> units =
                LongStream.range(first, first + count).mapToObj(Unit::of).toList();
        assertThat(apply(commands.addUnits("GAME", "lot", 1, units))).startsWith("IMPORTED " + count);
    }

    private String get(int id) {
        replies.clear();
        commands.getOrder(31L * id, id, 0);
        engine.onQuery(commands.buffer, 0, commands.length, replies);
        return Outputs.replies(replies).get(0);
    }

    private String apply(Commands command) {
        events.clear();
        replies.clear();
        engine.onCommand(engine.lastSeq() + 1, now, command.buffer, 0, command.length, events, replies);
        engine.verifyAll();
        return Outputs.replies(replies).get(0);
    }
}
