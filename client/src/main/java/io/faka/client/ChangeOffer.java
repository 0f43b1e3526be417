package io.faka.client;

import io.faka.codec.command.ChangeOfferEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.OfferState;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Reprices, pauses, resumes or withdraws an offer.
 *
 * @param unitPrice minor units; -1 = as it is
 * @param state     {@link OfferState#NULL_VAL} = as it is
 */
public record ChangeOffer(long offerId, long unitPrice, OfferState state) implements Request<OfferResult> {
    /** Another price. */
    public static ChangeOffer price(long offerId, long unitPrice) {
        return new ChangeOffer(offerId, unitPrice, OfferState.NULL_VAL);
    }

    /** Another state. */
    public static ChangeOffer state(long offerId, OfferState state) {
        return new ChangeOffer(offerId, -1, state);
    }

    @Override
    public int maxEncodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH + ChangeOfferEncoder.BLOCK_LENGTH;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        new ChangeOfferEncoder()
                .wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
                .unitPrice(unitPrice)
                .offerId(offerId)
                .state(state);
        return maxEncodedLength();
    }

    @Override
    public OfferResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.offer(buffer, offset);
    }
}
