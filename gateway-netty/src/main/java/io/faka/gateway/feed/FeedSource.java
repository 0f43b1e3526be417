package io.faka.gateway.feed;

import io.faka.engine.port.EventReader;
import io.faka.engine.port.Journal;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Where events come from.
 *
 * @param readers  makes a reader that starts before the first event; any thread may ask, each reader belongs to who asked
 * @param released events of later sequences are kept back; any thread may ask
 * @param skus     names of SKUs by number
 * @param commands goes through the journal
 */
public record FeedSource(Supplier<EventReader> readers, LongSupplier released, SkuNames skus, CommandScan commands) {
    /**
     * Releases what is on disk. An event told to the outside and lost in a power cut would come back as another one under the same
     * sequence, in ASYNC too.
     */
    public static FeedSource of(Supplier<EventReader> readers, Journal journal, SkuNames skus, CommandScan commands) {
        return new FeedSource(readers, journal::durableSeq, skus, commands);
    }
}
