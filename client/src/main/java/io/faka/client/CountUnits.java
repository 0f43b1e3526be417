package io.faka.client;

import io.faka.codec.command.AddCountedUnitsEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import java.time.Instant;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Counted stock of a SKU that an operator delivers.
 *
 * @param lot       1-64 bytes; it comes in whole, and the same lot again changes nothing
 * @param quantity  1 to 1,000,000
 * @param expiresAt of the whole lot; {@link Instant#EPOCH} = never
 * @param offerId   whose units they are; 0 = the SKU's own offer
 */
public record CountUnits(String sku, String lot, long quantity, Instant expiresAt, long offerId)
        implements Request<UnitsResult> {
    /** Units that never expire, for the SKU's own offer. */
    public static CountUnits of(String sku, String lot, long quantity) {
        return new CountUnits(sku, lot, quantity, Instant.EPOCH, 0);
    }

    @Override
    public int maxEncodedLength() {
        return 64 + 2 * 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        AddCountedUnitsEncoder add =
                new AddCountedUnitsEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        add.expiresAtMicros(expiresAt.getEpochSecond() * 1_000_000 + expiresAt.getNano() / 1_000)
                .offerId(offerId)
                .quantity(quantity)
                .sku(sku)
                .lot(lot);
        return MessageHeaderEncoder.ENCODED_LENGTH + add.encodedLength();
    }

    @Override
    public UnitsResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.units(buffer, offset);
    }
}
