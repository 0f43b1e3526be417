package io.faka.gateway.session;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts connections, in all and by peer address, over all ports and event loops. Any thread. */
public final class ConnectionLimits {
    private final int maxTotal;
    private final int maxPerAddress;
    private final AtomicInteger total = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();
    private final ConcurrentHashMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

    /** Both at least 1. */
    public ConnectionLimits(int maxTotal, int maxPerAddress) {
        this.maxTotal = maxTotal;
        this.maxPerAddress = maxPerAddress;
    }

    /** Counts a connection in. Returns false if it is one too many; it is counted all the same until {@link #closed}. */
    public boolean opened(SocketAddress remote) {
        boolean fits = total.incrementAndGet() <= maxTotal;
        InetAddress address = address(remote);
        if (address != null) {
            fits &= byAddress.merge(address, 1, Integer::sum) <= maxPerAddress;
        }
        if (!fits) {
            refused.incrementAndGet();
        }
        return fits;
    }

    /** Counts a connection out, once for each {@link #opened}. */
    public void closed(SocketAddress remote) {
        total.decrementAndGet();
        InetAddress address = address(remote);
        if (address != null) {
            byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Connections open now. */
    public int open() {
        return total.get();
    }

    /** Connections that were one too many so far. */
    public long refused() {
        return refused.get();
    }

    private static InetAddress address(SocketAddress remote) {
        return remote instanceof InetSocketAddress socket ? socket.getAddress() : null;
    }
}
