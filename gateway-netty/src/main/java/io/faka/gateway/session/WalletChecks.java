package io.faka.gateway.session;

import io.faka.codec.command.ChangeWalletDecoder;
import io.faka.codec.command.MessageHeaderDecoder;
import io.faka.codec.command.WalletEntryKind;
import io.faka.gateway.auth.Scope;
import org.agrona.DirectBuffer;

/** What a ChangeWallet needs beyond the bounds of its texts. */
public final class WalletChecks {
    private WalletChecks() {}

    /** The right its caller must have: who makes or takes money decides for the shop, who holds it spends it. */
    public static Scope scope(DirectBuffer buffer, int offset) {
        int kind = kind(buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH);
        return kind == WalletEntryKind.CREDIT.value() || kind == WalletEntryKind.DEBIT.value()
                ? Scope.ADMIN
                : Scope.PAY;
    }

    /** Whether a client may send this kind. */
    static boolean isKind(DirectBuffer buffer, int block) {
        int kind = kind(buffer, block);
        return kind >= WalletEntryKind.CREDIT.value() && kind <= WalletEntryKind.RELEASE.value();
    }

    /** Whether the kind has neither amount nor currency. */
    static boolean isRelease(DirectBuffer buffer, int block) {
        return kind(buffer, block) == WalletEntryKind.RELEASE.value();
    }

    private static int kind(DirectBuffer buffer, int block) {
        return buffer.getByte(block + ChangeWalletDecoder.kindEncodingOffset()) & 0xff;
    }
}
