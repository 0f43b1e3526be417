package io.faka.node;

import io.faka.engine.CardEngine;
import io.faka.engine.SkuView;
import io.faka.engine.StateCounts;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The state as it was after a command of the journal. */
public final class StateAt {
    private StateAt() {}

    /**
     * Replays the journal up to {@code seq} and tells counts, hash and every SKU's quantities, by name, in the order to show them.
     *
     * @throws NodeFailure if the journal does not reach that far, is damaged, or in use
     */
    public static Map<String, Object> run(Path data, long seq) {
        CardEngine engine =
                JournalReplay.run(data, seq, new JournalReplay.Onlooker() {}).engine();
        if (engine.lastSeq() < seq) {
            throw new NodeFailure(ExitCode.USAGE, "the journal ends at seq " + engine.lastSeq() + ", before " + seq);
        }
        engine.verifyAll();
        StateCounts counts = engine.counts();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("seq", engine.lastSeq());
        fields.put("time", time(engine.lastTimeMicros()));
        fields.put("skus", counts.skus());
        fields.put("orders", counts.orders());
        fields.put("archived", counts.left());
        fields.put("units", counts.units());
        fields.put("payments", counts.payments());
        fields.put("hash", HexFormat.of().toHexDigits(engine.stateHash()));
        fields.put("quantities", quantities(engine, counts.skus()));
        return fields;
    }

    static String time(long micros) {
        String text = Instant.EPOCH.plus(micros / 1000, ChronoUnit.MILLIS).toString();
        return text.length() == 20 ? text.substring(0, 19) + ".000Z" : text;
    }

    private static List<Map<String, Object>> quantities(CardEngine engine, long skus) {
        List<Map<String, Object>> all = new ArrayList<>();
        SkuView view = new SkuView();
        for (int number = 1; number <= skus; number++) {
            engine.readSku(number, view);
            Map<String, Object> sku = new LinkedHashMap<>();
            sku.put("sku", view.sku);
            put(sku, view);
            all.add(sku);
        }
        return all;
    }

    static void put(Map<String, Object> into, SkuView view) {
        into.put("imported", view.imported);
        into.put("available", view.available);
        into.put("reserved", view.reserved);
        into.put("allocated", view.allocated);
        into.put("sold", view.sold);
        into.put("quarantined", view.quarantined);
        into.put("voided", view.voided);
        into.put("backordered", view.backordered);
    }
}
