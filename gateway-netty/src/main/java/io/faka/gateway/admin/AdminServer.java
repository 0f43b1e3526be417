package io.faka.gateway.admin;

import io.faka.gateway.PortInUseException;
import io.faka.gateway.auth.ApiKeys;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * The admin port, on one thread of its own: {@code /livez}, {@code /readyz}, {@code /startupz}, {@code /metrics} and {@code
 * /v1/admin/state}. It can be opened before the node has recovered; {@link #show} gives it the node.
 */
public final class AdminServer implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("faka-admin", true), NioIoHandler.newFactory());
    private final AdminPages pages;
    private final Channel listener;

    /**
     * Binds the port and answers.
     *
     * @param port    0 = any free port
     * @param health  what the node says of itself
     * @param apiKeys who but callers on this machine may see the state
     * @param version of the node
     * @throws PortInUseException if the port is taken
     */
    public AdminServer(String host, int port, NodeHealth health, ApiKeys apiKeys, String version) {
        pages = new AdminPages(health, apiKeys, version);
        var bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new AdminConnection(pages));
                    }
                })
                .bind(host, port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw failed(host, port, bound.cause());
        }
        listener = bound.channel();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Shows this node from now on. */
    public void show(RunningNode node) {
        pages.show(node);
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static RuntimeException failed(String host, int port, Throwable cause) {
        if (cause instanceof BindException && cause.getMessage().contains("in use")) {
            return new PortInUseException("admin", host, port, cause);
        }
        return new IllegalStateException("cannot listen on " + host + ":" + port + ": " + cause.getMessage(), cause);
    }
}
