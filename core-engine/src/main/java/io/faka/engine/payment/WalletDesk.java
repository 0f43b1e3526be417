package io.faka.engine.payment;

import static io.faka.codec.reply.ResultCode.AMOUNT_OVERFLOW;
import static io.faka.codec.reply.ResultCode.CREATED;
import static io.faka.codec.reply.ResultCode.EXISTS;
import static io.faka.codec.reply.ResultCode.EXISTS_WITH_DIFFERENT_AMOUNT;
import static io.faka.codec.reply.ResultCode.EXISTS_WITH_DIFFERENT_CURRENCY;
import static io.faka.codec.reply.ResultCode.EXISTS_WITH_DIFFERENT_KIND;
import static io.faka.codec.reply.ResultCode.HOLD_ALREADY_USED;
import static io.faka.codec.reply.ResultCode.HOLD_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.INSUFFICIENT_FUNDS;
import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.WALLET_FULL;
import static io.faka.codec.reply.ResultCode.WALLET_NOT_FOUND;

import io.faka.codec.command.ChangeWalletDecoder;
import io.faka.codec.command.GetWalletDecoder;
import io.faka.codec.command.GetWalletStatementDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.Currency;
import io.faka.engine.memory.CommandTexts;
import io.faka.engine.memory.Memory;
import io.faka.engine.publish.ReplyPublisher;
import io.faka.engine.publish.WalletReplies;
import io.faka.engine.wallet.WalletBook;
import io.faka.engine.wallet.WalletEntries;
import io.faka.engine.wallet.Wallets;

/**
 * Decides ChangeWallet, and answers the queries about wallets. First match wins, in this order:
 *
 * <ol>
 *   <li>MALFORMED, INVALID_FIELD as for a payment. A release has neither amount nor currency: it ends the whole hold.
 *   <li>The account had a credit, debit or hold of this ref. The same again: EXISTS with the answer of then; else
 *       EXISTS_WITH_DIFFERENT_KIND, _AMOUNT or _CURRENCY.
 *   <li>A credit: AMOUNT_OVERFLOW, the sum of the currency's money would not be countable any more; WALLET_FULL, the account has
 *       {@link Wallets#MAX_CURRENCIES} currencies (detail). Else CREATED; the first one makes the account.
 *   <li>A debit or a hold: INSUFFICIENT_FUNDS (detail: what is available, 0 if there is no such account), else CREATED.
 *   <li>A release: HOLD_NOT_FOUND; HOLD_ALREADY_USED, a payment took it; EXISTS if it was released before, else CREATED.
 * </ol>
 */
public final class WalletDesk {
    private static final int NO_DETAIL = -1;
    private static final int HEADER = 8;
    private static final int ACCOUNT = 0;
    private static final int REF = 1;
    private static final int MAX_REF_LENGTH = 128;
    private static final int MAX_ITEMS = 200;
    private static final int DEFAULT_ITEMS = 100;

    private final CommandTexts texts = new CommandTexts(2);
    private final CommandTexts name = new CommandTexts(1);
    private final MoneyBook book;
    private final WalletBook walletBook;
    private final Wallets wallets;
    private final WalletEntries entries;
    private final ReplyPublisher replies;
    private final WalletReplies walletReplies;

    private long amount;
    private int currency;
    private byte kind;

    /** Works on these tables. */
    public WalletDesk(MoneyBook book, ReplyPublisher replies) {
        this.book = book;
        this.walletBook = book.walletBook();
        this.wallets = walletBook.wallets();
        this.entries = walletBook.entries();
        this.replies = replies;
        this.walletReplies = new WalletReplies(replies, walletBook);
    }

    /** Decides one command. */
    public void onChangeWallet(long seq, long command, int length) {
        if (!texts.parse(command, length, ChangeWalletDecoder.BLOCK_LENGTH)) {
            replies.refusal(MALFORMED, NO_DETAIL, seq);
            return;
        }
        long block = command + HEADER;
        amount = Memory.getLong(block + ChangeWalletDecoder.amountEncodingOffset());
        currency = Memory.getInt(block + ChangeWalletDecoder.currencyEncodingOffset());
        kind = Memory.getByte(block + ChangeWalletDecoder.kindEncodingOffset());
        int field = firstInvalidField();
        if (field != 0) {
            replies.refusal(INVALID_FIELD, field, seq);
            return;
        }
        int account = wallets.find(texts.address(ACCOUNT), texts.length(ACCOUNT));
        int known = entries.find(account, texts.address(REF), texts.length(REF));
        if (kind == WalletEntries.RELEASE) {
            release(known, seq);
        } else if (known != 0) {
            answerAgain(known, seq);
        } else {
            change(account, seq);
        }
    }

    /** Answers with the balances of an account. */
    public void onGetWallet(long query, int length, long seq) {
        int account = account(query, length, GetWalletDecoder.BLOCK_LENGTH);
        if (account != 0) {
            walletReplies.balances(account, seq);
        }
    }

    /** Answers with a page of an account's statement. */
    public void onGetStatement(long query, int length) {
        int account = account(query, length, GetWalletStatementDecoder.BLOCK_LENGTH);
        if (account == 0) {
            return;
        }
        long after = Memory.getLong(query + HEADER + GetWalletStatementDecoder.afterEncodingOffset());
        int limit = Memory.getUnsignedShort(query + HEADER + GetWalletStatementDecoder.maxItemsEncodingOffset());
        if (limit > MAX_ITEMS) {
            replies.refusal(INVALID_FIELD, GetWalletStatementDecoder.maxItemsId(), 0);
        } else if (after < 0 || after > entries.count() || after > 0 && entries.account((int) after) != account) {
            replies.refusal(INVALID_FIELD, GetWalletStatementDecoder.afterId(), 0);
        } else {
            page(account, (int) after, limit == 0 ? DEFAULT_ITEMS : limit);
        }
    }

    private void page(int account, int after, int limit) {
        int first = after == 0 ? wallets.firstEntry(account) : entries.next(after);
        int count = 0;
        int last = 0;
        int entry = first;
        for (; entry != 0 && count < limit; entry = entries.next(entry)) {
            last = entry;
            count++;
        }
        walletReplies.statement(account, first, count, entry == 0 ? 0 : last);
    }

    /** The account a query names; 0 if the query was refused. */
    private int account(long query, int length, int leastBlockLength) {
        if (!name.parse(query, length, leastBlockLength)) {
            replies.refusal(MALFORMED, NO_DETAIL, 0);
            return 0;
        }
        int account = wallets.find(name.address(0), name.length(0));
        if (account == 0) {
            replies.refusal(WALLET_NOT_FOUND, NO_DETAIL, 0);
        }
        return account;
    }

    private int firstInvalidField() {
        if (kind < WalletEntries.CREDIT || kind > WalletEntries.RELEASE) {
            return ChangeWalletDecoder.kindId();
        }
        boolean release = kind == WalletEntries.RELEASE;
        if (release ? amount != 0 : amount <= 0) {
            return ChangeWalletDecoder.amountId();
        }
        if (release ? currency != 0 : !Currency.isValid(currency)) {
            return ChangeWalletDecoder.currencyId();
        }
        if (!texts.isBetween(ACCOUNT, 1, Wallets.MAX_ACCOUNT_LENGTH)) {
            return ChangeWalletDecoder.accountId();
        }
        return texts.isBetween(REF, 1, MAX_REF_LENGTH) ? 0 : ChangeWalletDecoder.walletRefId();
    }

    private void answerAgain(int known, long seq) {
        if (entries.kind(known) != kind) {
            replies.refusal(EXISTS_WITH_DIFFERENT_KIND, NO_DETAIL, seq);
        } else if (entries.amount(known) != amount) {
            replies.refusal(EXISTS_WITH_DIFFERENT_AMOUNT, NO_DETAIL, seq);
        } else if (wallets.currency(entries.balance(known)) != currency) {
            replies.refusal(EXISTS_WITH_DIFFERENT_CURRENCY, NO_DETAIL, seq);
        } else {
            walletReplies.entry(known, EXISTS);
        }
    }

    private void change(int account, long seq) {
        int balance = wallets.balance(account, currency);
        if (kind == WalletEntries.CREDIT) {
            credit(account, balance, seq);
            return;
        }
        long available = balance == 0 ? 0 : wallets.available(balance);
        if (amount > available) {
            replies.refusal(INSUFFICIENT_FUNDS, available, seq);
        } else if (kind == WalletEntries.HOLD) {
            book.walletsChanged();
            walletReplies.entry(walletBook.hold(balance, amount, texts.address(REF), texts.length(REF)), CREATED);
        } else {
            book.debitWallet(currency, amount);
            walletReplies.entry(walletBook.debit(balance, amount, texts.address(REF), texts.length(REF)), CREATED);
        }
    }

    private void credit(int known, int knownBalance, long seq) {
        ResultCode refusal = null;
        if (!book.fits(currency, amount)) {
            refusal = AMOUNT_OVERFLOW;
        } else if (knownBalance == 0 && known != 0 && wallets.balanceCount(known) == Wallets.MAX_CURRENCIES) {
            refusal = WALLET_FULL;
        }
        if (refusal != null) {
            replies.refusal(refusal, refusal == WALLET_FULL ? Wallets.MAX_CURRENCIES : NO_DETAIL, seq);
            return;
        }
        book.creditWallet(currency, amount);
        int account = wallets.open(texts.address(ACCOUNT), texts.length(ACCOUNT));
        int balance = wallets.openBalance(account, currency);
        walletReplies.entry(walletBook.credit(balance, amount, texts.address(REF), texts.length(REF)), CREATED);
    }

    private void release(int hold, long seq) {
        if (hold == 0 || entries.kind(hold) != WalletEntries.HOLD) {
            replies.refusal(HOLD_NOT_FOUND, NO_DETAIL, seq);
        } else if (entries.isUsed(hold)) {
            replies.refusal(HOLD_ALREADY_USED, NO_DETAIL, seq);
        } else if (entries.endedBy(hold) != 0) {
            walletReplies.entry(entries.endedBy(hold), EXISTS);
        } else {
            book.walletsChanged();
            walletReplies.entry(walletBook.release(hold, false), CREATED);
        }
    }
}
