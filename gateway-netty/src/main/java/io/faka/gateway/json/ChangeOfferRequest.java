package io.faka.gateway.json;

import io.faka.codec.command.ChangeOfferEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.OfferState;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code change_offer}: reprices, pauses, resumes or withdraws one. On HTTP set the offer with {@link #offer}. */
public final class ChangeOfferRequest extends CommandRequest {
    private static final Field UNIT_PRICE = new Field(0, "unit_price");
    private static final Field STATE = new Field(1, "state");
    private static final Field OFFER_ID = new Field(2, "offer_id");
    private static final byte[][] STATES = {Names.ascii("active"), Names.ascii("paused"), Names.ascii("withdrawn")};
    private static final OfferState[] STATE_VALUES = {OfferState.ACTIVE, OfferState.PAUSED, OfferState.WITHDRAWN};

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ChangeOfferEncoder encoder = new ChangeOfferEncoder();
    private long offerId;
    private long unitPrice;
    private OfferState state;

    /** Takes requests of one form. */
    public ChangeOfferRequest(Form form) {
        super(form);
    }

    /** The offer it is about, where the request itself does not say. */
    public void offer(long id) {
        offerId = id;
    }

    @Override
    void reset() {
        unitPrice = -1;
        state = OfferState.NULL_VAL;
    }

    @Override
    boolean field() {
        if (is(UNIT_PRICE)) {
            unitPrice = integer(UNIT_PRICE, 0, CreateOrderRequest.MAX_MONEY);
        } else if (is(STATE)) {
            state = STATE_VALUES[choice(STATE, STATES)];
        } else if (isLine() && is(OFFER_ID)) {
            offerId = integer(OFFER_ID, 1, Integer.MAX_VALUE);
        } else {
            return false;
        }
        return true;
    }

    @Override
    void complete() {
        if (isLine()) {
            require(OFFER_ID);
        }
        if (!has(UNIT_PRICE) && !has(STATE)) {
            throw RequestProblem.invalid(STATE.name, "a change names unit_price or state");
        }
    }

    @Override
    public int encodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH + ChangeOfferEncoder.BLOCK_LENGTH;
    }

    @Override
    public int encode(UnsafeBuffer into) {
        encoder.wrapAndApplyHeader(into, 0, header)
                .unitPrice(unitPrice)
                .offerId(offerId)
                .state(state);
        return encodedLength();
    }
}
