package io.faka.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.faka.engine.model.Command;
import io.faka.engine.model.RandomCommands;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Commands leave no garbage: what is allocated is the growth of tables alone, a few bytes per thousand commands. */
class AllocationTest {
    private static final int WARM_UP = 60_000;
    private static final int MEASURED = 60_000;

    private final UnsafeBuffer stream = new UnsafeBuffer(ByteBuffer.allocateDirect(64 << 20));
    private final int[] lengths = new int[WARM_UP + MEASURED];
    private final long[] times = new long[WARM_UP + MEASURED];
    private final CardEngine engine = new CardEngine();
    private final RecordBuffer events = new RecordBuffer(1 << 20);
    private final RecordBuffer replies = new RecordBuffer(1 << 20);

    @Test
    void shouldAllocateNothingPerCommand() {
        encode();
        int at = run(0, 0, WARM_UP);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        at = run(at, WARM_UP, WARM_UP + MEASURED);
        long perThousand = (threads.getCurrentThreadAllocatedBytes() - before) * 1_000 / MEASURED;
        System.out.println("allocation: " + perThousand + " bytes per 1,000 commands, " + at + " bytes of commands");
        assertThat(perThousand).isLessThan(16_000);
    }

    private void encode() {
        Commands commands = new Commands();
        RandomCommands random = new RandomCommands(11, order -> 100 + order % 3, order -> order);
        commands.openShard(1, 11);
        int at = 0;
        for (int i = 0; i < lengths.length; i++) {
            if (i > 0) {
                times[i] = random.nextTime();
                Command command = random.next();
                RandomCommands.encode(command, commands);
            }
            stream.putBytes(at, commands.buffer, 0, commands.length);
            lengths[i] = commands.length;
            at += commands.length;
        }
    }

    private int run(int from, int first, int end) {
        int at = from;
        for (int i = first; i < end; i++) {
            engine.foresee(stream, at, lengths[i]);
            engine.touch();
            engine.onCommand(engine.lastSeq() + 1, times[i], stream, at, lengths[i], events, replies);
            at += lengths[i];
            events.clear();
            replies.clear();
            engine.clearChangedSkus();
        }
        return at;
    }
}
