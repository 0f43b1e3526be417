package io.faka.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.engine.Commands.Line;
import io.faka.engine.Commands.Unit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a unit and an open order cost in memory, everything counted: rows, texts, indices and the unused ends of chunks. */
class MemoryFootprintTest {
    private static final int UNITS = 1_000_000;
    private static final int ORDERS = 500_000;

    private final CardEngine engine = new CardEngine();
    private final Commands commands = new Commands();
    private final RecordBuffer events = new RecordBuffer(1 << 20);
    private final RecordBuffer replies = new RecordBuffer(1 << 20);

    @Test
    void shouldKeepAUnitIn128BytesAndAnOpenOrderIn176() {
        apply(commands.openShard(1, 77));
        apply(commands.putSku("GAME", 100, put -> {}));
        long empty = engine.memoryBytes();
        for (int from = 0; from < UNITS; from += 1_000) {
            List<Unit> units = new ArrayList<>();
            for (int i = from; i < from + 1_000; i++) {
                units.add(Unit.of(i));
            }
            apply(commands.addUnits("GAME", "lot", 1, units));
        }
        long stocked = engine.memoryBytes();
        for (int i = 0; i < ORDERS; i++) {
            long high = i * 0x9e3779b97f4a7c15L;
            List<Line> lines = List.of(new Line("GAME", 1));
            apply(commands.createOrder(
                    high, i, "order-2026-%08d".formatted(i), "buyer-%06d".formatted(i), lines, c -> {}));
        }
        long ordered = engine.memoryBytes();
        double perUnit = (stocked - empty) / (double) UNITS;
        double perOrder = (ordered - stocked) / (double) ORDERS;
        System.out.printf("memory: %.1f bytes per available unit, %.1f per open order%n", perUnit, perOrder);
        assertThat(perUnit).isLessThanOrEqualTo(128);
        assertThat(perOrder).isLessThanOrEqualTo(176);
    }

    private void apply(Commands command) {
        engine.onCommand(engine.lastSeq() + 1, 0, command.buffer, 0, command.length, events, replies);
        events.clear();
        replies.clear();
    }
}
