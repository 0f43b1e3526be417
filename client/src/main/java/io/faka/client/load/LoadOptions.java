package io.faka.client.load;

import io.faka.client.Credentials;
import java.util.List;

/**
 * What to send where.
 *
 * @param protocol      how
 * @param host          name or address of the node
 * @param port          of that protocol
 * @param credentials   who we are; signed logons are for TCP only
 * @param connections   1 to 10,000, shared out among the threads
 * @param pipeline      most requests in flight per connection, 1 to 65,536
 * @param ratePerSecond orders a second over all connections, open loop; 0 = closed loop, as many as the node answers
 * @param warmupSeconds sent like the rest and not counted
 * @param seconds       that are counted, at least 1
 * @param threads       1 to the number of connections
 * @param skus          ordered in turn, one unit each
 * @param buyers        distinct buyer names, 1 to 1,000,000
 * @param pay           whether each order is paid as soon as it is placed
 */
public record LoadOptions(
        Protocol protocol,
        String host,
        int port,
        Credentials credentials,
        int connections,
        int pipeline,
        long ratePerSecond,
        int warmupSeconds,
        int seconds,
        int threads,
        List<String> skus,
        int buyers,
        boolean pay) {
    /** The two ways in. */
    public enum Protocol {
        /** The binary protocol. */
        TCP,
        /** HTTP/1.1 with keep-alive and, above one in flight, pipelining. */
        HTTP
    }

    /** Checks the ranges above. */
    public LoadOptions {
        skus = List.copyOf(skus);
        requireRange("connections", connections, 1, 10_000);
        requireRange("pipeline", pipeline, 1, 65_536);
        requireRange("warmupSeconds", warmupSeconds, 0, 3_600);
        requireRange("seconds", seconds, 1, 86_400);
        requireRange("threads", threads, 1, connections);
        requireRange("buyers", buyers, 1, 1_000_000);
        requireRange("rate", ratePerSecond, 0, 100_000_000);
        if (skus.isEmpty()) {
            throw new IllegalArgumentException("at least one SKU must be given");
        }
        if (protocol == Protocol.HTTP && credentials instanceof Credentials.Signed) {
            throw new IllegalArgumentException("the load generator does not sign HTTP requests; give a bearer key");
        }
    }

    /** One SKU, one thread, 1,000 buyers, 2 s of warm-up, orders placed and not paid. */
    public static LoadOptions of(
            Protocol protocol,
            String host,
            int port,
            Credentials credentials,
            int connections,
            int pipeline,
            long ratePerSecond,
            int seconds,
            String sku) {
        return new LoadOptions(
                protocol,
                host,
                port,
                credentials,
                connections,
                pipeline,
                ratePerSecond,
                2,
                seconds,
                1,
                List.of(sku),
                1_000,
                false);
    }

    private static void requireRange(String name, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " must be " + low + " to " + high + ": " + value);
        }
    }
}
