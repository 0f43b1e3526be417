package io.faka.gateway.tcp;

import java.util.ArrayDeque;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Replies made at the edge that must wait until everything before them is answered by the pipeline. A place is the number of
 * pipeline replies that go first.
 */
final class LocalReplies {
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

    private record Waiting(long place, long requestId, UnsafeBuffer message) {}

    /** Receives a reply whose turn has come. */
    interface Output {
        void write(long requestId, DirectBuffer message, int offset, int length);
    }

    /** Keeps a copy for later. Places never go down. */
    void add(long place, long requestId, DirectBuffer buffer, int length) {
        byte[] copy = new byte[length];
        buffer.getBytes(0, copy);
        waiting.add(new Waiting(place, requestId, new UnsafeBuffer(copy)));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** Hands out everything whose place is not above {@code replied}. */
    void writeDue(long replied, Output output) {
        Waiting first = waiting.peek();
        while (first != null && first.place() <= replied) {
            output.write(first.requestId(), first.message(), 0, first.message().capacity());
            waiting.remove();
            first = waiting.peek();
        }
    }
}
