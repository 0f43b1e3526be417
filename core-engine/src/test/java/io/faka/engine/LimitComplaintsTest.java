package io.faka.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.engine.Commands.Line;
import io.faka.engine.Commands.Unit;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What shopkeepers complain of with holds and limits in today's card shops, each told as it happened there and as it ends here. */
class LimitComplaintsTest {
    private static final long MINUTE = 60_000_000L;

    private final CardEngine engine = new CardEngine();
    private final Commands commands = new Commands();
    private final RecordBuffer events = new RecordBuffer(4096);
    private final RecordBuffer replies = new RecordBuffer(4096);
    private long now;
    private long orders;

    @BeforeEach
    void openShop() {
        apply(commands.openShard(1, 5));
    }

    /** Complaint 3: one hoarder places unpaid orders until the whole shop shows 0 for a quarter of an hour. */
    @Test
    void shouldKeepOneHoarderFromEmptyingTheShop() {
        apply(commands.putSku("GAME", 100, put -> put.maxOpenHoldsPerBuyer(2).maxPerOrder(5)));
        stock(100);
        for (int i = 0; i < 200; i++) {
            String reply = order("hoarder", "10.6.6.6", 5);
            assertThat(reply).startsWith(i < 2 ? "CREATED" : "OPEN_HOLDS_EXCEEDED 2");
        }
        assertThat(show()).contains("available 90 reserved 10");
        assertThat(order("honest", "10.0.0.1", 5)).startsWith("CREATED");
    }

    /** Complaint 3 with a new name for each order: the address gives the hoarder away. */
    @Test
    void shouldKeepAHoarderOfManyNamesFromEmptyingTheShop() {
        apply(commands.putSku("GAME", 100, put -> put.maxOpenHoldsPerAddress(3)));
        stock(100);
        for (int i = 0; i < 200; i++) {
            String reply = order("hoarder-" + i, "10.6.6.6", 1);
            assertThat(reply).startsWith(i < 3 ? "CREATED" : "OPEN_HOLDS_EXCEEDED 3");
        }
        assertThat(order("honest", "10.0.0.1", 1)).startsWith("CREATED");
    }

    /** Complaint 3 with many names and addresses: however many they are, half of the stock stays free for those who pay at once. */
    @Test
    void shouldKeepAHordeFromHoldingMoreThanItsShare() {
        apply(commands.putSku("GAME", 100, put -> put.maxHeldShareBps(5_000)));
        stock(100);
        int created = 0;
        for (int i = 0; i < 200; i++) {
            created += order("hoarder-" + i, "10.6.6." + i, 1).startsWith("CREATED") ? 1 : 0;
        }
        assertThat(created).isEqualTo(50);
        assertThat(show()).contains("available 50 reserved 50");
    }

    /** Complaint 4: without a hold shops oversell, with one they are drained. Here every buyer who holds and pays gets a code. */
    @Test
    void shouldNeitherOversellNorBeDrained() {
        apply(commands.putSku(
                "GAME", 100, put -> put.maxPerBuyer(2).maxOpenHoldsPerBuyer(1).maxHeldShareBps(9_000)));
        stock(20);
        int sold = 0;
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 30; i++) {
                String reply = order("buyer-" + i, "", 1);
                if (reply.startsWith("CREATED") && i % 2 == 0) {
                    assertThat(pay(orders)).startsWith("PAID");
                    sold++;
                }
            }
            now += 16 * MINUTE;
        }
        for (int i = 0; sold < 20; i++, sold++) {
            assertThat(order("late-" + i, "", 1)).startsWith("CREATED");
            assertThat(pay(orders)).startsWith("PAID");
        }
        assertThat(order("last", "", 1)).startsWith("HOLD_SHARE_EXCEEDED 0");
        assertThat(sold).isEqualTo(20);
        assertThat(show()).contains("available 0 reserved 0 sold 20");
    }

    /** Complaint 7: held stock never returns because a queue's worker is down; here it is back at the very moment, and uncounted. */
    @Test
    void shouldGiveHeldStockAndItsCountsBackAtTheDeadline() {
        apply(commands.putSku("GAME", 100, put -> put.maxPerBuyer(5).maxOpenHoldsPerBuyer(1)));
        stock(5);
        assertThat(order("ann", "", 5)).startsWith("CREATED");
        now += 15 * MINUTE - 1;
        assertThat(order("ann", "", 1)).startsWith("BUYER_LIMIT_EXCEEDED 0");
        assertThat(order("bob", "", 1)).startsWith("INSUFFICIENT_STOCK 0");
        now += 1;
        assertThat(order("ann", "", 5)).startsWith("CREATED");
    }

    /** Complaint 10: the low-stock alert comes again and again, or not at all; here once when the stock falls to the line. */
    @Test
    void shouldTellOnceThatStockIsLow() {
        apply(commands.putSku("GAME", 100, put -> put.lowStockAt(5)));
        stock(10);
        assertThat(Outputs.events(events)).contains("BackInStock 1 available 10");
        int told = 0;
        for (int i = 1; i <= 10; i++) {
            order("ann", "", 1);
            boolean tells = Outputs.events(events).contains("StockLow 1 available 5 of 5");
            assertThat(tells).isEqualTo(i == 5);
            told += tells ? 1 : 0;
        }
        assertThat(told).isEqualTo(1);
        assertThat(Outputs.events(events)).contains("SoldOut 1");
        now += 15 * MINUTE;
        apply(commands.tick());
        assertThat(Outputs.events(events))
                .contains("BackInStock 1 available 10")
                .noneMatch(e -> e.startsWith("StockLow"));
        order("bob", "", 5);
        assertThat(Outputs.events(events)).contains("StockLow 1 available 5 of 5");
    }

    /** What a command changes before it ends the watch of a SKU is not told of any more. */
    @Test
    void shouldTellNothingOfStockThatIsNoLongerWatched() {
        apply(commands.putSku("GAME", 100, put -> put.lowStockAt(5)));
        stock(1);
        order("ann", "", 1);
        now += 15 * MINUTE;
        apply(commands.putSku("GAME", 100, put -> put.safetyStock(1)));
        assertThat(Outputs.events(events))
                .anyMatch(e -> e.startsWith("OrderExpired"))
                .noneMatch(e -> e.startsWith("StockLow") || e.startsWith("SoldOut") || e.startsWith("BackInStock"));
        engine.verifyAll();
    }

    /** A limit per buyer that counts orders, paid or not, lets a buyer of many units pass and keeps one who canceled out. */
    @Test
    void shouldCountUnitsNotOrders() {
        apply(commands.putSku("GAME", 100, put -> put.maxPerBuyer(3)));
        stock(10);
        for (int i = 0; i < 5; i++) {
            assertThat(order("ann", "", 3)).startsWith("CREATED");
            apply(commands.cancel(orders, orders));
        }
        assertThat(order("ann", "", 3)).startsWith("CREATED");
        assertThat(order("ann", "", 1)).startsWith("BUYER_LIMIT_EXCEEDED 0");
    }

    private void stock(int count) {
        List<Unit> units = LongStream.rangeClosed(1, count).mapToObj(Unit::of).toList();
        apply(commands.addUnits("GAME", "lot-1", 7, units));
    }

    private String order(String buyer, String address, int quantity) {
        orders++;
        String client = "c-" + orders;
        return apply(commands.createOrder(
                orders, orders, client, buyer, address, "", List.of(new Line("GAME", quantity)), create -> {}));
    }

    private String pay(long order) {
        return apply(commands.pay(order, order, "alipay", "ref-" + order, 100, Commands.CNY));
    }

    private String show() {
        replies.clear();
        Commands query = commands.getSku("GAME");
        engine.onQuery(query.buffer, 0, query.length, replies);
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
