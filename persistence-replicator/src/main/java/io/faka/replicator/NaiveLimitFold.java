package io.faka.replicator;

import io.faka.codec.event.BackInStockDecoder;
import io.faka.codec.event.LotteryChangedDecoder;
import io.faka.codec.event.SkuLimitsPutDecoder;
import io.faka.codec.event.SoldOutDecoder;
import io.faka.codec.event.StockLowDecoder;
import java.util.HashMap;
import java.util.Map;

/** The tables of limits as plain maps, for {@link NaiveFold}. */
final class NaiveLimitFold {
    private final Map<String, Map<String, String>> tables = new HashMap<>();

    NaiveLimitFold() {
        tables.put("sku_limits", new HashMap<>());
        tables.put("lotteries", new HashMap<>());
    }

    /** Rows by key; null if it has no such table. */
    Map<String, String> table(String name) {
        return tables.get(name);
    }

    /** Applies the event if it is one of limits; its type, or null. */
    String apply(EventCursor event) {
        if (event.templateId() == SkuLimitsPutDecoder.TEMPLATE_ID) {
            skuLimits(new SkuLimitsPutDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
            return "SkuLimitsPut";
        }
        if (event.templateId() == LotteryChangedDecoder.TEMPLATE_ID) {
            lottery(new LotteryChangedDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
            return "LotteryChanged";
        }
        return switch (event.templateId()) {
            case StockLowDecoder.TEMPLATE_ID -> "StockLow";
            case SoldOutDecoder.TEMPLATE_ID -> "SoldOut";
            case BackInStockDecoder.TEMPLATE_ID -> "BackInStock";
            default -> null;
        };
    }

    private void lottery(LotteryChangedDecoder e) {
        String row = NaiveFold.text(e.state().name(), e.entries(), e.seed(), e.seq(), e.timeMicros());
        tables.get("lotteries").put(NaiveFold.text(e.skuNumber()), row);
    }

    private void skuLimits(SkuLimitsPutDecoder e) {
        String holds = NaiveFold.text(e.maxOpenHoldsPerBuyer(), e.maxOpenHoldsPerAddress(), e.maxHeldShareBps());
        String row = NaiveFold.text(e.maxPerBuyer(), e.buyerWindowMillis(), holds, e.seq());
        tables.get("sku_limits").put(NaiveFold.text(e.skuNumber()), row);
    }
}
