package io.faka.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What leaves memory, and what of it stays. */
class RetentionTest {
    private static final long HOUR = 3_600_000_000L;

    private final Commands commands = new Commands();
    private final RecordBuffer events = new RecordBuffer(4096);
    private final RecordBuffer replies = new RecordBuffer(4096);
    private final CardEngine engine = new CardEngine();
    private long now;

    @Test
    void shouldLetAnOrderGoOnceTheMoneyThatWasDueIsBack() {
        open(72);
        stock(2);
        order(1, 1);
        pay(1, "ref-1");
        pay(1, "ref-2");
        now = 100 * HOUR;
        tick(200);
        assertThat(engine.counts().left()).isZero();
        apply(commands.refund(31, 1, 100, Currency.pack("CNY"), "back", "paid twice"));
        now = 174 * HOUR;
        tick(200);
        assertThat(engine.counts().left()).isEqualTo(1);
        engine.verifyAll();
    }

    @Test
    void shouldKeepAnOrderThatALatePaymentCouldRevive() {
        open(72);
        apply(commands.putSku("GAME", 100, put -> put.lateWindowMillis(100 * 3_600_000L)));
        stock(2);
        order(1, 1);
        now = HOUR / 2;
        tick(1);
        now = 99 * HOUR;
        tick(200);
        assertThat(engine.counts().left()).isZero();
        now = 101 * HOUR;
        tick(200);
        assertThat(engine.counts().left()).isEqualTo(1);
        assertThat(pay(1, "ref-1")).startsWith("LATE_PAYMENT_REFUND_DUE");
        engine.verifyAll();
    }

    @Test
    void shouldKeepAllForEverIfNotTold() {
        open(0);
        stock(2);
        order(1, 2);
        pay(1, "ref-1");
        now = 100_000 * HOUR;
        tick(10);
        assertThat(engine.counts().left()).isZero();
        assertThat(engine.retentionHours()).isZero();
    }

    @Test
    void shouldTakeNewOrdersInTheRoomOfThoseThatLeft() {
        open(72);
        long full = 0;
        for (int round = 0; round < 6; round++) {
            stock(10_000);
            for (int order = 1; order <= 5_000; order++) {
                long id = round * 5_000L + order;
                order(id, 2);
                pay(id, "ref-" + id);
            }
            now += 80 * HOUR;
            tick(1_300);
            assertThat(engine.counts().left()).isEqualTo((round + 1) * 5_000L);
            full = round == 0 ? engine.memoryBytes() : full;
        }
        // What grows is the rows that stay, and the indices: less than half of what an order and its units take.
        assertThat(engine.memoryBytes()).isLessThan(4 * full);
        engine.verifyAll();
    }

    private void open(int hours) {
        apply(commands.openShard(1, 7));
        apply(commands.putRetention(hours));
        apply(commands.putSku("GAME", 100, put -> {}));
    }

    private void stock(int count) {
        long first = engine.counts().units() + 1;
        List<Commands.Unit> units = LongStream.range(first, first + count)
                .mapToObj(Commands.Unit::of)
                .toList();
        apply(commands.addUnits("GAME", "lot-" + first, 1, 0, 0, units));
    }

    private void order(long id, int quantity) {
        String reply = apply(commands.createOrder(
                id * 31, id, "key-" + id, "ann", "", "", List.of(new Commands.Line("GAME", quantity, -1)), to -> {}));
        assertThat(reply).startsWith("CREATED");
    }

    private String pay(long id, String ref) {
        return apply(commands.pay(id * 31, id, "alipay", ref, pays(id), Currency.pack("CNY")));
    }

    private long pays(long id) {
        apply(commands.tick());
        replies.clear();
        commands.getOrder(id * 31, id, 0);
        engine.onQuery(commands.buffer, 0, commands.length, replies);
        String found = Outputs.replies(replies).get(0);
        return found.startsWith("FOUND") ? Long.parseLong(found.split(" ")[5]) : 100;
    }

    private void tick(int times) {
        for (int i = 0; i < times; i++) {
            apply(commands.tick());
        }
    }

    private String apply(Commands command) {
        events.clear();
        replies.clear();
        engine.onCommand(engine.lastSeq() + 1, now, command.buffer, 0, command.length, events, replies);
        return Outputs.replies(replies).get(0);
    }
}
