package io.faka.engine.payment;

import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.MALFORMED;

import io.faka.codec.command.GetSuspenseDecoder;
import io.faka.engine.memory.Memory;
import io.faka.engine.publish.ReplyPublisher;

/** Answers GetSuspense and GetRefundsDue: pages of what waits, oldest first. Both queries have the same fields. */
public final class MoneyLists {
    /** Most items of a page. */
    public static final int MAX_ITEMS = 200;

    private static final int DEFAULT_ITEMS = 100;
    private static final int HEADER = 8;
    private static final int NO_DETAIL = -1;

    private final Payments payments;
    private final Cases cases;
    private final StoredPayment stored;
    private final ReplyPublisher replies;

    /** Lists the cases of this book. */
    public MoneyLists(Payments payments, MoneyBook book, ReplyPublisher replies) {
        this.payments = payments;
        this.cases = book.cases();
        this.stored = new StoredPayment(payments);
        this.replies = replies;
    }

    /** Lists what is due back. */
    public void onGetRefundsDue(long query, int length) {
        list(Cases.DUE, query, length);
    }

    /** Lists what is in suspense. */
    public void onGetSuspense(long query, int length) {
        list(Cases.SUSPENSE, query, length);
    }

    private void list(int queue, long query, int length) {
        if (length < HEADER + GetSuspenseDecoder.BLOCK_LENGTH || length != HEADER + Memory.getUnsignedShort(query)) {
            replies.refusal(MALFORMED, NO_DETAIL, 0);
            return;
        }
        long after = Memory.getLong(query + HEADER + GetSuspenseDecoder.afterEncodingOffset());
        int limit = Memory.getUnsignedShort(query + HEADER + GetSuspenseDecoder.maxItemsEncodingOffset());
        if (limit > MAX_ITEMS) {
            replies.refusal(INVALID_FIELD, GetSuspenseDecoder.maxItemsId(), 0);
            return;
        }
        page(queue, after, limit == 0 ? DEFAULT_ITEMS : limit);
    }

    private void page(int queue, long after, int limit) {
        int first = cases.firstAfter(queue, after);
        int count = 0;
        int last = 0;
        int row = first;
        for (; row != 0 && count < limit; row = cases.next(row)) {
            last = row;
            count++;
        }
        replies.beginMoneyPage(count, row == 0 ? 0 : cases.entry(last));
        row = first;
        for (int i = 0; i < count; i++) {
            int payment = cases.payment(row);
            long amount = queue == Cases.DUE ? cases.due(row) : cases.suspended(row);
            replies.moneyItem(stored.of(payment), amount, payments.seq(payment), cases.reason(row));
            row = cases.next(row);
        }
        replies.endMoneyPage();
    }
}
