package io.faka.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.engine.Commands.Line;
import io.faka.engine.Commands.Unit;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What shopkeepers complain of with coupons in today's card shops, each told as it happened there and as it ends here. */
class CouponComplaintsTest {
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
        apply(commands.putSku("GAME", 100, put -> {}));
        List<Unit> units = LongStream.rangeClosed(1, 100).mapToObj(Unit::of).toList();
        apply(commands.addUnits("GAME", "lot-1", 7, units));
        apply(commands.putCoupon(
                "TEN", List.of(), put -> put.discountAmount(10).maxUses(10).maxPerBuyer(1)));
    }

    /** Complaint 16, coupon over-used under concurrency: the count is read before it is written, so fifty who order at once all have it. */
    @Test
    void shouldNeverGiveMoreUsesOfACouponThanThereAre() {
        assertThat(createdOf(50, "buyer-")).isEqualTo(10);
        assertThat(coupon()).contains("held 10 used 0");
        for (int i = 1; i <= 5; i++) {
            assertThat(pay(i, 90)).startsWith("PAID");
        }
        now += 16 * MINUTE;
        assertThat(createdOf(50, "late-")).isEqualTo(5);
        assertThat(coupon()).contains("held 5 used 5");
    }

    /** Complaint 16: the count goes up when an order is placed, and an order that is never paid keeps its use for ever. */
    @Test
    void shouldGiveTheUseOfAnOrderThatIsNotPaidToAnother() {
        assertThat(createdOf(10, "buyer-")).isEqualTo(10);
        assertThat(createdOf(1, "next-")).isZero();
        apply(commands.cancel(3, 3));
        assertThat(createdOf(2, "third-")).isEqualTo(1);
    }

    /** Complaint 16: one buyer takes them all, since only what is paid is counted. */
    @Test
    void shouldCountUnpaidOrdersOfABuyerToo() {
        assertThat(order("TEN", "ann")).startsWith("CREATED");
        assertThat(order("TEN", "ann")).startsWith("COUPON_PER_BUYER_LIMIT 1");
        assertThat(pay(1, 90)).startsWith("PAID");
        assertThat(order("TEN", "ann")).startsWith("COUPON_PER_BUYER_LIMIT 1");
        assertThat(order("", "ann")).startsWith("CREATED");
    }

    /** A buyer who pays the discounted amount after the hold ended gets the code, though others used the coupon up meanwhile. */
    @Test
    void shouldHonourWhatALatePaymentPaidFor() {
        assertThat(order("TEN", "ann")).startsWith("CREATED");
        now += 16 * MINUTE;
        assertThat(createdOf(10, "buyer-")).isEqualTo(10);
        assertThat(pay(1, 90)).startsWith("LATE_PAYMENT_FULFILLED");
        assertThat(coupon()).contains("held 10 used 1");
        assertThat(order("TEN", "next")).startsWith("COUPON_EXHAUSTED 10");
    }

    private int createdOf(int count, String buyers) {
        int created = 0;
        for (int i = 0; i < count; i++) {
            created += order("TEN", buyers + i).startsWith("CREATED") ? 1 : 0;
        }
        return created;
    }

    private String order(String coupon, String buyer) {
        orders++;
        return apply(commands.createOrder(
                orders, orders, "c-" + orders, buyer, "", coupon, List.of(new Line("GAME", 1)), create -> {}));
    }

    private String pay(long order, long amount) {
        return apply(commands.pay(order, order, "alipay", "ref-" + order, amount, Commands.CNY));
    }

    private String coupon() {
        replies.clear();
        Commands query = commands.getCoupon("TEN");
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
