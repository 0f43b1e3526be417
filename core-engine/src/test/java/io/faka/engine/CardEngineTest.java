package io.faka.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CardEngineTest {
    private final CardEngine engine = new CardEngine();
    private final Commands commands = new Commands();
    private final RecordBuffer events = new RecordBuffer(1024);
    private final RecordBuffer replies = new RecordBuffer(1024);

    @Test
    void shouldTakeAnOrderFromStockToDelivery() {
        apply(commands.openShard(1, 42));
        apply(commands.putSku("GAME", 100, put -> {}));
        apply(commands.addUnits("GAME", "lot-1", 3, List.of(Commands.Unit.of(1), Commands.Unit.of(2))));
        apply(commands.createOrder(7, 1, "c-1", "ann", List.of(new Commands.Line("GAME", 1)), create -> {}));
        apply(commands.pay(7, 1, "alipay", "ref-1", 100, Commands.CNY));
        assertThat(Outputs.events(events)).last().isEqualTo("OrderFulfilled #1");
        assertThat(Outputs.replies(replies)).last().asString().startsWith("PAID #1 FULFILLED 100 CNY");
        engine.verifyAll();
    }

    private void apply(Commands command) {
        engine.onCommand(engine.lastSeq() + 1, 1_000_000, command.buffer, 0, command.length, events, replies);
    }
}
