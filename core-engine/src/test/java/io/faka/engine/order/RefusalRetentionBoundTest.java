package io.faka.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.Commands;
import io.faka.engine.Commands.Line;
import io.faka.engine.memory.Arena;
import java.util.List;
import org.junit.jupiter.api.Test;

/** However many are refused within three days, no more than so many are kept. */
class RefusalRetentionBoundTest {
    private final Arena arena = new Arena();
    private final Refusals refusals = new Refusals(arena);
    private final ClientKeys keys =
            new ClientKeys(new Orders(arena, new Allotments(arena)), new OrderText(arena), refusals);
    private final RefusalRetention retention = new RefusalRetention(refusals, keys, 3);
    private final OrderRequest request = new OrderRequest();
    private final Commands commands = new Commands();

    @Test
    void shouldForgetTheOldestBeyondTheirNumber() {
        for (int i = 0; i < 10; i++) {
            refuse("key-" + i);
            retention.run(5);
            assertThat(refusals.count()).isEqualTo(Math.min(3, i + 1));
            assertThat(keys.size()).isEqualTo(refusals.count());
        }
        assertThat(find("key-6")).isZero();
        assertThat(find("key-7")).isNegative();
        assertThat(find("key-9")).isNegative();
    }

    private void refuse(String key) {
        read(key);
        int refusal = refusals.add(request, ResultCode.INSUFFICIENT_STOCK, 0, 1, 5);
        keys.putRefusal(keys.hash(request.clientAt, request.clientLength), refusal);
    }

    private int find(String key) {
        read(key);
        return keys.find(request.clientAt, request.clientLength);
    }

    private void read(String key) {
        Commands order = commands.createOrder(1, 1, key, "ann", List.of(new Line("GAME", 1)), create -> {});
        assertThat(request.parse(order.buffer.addressOffset(), order.length)).isEqualTo(OrderRequest.VALID);
    }
}
