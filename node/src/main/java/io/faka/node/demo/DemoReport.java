package io.faka.node.demo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the proof run found.
 *
 * @param soldBySeller   units by seller; the shop's own under ""
 * @param latePayments   payments that came after the hold was over
 * @param backordered    orders that had to wait for stock
 * @param backordersServed those of them that got it
 * @param refundsDue     payments that the shop took and owes back: second ones, and late ones without stock
 * @param duplicates     codes that two orders got
 * @param lost           acknowledged orders, payments or cancels that are gone or changed
 * @param violations     everything that must not happen, the two above included
 * @param violationTexts the first few, in words
 */
public record DemoReport(
        int lines,
        long imported,
        long duplicateLines,
        long rejectedLines,
        long blankLines,
        int buyers,
        long demand,
        long sold,
        Map<String, Long> soldBySeller,
        long latePayments,
        long backordered,
        long backordersServed,
        long refundsDue,
        long duplicates,
        long lost,
        long violations,
        List<String> violationTexts,
        int kills,
        long restartMillis,
        long answers,
        long unanswered,
        double saleSeconds,
        long p50Micros,
        long p99Micros,
        long seq,
        String liveHash,
        String replayedHash,
        String tables) {
    public DemoReport {
        soldBySeller = Collections.unmodifiableMap(new TreeMap<>(soldBySeller));
    }

    /** Whether everything holds. */
    public boolean isSound() {
        return violations == 0;
    }

    /** All of it, by name, in the order to show it. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sound", isSound());
        fields.put("lines", lines);
        fields.put("imported", imported);
        fields.put("duplicate_lines", duplicateLines);
        fields.put("rejected_lines", rejectedLines);
        fields.put("blank_lines", blankLines);
        fields.put("buyers", buyers);
        fields.put("demand", demand);
        fields.put("stock", imported);
        fields.put("sold", sold);
        Map<String, Long> sellers = new LinkedHashMap<>();
        soldBySeller.forEach((seller, units) -> sellers.put(seller.isEmpty() ? "shop" : seller, units));
        fields.put("sold_by_seller", sellers);
        fields.put("late_payments", latePayments);
        fields.put("backordered", backordered);
        fields.put("backorders_served", backordersServed);
        fields.put("refunds_due", refundsDue);
        fields.put("duplicates", duplicates);
        fields.put("lost", lost);
        fields.put("violations", violations);
        fields.put("violation_texts", violationTexts);
        fields.put("kills", kills);
        fields.put("restart_ms", restartMillis);
        fields.put("answers", answers);
        fields.put("answers_per_second", Math.round(answers / Math.max(0.001, saleSeconds)));
        fields.put("unanswered_and_asked_again", unanswered);
        fields.put("sale_seconds", Math.round(saleSeconds * 10) / 10.0);
        fields.put("p50_us", p50Micros);
        fields.put("p99_us", p99Micros);
        fields.put("seq", seq);
        fields.put("hash_live", liveHash);
        fields.put("hash_replayed", replayedHash);
        fields.put("tables", tables);
        return fields;
    }
}
