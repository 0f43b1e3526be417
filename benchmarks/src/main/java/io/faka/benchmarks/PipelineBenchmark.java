package io.faka.benchmarks;

import io.faka.engine.pipeline.CommandClass;
import io.faka.engine.pipeline.CommandSlot;
import io.faka.engine.port.AckMode;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The whole way of a command but for the sockets: ring, Chronicle journal, state machine, Chronicle event log, reply receiver. One
 * producer publishes pairs of a placed order and its payment as fast as the ring takes them; an operation is one command.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PipelineBenchmark {
    private static final int COMMANDS = 2_000;

    /** How durable a command is when its reply comes. */
    @Param({"ASYNC", "GROUP_FSYNC"})
    public AckMode ackMode;

    /** SKUs ordered in turn. */
    @Param({"1", "10000"})
    public int skus;

    /** In stock at the start, over all SKUs; a run that sells out fails. */
    @Param("12000000")
    public int units;

    private BenchmarkNode node;
    private OrderCommands commands;
    private long number;

    /** Opens a node in a directory of its own and fills its stock. */
    @Setup(Level.Trial)
    public void start() throws IOException {
        node = new BenchmarkNode(ackMode);
        commands = new OrderCommands(skus);
        node.putSkus(commands);
        node.addUnits(commands, units);
    }

    /** Fails if any command was refused: the figure would be of refusals. */
    @TearDown(Level.Trial)
    public void stop() throws IOException {
        node.awaitReplies();
        node.close();
        if (node.refusals() > 0) {
            throw new IllegalStateException(node.refusals() + " commands were refused");
        }
    }

    /** 1,000 orders and their payments. */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public void placeAndPay() {
        for (int i = 0; i < COMMANDS / 2; i++) {
            number++;
            publish(CommandClass.NEW_ORDER, true);
            publish(CommandClass.SETTLEMENT, false);
        }
    }

    private void publish(CommandClass commandClass, boolean order) {
        long claim = node.claim(commandClass, CommandSlot.INLINE_BYTES);
        CommandSlot slot = node.ingress().slot(claim);
        slot.length(
                order ? commands.encodeOrder(slot.buffer(), number) : commands.encodePayment(slot.buffer(), number));
        slot.replyTo(node, 1, number);
        node.publish(claim);
    }
}
