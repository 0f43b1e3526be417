package io.faka.engine.pipeline;

import java.nio.ByteBuffer;
import org.agrona.concurrent.ManyToManyConcurrentArrayQueue;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A bounded pool for commands that do not fit in a slot. Memory is touched only as far as it was ever needed; when all buffers
 * are out the caller is back-pressured. Any thread.
 */
final class LargeBuffers {
    private final ManyToManyConcurrentArrayQueue<UnsafeBuffer> free;

    LargeBuffers(int count) {
        free = new ManyToManyConcurrentArrayQueue<>(count);
        ByteBuffer memory = ByteBuffer.allocateDirect(count * CommandIngress.MAX_COMMAND_BYTES);
        for (int i = 0; i < count; i++) {
            giveBack(new UnsafeBuffer(memory, i * CommandIngress.MAX_COMMAND_BYTES, CommandIngress.MAX_COMMAND_BYTES));
        }
    }

    /** A buffer, or null when all are out. */
    UnsafeBuffer tryBorrow() {
        return free.poll();
    }

    void giveBack(UnsafeBuffer buffer) {
        if (!free.offer(buffer)) {
            throw new IllegalStateException("more buffers came back than went out");
        }
    }
}
