package io.faka.gateway;

import io.faka.gateway.auth.ApiKeys;
import io.faka.gateway.feed.EventFeed;
import io.faka.gateway.http.HttpContext;
import io.faka.gateway.http.HttpInitializer;
import io.faka.gateway.http.HttpLimits;
import io.faka.gateway.session.ConnectionLimits;
import io.faka.gateway.session.GatewayLoop;
import io.faka.gateway.tcp.TcpInitializer;
import io.faka.gateway.webhook.Webhooks;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's sockets: the TCP port, the HTTP port, and the event loops behind it. */
public final class GatewayServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
    private static final int BACKLOG = 4_096;
    private static final long CLOSE_POLL_NANOS = 1_000_000;

    private final GatewayConfig config;
    private final MultiThreadIoEventLoopGroup group;
    private final Transport transport = Transport.best();
    private final List<GatewayLoop> loops = new ArrayList<>();
    private final List<Channel> listeners = new ArrayList<>();
    private final ConnectionLimits connections;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final HttpInitializer http;
    private final ApiKeys apiKeys;
    private final EventFeed feed;
    private final Webhooks webhooks;
    private final InetSocketAddress tcpAddress;
    private final InetSocketAddress httpAddress;

    /**
     * Binds the ports and serves.
     *
     * @throws PortInUseException if a port is taken; nothing is left bound
     */
    public GatewayServer(GatewayConfig config, GatewayServices services) {
        this.config = config;
        this.apiKeys = services.apiKeys();
        this.feed = services.feed();
        this.webhooks = services.webhooks();
        this.connections = new ConnectionLimits(config.maxConnections(), config.maxConnectionsPerAddress());
        this.group = new MultiThreadIoEventLoopGroup(
                config.eventLoops(), new DefaultThreadFactory("faka-gateway"), transport.ioHandlers());
        for (EventExecutor executor : group) {
            loops.add(new GatewayLoop(loops.size(), (EventLoop) executor, services.ingress(), config.replyRingBytes()));
        }
        http = new HttpInitializer(loops, httpContext(services), connections);
        try {
            httpAddress = listen("HTTP", config.httpPort(), http);
            tcpAddress = listen("TCP", config.tcpPort(), tcpInitializer(services));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Where the TCP port listens. */
    public InetSocketAddress tcpAddress() {
        return tcpAddress;
    }

    /** Where the HTTP port listens. */
    public InetSocketAddress httpAddress() {
        return httpAddress;
    }

    /** The keys it lets in, for metrics. */
    public ApiKeys apiKeys() {
        return apiKeys;
    }

    /** The event feed, for metrics. */
    public EventFeed feed() {
        return feed;
    }

    /** The webhooks, for metrics. */
    public Webhooks webhooks() {
        return webhooks;
    }

    /** The event loops, for metrics. */
    public List<GatewayLoop> loops() {
        return List.copyOf(loops);
    }

    /** Connections of all ports, for metrics. */
    public ConnectionLimits connections() {
        return connections;
    }

    /** Stops accepting, lets what is in flight be answered, tells every peer, and closes. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        listeners.forEach(listener -> listener.close().syncUninterruptibly());
        for (GatewayLoop loop : loops) {
            loop.eventLoop().execute(() -> loop.connections().stopAll());
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(config.stopGraceMillis());
        while (connections.open() > 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(CLOSE_POLL_NANOS);
        }
        if (connections.open() > 0) {
            LOG.warn("{} connections did not end in time and are cut", connections.open());
        }
        loops.forEach(loop -> loop.replies().close());
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        http.close();
    }

    private HttpContext httpContext(GatewayServices services) {
        return new HttpContext(
                services.board(),
                services.apiKeys(),
                services.signatures(),
                services.codeKeys(),
                services.facts(),
                services.feed(),
                services.webhooks(),
                services.history(),
                config.allowLoopbackWithoutKey(),
                config.limits(),
                HttpLimits.defaults());
    }

    private TcpInitializer tcpInitializer(GatewayServices services) {
        return new TcpInitializer(
                loops,
                config.limits(),
                connections,
                config.maxConnections(),
                services.apiKeys(),
                services.signatures(),
                config.allowLoopbackWithoutKey(),
                services.codeKeys(),
                services.board(),
                services.facts(),
                () -> httpAddress.getPort());
    }

    private InetSocketAddress listen(String what, int port, ChannelHandler initializer) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(
                                config.limits().writeLowBytes(), config.limits().writeHighBytes()))
                .childHandler(initializer);
        var bound = bootstrap.bind(config.host(), port).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw failedBind(what, port, bound.cause());
        }
        listeners.add(bound.channel());
        return (InetSocketAddress) bound.channel().localAddress();
    }

    private RuntimeException failedBind(String what, int port, Throwable cause) {
        // NIO throws a BindException, epoll an exception of its own with the system's words.
        if (String.valueOf(cause.getMessage()).contains("already in use")) {
            return new PortInUseException(what, config.host(), port, cause);
        }
        return new IllegalStateException(
                "cannot listen on " + config.host() + ":" + port + ": " + cause.getMessage(), cause);
    }
}
