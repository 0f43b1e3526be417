package io.faka.engine.publish;

import io.faka.codec.reply.MessageHeaderEncoder;
import io.faka.codec.reply.ResultCode;
import io.faka.codec.reply.WalletBalancesEncoder;
import io.faka.codec.reply.WalletEntryKind;
import io.faka.codec.reply.WalletReplyEncoder;
import io.faka.codec.reply.WalletStatementEncoder;
import io.faka.engine.RecordBuffer;
import io.faka.engine.memory.Memory;
import io.faka.engine.wallet.WalletBook;
import io.faka.engine.wallet.WalletEntries;
import io.faka.engine.wallet.Wallets;

/** Writes the replies about wallets, where {@link ReplyPublisher} writes. */
public final class WalletReplies {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int TEXT = 129;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final WalletReplyEncoder walletReply = new WalletReplyEncoder();
    private final WalletBalancesEncoder walletBalances = new WalletBalancesEncoder();
    private final WalletStatementEncoder walletStatement = new WalletStatementEncoder();
    private final ReplyPublisher replies;
    private final Wallets wallets;
    private final WalletEntries entries;

    /** Reads what it writes from this book. */
    public WalletReplies(ReplyPublisher replies, WalletBook book) {
        this.replies = replies;
        this.wallets = book.wallets();
        this.entries = book.entries();
    }

    /** An entry and the balance after it. */
    public void entry(int entry, ResultCode code) {
        RecordBuffer records = replies.records();
        int at = records.claim(HEADER + WalletReplyEncoder.BLOCK_LENGTH + 2 * TEXT);
        walletReply
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(entries.seq(entry))
                .amount(entries.amount(entry))
                .available(entries.available(entry))
                .held(entries.held(entry))
                .currency(wallets.currency(entries.balance(entry)))
                .code(code)
                .kind(WalletEntryKind.get(entries.kind(entry)));
        int end = name(records, walletReply.limit(), entries.account(entry));
        records.commit(Memory.putText8(records.buffer(), end, entries.ref(entry), entries.refLength(entry)) - at);
    }

    /** The balances of an account. */
    public void balances(int account, long seq) {
        RecordBuffer records = replies.records();
        int count = wallets.balanceCount(account);
        int at = records.claim(HEADER
                + WalletBalancesEncoder.BLOCK_LENGTH
                + WalletBalancesEncoder.BalancesEncoder.HEADER_SIZE
                + count * WalletBalancesEncoder.BalancesEncoder.sbeBlockLength()
                + TEXT);
        WalletBalancesEncoder.BalancesEncoder group = walletBalances
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .code(ResultCode.FOUND)
                .balancesCount(count);
        for (int row = wallets.firstBalance(account); row != 0; row = wallets.nextBalance(row)) {
            group.next()
                    .available(wallets.available(row))
                    .held(wallets.held(row))
                    .currency(wallets.currency(row));
        }
        records.commit(name(records, walletBalances.limit(), account) - at);
    }

    /** {@code count} entries of an account from {@code first} on. */
    public void statement(int account, int first, int count, long next) {
        RecordBuffer records = replies.records();
        int at = records.claim(HEADER
                + WalletStatementEncoder.BLOCK_LENGTH
                + WalletStatementEncoder.EntriesEncoder.HEADER_SIZE
                + count * (WalletStatementEncoder.EntriesEncoder.sbeBlockLength() + TEXT)
                + TEXT);
        WalletStatementEncoder.EntriesEncoder group = walletStatement
                .wrapAndApplyHeader(records.buffer(), at, header)
                .next(next)
                .code(ResultCode.FOUND)
                .entriesCount(count);
        int entry = first;
        for (int i = 0; i < count; i++) {
            item(entry, group.next());
            walletStatement.limit(Memory.putText8(
                    records.buffer(), walletStatement.limit(), entries.ref(entry), entries.refLength(entry)));
            entry = entries.next(entry);
        }
        records.commit(name(records, walletStatement.limit(), account) - at);
    }

    private void item(int entry, WalletStatementEncoder.EntriesEncoder to) {
        to.orderIdHigh(entries.orderIdHigh(entry))
                .orderIdLow(entries.orderIdLow(entry))
                .amount(entries.amount(entry))
                .available(entries.available(entry))
                .held(entries.held(entry))
                .seq(entries.seq(entry))
                .timeMicros(entries.timeMicros(entry))
                .currency(wallets.currency(entries.balance(entry)))
                .kind(WalletEntryKind.get(entries.kind(entry)));
    }

    private int name(RecordBuffer records, int at, int account) {
        return Memory.putText8(records.buffer(), at, wallets.name(account), wallets.nameLength(account));
    }
}
