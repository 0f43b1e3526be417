package io.faka.replicator;

import io.faka.codec.event.WalletChangedDecoder;
import io.faka.engine.Currency;

/** Decodes what moved the money of wallets. */
final class WalletFold {
    private final WalletChangedDecoder walletChanged = new WalletChangedDecoder();

    /** Adds the event to the chunk and its detail to the text; returns its type. */
    String onWalletChanged(EventCursor event, Chunk chunk, JsonText json) {
        WalletChangedDecoder e = walletChanged.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        Rows.WalletEntry row = new Rows.WalletEntry(
                e.entryId(),
                event.seq(),
                event.index(),
                e.account(),
                Currency.unpack((int) e.currency()),
                e.kind().name(),
                e.amount(),
                e.available(),
                e.held(),
                new OrderId(e.orderIdHigh(), e.orderIdLow()),
                e.walletRef(),
                event.timeMicros());
        chunk.walletEntries.add(row);
        chunk.countRows(2);
        json.field("account", row.account()).field("kind", row.kind()).field("amount", row.amount());
        json.field("currency", row.currency()).field("available", row.available());
        json.field("held", row.held()).field("order_id", row.orderId()).field("ref", row.ref());
        return "WalletChanged";
    }
}
