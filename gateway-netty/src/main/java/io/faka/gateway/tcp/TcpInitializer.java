package io.faka.gateway.tcp;

import io.faka.engine.pipeline.SkuBoard;
import io.faka.gateway.auth.ApiKeys;
import io.faka.gateway.auth.SignatureVerifier;
import io.faka.gateway.cipher.CodeKeys;
import io.faka.gateway.session.ConnectionLimits;
import io.faka.gateway.session.GatewayLoop;
import io.faka.gateway.session.NodeFacts;
import io.faka.gateway.session.SessionLimits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/** Sets up each connection of the TCP port. */
public final class TcpInitializer extends ChannelInitializer<Channel> {
    /** Connections above the limit that are still told so; beyond, they are closed without a word. */
    private static final int TOLD = 64;

    private final Map<EventLoop, TcpLoop> loops = new IdentityHashMap<>();
    private final ConnectionLimits connections;
    private final int maxConnections;

    /**
     * @param loops          every event loop that may serve a connection
     * @param httpPort       told to who speaks HTTP here; asked when that happens
     * @param maxConnections as given to {@code connections}
     */
    public TcpInitializer(
            Iterable<GatewayLoop> loops,
            SessionLimits limits,
            ConnectionLimits connections,
            int maxConnections,
            ApiKeys apiKeys,
            SignatureVerifier signatures,
            boolean allowLoopbackWithoutKey,
            CodeKeys codeKeys,
            SkuBoard board,
            NodeFacts facts,
            IntSupplier httpPort) {
        Authenticator authenticator = new Authenticator(apiKeys, signatures, allowLoopbackWithoutKey);
        for (GatewayLoop loop : loops) {
            this.loops.put(
                    loop.eventLoop(), new TcpLoop(loop, limits, authenticator, codeKeys, board, facts, httpPort));
        }
        this.connections = connections;
        this.maxConnections = maxConnections;
    }

    @Override
    protected void initChannel(Channel channel) {
        var remote = channel.remoteAddress();
        boolean fits = connections.opened(remote);
        channel.closeFuture().addListener(closed -> connections.closed(remote));
        if (!fits && connections.open() > maxConnections + TOLD) {
            channel.close();
            return;
        }
        channel.pipeline().addLast(new FirstBytes(loops.get(channel.eventLoop()), !fits));
    }
}
