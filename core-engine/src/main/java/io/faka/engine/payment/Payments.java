package io.faka.engine.payment;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Hash;
import io.faka.engine.memory.LineLoads;
import io.faka.engine.memory.Memory;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.SegmentedIndex;
import io.faka.engine.memory.StateHash;

/** The recorded notices: found by channel and payment_ref. A notice may name an order that does not exist. */
public final class Payments {
    private static final int ORDER_HIGH = 0;
    private static final int ORDER_LOW = 8;
    private static final int AMOUNT = 16;
    private static final int SEQ = 24;
    private static final int ORDER = 32;
    private static final int TEXT = 36;
    private static final int CURRENCY = 40;
    private static final int CODE = 44;
    private static final int CHANNEL_LENGTH = 45;
    private static final int REF_LENGTH = 46;
    private static final int ACCOUNT_LENGTH = 47;
    private static final int ROW_BYTES = 48;

    private final RowTable rows = new RowTable(ROW_BYTES);
    private final SegmentedIndex byRef = new SegmentedIndex();
    private final Arena texts = new Arena();
    private long seed;

    /** Sets the seed of the index; only while there is no payment. */
    public void seed(long seed) {
        this.seed = seed;
    }

    /** Row of the notice with this channel and payment_ref, 0 if there is none. */
    int find(PaymentNotice notice) {
        long hash = hash(notice);
        notice.hash(hash);
        for (int at = byRef.first(hash); at >= 0; at = byRef.next(hash, at)) {
            int payment = byRef.row(hash, at);
            if (isSame(payment, notice.channelAt(), notice.channelLength(), notice.refAt(), notice.refLength())) {
                return payment;
            }
        }
        return 0;
    }

    /** Row of the notice with this channel and payment_ref, 0 if there is none. */
    int find(long channelAt, int channelLength, long refAt, int refLength) {
        long hash = hash(channelAt, channelLength, refAt, refLength);
        for (int at = byRef.first(hash); at >= 0; at = byRef.next(hash, at)) {
            int payment = byRef.row(hash, at);
            if (isSame(payment, channelAt, channelLength, refAt, refLength)) {
                return payment;
            }
        }
        return 0;
    }

    int add(PaymentNotice notice, int order, ResultCode code, long seq) {
        int payment = rows.allocate();
        long at = rows.address(payment);
        Memory.putLong(at + ORDER_HIGH, notice.orderIdHigh());
        Memory.putLong(at + ORDER_LOW, notice.orderIdLow());
        Memory.putLong(at + AMOUNT, notice.amount());
        Memory.putLong(at + SEQ, seq);
        Memory.putInt(at + ORDER, order);
        Memory.putInt(at + TEXT, store(notice));
        Memory.putInt(at + CURRENCY, notice.currency());
        Memory.putByte(at + CODE, (byte) code.value());
        Memory.putByte(at + CHANNEL_LENGTH, (byte) notice.channelLength());
        Memory.putByte(at + REF_LENGTH, (byte) notice.refLength());
        Memory.putByte(at + ACCOUNT_LENGTH, (byte) notice.accountLength());
        byRef.insert(notice.hash(), payment);
        return payment;
    }

    /** High half of the order id that the notice named. */
    public long orderIdHigh(int payment) {
        return rows.getLong(payment, ORDER_HIGH);
    }

    /** Low half of the order id that the notice named. */
    public long orderIdLow(int payment) {
        return rows.getLong(payment, ORDER_LOW);
    }

    /** Row of the order it named, 0 as long as there is none. */
    public int order(int payment) {
        return rows.getInt(payment, ORDER);
    }

    void order(int payment, int order) {
        rows.putInt(payment, ORDER, order);
    }

    /** Minor units. */
    public long amount(int payment) {
        return rows.getLong(payment, AMOUNT);
    }

    /** Packed as by {@link io.faka.engine.Currency}. */
    public int currency(int payment) {
        return rows.getInt(payment, CURRENCY);
    }

    /** What came of it: what the notice, if it comes again, is answered with. */
    public ResultCode code(int payment) {
        return ResultCode.get((short) (rows.getByte(payment, CODE) & 0xff));
    }

    void code(int payment, ResultCode code) {
        rows.putByte(payment, CODE, (byte) code.value());
    }

    /** Sequence of the command that brought it. */
    public long seq(int payment) {
        return rows.getLong(payment, SEQ);
    }

    /** Where the channel is in memory, and the payment_ref behind it. */
    public long text(int payment) {
        return texts.address(rows.getInt(payment, TEXT));
    }

    /** Bytes of the channel, 1 to 32. */
    public int channelLength(int payment) {
        return rows.getByte(payment, CHANNEL_LENGTH);
    }

    /** Bytes of the payment_ref, 1 to 128. */
    public int refLength(int payment) {
        return rows.getByte(payment, REF_LENGTH) & 0xff;
    }

    /** Whether the money came from a wallet. */
    public boolean isFromWallet(int payment) {
        return accountLength(payment) != 0;
    }

    /** Where the name of the wallet's account is in memory. */
    long account(int payment) {
        return text(payment) + channelLength(payment) + refLength(payment);
    }

    int accountLength(int payment) {
        return rows.getByte(payment, ACCOUNT_LENGTH) & 0xff;
    }

    /** Highest row; all from 1 to it are payments. */
    public int count() {
        return rows.highest();
    }

    /** Adds every notice to the hash. */
    public void addTo(StateHash hash) {
        hash.add(count());
        for (int payment = 1; payment <= count(); payment++) {
            hash.add(orderIdHigh(payment))
                    .add(orderIdLow(payment))
                    .add(amount(payment))
                    .add(seq(payment))
                    .add((long) order(payment) << 32 | currency(payment))
                    .add(rows.getByte(payment, CODE))
                    .add(channelLength(payment))
                    .addBytes(text(payment), channelLength(payment) + refLength(payment) + accountLength(payment));
        }
    }

    /** Whether the index finds the notice. */
    public boolean isIndexed(int payment) {
        long at = text(payment);
        long hash = hash(at, channelLength(payment), at + channelLength(payment), refLength(payment));
        return byRef.contains(hash, payment) && byRef.size() == count();
    }

    /** Notes where the search for the notice begins. */
    void foresee(PaymentNotice notice, LineLoads loads) {
        loads.add(byRef.line(hash(notice)));
    }

    /** Bytes held. */
    public long memoryBytes() {
        return rows.memoryBytes() + byRef.memoryBytes() + texts.memoryBytes();
    }

    private boolean isSame(int payment, long channelAt, int channelLength, long refAt, int refLength) {
        long at = text(payment);
        return channelLength(payment) == channelLength
                && refLength(payment) == refLength
                && Memory.equal(at, channelAt, channelLength)
                && Memory.equal(at + channelLength, refAt, refLength);
    }

    private int store(PaymentNotice notice) {
        int length = notice.channelLength() + notice.refLength();
        int ref = texts.allocate(length + notice.accountLength());
        long at = texts.address(ref);
        Memory.copy(notice.channelAt(), at, notice.channelLength());
        Memory.copy(notice.refAt(), at + notice.channelLength(), notice.refLength());
        Memory.copy(notice.accountAt(), at + length, notice.accountLength());
        return ref;
    }

    private long hash(PaymentNotice notice) {
        return hash(notice.channelAt(), notice.channelLength(), notice.refAt(), notice.refLength());
    }

    private long hash(long channelAt, int channelLength, long refAt, int refLength) {
        return Hash.of(Hash.of(seed, channelAt, channelLength), refAt, refLength);
    }
}
