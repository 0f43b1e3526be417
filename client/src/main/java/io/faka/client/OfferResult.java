package io.faka.client;

import io.faka.codec.command.OfferState;
import io.faka.codec.reply.ResultCode;
import java.util.List;

/** An offer; {@code seller} is empty for the SKU's own. Money in minor units. */
public record OfferResult(
        ResultCode code,
        long offerId,
        String sku,
        String seller,
        long unitPrice,
        String currency,
        OfferState state,
        long available,
        List<Tier> tiers) {
    public OfferResult {
        tiers = List.copyOf(tiers);
    }
}
