package io.faka.client;

import io.faka.codec.command.GetWalletEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** The prepaid money of an account. */
public record GetWallet(String account) implements Request<Wallet> {
    @Override
    public int maxEncodedLength() {
        return 64 + 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        GetWalletEncoder get = new GetWalletEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        get.account(account);
        return MessageHeaderEncoder.ENCODED_LENGTH + get.encodedLength();
    }

    @Override
    public Wallet decode(DirectBuffer buffer, int offset, int length) {
        return WalletAnswers.wallet(buffer, offset);
    }
}
