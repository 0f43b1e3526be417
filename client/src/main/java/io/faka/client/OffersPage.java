package io.faka.client;

import java.util.List;

/** A page of a SKU's offers; ask for the next with {@code nextAfterOfferId} unless it is 0. */
public record OffersPage(List<OfferResult> offers, long nextAfterOfferId) {
    public OffersPage {
        offers = List.copyOf(offers);
    }
}
