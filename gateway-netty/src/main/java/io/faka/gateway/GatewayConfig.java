package io.faka.gateway;

import io.faka.gateway.session.SessionLimits;

/**
 * How the gateway listens.
 *
 * @param host                    address to bind
 * @param tcpPort                 0 = any free port
 * @param httpPort                0 = any free port
 * @param adminPort               0 = any free port
 * @param eventLoops              threads, 1 to 64
 * @param replyRingBytes          per event loop; a power of two of at least 1 MiB
 * @param maxConnections          on the TCP and HTTP ports together, at least 1
 * @param maxConnectionsPerAddress of one peer address, at least 1
 * @param allowLoopbackWithoutKey whether a caller on this machine needs no key
 * @param stopGraceMillis         how long a stop waits for what is in flight
 * @param limits                  of each connection
 */
public record GatewayConfig(
        String host,
        int tcpPort,
        int httpPort,
        int adminPort,
        int eventLoops,
        int replyRingBytes,
        int maxConnections,
        int maxConnectionsPerAddress,
        boolean allowLoopbackWithoutKey,
        long stopGraceMillis,
        SessionLimits limits) {
    /** The usual TCP port. */
    public static final int TCP_PORT = 9100;
    /** The usual HTTP port. */
    public static final int HTTP_PORT = 8080;
    /** The usual admin port. */
    public static final int ADMIN_PORT = 8081;

    /** Checks the ranges above. */
    public GatewayConfig {
        requirePort("tcpPort", tcpPort);
        requirePort("httpPort", httpPort);
        requirePort("adminPort", adminPort);
        require(eventLoops >= 1 && eventLoops <= 64, "eventLoops must be 1 to 64: " + eventLoops);
        require(maxConnections >= 1, "maxConnections must be at least 1: " + maxConnections);
        require(
                maxConnectionsPerAddress >= 1,
                "maxConnectionsPerAddress must be at least 1: " + maxConnectionsPerAddress);
        require(stopGraceMillis >= 0, "stopGraceMillis must not be negative: " + stopGraceMillis);
    }

    /** On 127.0.0.1 with these ports, keys needed, one event loop for each two cores, at most 8. */
    public static GatewayConfig defaults(int tcpPort, int httpPort, int adminPort) {
        int loops = Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 2));
        return new GatewayConfig(
                "127.0.0.1",
                tcpPort,
                httpPort,
                adminPort,
                loops,
                8 << 20,
                10_000,
                10_000,
                false,
                5_000,
                SessionLimits.defaults());
    }

    /** The same on another address. */
    public GatewayConfig withHost(String newHost) {
        return new GatewayConfig(
                newHost,
                tcpPort,
                httpPort,
                adminPort,
                eventLoops,
                replyRingBytes,
                maxConnections,
                maxConnectionsPerAddress,
                allowLoopbackWithoutKey,
                stopGraceMillis,
                limits);
    }

    /** The same, with callers on this machine let in without a key or not. */
    public GatewayConfig withLoopbackWithoutKey(boolean allow) {
        return new GatewayConfig(
                host,
                tcpPort,
                httpPort,
                adminPort,
                eventLoops,
                replyRingBytes,
                maxConnections,
                maxConnectionsPerAddress,
                allow,
                stopGraceMillis,
                limits);
    }

    /** The same with other limits of connections. */
    public GatewayConfig withLimits(SessionLimits newLimits, int newMaxConnections, int newMaxPerAddress) {
        return new GatewayConfig(
                host,
                tcpPort,
                httpPort,
                adminPort,
                eventLoops,
                replyRingBytes,
                newMaxConnections,
                newMaxPerAddress,
                allowLoopbackWithoutKey,
                stopGraceMillis,
                newLimits);
    }

    private static void requirePort(String name, int port) {
        require(port >= 0 && port <= 65_535, name + " must be 0 to 65535: " + port);
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
