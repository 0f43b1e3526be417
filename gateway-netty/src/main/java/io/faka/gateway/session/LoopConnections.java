package io.faka.gateway.session;

import java.util.ArrayList;
import java.util.List;

/** Every connection of one event loop, for what concerns them all: deadlines and the node's end. Loop thread only. */
public final class LoopConnections {
    /** How often deadlines are looked at. */
    public static final long PERIOD_MILLIS = 200;

    private final ArrayList<LoopConnection> connections = new ArrayList<>();
    private boolean stopping;

    /** Adds a connection, once. One that comes while the node is stopping is stopped at once. */
    public void add(LoopConnection connection) {
        connections.add(connection);
        if (stopping) {
            connection.stop();
        }
    }

    /** Takes a connection away; an unknown one is ignored. */
    public void remove(LoopConnection connection) {
        int index = connections.lastIndexOf(connection);
        if (index >= 0) {
            int last = connections.size() - 1;
            connections.set(index, connections.get(last));
            connections.remove(last);
        }
    }

    /** Connections open now. */
    public int size() {
        return connections.size();
    }

    /** Asks every connection to end. */
    public void stopAll() {
        stopping = true;
        List.copyOf(connections).forEach(LoopConnection::stop);
    }

    void look(long nowNanos) {
        // From the end: one that takes itself away is replaced by one that was looked at already.
        for (int i = connections.size() - 1; i >= 0; i--) {
            if (i < connections.size()) {
                connections.get(i).onTime(nowNanos);
            }
        }
    }
}
