package io.faka.engine.inventory;

/** Adds offers to the books and changes them. */
public final class Listings {
    private final Offers offers;
    private final OfferBooks books;

    /** Works on these tables. */
    public Listings(Offers offers, OfferBooks books) {
        this.offers = offers;
        this.books = books;
    }

    /** Adds a seller's offer without units and without a price; tiers, then {@link #reprice}, are to follow. */
    public int add(int sku, long seller, int sellerLength, int tiers) {
        int offer = offers.add(sku);
        offers.seller(offer, seller, sellerLength, tiers);
        books.join(sku, offer);
        return offer;
    }

    /** The SKU's offer whose units are chosen one by one; it is made if there is none. */
    public int forChoice(int sku) {
        int offer = findForChoice(sku);
        if (offer == 0) {
            offer = offers.add(sku);
            offers.forChoice(offer, books.first(sku));
            books.join(sku, offer);
        }
        return offer;
    }

    /** The SKU's offer whose units are chosen one by one, 0 if there is none. */
    public int findForChoice(int sku) {
        int offer = books.first(sku);
        while (offer != 0 && !offers.isForChoice(offer)) {
            offer = offers.nextOfSku(offer);
        }
        return offer;
    }

    /** Gives an offer another price. */
    public void reprice(int offer, long price) {
        books.reprice(offer, price);
    }

    /** Activates, pauses or withdraws a seller's offer. */
    public void state(int offer, byte state) {
        books.state(offer, state);
    }
}
