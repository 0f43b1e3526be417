package io.faka.client;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.PayFromWalletEncoder;
import io.faka.engine.Currency;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Pays an order from the wallet of an account; the answer carries the codes. From the buyer's own wallet a {@link PayOrder} of the
 * channel {@code wallet} does.
 *
 * @param account    whose wallet, 1-128 bytes
 * @param paymentRef the caller's own number, 1-128 bytes; that of a hold of the account ends the hold
 * @param amount     in minor units of {@code currency}
 */
public record PayFromWallet(OrderId orderId, String account, String paymentRef, long amount, String currency)
        implements Request<OrderResult> {
    @Override
    public int maxEncodedLength() {
        return 64 + 3 * 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        PayFromWalletEncoder pay =
                new PayFromWalletEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        pay.orderIdHigh(orderId.high()).orderIdLow(orderId.low()).amount(amount);
        pay.currency(currency.isEmpty() ? 0 : Currency.pack(currency));
        pay.channel("wallet").paymentRef(paymentRef).account(account);
        return MessageHeaderEncoder.ENCODED_LENGTH + pay.encodedLength();
    }

    @Override
    public OrderResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.order(buffer, offset);
    }
}
