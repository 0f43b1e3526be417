package io.faka.gateway.http;

import io.faka.gateway.cipher.CodeCipher;
import io.faka.gateway.cipher.CodeKeys;
import io.faka.gateway.cipher.UnitsSealer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads that split and seal imports, so that no event loop stalls over them. Any thread. */
final class Imports implements AutoCloseable {
    private final CodeKeys keys;
    private final ExecutorService workers;

    Imports(CodeKeys keys) {
        this.keys = keys;
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        workers = Executors.newFixedThreadPool(threads, new DefaultThreadFactory("faka-import", true));
    }

    /** Runs a piece of work; pieces of one import are submitted one after the other. */
    void submit(Runnable work) {
        workers.execute(work);
    }

    /** A sealer for one import into an offer, 0 = the SKU's own, of codes that end then, 0 = never. */
    UnitsSealer newSealer(long offer, long expiresAtMicros, boolean labelled) {
        return new UnitsSealer(new CodeCipher(keys))
                .into(offer)
                .expiring(expiresAtMicros)
                .labelled(labelled);
    }

    @Override
    public void close() {
        workers.shutdown();
    }
}
