package io.faka.gateway.json;

import io.faka.codec.command.ChangeWalletEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.WalletEntryKind;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * {@code credit_wallet}, {@code debit_wallet}, {@code hold_wallet} and {@code release_wallet}. On HTTP the account comes from the
 * path: set it with {@link #account}.
 */
public final class WalletRequest extends CommandRequest {
    private static final Field AMOUNT = new Field(0, "amount");
    private static final Field CURRENCY = new Field(1, "currency");
    private static final Field REF = new Field(2, "ref");
    private static final Field ACCOUNT = new Field(3, "account");

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ChangeWalletEncoder encoder = new ChangeWalletEncoder();
    private final Text account = new Text();
    private final Text ref = new Text();
    private final WalletEntryKind kind;
    private final boolean isLine;
    private long amount;
    private int currency;

    /** Takes requests of one form and kind. */
    public WalletRequest(Form form, WalletEntryKind kind) {
        super(form);
        this.kind = kind;
        this.isLine = form == Form.LINE;
    }

    /** The account it is about, where the request itself does not say. */
    public void account(byte[] name) {
        account.set(name, 0, name.length);
    }

    @Override
    void reset() {
        if (isLine) {
            account.clear();
        }
        ref.clear();
        amount = 0;
        currency = 0;
    }

    @Override
    boolean field() {
        boolean release = kind == WalletEntryKind.RELEASE;
        if (!release && is(AMOUNT)) {
            amount = integer(AMOUNT, 1, CreateOrderRequest.MAX_MONEY);
        } else if (!release && is(CURRENCY)) {
            currency = currency(CURRENCY);
        } else if (is(REF)) {
            text(REF, 1, 128, ref);
        } else if (isLine && is(ACCOUNT)) {
            text(ACCOUNT, 1, 128, account);
        } else {
            return false;
        }
        return true;
    }

    @Override
    void complete() {
        if (kind != WalletEntryKind.RELEASE) {
            require(AMOUNT);
            require(CURRENCY);
        }
        require(REF);
        if (isLine) {
            require(ACCOUNT);
        }
    }

    @Override
    public int encodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH
                + ChangeWalletEncoder.BLOCK_LENGTH
                + 2
                + account.length()
                + ref.length();
    }

    @Override
    public int encode(UnsafeBuffer into) {
        encoder.wrapAndApplyHeader(into, 0, header)
                .amount(amount)
                .currency(currency)
                .kind(kind)
                .putAccount(account.bytes(), account.offset(), account.length())
                .putWalletRef(ref.bytes(), ref.offset(), ref.length());
        return encodedLength();
    }
}
