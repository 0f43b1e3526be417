package io.faka.client.load;

import io.faka.client.FakaClient;
import io.faka.client.ImportCodes;
import io.faka.client.PutSku;
import io.faka.client.UnitsResult;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** Makes the SKU and the codes that a load run sells. Needs a key with the admin scope. */
public final class LoadStock {
    private static final int CHUNK = 1_000;
    private static final int CHUNKS_IN_FLIGHT = 8;
    private static final int CODE_LENGTH = 32;

    private LoadStock() {}

    /**
     * Puts the SKU (price 1.00 CNY, holds of a day) and imports codes of 32 bytes that no run before has imported.
     *
     * @param progress receives the number of units imported so far
     */
    public static void make(FakaClient client, String sku, long units, LongConsumer progress) {
        PutSku definition = PutSku.of(sku, "load", 100, "CNY").withHoldTtlMillis(86_400_000);
        client.call(definition);
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        String run = HexFormat.of().formatHex(random);
        Deque<CompletableFuture<UnitsResult>> inFlight = new ArrayDeque<>();
        long imported = 0;
        for (long first = 0; first < units; first += CHUNK) {
            int count = (int) Math.min(CHUNK, units - first);
            inFlight.add(client.submit(ImportCodes.of(sku, "load-" + run, codes(run, first, count))));
            if (inFlight.size() == CHUNKS_IN_FLIGHT) {
                imported += inFlight.remove().join().imported();
                progress.accept(imported);
            }
        }
        while (!inFlight.isEmpty()) {
            imported += inFlight.remove().join().imported();
            progress.accept(imported);
        }
    }

    private static List<String> codes(String run, long first, int count) {
        List<String> codes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            codes.add(run + HexFormat.of().toHexDigits(first + i, CODE_LENGTH - run.length()));
        }
        return codes;
    }
}
