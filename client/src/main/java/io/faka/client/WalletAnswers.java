package io.faka.client;

import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.WalletBalancesDecoder;
import io.faka.codec.reply.WalletReplyDecoder;
import io.faka.codec.reply.WalletStatementDecoder;
import io.faka.engine.Currency;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Decodes replies about wallets. */
final class WalletAnswers {
    private WalletAnswers() {}

    static WalletResult entry(DirectBuffer buffer, int offset) {
        Replies.expect(WalletReplyDecoder.TEMPLATE_ID, buffer, offset);
        WalletReplyDecoder reply =
                new WalletReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        return new WalletResult(
                reply.code(),
                reply.kind(),
                reply.account(),
                reply.walletRef(),
                reply.amount(),
                Currency.unpack((int) reply.currency()),
                reply.available(),
                reply.held(),
                reply.seq());
    }

    static Wallet wallet(DirectBuffer buffer, int offset) {
        Replies.expect(WalletBalancesDecoder.TEMPLATE_ID, buffer, offset);
        WalletBalancesDecoder reply =
                new WalletBalancesDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        List<Wallet.Balance> balances = new ArrayList<>();
        for (WalletBalancesDecoder.BalancesDecoder one : reply.balances()) {
            balances.add(new Wallet.Balance(Currency.unpack((int) one.currency()), one.available(), one.held()));
        }
        return new Wallet(reply.account(), balances);
    }

    static WalletStatement statement(DirectBuffer buffer, int offset) {
        Replies.expect(WalletStatementDecoder.TEMPLATE_ID, buffer, offset);
        WalletStatementDecoder reply =
                new WalletStatementDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        long next = reply.next();
        List<WalletStatement.Entry> entries = new ArrayList<>();
        for (WalletStatementDecoder.EntriesDecoder one : reply.entries()) {
            entries.add(new WalletStatement.Entry(
                    one.kind(),
                    new OrderId(one.orderIdHigh(), one.orderIdLow()),
                    one.walletRef(),
                    one.amount(),
                    Currency.unpack((int) one.currency()),
                    one.available(),
                    one.held(),
                    one.timeMicros(),
                    one.seq()));
        }
        return new WalletStatement(reply.account(), entries, next);
    }
}
