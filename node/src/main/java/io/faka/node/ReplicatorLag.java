package io.faka.node;

import io.faka.gateway.admin.ReplicaLag;
import io.faka.replicator.Replicator;
import io.faka.replicator.ReplicatorStatus;

/** The replicator as the admin port shows it. */
record ReplicatorLag(Replicator replicator) implements ReplicaLag {
    private static final double MICROS_PER_SECOND = 1e6;

    @Override
    public boolean isConnected() {
        return replicator.status().isConnected();
    }

    @Override
    public long commands() {
        return replicator.status().lag();
    }

    @Override
    public double seconds() {
        ReplicatorStatus status = replicator.status();
        return status.lagMicros(System.currentTimeMillis() * 1_000) / MICROS_PER_SECOND;
    }
}
