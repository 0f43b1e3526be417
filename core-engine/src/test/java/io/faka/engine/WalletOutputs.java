package io.faka.engine;

import io.faka.codec.event.WalletChangedDecoder;
import io.faka.codec.reply.WalletBalancesDecoder;
import io.faka.codec.reply.WalletReplyDecoder;
import io.faka.codec.reply.WalletStatementDecoder;
import java.util.StringJoiner;
import org.agrona.DirectBuffer;

/** Events and replies about wallets as lines of text, as {@link Outputs} writes the others. */
final class WalletOutputs {
    private WalletOutputs() {}

    static String changed(DirectBuffer buffer, int from, int block, int version) {
        WalletChangedDecoder d = new WalletChangedDecoder().wrap(buffer, from, block, version);
        return "WalletChanged " + d.entryId() + " " + d.kind() + " " + d.amount() + " " + currency(d.currency())
                + balance(d.available(), d.held()) + order(d.orderIdLow()) + " " + d.account() + "/" + d.walletRef();
    }

    static String reply(DirectBuffer buffer, int from, int block, int version) {
        WalletReplyDecoder d = new WalletReplyDecoder().wrap(buffer, from, block, version);
        return d.code() + " " + d.kind() + " " + d.amount() + " " + currency(d.currency())
                + balance(d.available(), d.held()) + " seq " + d.seq() + " " + d.account() + "/" + d.walletRef();
    }

    static String balances(DirectBuffer buffer, int from, int block, int version) {
        WalletBalancesDecoder d = new WalletBalancesDecoder().wrap(buffer, from, block, version);
        StringJoiner all = new StringJoiner(",");
        for (WalletBalancesDecoder.BalancesDecoder one : d.balances()) {
            all.add(currency(one.currency()) + balance(one.available(), one.held()));
        }
        return d.code() + " [" + all + "] " + d.account();
    }

    static String statement(DirectBuffer buffer, int from, int block, int version) {
        WalletStatementDecoder d = new WalletStatementDecoder().wrap(buffer, from, block, version);
        long next = d.next();
        String code = d.code().name();
        StringJoiner all = new StringJoiner(",");
        for (WalletStatementDecoder.EntriesDecoder one : d.entries()) {
            all.add(one.kind() + " " + one.amount() + " " + currency(one.currency())
                    + balance(one.available(), one.held()) + order(one.orderIdLow()) + " seq " + one.seq() + " at "
                    + one.timeMicros() + " " + one.walletRef());
        }
        return code + " next " + next + " [" + all + "] " + d.account();
    }

    private static String currency(long packed) {
        return Currency.unpack((int) packed);
    }

    private static String balance(long available, long held) {
        return " available " + available + " held " + held;
    }

    private static String order(long id) {
        return id == 0 ? "" : " #" + id;
    }
}
