package io.faka.engine.payment;

import io.faka.codec.command.PayDecoder;
import io.faka.codec.command.PayFromWalletDecoder;
import io.faka.engine.Currency;
import io.faka.engine.memory.Memory;
import io.faka.engine.publish.PaymentText;
import io.faka.engine.wallet.Wallets;

/** A Pay or PayFromWallet command taken apart. Texts are named by their place in the command's memory. Reused for every command. */
final class PaymentNotice implements PaymentText {
    static final int VALID = 0;
    static final int MALFORMED = -1;

    private static final int MAX_CHANNEL_LENGTH = 32;
    private static final int MAX_REF_LENGTH = 128;
    private static final int HEADER = 8;
    private static final int TEMPLATE_AT = 2;
    private static final int WALLET_LENGTH = 6;
    private static final int WALL = 0x6c6c6177;
    private static final int ET = 0x7465;

    private long orderIdHigh;
    private long orderIdLow;
    private long amount;
    private long hash;
    private int currency;
    private long channelAt;
    private int channelLength;
    private long refAt;
    private int refLength;
    private long accountAt;
    private int accountLength;
    private boolean namesAccount;

    /** Names the order, where the command could not. */
    void order(long idHigh, long idLow) {
        orderIdHigh = idHigh;
        orderIdLow = idLow;
    }

    /** Keeps the hash of (channel, payment_ref) from looking up to recording. */
    void hash(long hash) {
        this.hash = hash;
    }

    long hash() {
        return hash;
    }

    /** As {@link io.faka.engine.order.OrderRequest#parse}. */
    int parse(long command, int length) {
        int blockLength = Memory.getUnsignedShort(command);
        if (blockLength < PayDecoder.BLOCK_LENGTH || length < HEADER + blockLength) {
            return MALFORMED;
        }
        readBlock(command + HEADER);
        long end = command + length;
        long channel = command + HEADER + blockLength;
        if (channel >= end) {
            return MALFORMED;
        }
        channelAt = channel + 1;
        channelLength = Memory.getUnsignedByte(channel);
        long ref = channelAt + channelLength;
        if (ref >= end) {
            return MALFORMED;
        }
        refAt = ref + 1;
        refLength = Memory.getUnsignedByte(ref);
        return readAccount(command, refAt + refLength, end) == end ? firstInvalidField() : MALFORMED;
    }

    /** Reads whose wallet it is where the message says so; returns the place behind it, -1 if the message ends before. */
    private long readAccount(long command, long at, long end) {
        namesAccount = Memory.getUnsignedShort(command + TEMPLATE_AT) == PayFromWalletDecoder.TEMPLATE_ID;
        accountAt = at;
        accountLength = 0;
        if (!namesAccount) {
            return at;
        }
        if (at >= end) {
            return -1;
        }
        accountAt = at + 1;
        accountLength = Memory.getUnsignedByte(at);
        return accountAt + accountLength;
    }

    /** Whether the money is to come from a wallet. */
    boolean isFromWallet() {
        return channelLength == WALLET_LENGTH
                && Memory.getInt(channelAt) == WALL
                && Memory.getUnsignedShort(channelAt + 4) == ET;
    }

    /** Where the name of the wallet's account is. */
    long accountAt() {
        return accountAt;
    }

    /** Bytes of the name; 0 if the notice does not say. */
    int accountLength() {
        return accountLength;
    }

    /** Names the account, where the command did not. */
    void account(long at, int length) {
        accountAt = at;
        accountLength = length;
    }

    private void readBlock(long block) {
        orderIdHigh = Memory.getLong(block + PayDecoder.orderIdHighEncodingOffset());
        orderIdLow = Memory.getLong(block + PayDecoder.orderIdLowEncodingOffset());
        amount = Memory.getLong(block + PayDecoder.amountEncodingOffset());
        currency = Memory.getInt(block + PayDecoder.currencyEncodingOffset());
    }

    private int firstInvalidField() {
        if (amount <= 0) {
            return PayDecoder.amountId();
        }
        if (!Currency.isValid(currency)) {
            return PayDecoder.currencyId();
        }
        if (channelLength < 1 || channelLength > MAX_CHANNEL_LENGTH) {
            return PayDecoder.channelId();
        }
        if (refLength < 1 || refLength > MAX_REF_LENGTH) {
            return PayDecoder.paymentRefId();
        }
        return namesAccount ? firstInvalidOfWallet() : VALID;
    }

    private int firstInvalidOfWallet() {
        if (!isFromWallet()) {
            return PayFromWalletDecoder.channelId();
        }
        boolean valid = accountLength >= 1 && accountLength <= Wallets.MAX_ACCOUNT_LENGTH;
        return valid ? VALID : PayFromWalletDecoder.accountId();
    }

    @Override
    public long orderIdHigh() {
        return orderIdHigh;
    }

    @Override
    public long orderIdLow() {
        return orderIdLow;
    }

    @Override
    public long amount() {
        return amount;
    }

    @Override
    public int currency() {
        return currency;
    }

    @Override
    public long channelAt() {
        return channelAt;
    }

    @Override
    public int channelLength() {
        return channelLength;
    }

    @Override
    public long refAt() {
        return refAt;
    }

    @Override
    public int refLength() {
        return refLength;
    }
}
