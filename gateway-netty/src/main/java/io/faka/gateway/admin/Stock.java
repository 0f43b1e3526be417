package io.faka.gateway.admin;

import io.faka.engine.SkuView;
import io.faka.engine.pipeline.SkuBoard;

/** Totals over all SKUs as of the last {@link #read}. One thread. */
final class Stock {
    private static final int PAGE = 1024;

    final SkuView total = new SkuView();
    long skus;
    /** SKUs found so far whose quantities did not add up. */
    long failures;

    private final SkuBoard board;
    private final SkuView view = new SkuView();
    private String after = "";

    Stock(SkuBoard board) {
        this.board = board;
    }

    void read() {
        clear();
        int listed = PAGE;
        after = "";
        while (listed == PAGE) {
            listed = board.list(after, PAGE, view, this::add);
            skus += listed;
        }
    }

    private void add(SkuView sku) {
        after = sku.sku;
        total.imported += sku.imported;
        total.available += sku.available;
        total.reserved += sku.reserved;
        total.allocated += sku.allocated;
        total.sold += sku.sold;
        total.quarantined += sku.quarantined;
        total.voided += sku.voided;
        total.backordered += sku.backordered;
        long accounted = sku.available + sku.reserved + sku.allocated + sku.sold + sku.quarantined + sku.voided;
        failures += accounted == sku.imported ? 0 : 1;
    }

    private void clear() {
        skus = 0;
        total.imported = 0;
        total.available = 0;
        total.reserved = 0;
        total.allocated = 0;
        total.sold = 0;
        total.quarantined = 0;
        total.voided = 0;
        total.backordered = 0;
    }
}
