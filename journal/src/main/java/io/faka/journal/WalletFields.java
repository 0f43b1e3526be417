package io.faka.journal;

import io.faka.codec.command.ChangeWalletDecoder;
import io.faka.codec.command.MessageHeaderDecoder;
import io.faka.codec.command.PayFromWalletDecoder;
import java.util.Locale;
import org.agrona.DirectBuffer;

/** Spells out the fields of the commands about wallets. */
final class WalletFields {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ChangeWalletDecoder change = new ChangeWalletDecoder();
    private final PayFromWalletDecoder pay = new PayFromWalletDecoder();

    void change(DirectBuffer buffer, int offset, FieldText out) {
        change.wrapAndApplyHeader(buffer, offset, header);
        out.type("change_wallet");
        out.text("kind", change.kind().name().toLowerCase(Locale.ROOT));
        out.number("amount", change.amount());
        out.text("currency", FieldText.currency(change.currency()));
        out.text("account", change.account());
        out.text("ref", change.walletRef());
    }

    void pay(DirectBuffer buffer, int offset, FieldText out) {
        pay.wrapAndApplyHeader(buffer, offset, header);
        out.type("pay_from_wallet");
        out.text("order_id", FieldText.hex(pay.orderIdHigh(), pay.orderIdLow()));
        payment("currency", buffer, offset, out);
    }

    /** The payment alone, without its order. */
    void payment(String currencyName, DirectBuffer buffer, int offset, FieldText out) {
        pay.wrapAndApplyHeader(buffer, offset, header);
        out.number("amount", pay.amount());
        out.text(currencyName, FieldText.currency(pay.currency()));
        out.text("channel", pay.channel());
        out.text("payment_ref", pay.paymentRef());
        out.text("account", pay.account());
    }
}
