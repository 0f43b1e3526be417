package io.faka.client;

import io.faka.codec.reply.WalletEntryKind;
import java.util.List;

/**
 * A page of what moved the money of an account, oldest first.
 *
 * @param next what to ask for the page after; 0 = this was the last
 */
public record WalletStatement(String account, List<Entry> entries, long next) {
    public WalletStatement {
        entries = List.copyOf(entries);
    }

    /** One movement; {@code available} and {@code held} are the balance after it, {@code orderId} is zero if it is about no order. */
    public record Entry(
            WalletEntryKind kind,
            OrderId orderId,
            String ref,
            long amount,
            String currency,
            long available,
            long held,
            long timeMicros,
            long seq) {}
}
