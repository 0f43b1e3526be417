package io.faka.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.codec.reply.OrderReplyDecoder;
import io.faka.engine.Commands.Line;
import io.faka.engine.Commands.Unit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A large order's units come in pages that fit into a frame; together they are all units, each once and in line order. */
class OrderPagesTest {
    private static final int FRAME = 65_536;

    private final CardEngine engine = new CardEngine();
    private final Commands commands = new Commands();
    private final RecordBuffer events = new RecordBuffer(1024);
    private final RecordBuffer replies = new RecordBuffer(1024);

    @Test
    void shouldPageManyShortCodes() {
        assertThat(pagesOf(48, 700, 300)).containsExactly(256, 256, 256, 232);
    }

    @Test
    void shouldPageFewLongCodes() {
        List<Integer> pages = pagesOf(4_112, 20, 3);
        assertThat(pages).containsExactly(8, 8, 7);
    }

    @Test
    void shouldGiveAnEmptyPageBehindTheLastUnit() {
        assertThat(pagesOf(48, 2, 1)).containsExactly(3);
        assertThat(unitsFrom(3)).isEmpty();
        assertThat(unitsFrom(4_000_000_000L)).isEmpty();
    }

    private List<Integer> pagesOf(int codeLength, int first, int second) {
        apply(commands.openShard(1, 4));
        apply(commands.putSku("A", 100, put -> {}));
        apply(commands.putSku("B", 100, put -> {}));
        apply(commands.addUnits("A", "lot", 1, units(1, first, codeLength)));
        apply(commands.addUnits("B", "lot", 1, units(1, second, codeLength)));
        List<Line> lines = List.of(new Line("A", first), new Line("B", second));
        apply(commands.createOrder(5, 6, "key", "ann", lines, create -> {}));
        apply(commands.pay(5, 6, "alipay", "ref", 100L * (first + second), Commands.CNY));
        List<Long> all = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        List<Long> page = unitsIn(replies);
        assertThat(page).isEqualTo(unitsFrom(0));
        while (!page.isEmpty()) {
            all.addAll(page);
            sizes.add(page.size());
            page = unitsFrom(all.size());
        }
        assertThat(all).hasSize(first + second).isSorted().doesNotHaveDuplicates();
        return sizes;
    }

    private List<Long> unitsFrom(long firstUnit) {
        commands.getOrder(5, 6, firstUnit);
        replies.clear();
        engine.onQuery(commands.buffer, 0, commands.length, replies);
        return unitsIn(replies);
    }

    private static List<Long> unitsIn(RecordBuffer replies) {
        assertThat(replies.position()).isLessThan(FRAME);
        OrderReplyDecoder reply = new OrderReplyDecoder()
                .wrap(replies.buffer(), 12, OrderReplyDecoder.BLOCK_LENGTH, OrderReplyDecoder.SCHEMA_VERSION);
        reply.sbeSkip();
        reply.sbeRewind();
        List<Long> ids = new ArrayList<>();
        reply.lines().forEach(OrderReplyDecoder.LinesDecoder::skipSku);
        for (OrderReplyDecoder.UnitsDecoder unit : reply.units()) {
            ids.add(unit.unitId());
            unit.skipCode();
        }
        return ids;
    }

    private static List<Unit> units(long from, int count, int codeLength) {
        List<Unit> units = new ArrayList<>();
        for (long n = from; n < from + count; n++) {
            units.add(new Unit(n * 77, n, new byte[codeLength]));
        }
        return units;
    }

    private void apply(Commands command) {
        events.clear();
        replies.clear();
        engine.onCommand(engine.lastSeq() + 1, 0, command.buffer, 0, command.length, events, replies);
    }
}
