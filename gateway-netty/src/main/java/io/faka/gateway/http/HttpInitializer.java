package io.faka.gateway.http;

import io.faka.gateway.session.ConnectionLimits;
import io.faka.gateway.session.GatewayLoop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import java.util.IdentityHashMap;
import java.util.Map;

/** Sets up each connection of the HTTP port. Close it after the event loops have ended. */
public final class HttpInitializer extends ChannelInitializer<Channel> implements AutoCloseable {
    private final Map<EventLoop, HttpLoop> loops = new IdentityHashMap<>();
    private final ConnectionLimits connections;
    private final Imports imports;

    /**
     * @param gatewayLoops every event loop that may serve a connection
     * @param connections  counts connections over all ports
     */
    public HttpInitializer(Iterable<GatewayLoop> gatewayLoops, HttpContext context, ConnectionLimits connections) {
        this.connections = connections;
        this.imports = new Imports(context.codeKeys());
        for (GatewayLoop loop : gatewayLoops) {
            loops.put(loop.eventLoop(), new HttpLoop(loop, context, imports));
        }
    }

    @Override
    protected void initChannel(Channel channel) {
        var remote = channel.remoteAddress();
        boolean fits = connections.opened(remote);
        channel.closeFuture().addListener(closed -> connections.closed(remote));
        if (!fits) {
            channel.close();
            return;
        }
        channel.pipeline().addLast(new HttpConnection(loops.get(channel.eventLoop())));
    }

    /** Ends the threads that seal imports. */
    @Override
    public void close() {
        imports.close();
    }
}
