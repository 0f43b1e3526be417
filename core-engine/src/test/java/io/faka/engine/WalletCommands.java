package io.faka.engine;

import io.faka.codec.command.ChangeWalletEncoder;
import io.faka.codec.command.CreatePaidOrderEncoder;
import io.faka.codec.command.GetWalletEncoder;
import io.faka.codec.command.GetWalletStatementEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.PayFromWalletEncoder;
import io.faka.codec.command.WalletEntryKind;
import java.util.function.Consumer;

/** Encodes the commands and queries about wallets for tests, where {@link Commands} encodes the others. */
public final class WalletCommands {
    private static final MessageHeaderEncoder HEADER = new MessageHeaderEncoder();

    private WalletCommands() {}

    public static Commands change(
            Commands into, WalletEntryKind kind, String account, String ref, long amount, int currency) {
        ChangeWalletEncoder change = new ChangeWalletEncoder();
        change.wrapAndApplyHeader(into.buffer, 0, HEADER)
                .amount(amount)
                .currency(currency)
                .kind(kind)
                .account(account)
                .walletRef(ref);
        return ends(into, change.limit());
    }

    /** A payment of the channel wallet, or of any other if there is no account. */
    public static Commands pay(
            Commands into, long id, String channel, String ref, long amount, int currency, String account) {
        if (account.isEmpty()) {
            return into.pay(id * 31, id, channel, ref, amount, currency);
        }
        PayFromWalletEncoder pay = new PayFromWalletEncoder();
        pay.wrapAndApplyHeader(into.buffer, 0, HEADER)
                .orderIdHigh(id * 31)
                .orderIdLow(id)
                .amount(amount)
                .currency(currency)
                .channel(channel)
                .paymentRef(ref)
                .account(account);
        return ends(into, pay.limit());
    }

    /** An order and a payment from a wallet that is not the buyer's. */
    public static Commands paid(
            Commands into,
            Consumer<Commands> order,
            String channel,
            String ref,
            long amount,
            int currency,
            String account) {
        if (account.isEmpty()) {
            return into.paid(order, channel, ref, amount, currency);
        }
        order.accept(into);
        byte[] orderMessage = taken(into);
        byte[] payMessage = taken(pay(into, 0, channel, ref, amount, currency, account));
        CreatePaidOrderEncoder paid = new CreatePaidOrderEncoder();
        paid.wrapAndApplyHeader(into.buffer, 0, HEADER)
                .putOrderMessage(orderMessage, 0, orderMessage.length)
                .putPayMessage(payMessage, 0, payMessage.length);
        return ends(into, paid.limit());
    }

    public static Commands get(Commands into, String account) {
        GetWalletEncoder get = new GetWalletEncoder();
        get.wrapAndApplyHeader(into.buffer, 0, HEADER).account(account);
        return ends(into, get.limit());
    }

    public static Commands statement(Commands into, String account, long after, int limit) {
        GetWalletStatementEncoder get = new GetWalletStatementEncoder();
        get.wrapAndApplyHeader(into.buffer, 0, HEADER)
                .after(after)
                .maxItems(limit)
                .account(account);
        return ends(into, get.limit());
    }

    private static byte[] taken(Commands commands) {
        byte[] bytes = new byte[commands.length];
        commands.buffer.getBytes(0, bytes);
        return bytes;
    }

    private static Commands ends(Commands commands, int limit) {
        commands.length = limit;
        return commands;
    }
}
