package io.faka.client;

import io.faka.codec.session.ImportCodesEncoder;
import io.faka.codec.session.MessageHeaderEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * One chunk of an import. All of it must fit into one frame; the node seals the codes.
 *
 * @param lot       chunks with the same lot name on the same SKU make one lot; empty = a lot of its own
 * @param codes     each 1-4,096 bytes of UTF-8
 * @param expiresAt of the whole lot; {@link Instant#EPOCH} = never
 * @param offerId   whose units they are; 0 = the SKU's own offer
 */
public record ImportCodes(String sku, String lot, List<String> codes, Instant expiresAt, long offerId)
        implements Request<UnitsResult> {
    public ImportCodes {
        codes = List.copyOf(codes);
        if (codes.isEmpty() || codes.size() > 65_534) {
            throw new IllegalArgumentException("a chunk has 1 to 65534 codes: " + codes.size());
        }
    }

    /** Codes that never expire, for the SKU's own offer. */
    public static ImportCodes of(String sku, String lot, List<String> codes) {
        return new ImportCodes(sku, lot, codes, Instant.EPOCH, 0);
    }

    /** The same for a seller's offer. */
    public ImportCodes intoOffer(long offer) {
        return new ImportCodes(sku, lot, codes, expiresAt, offer);
    }

    @Override
    public int maxEncodedLength() {
        long length = 64 + 2 * 255;
        for (String code : codes) {
            length += 2 + 3L * code.length();
        }
        return (int) Math.min(length, Integer.MAX_VALUE);
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        ImportCodesEncoder chunk =
                new ImportCodesEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        chunk.expiresAtMicros(expiresAt.getEpochSecond() * 1_000_000 + expiresAt.getNano() / 1_000);
        chunk.offerId(offerId);
        ImportCodesEncoder.CodesEncoder encoder = chunk.codesCount(codes.size());
        for (String code : codes) {
            byte[] bytes = code.getBytes(StandardCharsets.UTF_8);
            encoder.next().putCode(bytes, 0, bytes.length);
        }
        chunk.sku(sku).lot(lot);
        return MessageHeaderEncoder.ENCODED_LENGTH + chunk.encodedLength();
    }

    @Override
    public UnitsResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.units(buffer, offset);
    }
}
