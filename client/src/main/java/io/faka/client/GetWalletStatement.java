package io.faka.client;

import io.faka.codec.command.GetWalletStatementEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A page of what moved the money of an account, oldest first.
 *
 * @param after {@link WalletStatement#next} of the page before; 0 = from the start
 * @param limit most entries, up to 200; 0 = 100
 */
public record GetWalletStatement(String account, long after, int limit) implements Request<WalletStatement> {
    @Override
    public int maxEncodedLength() {
        return 64 + 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        GetWalletStatementEncoder get =
                new GetWalletStatementEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        get.after(after).maxItems(limit).account(account);
        return MessageHeaderEncoder.ENCODED_LENGTH + get.encodedLength();
    }

    @Override
    public WalletStatement decode(DirectBuffer buffer, int offset, int length) {
        return WalletAnswers.statement(buffer, offset);
    }
}
