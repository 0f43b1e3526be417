package io.faka.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.codec.command.SuspenseAction;
import io.faka.codec.command.WalletEntryKind;
import io.faka.engine.Commands.Line;
import io.faka.engine.Commands.Unit;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever stands in a command's body, the engine answers it and stays whole; only what no gateway can send stops the node. */
class HostileInputTest {
    private static final List<Function<Commands, Commands>> COMMANDS = List.of(
            c -> c.putSku("A", 5, put -> {}),
            c -> c.addUnits("A", "lot", 1, List.of(Unit.of(11), Unit.of(12))),
            c -> c.createOrder(9, 9, "key", "ann", List.of(new Line("A", 1), new Line("A", 1, 99)), create -> {}),
            c -> c.pay(1, 1, "alipay", "ref", 100, Commands.CNY),
            c -> c.cancel(1, 1),
            c -> c.paid(
                    to -> to.createOrder(8, 8, "paid", "ann", List.of(new Line("A", 1)), create -> {}),
                    "alipay",
                    "ref-9",
                    100,
                    Commands.CNY),
            c -> c.resolve(SuspenseAction.APPLY, "alipay", "ref", "olga", "reason"),
            c -> c.refund(1, 1, 10, Commands.CNY, "back", "reason"),
            c -> WalletCommands.change(c, WalletEntryKind.CREDIT, "ann", "w-1", 100, Commands.CNY),
            c -> WalletCommands.change(c, WalletEntryKind.HOLD, "ann", "w-2", 50, Commands.CNY),
            c -> WalletCommands.pay(c, 1, "wallet", "w-2", 100, Commands.CNY, "ann"),
            Commands::tick);

    private final CardEngine engine = new CardEngine();
    private final Commands commands = new Commands();
    private final RecordBuffer events = new RecordBuffer(4096);
    private final RecordBuffer replies = new RecordBuffer(4096);

    @BeforeEach
    void openShop() {
        apply(commands.openShard(1, 5));
        apply(commands.putSku("A", 100, put -> {}));
        apply(commands.addUnits("A", "lot", 1, List.of(Unit.of(1), Unit.of(2), Unit.of(3))));
        apply(commands.createOrder(1, 1, "first", "ann", List.of(new Line("A", 1)), create -> {}));
    }

    @Test
    void shouldRefuseEveryCommandCutShort() {
        for (Function<Commands, Commands> command : COMMANDS) {
            int whole = command.apply(commands).length;
            for (int length = 8; length < whole; length++) {
                Commands cut = command.apply(commands);
                cut.length = length;
                StateCounts before = engine.counts();
                // What follows in the ring's slot must not be taken for a part of the command.
                assertThat(apply(cut)).startsWith("MALFORMED");
                assertThat(engine.counts()).isEqualTo(before);
            }
        }
        engine.verifyAll();
    }

    @Test
    void shouldRefuseEveryCommandWithBytesBehindItsEnd() {
        for (Function<Commands, Commands> command : COMMANDS.subList(0, COMMANDS.size() - 1)) {
            Commands longer = command.apply(commands);
            longer.length++;
            assertThat(apply(longer)).startsWith("MALFORMED");
        }
    }

    @Test
    void shouldAnswerEveryCommandWithChangedBytes() {
        long seed = Long.getLong("faka.seed", System.nanoTime());
        System.out.println("hostile input: seed " + seed + ", repeat with -Dfaka.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 60_000; i++) {
            Commands command = COMMANDS.get(random.nextInt(COMMANDS.size())).apply(commands);
            int changes = 1 + random.nextInt(4);
            for (int change = 0; change < changes && command.length > 8; change++) {
                int at = random.nextInt(command.length);
                // Template, schema and version are the gateway's; the block length is as good as any other byte.
                if (at < 2 || at >= 8) {
                    command.buffer.putByte(at, (byte) (random.nextBoolean() ? random.nextInt() : 0xff));
                }
            }
            assertThat(apply(command)).as("seed %d round %d", seed, i).isNotEmpty();
            if (i % 5_000 == 0) {
                engine.verifyAll();
            }
        }
        engine.verifyAll();
    }

    @Test
    void shouldTakeCommandsFromHeapBuffers() {
        Commands order = commands.createOrder(2, 2, "second", "ann", List.of(new Line("A", 1)), create -> {});
        UnsafeBuffer heap = new UnsafeBuffer(new byte[3 + order.length]);
        heap.putBytes(3, order.buffer, 0, order.length);
        engine.foresee(heap, 3, order.length);
        engine.touch();
        replies.clear();
        engine.onCommand(engine.lastSeq() + 1, 0, heap, 3, order.length, events, replies);
        assertThat(Outputs.replies(replies)).singleElement().asString().startsWith("CREATED #2");
    }

    @Test
    void shouldStopOnWhatNoGatewaySends() {
        UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
        assertThatThrownBy(() -> apply(buffer, 4)).isInstanceOf(IllegalArgumentException.class);
        commands.tick();
        buffer.putBytes(0, commands.buffer, 0, 8);
        buffer.putShort(2, (short) 63);
        assertThatThrownBy(() -> apply(buffer, 8)).hasMessageContaining("template 63");
        buffer.putShort(4, (short) 999);
        assertThatThrownBy(() -> apply(buffer, 8)).hasMessageContaining("schema 999");
        commands.tick();
        assertThatThrownBy(() ->
                        engine.onCommand(engine.lastSeq() + 2, 0, commands.buffer, 0, commands.length, events, replies))
                .hasMessageContaining("after command");
    }

    @Test
    void shouldStopWhenTimeGoesBackOrTheShardIsNotOpen() {
        commands.tick();
        engine.onCommand(engine.lastSeq() + 1, 50, commands.buffer, 0, commands.length, events, replies);
        assertThatThrownBy(() -> engine.onCommand(
                        engine.lastSeq() + 1, 49, commands.buffer, 0, commands.length, events, replies))
                .hasMessageContaining("went back");
        assertThatThrownBy(() -> new CardEngine().onCommand(1, 0, commands.buffer, 0, commands.length, events, replies))
                .hasMessageContaining("OpenShard");
    }

    private void apply(UnsafeBuffer buffer, int length) {
        engine.onCommand(engine.lastSeq() + 1, 0, buffer, 0, length, events, replies);
    }

    private String apply(Commands command) {
        events.clear();
        replies.clear();
        engine.foresee(command.buffer, 0, command.length);
        engine.touch();
        engine.onCommand(engine.lastSeq() + 1, 0, command.buffer, 0, command.length, events, replies);
        assertThat(replies.count()).as("replies").isEqualTo(1);
        return Outputs.replies(replies).get(0);
    }
}
