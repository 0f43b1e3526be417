package io.faka.engine.payment;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.Currency;
import io.faka.engine.MoneyTotals;
import io.faka.engine.memory.StateHash;
import io.faka.engine.order.WaitMoney;
import io.faka.engine.publish.EventPublisher;
import io.faka.engine.publish.WalletEvents;
import io.faka.engine.wallet.WalletBook;
import java.util.ArrayList;
import java.util.List;

/**
 * Where all money is. Every payment enters it once and is then moved in it, never changed: the {@link Ledger} holds the sums, a
 * {@link Cases case} the parts of a payment that did not simply pay its order.
 */
public final class MoneyBook implements WaitMoney {
    private final Payments payments;
    private final Cases cases;
    private final Ledger ledger = new Ledger();
    private final WalletBook walletBook;
    private final StoredPayment stored;
    private final EventPublisher events;
    private long version;

    /** Keeps the money of these payments. */
    public MoneyBook(Payments payments, EventPublisher events) {
        this.payments = payments;
        this.cases = new Cases(payments);
        this.stored = new StoredPayment(payments);
        this.events = events;
        this.walletBook = new WalletBook(new WalletEvents(events));
    }

    /** Sets the seed of the indices; only while there is no payment. */
    public void seed(long seed) {
        cases.seed(seed);
        walletBook.seed(seed);
    }

    /** The cases. */
    public Cases cases() {
        return cases;
    }

    /** The sums. */
    public Ledger ledger() {
        return ledger;
    }

    /** The prepaid money. */
    public WalletBook walletBook() {
        return walletBook;
    }

    /** The money that did not simply pay an order. */
    public MoneyTotals totals() {
        List<MoneyTotals.Sum> sums = new ArrayList<>();
        for (int i = 0; i < ledger.count(); i++) {
            sums.add(new MoneyTotals.Sum(
                    Currency.unpack(ledger.currency(i)),
                    ledger.balance(i, Ledger.SUSPENSE),
                    ledger.balance(i, Ledger.DUE),
                    ledger.balance(i, Ledger.REFUNDED),
                    ledger.balance(i, Ledger.WALLET)));
        }
        return new MoneyTotals(sums, cases.inSuspense(), cases.withRefundDue());
    }

    /** Grows whenever money joins or leaves suspense, what is due back, or a wallet. */
    public long version() {
        return version;
    }

    /** Adds cases and sums to the hash. */
    public void addTo(StateHash hash) {
        cases.addTo(hash);
        ledger.addTo(hash);
        walletBook.addTo(hash);
    }

    /** Bytes held, those of the payments not included. */
    public long memoryBytes() {
        return cases.memoryBytes() + walletBook.memoryBytes();
    }

    boolean fits(int currency, long amount) {
        return ledger.fits(currency, amount);
    }

    /** A new payment; it goes to the account that its code asks for. */
    void receive(int payment, ResultCode code, long seq) {
        if (payments.isFromWallet(payment)) {
            takeFromWallet(payment);
            return;
        }
        long amount = payments.amount(payment);
        int account = account(code);
        ledger.receive(payments.currency(payment), account, amount);
        if (account != Ledger.DELIVERED) {
            int row = cases.add(payment, code);
            cases.put(row, account == Ledger.SUSPENSE ? amount : 0, account == Ledger.DUE ? amount : 0, 0, seq);
            tell(row, account == Ledger.DUE ? amount : 0);
        }
    }

    /** Money in suspense: {@code kept} of it pays the order, the rest is due back. */
    void release(int row, long kept, long seq) {
        long suspended = cases.suspended(row);
        int currency = payments.currency(cases.payment(row));
        ledger.move(currency, Ledger.SUSPENSE, Ledger.DELIVERED, kept);
        ledger.move(currency, Ledger.SUSPENSE, Ledger.DUE, suspended - kept);
        cases.put(row, 0, cases.due(row) + suspended - kept, cases.refunded(row), seq);
        tell(row, suspended - kept);
    }

    /** Money in suspense stays there for another reason. */
    void restate(int row, ResultCode reason, long seq) {
        cases.reason(row, reason);
        cases.put(row, cases.suspended(row), cases.due(row), cases.refunded(row), seq);
        tell(row, 0);
    }

    /** Money that was due back went back: to the wallet it came from, or to where it was paid from outside. */
    void refundDue(int row, long amount, long refAt, int refLength, long seq) {
        payOut(cases.payment(row), Ledger.DUE, amount, refAt, refLength);
        cases.put(row, cases.suspended(row), cases.due(row) - amount, cases.refunded(row) + amount, seq);
        tell(row, 0);
    }

    private void payOut(int payment, int from, long amount, long refAt, int refLength) {
        boolean wallet = payments.isFromWallet(payment);
        ledger.move(payments.currency(payment), from, wallet ? Ledger.WALLET : Ledger.REFUNDED, amount);
        if (wallet) {
            walletBook.refund(
                    balance(payment),
                    amount,
                    refAt,
                    refLength,
                    payments.orderIdHigh(payment),
                    payments.orderIdLow(payment));
        }
    }

    /** Money that paid an order went back: to the wallet it came from, or to where it was paid from outside. */
    void refundKept(int payment, long amount, long refAt, int refLength, long seq) {
        int known = cases.ofPayment(payment);
        int row = known == 0 ? cases.add(payment, ResultCode.REFUNDED) : known;
        payOut(payment, Ledger.DELIVERED, amount, refAt, refLength);
        cases.put(row, cases.suspended(row), cases.due(row), cases.refunded(row) + amount, seq);
        tell(row, 0);
    }

    /** Prepaid money comes in. */
    void creditWallet(int currency, long amount) {
        ledger.receive(currency, Ledger.WALLET, amount);
        walletsChanged();
    }

    /** Prepaid money goes out. */
    void debitWallet(int currency, long amount) {
        ledger.move(currency, Ledger.WALLET, Ledger.REFUNDED, amount);
        walletsChanged();
    }

    /** A balance is another one than before. */
    void walletsChanged() {
        version++;
    }

    private void takeFromWallet(int payment) {
        ledger.move(payments.currency(payment), Ledger.WALLET, Ledger.DELIVERED, payments.amount(payment));
        long ref = payments.text(payment) + payments.channelLength(payment);
        walletBook.pay(
                balance(payment),
                payments.amount(payment),
                ref,
                payments.refLength(payment),
                payments.orderIdHigh(payment),
                payments.orderIdLow(payment));
        walletsChanged();
    }

    private int balance(int payment) {
        int account = walletBook.wallets().find(payments.account(payment), payments.accountLength(payment));
        return walletBook.wallets().balance(account, payments.currency(payment));
    }

    @Override
    public void giveBack(int payment, long amount, ResultCode reason, long seq) {
        int known = cases.ofPayment(payment);
        int row = known == 0 ? cases.add(payment, reason) : known;
        cases.reason(row, reason);
        ledger.move(payments.currency(payment), Ledger.DELIVERED, Ledger.DUE, amount);
        cases.put(row, cases.suspended(row), cases.due(row) + amount, cases.refunded(row), seq);
        tell(row, amount);
    }

    @Override
    public long kept(int payment) {
        int row = cases.ofPayment(payment);
        return row == 0 ? payments.amount(payment) : cases.kept(row);
    }

    /** Where the money of a payment with this outcome goes. */
    static int account(ResultCode code) {
        return switch (code) {
            case PAID, PAID_WAITING, LATE_PAYMENT_FULFILLED, LATE_PAYMENT_BACKORDERED -> Ledger.DELIVERED;
            case DUPLICATE_PAYMENT, LATE_PAYMENT_REFUND_DUE -> Ledger.DUE;
            default -> Ledger.SUSPENSE;
        };
    }

    private void tell(int row, long newlyDue) {
        version++;
        StoredPayment payment = stored.of(cases.payment(row));
        if (newlyDue > 0) {
            events.refundDue(payment, newlyDue, cases.reason(row));
        }
        events.paymentBalance(payment, cases.suspended(row), cases.due(row), cases.refunded(row), cases.reason(row));
    }
}
