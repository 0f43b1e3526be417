package io.faka.engine.supply;

import io.faka.engine.inventory.OfferBooks;
import io.faka.engine.inventory.Skus;
import io.faka.engine.publish.TradeEvents;

/**
 * Tells when the stock of a SKU becomes low, is sold out and is back, each once per crossing: {@code StockLow} when what can be
 * ordered falls to {@code low_stock_at} or below, not again before it was above; {@code SoldOut} when nothing is left;
 * {@code BackInStock} when there is some again. Only SKUs with a {@code low_stock_at} are watched. Looked at once at the end of
 * every command, so that what goes and comes back within one crosses nothing. A SKU that never had a unit is not low.
 */
public final class StockAlerts {
    private static final int LOW = 1;
    private static final int OUT = 2;

    private final Skus skus;
    private final OfferBooks books;
    private final TradeEvents events;

    /** Watches these SKUs. */
    public StockAlerts(Skus skus, OfferBooks books, TradeEvents events) {
        this.skus = skus;
        this.books = books;
        this.events = events;
    }

    /** The SKU's definition was replaced. */
    public void define(int sku) {
        boolean watch = skus.getInt(sku, Skus.LOW_STOCK_AT) != 0;
        skus.watch(sku, watch);
        if (!watch) {
            skus.putByte(sku, Skus.ALERTS, (short) 0);
        } else if (skus.getLong(sku, Skus.IMPORTED) == 0) {
            skus.putByte(sku, Skus.ALERTS, (short) (LOW | OUT));
        }
    }

    /** Tells what the command crossed. */
    public void tell() {
        for (int sku = skus.watchedChange(); sku != 0; sku = skus.watchedChange()) {
            tell(sku);
        }
    }

    private void tell(int sku) {
        if (skus.getInt(sku, Skus.LOW_STOCK_AT) == 0) {
            // It was watched when it changed, and the same command ended that.
            return;
        }
        int before = skus.getByte(sku, Skus.ALERTS);
        int now = level(sku);
        if ((now & LOW) > (before & LOW)) {
            events.stockLow(sku, books.promise(sku));
        }
        if ((now & OUT) > (before & OUT)) {
            events.soldOut(sku);
        } else if ((now & OUT) < (before & OUT)) {
            events.backInStock(sku, books.promise(sku));
        }
        skus.putByte(sku, Skus.ALERTS, (short) now);
    }

    private int level(int sku) {
        long available = books.promise(sku);
        int low = available <= skus.getUnsignedInt(sku, Skus.LOW_STOCK_AT) ? LOW : 0;
        return available == 0 ? low | OUT : low;
    }

    /** Whether the alerts told of the SKU fit its stock. */
    public boolean isTold(int sku) {
        boolean watched = skus.getInt(sku, Skus.LOW_STOCK_AT) != 0;
        return skus.getByte(sku, Skus.ALERTS) == (watched ? level(sku) : 0);
    }
}
