package io.faka.gateway.json;

import io.faka.codec.command.GetRefundsDueEncoder;
import io.faka.codec.command.GetSuspenseEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code refunds_due} and {@code suspense}: queries for a page. On HTTP {@link #page} sets what a line says itself. */
public final class MoneyListRequest extends CommandRequest {
    /** Most items of a page. */
    public static final int MAX_ITEMS = 200;

    private static final Field AFTER = new Field(0, "after");
    private static final Field LIMIT = new Field(1, "limit");

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final GetRefundsDueEncoder refundsDue = new GetRefundsDueEncoder();
    private final GetSuspenseEncoder suspense = new GetSuspenseEncoder();
    private final boolean isRefundsDue;
    private long after;
    private int limit;

    /** @param isRefundsDue whether it asks for what is due back; else for what is in suspense */
    public MoneyListRequest(boolean isRefundsDue) {
        super(Form.LINE);
        this.isRefundsDue = isRefundsDue;
    }

    /** The page asked for; {@code limit} 0 = the default. */
    public void page(long after, int limit) {
        this.after = after;
        this.limit = limit;
    }

    @Override
    void reset() {
        page(0, 0);
    }

    @Override
    boolean field() {
        if (is(AFTER)) {
            after = integer(AFTER, 0, Long.MAX_VALUE);
        } else if (is(LIMIT)) {
            limit = (int) integer(LIMIT, 1, MAX_ITEMS);
        } else {
            return false;
        }
        return true;
    }

    @Override
    void complete() {}

    @Override
    public int encodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH + GetSuspenseEncoder.BLOCK_LENGTH;
    }

    @Override
    public int encode(UnsafeBuffer into) {
        if (isRefundsDue) {
            refundsDue.wrapAndApplyHeader(into, 0, header).after(after).maxItems(limit);
        } else {
            suspense.wrapAndApplyHeader(into, 0, header).after(after).maxItems(limit);
        }
        return encodedLength();
    }
}
