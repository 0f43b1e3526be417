package io.faka.gateway.json;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.PayEncoder;
import io.faka.codec.command.PayFromWalletEncoder;
import org.agrona.MutableDirectBuffer;

/** A payment as it was read, and as it goes to the state machine: PayFromWallet if it names whose wallet pays, else Pay. */
final class PayMessage {
    private static final byte[] WALLET = Names.ascii("wallet");

    final Text channel = new Text();
    final Text paymentRef = new Text();
    final Text account = new Text();
    long amount;
    int currency;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PayEncoder pay = new PayEncoder();
    private final PayFromWalletEncoder payFromWallet = new PayFromWalletEncoder();

    void clear() {
        channel.clear();
        paymentRef.clear();
        account.clear();
        amount = 0;
        currency = 0;
    }

    /**
     * Checks what concerns more than one field.
     *
     * @throws RequestProblem if there is an account that no wallet is asked for
     */
    void check() {
        if (!account.isEmpty() && !channel.is(WALLET)) {
            throw RequestProblem.invalid("account", "account goes with the channel wallet only");
        }
    }

    int encodedLength() {
        int texts = 2 + channel.length() + paymentRef.length() + (account.isEmpty() ? 0 : 1 + account.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + PayEncoder.BLOCK_LENGTH + texts;
    }

    /** Encodes it, header first; returns its length. */
    int encode(MutableDirectBuffer into, int offset, long orderIdHigh, long orderIdLow) {
        if (account.isEmpty()) {
            pay.wrapAndApplyHeader(into, offset, header)
                    .orderIdHigh(orderIdHigh)
                    .orderIdLow(orderIdLow)
                    .amount(amount)
                    .currency(currency)
                    .putChannel(channel.bytes(), channel.offset(), channel.length())
                    .putPaymentRef(paymentRef.bytes(), paymentRef.offset(), paymentRef.length());
        } else {
            payFromWallet
                    .wrapAndApplyHeader(into, offset, header)
                    .orderIdHigh(orderIdHigh)
                    .orderIdLow(orderIdLow)
                    .amount(amount)
                    .currency(currency)
                    .putChannel(channel.bytes(), channel.offset(), channel.length())
                    .putPaymentRef(paymentRef.bytes(), paymentRef.offset(), paymentRef.length())
                    .putAccount(account.bytes(), account.offset(), account.length());
        }
        return encodedLength();
    }
}
