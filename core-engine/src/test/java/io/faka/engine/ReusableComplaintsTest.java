package io.faka.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.codec.command.Delivery;
import io.faka.codec.command.UnitAction;
import io.faka.engine.Commands.Line;
import io.faka.engine.Commands.Unit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What shopkeepers complain of with looped codes in today's card shops, each told as it happened there and as it ends here. */
class ReusableComplaintsTest {
    private static final long HOUR = 3_600_000_000L;

    private final CardEngine engine = new CardEngine();
    private final Commands commands = new Commands();
    private final UnitCommands units = new UnitCommands(commands);
    private final RecordBuffer events = new RecordBuffer(4096);
    private final RecordBuffer replies = new RecordBuffer(4096);
    private long now;

    @BeforeEach
    void openShop() {
        apply(commands.openShard(1, 5));
    }

    /** Complaint 8, looped codes: there is no cap, or one that two buyers at once get past; and each order may have but one. */
    @Test
    void shouldSellOneTextAsOftenAsItsCapSaysAndNeverOnceMore() {
        loop(50);
        int sold = 0;
        for (int buyer = 1; buyer <= 40; buyer++) {
            sold += order(buyer, 2).startsWith("CREATED") && pay(buyer, 200).startsWith("PAID") ? 2 : 0;
        }
        assertThat(sold).isEqualTo(50);
        assertThat(sku()).contains("cap 50 available 0 reserved 0 sold 50");
    }

    /** Complaint 8: nobody can say who got the code, how often, and how much of it is left. */
    @Test
    void shouldTellOfEveryUseWhoGotItAndHowMuchOfTheCapIsUsed() {
        loop(3);
        assertThat(order(1, 2)).startsWith("CREATED");
        assertThat(pay(1, 200)).contains("units 1=code-1--,2=code-1--");
        assertThat(Outputs.events(events))
                .contains("TextUsed #1 line 0 sku 1 text 1 use 1 sold 2 cap 3 units 1,2 buyer-1");
        assertThat(pay(1, 200)).startsWith("EXISTS").contains("units 1=code-1--,2=code-1--");
        assertThat(Outputs.events(events)).isEmpty();
    }

    /** Complaint 8: the text is edited in place, and what earlier buyers look up changes under them. */
    @Test
    void shouldKeepWhatABuyerGotWhenTheTextIsReplaced() {
        loop(3);
        assertThat(order(1, 1)).startsWith("CREATED");
        assertThat(pay(1, 100)).contains("units 1=code-1--");
        assertThat(order(2, 1)).startsWith("CREATED");
        assertThat(add(2)).startsWith("IMPORTED 1");
        assertThat(pay(2, 100)).contains("units 2=code-2--");
        assertThat(query(commands.getOrder(1, 1, 0))).contains("units 1=code-1--");
        assertThat(add(1)).as("a late repetition").startsWith("IMPORTED 0 duplicates 1");
        assertThat(order(3, 1)).startsWith("CREATED");
        assertThat(pay(3, 100)).contains("units 3=code-2--");
    }

    /** A text is shared: an order that leaves memory takes its place in the cap along, but not the text. */
    @Test
    void shouldCountTheUsesOfOrdersThatLeftAndKeepTheTextForOthers() {
        apply(commands.putRetention(72));
        loop(2);
        assertThat(order(1, 1)).startsWith("CREATED");
        assertThat(pay(1, 100)).startsWith("PAID");
        now = 100 * HOUR;
        for (int i = 0; i < 100; i++) {
            apply(commands.tick());
        }
        assertThat(engine.counts().left()).isEqualTo(1);
        assertThat(sku()).contains("cap 2 available 1 reserved 0 sold 1");
        assertThat(order(2, 1)).startsWith("CREATED");
        assertThat(pay(2, 100)).contains("units 2=code-1--");
        assertThat(order(3, 1)).startsWith("INSUFFICIENT_STOCK 0");
    }

    /** A cap stands for what may be sold; the memory goes with what is. */
    @Test
    void shouldTakeTheHighestCapWithoutMakingAllItsUsesAtOnce() {
        apply(commands.putSku("LOOP", 0, put -> put.delivery(Delivery.REUSABLE).saleCap(10_000_000)));
        assertThat(add(1)).startsWith("IMPORTED 1");
        assertThat(engine.counts().units()).isEqualTo(1_000_000);
        assertThat(sku()).contains("cap 10000000 available 10000000");
        for (int id = 1; id <= 20; id++) {
            assertThat(run(commands.createOrder(
                            id, id, "c-" + id, "b", "", "", List.of(new Line("LOOP", 65_534)), create -> {})))
                    .startsWith("CREATED");
        }
        assertThat(engine.counts().units()).isEqualTo(1_000_000 + 20 * 65_534);
        assertThat(sku()).contains("available " + (10_000_000 - 20 * 65_534) + " reserved 0 sold " + 20 * 65_534);
        assertThat(run(units.moveLot(UnitAction.QUARANTINE, "LOOP", "lot-1", "leak")))
                .startsWith("UPDATED changed 1000000");
        assertThat(sku()).contains("available 0 ");
        assertThat(run(units.moveLot(UnitAction.RELEASE, "LOOP", "lot-1", "none")))
                .startsWith("UPDATED changed 1000000");
        assertThat(sku()).contains("available " + (10_000_000 - 20 * 65_534));
        assertThat(put(20 * 65_534 - 1)).startsWith("SALE_CAP_BELOW_USED " + 20 * 65_534);
        assertThat(put(20 * 65_534 + 5)).contains("available 5 reserved 0 sold " + 20 * 65_534);
        engine.verifyAll();
    }

    private String put(long cap) {
        return run(commands.putSku(
                "LOOP", 0, put -> put.delivery(Delivery.REUSABLE).saleCap(cap)));
    }

    private void loop(long cap) {
        apply(commands.putSku(
                "LOOP", 100, put -> put.delivery(Delivery.REUSABLE).saleCap(cap)));
        assertThat(add(1)).startsWith("IMPORTED 1");
    }

    private String add(long text) {
        return run(commands.addUnits("LOOP", "lot-1", 7, List.of(Unit.of(text))));
    }

    private String order(long id, long quantity) {
        List<Line> lines = List.of(new Line("LOOP", quantity));
        return apply(commands.createOrder(id, id, "c-" + id, "buyer-" + id, "", "", lines, create -> {}));
    }

    private String pay(long id, long amount) {
        return apply(commands.pay(id, id, "alipay", "ref-" + id, amount, Commands.CNY));
    }

    private String sku() {
        return query(commands.getSku("LOOP"));
    }

    private String query(Commands query) {
        replies.clear();
        engine.onQuery(query.buffer, 0, query.length, replies);
        return Outputs.replies(replies).get(0);
    }

    private String apply(Commands command) {
        String reply = run(command);
        engine.verifyAll();
        return reply;
    }

    private String run(Commands command) {
        events.clear();
        replies.clear();
        engine.onCommand(engine.lastSeq() + 1, now, command.buffer, 0, command.length, events, replies);
        return Outputs.replies(replies).get(0);
    }
}
