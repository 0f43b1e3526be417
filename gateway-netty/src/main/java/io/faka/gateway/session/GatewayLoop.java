package io.faka.gateway.session;

import io.faka.engine.pipeline.CommandIngress;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/** What the connections of one event loop share. */
public final class GatewayLoop {
    private final EventLoop eventLoop;
    private final LoopReplies replies;
    private final CommandPublisher publisher;
    private final OrderIds orderIds = new OrderIds();
    private final LoopConnections connections = new LoopConnections();

    /**
     * @param index     0-255, unique among the node's loops
     * @param ringBytes of the reply ring, as {@link LoopReplies} asks for
     */
    public GatewayLoop(int index, EventLoop eventLoop, CommandIngress ingress, int ringBytes) {
        this.eventLoop = eventLoop;
        this.replies = new LoopReplies(eventLoop, index, ringBytes, this::offerRoom);
        this.publisher = new CommandPublisher(ingress, replies, eventLoop);
        var unused = eventLoop.scheduleAtFixedRate(
                () -> connections.look(System.nanoTime()),
                LoopConnections.PERIOD_MILLIS,
                LoopConnections.PERIOD_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** The loop itself. */
    public EventLoop eventLoop() {
        return eventLoop;
    }

    /** Where sessions register. */
    public LoopReplies replies() {
        return replies;
    }

    /** The way into the pipeline. */
    public CommandPublisher publisher() {
        return publisher;
    }

    /** Source of public order ids. */
    public OrderIds orderIds() {
        return orderIds;
    }

    /** Where connections register. */
    public LoopConnections connections() {
        return connections;
    }

    private void offerRoom() {
        publisher.offerRoom();
    }
}
