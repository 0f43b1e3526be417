package io.faka.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.codec.command.Fill;
import io.faka.codec.command.OrderMode;
import io.faka.codec.command.PutSkuDecoder;
import io.faka.engine.Commands.Line;
import io.faka.engine.Commands.Unit;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Units that are kept for orders of a priority above 0. */
class VipQuotaTest {
    private static final int HEADER = 8;

    private final CardEngine engine = new CardEngine();
    private final Commands commands = new Commands();
    private final RecordBuffer events = new RecordBuffer(4096);
    private final RecordBuffer replies = new RecordBuffer(4096);
    private long orders;

    @BeforeEach
    void openShop() {
        apply(commands.openShard(1, 5));
    }

    /** A rush of buyers without a priority leaves the quota alone, to the last unit. */
    @Test
    void shouldLeaveTheQuotaToVipsHoweverManyOthersThereAre() {
        put(10);
        stock(1, 100);
        for (int i = 0; i < 150; i++) {
            assertThat(order(OrderMode.FOK, 1, 0)).startsWith(i < 90 ? "CREATED" : "VIP_QUOTA_RESERVED 0");
        }
        for (int i = 0; i < 12; i++) {
            assertThat(order(OrderMode.FOK, 1, 1)).startsWith(i < 10 ? "CREATED" : "INSUFFICIENT_STOCK 0");
        }
        assertThat(order(OrderMode.FOK, 1, 0)).startsWith("INSUFFICIENT_STOCK 0");
    }

    /** Thousands who may not have what is there stand before nobody who may. */
    @Test
    void shouldServeAVipBehindThousandsWhoWaitWithoutAPriority() {
        put(3);
        for (int i = 0; i < 3_000; i++) {
            assertThat(order(OrderMode.GTC, 1 + i % 3, 0)).startsWith("BACKORDERED");
        }
        assertThat(order(OrderMode.GTC, 3, 1)).startsWith("BACKORDERED");
        stock(1, 2);
        assertThat(Outputs.events(events)).noneMatch(event -> event.startsWith("OrderFilled"));
        stock(3, 3);
        assertThat(Outputs.events(events))
                .filteredOn(event -> event.startsWith("OrderFilled"))
                .singleElement()
                .asString()
                .startsWith("OrderFilled #" + orders);
        stock(4, 7);
        assertThat(Outputs.events(events))
                .filteredOn(event -> event.startsWith("OrderFilled"))
                .singleElement()
                .asString()
                .startsWith("OrderFilled #1 ");
    }

    /** One that takes parts takes none of the quota, with a priority all of it. */
    @Test
    void shouldFillInPartsOnlyWhatTheOrderMayHave() {
        put(2);
        assertThat(partial(5, 0)).startsWith("BACKORDERED");
        stock(1, 3);
        assertThat(show()).contains("available 2 reserved 1").contains("backordered 4 quota 2 orderable 0/2");
        assertThat(partial(5, 1)).contains("5@100(2)");
        assertThat(show()).contains("available 0 reserved 3");
    }

    @Test
    void shouldTakeADefinitionOfTheFirstVersionOfTheSchema() {
        put(2);
        Commands put = commands.putSku("GAME", 100, to -> {});
        int quota = HEADER + PutSkuDecoder.vipQuotaEncodingOffset();
        byte[] texts = new byte[put.length - quota - Integer.BYTES];
        put.buffer.getBytes(quota + Integer.BYTES, texts);
        put.buffer.putBytes(quota, texts);
        put.buffer.putShort(0, (short) PutSkuDecoder.vipQuotaEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
        put.buffer.putShort(6, (short) 0, ByteOrder.LITTLE_ENDIAN);
        put.length -= Integer.BYTES;
        assertThat(apply(put)).startsWith("UPDATED");
        assertThat(Outputs.events(events)).contains("VipQuotaPut 1 quota 0");
        assertThat(show()).doesNotContain("quota").contains("'Name of GAME'");
    }

    @Test
    void shouldTellOfAQuotaOnlyWhenItChanges() {
        put(2);
        put(2);
        assertThat(Outputs.events(events)).noneMatch(event -> event.startsWith("VipQuotaPut"));
        put(0xffff_fffeL);
        assertThat(Outputs.events(events)).contains("VipQuotaPut 1 quota 4294967294");
        stock(1, 3);
        assertThat(order(OrderMode.FOK, 1, 0)).startsWith("VIP_QUOTA_RESERVED 0");
        assertThat(order(OrderMode.FOK, 3, 9)).startsWith("CREATED");
    }

    @Test
    void shouldCountTheQuotaAsState() {
        put(1);
        long one = engine.stateHash();
        CardEngine other = new CardEngine();
        applyTo(other, commands.openShard(1, 5));
        applyTo(other, commands.putSku("GAME", 100, put -> put.vipQuota(2)));
        assertThat(other.stateHash()).isNotEqualTo(one);
    }

    private void put(long quota) {
        assertThat(apply(commands.putSku("GAME", 100, put -> put.vipQuota(quota))))
                .containsAnyOf("CREATED", "UPDATED");
    }

    private void stock(int first, int last) {
        List<Unit> units =
                LongStream.rangeClosed(first, last).mapToObj(Unit::of).toList();
        assertThat(apply(commands.addUnits("GAME", "lot-1", 7, units))).startsWith("IMPORTED");
    }

    private String order(OrderMode mode, int quantity, int priority) {
        return order(mode, Fill.ALL_OR_NONE, quantity, priority);
    }

    private String partial(int quantity, int priority) {
        return order(OrderMode.GTC, Fill.PARTIAL, quantity, priority);
    }

    private String order(OrderMode mode, Fill fill, int quantity, int priority) {
        long id = ++orders;
        return apply(commands.createOrder(
                31 * id,
                id,
                "key-" + id,
                "ann",
                "",
                "",
                List.of(new Line("GAME", quantity)),
                to -> to.mode(mode).fill(fill).priority((short) priority)));
    }

    private String show() {
        replies.clear();
        Commands query = commands.getSku("GAME");
        engine.onQuery(query.buffer, 0, query.length, replies);
        return Outputs.replies(replies).get(0);
    }

    private String apply(Commands command) {
        applyTo(engine, command);
        if (orders < 50 || orders % 500 == 0) {
            engine.verifyAll();
        }
        return Outputs.replies(replies).get(0);
    }

    private void applyTo(CardEngine to, Commands command) {
        events.clear();
        replies.clear();
        to.onCommand(to.lastSeq() + 1, 0, command.buffer, 0, command.length, events, replies);
    }
}
