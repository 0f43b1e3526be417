package io.faka.client;

import io.faka.codec.reply.ResultCode;
import java.util.List;

/**
 * Payments whose money waits.
 *
 * @param next what to ask for the page after; 0 = this was the last
 */
public record MoneyPage(List<Item> items, long next) {
    public MoneyPage {
        items = List.copyOf(items);
    }

    /** One payment; {@code amount} is what waits of it now, {@code seq} the command that brought it. */
    public record Item(
            OrderId orderId,
            String channel,
            String paymentRef,
            long amount,
            String currency,
            ResultCode reason,
            long seq) {}
}
