package io.faka.engine.order;

import io.faka.codec.command.OrderMode;
import io.faka.codec.reply.OrderState;
import io.faka.engine.expiry.HoldColumns;
import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Hash;
import io.faka.engine.memory.LineLoads;
import io.faka.engine.memory.Memory;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.SegmentedIndex;
import io.faka.engine.memory.StateHash;

/**
 * The orders: a row of 96 bytes each, found by the public 128-bit id. The first line stands in the row, further lines in a block
 * of the arena; texts in another one, see {@link OrderText}.
 */
public final class Orders {
    /** Mode: what is short is waited for. */
    static final byte GTC = (byte) OrderMode.GTC.value();

    /** Most lines of an order. */
    public static final int MAX_LINES = 64;

    /** State: its units are held until the deadline. */
    public static final byte PENDING_PAYMENT = (byte) OrderState.PENDING_PAYMENT.value();
    /** State: it waits for stock, unpaid. */
    public static final byte BACKORDERED = (byte) OrderState.BACKORDERED.value();
    /** State: it is paid and nothing is delivered: it waits for stock, or for an operator. */
    public static final byte PAID = (byte) OrderState.PAID.value();
    /** State: it is paid and has all its units; a part of them are the buyer's, an operator delivers the rest. */
    public static final byte FULFILLING = (byte) OrderState.FULFILLING.value();
    /** State: a part of its units are the buyer's, and it is paid. */
    public static final byte PARTIALLY_FULFILLED = (byte) OrderState.PARTIALLY_FULFILLED.value();
    /** State: its units are the buyer's. */
    public static final byte FULFILLED = (byte) OrderState.FULFILLED.value();
    /** State: the hold ended unpaid. */
    public static final byte EXPIRED = (byte) OrderState.EXPIRED.value();
    /** State: the hold was given up. */
    public static final byte CANCELED = (byte) OrderState.CANCELED.value();
    /** State: paid too late, the money must go back. */
    public static final byte REFUND_DUE = (byte) OrderState.REFUND_DUE.value();

    /** State: a part of what was paid went back. */
    public static final byte PARTIALLY_REFUNDED = (byte) OrderState.PARTIALLY_REFUNDED.value();
    /** State: all that was paid went back. */
    public static final byte REFUNDED = (byte) OrderState.REFUNDED.value();

    private static final int ID_HIGH = 0;
    private static final int ID_LOW = 8;
    private static final int DEADLINE = 16;
    private static final int LAST_SEQ = 24;
    private static final int AMOUNT = 32;
    private static final int FIRST_LINE = 40;
    private static final int MORE_LINES = 60;
    private static final int TEXT = 64;
    private static final int CURRENCY = 68;
    private static final int TTL = 72;
    private static final int PAYMENT = 76;
    private static final int HOLD_NEXT = 80;
    private static final int HOLD_PREVIOUS = 84;
    private static final int STATE = 88;
    private static final int MODE = 89;
    private static final int LINE_COUNT = 90;
    private static final int LANE = 91;
    private static final int ALLOTMENT = 92;
    private static final int ROW_BYTES = 96;

    // In the byte of MODE.
    private static final int COUPONED = 0x80;
    private static final int LEFT = 0x40;
    private static final int LEFT_DELIVERED = 0x20;
    private static final int MODE_MASK = 0x0f;

    // Where the first line was, once the order has left.
    private static final int KEY_HASH = FIRST_LINE;
    private static final int KEY_CHECK = FIRST_LINE + 8;

    // In the byte of LINE_COUNT.
    private static final int TALLIED = 0x80;
    private static final int LINES_MASK = 0x7f;

    private static final int LINE_PRICE = 0;
    private static final int LINE_SKU = 8;
    private static final int LINE_QUANTITY = 12;
    private static final int LINE_FIRST_UNIT = 16;
    private static final int LINE_BYTES = 20;

    private final RowTable rows = new RowTable(ROW_BYTES);
    private final SegmentedIndex byId = new SegmentedIndex();
    private final Arena texts;
    private final Allotments allotments;
    private long seed;

    /** @param texts where texts and further lines are kept */
    Orders(Arena texts, Allotments allotments) {
        this.texts = texts;
        this.allotments = allotments;
    }

    /** Sets the seed of the index; only while there is no order. */
    public void seed(long seed) {
        this.seed = seed;
    }

    /** The rows, for the queue of holds. */
    public RowTable rows() {
        return rows;
    }

    /** Where the rows keep what the queue of holds needs. */
    public static HoldColumns holdColumns() {
        return new HoldColumns(DEADLINE, LAST_SEQ, HOLD_NEXT, HOLD_PREVIOUS, LANE);
    }

    /** Row of the order with this id, 0 if there is none. */
    public int find(long idHigh, long idLow) {
        return find(hash(idHigh, idLow), idHigh, idLow);
    }

    /** As {@link #find(long, long)}, with the id's hash. */
    int find(long hash, long idHigh, long idLow) {
        for (int at = byId.first(hash); at >= 0; at = byId.next(hash, at)) {
            int order = byId.row(hash, at);
            if (idHigh(order) == idHigh && idLow(order) == idLow) {
                return order;
            }
        }
        return 0;
    }

    /** Adds an order with all other fields zero; there is none with this id. */
    int add(long hash, long idHigh, long idLow, int lineCount) {
        int order = rows.allocate();
        long at = rows.address(order);
        Memory.putLong(at + ID_HIGH, idHigh);
        Memory.putLong(at + ID_LOW, idLow);
        Memory.putByte(at + LINE_COUNT, (byte) lineCount);
        if (lineCount > 1) {
            Memory.putInt(at + MORE_LINES, texts.allocate((lineCount - 1) * LINE_BYTES));
        }
        byId.insert(hash, order);
        return order;
    }

    long hash(long idHigh, long idLow) {
        return Hash.ofWords(seed, idHigh, idLow);
    }

    /** High half of the public id. */
    public long idHigh(int order) {
        return rows.getLong(order, ID_HIGH);
    }

    /** Low half of the public id. */
    public long idLow(int order) {
        return rows.getLong(order, ID_LOW);
    }

    /** When the hold ends; once the order is expired or canceled, when that was. Journal microseconds. */
    public long deadline(int order) {
        return rows.getLong(order, DEADLINE);
    }

    void deadline(int order, long micros) {
        rows.putLong(order, DEADLINE, micros);
    }

    /** Sequence of the last command that changed the order. */
    public long lastSeq(int order) {
        return rows.getLong(order, LAST_SEQ);
    }

    void lastSeq(int order, long seq) {
        rows.putLong(order, LAST_SEQ, seq);
    }

    /** What is to be paid, in minor units. */
    public long amount(int order) {
        return rows.getLong(order, AMOUNT);
    }

    void amount(int order, long amount) {
        rows.putLong(order, AMOUNT, amount);
    }

    /** Packed as by {@link io.faka.engine.Currency}. */
    public int currency(int order) {
        return rows.getInt(order, CURRENCY);
    }

    void currency(int order, int currency) {
        rows.putInt(order, CURRENCY, currency);
    }

    /** The length of the hold as the request gave it, in milliseconds, unsigned; 0 = not given. */
    int ttlMillis(int order) {
        return rows.getInt(order, TTL);
    }

    void ttlMillis(int order, int ttlMillis) {
        rows.putInt(order, TTL, ttlMillis);
    }

    /** Row of the payment that paid the order, 0 if none did. */
    public int payment(int order) {
        return rows.getInt(order, PAYMENT);
    }

    /** Sets which payment paid. */
    public void payment(int order, int payment) {
        rows.putInt(order, PAYMENT, payment);
    }

    /** Value of {@code OrderState}. */
    public byte state(int order) {
        return rows.getByte(order, STATE);
    }

    void state(int order, byte state) {
        rows.putByte(order, STATE, state);
    }

    /** Value of {@code OrderMode}. */
    public byte mode(int order) {
        return (byte) (rows.getByte(order, MODE) & MODE_MASK);
    }

    void mode(int order, byte mode) {
        rows.putByte(order, MODE, mode);
    }

    /**
     * Whether the order has left memory: its row stays with id, state, amount and payment, so that money that comes for it is
     * recognised and its key makes no second order; its lines, texts, fills and codes are gone, see {@link OrderRetention}.
     */
    public boolean hasLeft(int order) {
        return (rows.getByte(order, MODE) & LEFT) != 0;
    }

    /**
     * Leaves the order with no lines; what they and the texts took is free again. Its fills have been forgotten.
     *
     * @param keyHash  hash of its client_order_id
     * @param keyCheck another one, independent of it
     */
    void leave(int order, long keyHash, long keyCheck) {
        int lines = lineCount(order);
        int flags = isDelivered(order) ? LEFT | LEFT_DELIVERED : LEFT;
        if (allotment(order) != 0) {
            allotments.remove(allotment(order), lines);
            allotment(order, 0);
        }
        if (lines > 1) {
            texts.free(rows.getInt(order, MORE_LINES), (lines - 1) * LINE_BYTES);
        }
        long at = rows.address(order);
        Memory.putInt(at + MORE_LINES, 0);
        Memory.putInt(at + TEXT, 0);
        Memory.putByte(at + LINE_COUNT, (byte) 0);
        Memory.putLong(at + KEY_HASH, keyHash);
        Memory.putLong(at + KEY_CHECK, keyCheck);
        rows.putByte(order, MODE, (byte) (rows.getByte(order, MODE) | flags));
    }

    /** Of an order that has left: hash of its client_order_id. */
    long keyHash(int order) {
        return rows.getLong(order, KEY_HASH);
    }

    /** Of an order that has left: the other hash of its client_order_id. */
    long keyCheck(int order) {
        return rows.getLong(order, KEY_CHECK);
    }

    /** Its block in {@link Allotments}, 0 if every line was taken whole from one offer. */
    int allotment(int order) {
        return rows.getInt(order, ALLOTMENT);
    }

    void allotment(int order, int ref) {
        rows.putInt(order, ALLOTMENT, ref);
    }

    int text(int order) {
        return rows.getInt(order, TEXT);
    }

    void text(int order, int ref) {
        rows.putInt(order, TEXT, ref);
    }

    /** Lines, 1 to 64; 0 if the order has left. */
    public int lineCount(int order) {
        return rows.getByte(order, LINE_COUNT) & LINES_MASK;
    }

    /** Whether its hold counts somewhere besides the stock: {@link OrderLimits} has to know when it ends. */
    boolean isTallied(int order) {
        return rows.getByte(order, LINE_COUNT) < 0;
    }

    /** Whether it has a coupon, see {@link OrderCoupons}. */
    public boolean isCouponed(int order) {
        return rows.getByte(order, MODE) < 0;
    }

    /** The order, which was just placed, has a coupon. */
    void couponed(int order) {
        rows.putByte(order, MODE, (byte) (rows.getByte(order, MODE) | COUPONED));
    }

    void tallied(int order, boolean tallied) {
        int lines = lineCount(order);
        rows.putByte(order, LINE_COUNT, (byte) (tallied ? lines | TALLIED : lines));
    }

    /** Price of one unit of the line, in minor units, as it was when the order was placed; of several prices the highest. */
    public long unitPrice(int order, int line) {
        return Memory.getLong(line(order, line) + LINE_PRICE);
    }

    void unitPrice(int order, int line, long price) {
        Memory.putLong(line(order, line) + LINE_PRICE, price);
    }

    /** SKU number of the line. */
    public int sku(int order, int line) {
        return Memory.getInt(line(order, line) + LINE_SKU);
    }

    /** Units of the line, without those that were given back. */
    public int quantity(int order, int line) {
        return Memory.getInt(line(order, line) + LINE_QUANTITY);
    }

    void quantity(int order, int line, int quantity) {
        Memory.putInt(line(order, line) + LINE_QUANTITY, quantity);
    }

    /** First of the line's units, 0 if it has none now. */
    public int firstUnit(int order, int line) {
        return Memory.getInt(line(order, line) + LINE_FIRST_UNIT);
    }

    void firstUnit(int order, int line, int unit) {
        Memory.putInt(line(order, line) + LINE_FIRST_UNIT, unit);
    }

    void line(int order, int line, int sku, int quantity, long unitPrice) {
        long at = line(order, line);
        Memory.putLong(at + LINE_PRICE, unitPrice);
        Memory.putInt(at + LINE_SKU, sku);
        Memory.putInt(at + LINE_QUANTITY, quantity);
        Memory.putInt(at + LINE_FIRST_UNIT, 0);
    }

    /** Whether units of the order are the buyer's, all or a part. */
    public boolean isDelivered(int order) {
        if (hasLeft(order)) {
            return (rows.getByte(order, MODE) & LEFT_DELIVERED) != 0;
        }
        byte state = state(order);
        return state == FULFILLED
                || state == PARTIALLY_FULFILLED
                || state == FULFILLING
                || (state == PARTIALLY_REFUNDED || state == REFUNDED)
                        && (totalHeld(order) > 0 || totalReturned(order) > 0);
    }

    /** Units that came back after they were delivered. */
    public int totalReturned(int order) {
        int total = 0;
        for (int line = 0; allotment(order) != 0 && line < lineCount(order); line++) {
            for (int fill = allotments.first(allotment(order), line); fill != 0; fill = allotments.next(fill)) {
                total += allotments.returned(fill);
            }
        }
        return total;
    }

    /** What the units cost that came back after they were delivered. */
    public long returnedAmount(int order) {
        long total = 0;
        for (int line = 0; allotment(order) != 0 && line < lineCount(order); line++) {
            for (int fill = allotments.first(allotment(order), line); fill != 0; fill = allotments.next(fill)) {
                total += allotments.returned(fill) * allotments.price(fill);
            }
        }
        return total;
    }

    /** Units of the line that the order holds or that were delivered. */
    public int held(int order, int line) {
        int ref = allotment(order);
        if (ref == 0) {
            return firstUnit(order, line) == 0 ? 0 : quantity(order, line);
        }
        return allotments.reserved(ref, line);
    }

    /** As {@link #held}, of all lines. */
    public int totalHeld(int order) {
        int total = 0;
        for (int line = 0; line < lineCount(order); line++) {
            total += held(order, line);
        }
        return total;
    }

    /** Highest row; all from 1 to it are orders. */
    public int count() {
        return rows.highest();
    }

    /** Where in memory the search for an id with this hash begins. */
    long line(long hash) {
        return byId.line(hash);
    }

    /** The order that most likely has the id with this hash, 0 if there is surely none. */
    int candidate(long hash) {
        return byId.candidate(hash);
    }

    /** Notes the order's row. */
    void foresee(int order, LineLoads loads) {
        loads.add(rows.address(order), ROW_BYTES);
    }

    /** Notes the beginning of the texts of an order that has not left; reads its row. */
    void foreseeText(int order, LineLoads loads) {
        loads.add(texts.address(text(order)));
    }

    /** Bytes held, texts not included. */
    public long memoryBytes() {
        return rows.memoryBytes() + byId.memoryBytes();
    }

    /** Whether the index finds the order. */
    public boolean isIndexed(int order) {
        return find(idHigh(order), idLow(order)) == order && byId.size() == count();
    }

    /** Whether the order waits in the queue of holds. */
    public boolean isHeld(int order) {
        return rows.getByte(order, LANE) != 0;
    }

    void addTo(StateHash hash, int order) {
        hash.add(idHigh(order))
                .add(idLow(order))
                .add(deadline(order))
                .add(lastSeq(order))
                .add(amount(order))
                .add((long) currency(order) << 32 | ttlMillis(order) & 0xffffffffL)
                .add((long) payment(order) << 32
                        | state(order) << 16
                        | rows.getByte(order, MODE) << 8
                        | lineCount(order));
        if (hasLeft(order)) {
            hash.add(keyHash(order)).add(keyCheck(order));
        }
        for (int line = 0; line < lineCount(order); line++) {
            hash.add(unitPrice(order, line))
                    .add((long) sku(order, line) << 32 | quantity(order, line))
                    .add(firstUnit(order, line));
        }
        if (allotment(order) != 0) {
            allotments.addTo(hash, allotment(order), lineCount(order));
        }
    }

    private long line(int order, int line) {
        return line == 0
                ? rows.address(order) + FIRST_LINE
                : texts.address(rows.getInt(order, MORE_LINES)) + (long) (line - 1) * LINE_BYTES;
    }
}
