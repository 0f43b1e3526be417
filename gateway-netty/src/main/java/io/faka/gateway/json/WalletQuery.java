package io.faka.gateway.json;

import io.faka.codec.command.GetWalletEncoder;
import io.faka.codec.command.GetWalletStatementEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code get_wallet} and {@code wallet_statement}. On HTTP {@link #of} and {@link #page} set what a line says itself. */
public final class WalletQuery extends CommandRequest {
    private static final Field ACCOUNT = new Field(0, "account");
    private static final Field AFTER = new Field(1, "after");
    private static final Field LIMIT = new Field(2, "limit");

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final GetWalletEncoder wallet = new GetWalletEncoder();
    private final GetWalletStatementEncoder statement = new GetWalletStatementEncoder();
    private final Text account = new Text();
    private final boolean isStatement;
    private long after;
    private int limit;

    /** @param isStatement whether it asks for a page of the statement; else for the balances */
    public WalletQuery(boolean isStatement) {
        super(Form.LINE);
        this.isStatement = isStatement;
    }

    /** The account asked for. */
    public void of(byte[] name) {
        account.set(name, 0, name.length);
    }

    /** The page asked for; {@code limit} 0 = the default. */
    public void page(long after, int limit) {
        this.after = after;
        this.limit = limit;
    }

    @Override
    void reset() {
        account.clear();
        page(0, 0);
    }

    @Override
    boolean field() {
        if (is(ACCOUNT)) {
            text(ACCOUNT, 1, 128, account);
        } else if (isStatement && is(AFTER)) {
            after = integer(AFTER, 0, Integer.MAX_VALUE);
        } else if (isStatement && is(LIMIT)) {
            limit = (int) integer(LIMIT, 1, MoneyListRequest.MAX_ITEMS);
        } else {
            return false;
        }
        return true;
    }

    @Override
    void complete() {
        require(ACCOUNT);
    }

    @Override
    public int encodedLength() {
        int block = isStatement ? GetWalletStatementEncoder.BLOCK_LENGTH : GetWalletEncoder.BLOCK_LENGTH;
        return MessageHeaderEncoder.ENCODED_LENGTH + block + 1 + account.length();
    }

    @Override
    public int encode(UnsafeBuffer into) {
        if (isStatement) {
            statement
                    .wrapAndApplyHeader(into, 0, header)
                    .after(after)
                    .maxItems(limit)
                    .putAccount(account.bytes(), account.offset(), account.length());
        } else {
            wallet.wrapAndApplyHeader(into, 0, header).putAccount(account.bytes(), account.offset(), account.length());
        }
        return encodedLength();
    }
}
