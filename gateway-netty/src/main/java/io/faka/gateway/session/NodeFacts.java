package io.faka.gateway.session;

import io.faka.engine.port.AckMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What the gateway tells of its node.
 *
 * @param ackMode how durable a command is when its reply leaves
 * @param epoch   which primary's turn it is; asked on any thread
 * @param clock   the wall clock
 */
public record NodeFacts(AckMode ackMode, LongSupplier epoch, InstantSource clock) {
    /** The wall clock in microseconds since 1970. */
    public long nowMicros() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }
}
