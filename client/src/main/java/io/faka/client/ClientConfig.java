package io.faka.client;

import java.time.Duration;

/**
 * What a client needs to know.
 *
 * @param host           name or address of the node
 * @param port           its TCP port
 * @param credentials    who we are
 * @param connectTimeout for one attempt, logon included
 * @param requestTimeout the deadline of a request that brings none of its own
 * @param reconnectPause between two attempts to connect, and before a request that met an overloaded node is tried again
 * @param heartbeat      silence after which either side sends a sign of life; three missed ones end the session
 * @param maxInFlight    requests sent and not answered, 1 to 65,536; the node may allow less
 * @param maxPending     requests taken and not finished, in flight or waiting; at least {@code maxInFlight}. More are refused at
 *                       once, so a slow node cannot fill the caller's memory
 */
public record ClientConfig(
        String host,
        int port,
        Credentials credentials,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration reconnectPause,
        Duration heartbeat,
        int maxInFlight,
        int maxPending) {
    public ClientConfig {
        if (host == null || host.isBlank()) {
            throw new IllegalArgumentException("host must be given");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be 1 to 65535: " + port);
        }
        if (credentials == null) {
            throw new IllegalArgumentException("credentials must be given; Credentials.none() for a node without keys");
        }
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("requestTimeout", requestTimeout);
        requirePositive("reconnectPause", reconnectPause);
        requirePositive("heartbeat", heartbeat);
        if (maxInFlight < 1 || maxInFlight > 65_536) {
            throw new IllegalArgumentException("maxInFlight must be 1 to 65536: " + maxInFlight);
        }
        if (maxPending < maxInFlight) {
            throw new IllegalArgumentException("maxPending must be at least maxInFlight: " + maxPending);
        }
    }

    /** Defaults: 3 s to connect, 10 s a request, 100 ms between attempts, heartbeat 1 s, 256 in flight, 16,384 pending. */
    public static ClientConfig of(String host, int port, Credentials credentials) {
        return new ClientConfig(
                host,
                port,
                credentials,
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                256,
                16_384);
    }

    /** The same with another deadline for requests that bring none. */
    public ClientConfig withRequestTimeout(Duration timeout) {
        return new ClientConfig(
                host, port, credentials, connectTimeout, timeout, reconnectPause, heartbeat, maxInFlight, maxPending);
    }

    /** The same with another heartbeat interval. */
    public ClientConfig withHeartbeat(Duration interval) {
        return new ClientConfig(
                host,
                port,
                credentials,
                connectTimeout,
                requestTimeout,
                reconnectPause,
                interval,
                maxInFlight,
                maxPending);
    }

    /** The same with other bounds. */
    public ClientConfig withLimits(int inFlight, int pending) {
        return new ClientConfig(
                host, port, credentials, connectTimeout, requestTimeout, reconnectPause, heartbeat, inFlight, pending);
    }

    private static void requirePositive(String name, Duration value) {
        if (value == null || value.toMillis() < 1) {
            throw new IllegalArgumentException(name + " must be at least 1 ms: " + value);
        }
    }
}
