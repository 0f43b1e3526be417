package io.faka.client;

import io.faka.codec.command.ChangeWalletEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.WalletEntryKind;
import io.faka.engine.Currency;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Moves prepaid money of an account. CREDIT: it came in; DEBIT: it went out; HOLD: it is set aside for a payment of the same
 * ref; RELEASE: a hold ends.
 *
 * @param account  1-128 bytes
 * @param amount   in minor units of {@code currency}; of a RELEASE 0
 * @param currency of a RELEASE empty
 * @param ref      the caller's own number, 1-128 bytes; with the account it is the idempotency key; of a RELEASE that of the hold
 */
public record ChangeWallet(WalletEntryKind kind, String account, long amount, String currency, String ref)
        implements Request<WalletResult> {
    /** Ends a hold. */
    public static ChangeWallet release(String account, String ref) {
        return new ChangeWallet(WalletEntryKind.RELEASE, account, 0, "", ref);
    }

    @Override
    public int maxEncodedLength() {
        return 64 + 2 * 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        ChangeWalletEncoder change =
                new ChangeWalletEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        change.amount(amount).currency(currency.isEmpty() ? 0 : Currency.pack(currency));
        change.kind(kind).account(account).walletRef(ref);
        return MessageHeaderEncoder.ENCODED_LENGTH + change.encodedLength();
    }

    @Override
    public WalletResult decode(DirectBuffer buffer, int offset, int length) {
        return WalletAnswers.entry(buffer, offset);
    }
}
