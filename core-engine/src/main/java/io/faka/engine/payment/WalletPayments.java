package io.faka.engine.payment;

import static io.faka.codec.reply.ResultCode.ALREADY_CANCELED;
import static io.faka.codec.reply.ResultCode.ALREADY_PAID;
import static io.faka.codec.reply.ResultCode.INSUFFICIENT_FUNDS;
import static io.faka.codec.reply.ResultCode.ORDER_EXPIRED;
import static io.faka.codec.reply.ResultCode.ORDER_NOT_FOUND;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.order.OrderView;
import io.faka.engine.order.Orders;
import io.faka.engine.publish.ReplyPublisher;
import io.faka.engine.wallet.WalletBook;
import io.faka.engine.wallet.Wallets;

/**
 * Decides a payment of the channel {@code wallet}. No money of it is outside, so nothing is taken and nothing recorded unless the
 * order is paid with it, and the same ref may try again. First match wins, in this order:
 *
 * <ol>
 *   <li>ORDER_NOT_FOUND.
 *   <li>ALREADY_PAID: the order needs no money, whoever paid it.
 *   <li>PAYMENT_CURRENCY_MISMATCH, PAYMENT_AMOUNT_MISMATCH with the order as it is.
 *   <li>ORDER_EXPIRED, ALREADY_CANCELED: there is no late payment from a wallet; a new order can be placed.
 *   <li>INSUFFICIENT_FUNDS (detail: what could be taken).
 *   <li>PAID, or whatever else a payment in time is answered with: the money is taken.
 * </ol>
 */
final class WalletPayments {
    private static final int NO_DETAIL = -1;

    private final WalletBook book;
    private final Wallets wallets;
    private final OrderView orders;
    private final Settlement settlement;
    private final ReplyPublisher replies;

    WalletPayments(WalletBook book, OrderView orders, Settlement settlement, ReplyPublisher replies) {
        this.book = book;
        this.wallets = book.wallets();
        this.orders = orders;
        this.settlement = settlement;
        this.replies = replies;
    }

    /** What becomes of the notice. Changes nothing but whose wallet the notice names, which is the buyer's if it names none. */
    ResultCode decide(PaymentNotice notice, int order, long timeMicros) {
        if (order == 0) {
            return ORDER_NOT_FOUND;
        }
        if (orders.rows().hasLeft(order)) {
            return Settlement.isOver(orders.rows().state(order)) ? over(order) : ALREADY_PAID;
        }
        if (notice.accountLength() == 0) {
            notice.account(orders.buyer(order), orders.buyerLength(order));
        }
        ResultCode code = settlement.decide(order, notice.amount(), notice.currency(), timeMicros);
        return switch (code) {
            case DUPLICATE_PAYMENT -> ALREADY_PAID;
            case PAYMENT_CURRENCY_MISMATCH, PAYMENT_AMOUNT_MISMATCH -> code;
            default ->
                Settlement.isOver(orders.rows().state(order))
                        ? over(order)
                        : covers(notice) ? code : INSUFFICIENT_FUNDS;
        };
    }

    /** Whether the money is taken. */
    static boolean isTaken(ResultCode code) {
        return MoneyBook.account(code) == Ledger.DELIVERED;
    }

    /** Whether the wallet that the notice names has what the notice says. */
    boolean covers(PaymentNotice notice) {
        return notice.amount() <= spendable(notice);
    }

    /** What the notice could take from the wallet it names. */
    long spendable(PaymentNotice notice) {
        int account = wallets.find(notice.accountAt(), notice.accountLength());
        return book.spendable(wallets.balance(account, notice.currency()), notice.refAt(), notice.refLength());
    }

    /** Answers a notice whose money is not taken. */
    void refuse(PaymentNotice notice, ResultCode code, int order, long seq) {
        switch (code) {
            case PAYMENT_CURRENCY_MISMATCH, PAYMENT_AMOUNT_MISMATCH -> replies.order(order, code, 0);
            default -> replies.refusal(code, code == INSUFFICIENT_FUNDS ? spendable(notice) : NO_DETAIL, seq);
        }
    }

    private ResultCode over(int order) {
        return orders.rows().state(order) == Orders.CANCELED ? ALREADY_CANCELED : ORDER_EXPIRED;
    }
}
