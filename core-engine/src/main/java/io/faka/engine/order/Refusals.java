package io.faka.engine.order;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Memory;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.StateHash;

/**
 * The refused requests, in the order in which they came: each keeps its answer, and its request so that a repetition is told from
 * another use of its key.
 */
public final class Refusals {
    private static final int DETAIL = 0;
    private static final int SEQ = 8;
    private static final int TIME = 16;
    private static final int REQUEST = 24;
    private static final int NEXT = 28;
    private static final int CODE = 32;
    private static final int ROW_BYTES = 36;

    private static final int CLIENT_LENGTH = 0;
    private static final int BUYER_LENGTH = 1;
    private static final int LINE_COUNT = 2;
    private static final int MODE = 3;
    private static final int TTL = 4;
    private static final int CURRENCY = 8;
    private static final int EXPECTED_AMOUNT = 12;
    private static final int COUPON_LENGTH = 20;
    private static final int TEXTS = 21;

    /** Beside a mode that does not wait: the priority is kept as with one that does. */
    private static final int RANKED = 128;

    private static final int WAIT_TTL = 0;
    private static final int WAIT_PRIORITY = 4;
    private static final int WAIT_FILL = 5;
    private static final int WAIT_BYTES = 6;

    private static final int LINE_CAP = 0;
    private static final int LINE_QUANTITY = 8;
    private static final int LINE_UNIT = 12;
    private static final int LINE_SKU_LENGTH = 16;
    private static final int LINE_SKU = 17;

    private final RowTable rows = new RowTable(ROW_BYTES);
    private final Arena texts;
    private int oldest;
    private int newest;

    /** @param texts where the requests are kept */
    public Refusals(Arena texts) {
        this.texts = texts;
    }

    int add(OrderRequest request, ResultCode code, long detail, long seq, long timeMicros) {
        int refusal = rows.allocate();
        if (newest == 0) {
            oldest = refusal;
        } else {
            rows.putInt(newest, NEXT, refusal);
        }
        newest = refusal;
        rows.putLong(refusal, TIME, timeMicros);
        rows.putLong(refusal, DETAIL, detail);
        rows.putLong(refusal, SEQ, seq);
        rows.putInt(refusal, REQUEST, store(request));
        rows.putByte(refusal, CODE, (byte) code.value());
        return refusal;
    }

    /** Forgets the oldest; its key has been taken out of the index. */
    void removeOldest() {
        int refusal = oldest;
        int ref = request(refusal);
        oldest = next(refusal);
        newest = oldest == 0 ? 0 : newest;
        texts.free(ref, requestLength(ref));
        rows.free(refusal);
    }

    /** The one that came first, 0 if there is none. */
    int oldest() {
        return oldest;
    }

    /** The one that came after it, 0 if there is none. */
    int next(int refusal) {
        return rows.getInt(refusal, NEXT);
    }

    /** Journal time of the refused command. */
    long timeMicros(int refusal) {
        return rows.getLong(refusal, TIME);
    }

    /** Why it was refused. */
    public ResultCode code(int refusal) {
        return ResultCode.get((short) (rows.getByte(refusal, CODE) & 0xff));
    }

    /** The number the code speaks of. */
    public long detail(int refusal) {
        return rows.getLong(refusal, DETAIL);
    }

    /** Sequence of the refused command. */
    public long seq(int refusal) {
        return rows.getLong(refusal, SEQ);
    }

    boolean hasClientOrderId(int refusal, long address, int length) {
        int ref = request(refusal);
        return byteAt(ref, CLIENT_LENGTH) == length && Memory.equal(client(refusal), address, length);
    }

    /** The first field in which the request differs from the refused one; null if they are the same. */
    ResultCode firstDifference(int refusal, OrderRequest again) {
        int ref = request(refusal);
        long at = texts.address(ref);
        if (byteAt(ref, LINE_COUNT) != again.lineCount) {
            return ResultCode.EXISTS_WITH_DIFFERENT_LINES;
        }
        ResultCode line = firstLineDifference(ref, again);
        if (line == ResultCode.EXISTS_WITH_DIFFERENT_SKU || line == ResultCode.EXISTS_WITH_DIFFERENT_QUANTITY) {
            return line;
        }
        if (Memory.getLong(at + EXPECTED_AMOUNT) != again.expectedAmount) {
            return ResultCode.EXISTS_WITH_DIFFERENT_AMOUNT;
        }
        if (!hasBuyer(refusal, again)) {
            return ResultCode.EXISTS_WITH_DIFFERENT_BUYER;
        }
        if (Memory.getInt(at + TTL) != again.ttlMillis) {
            return ResultCode.EXISTS_WITH_DIFFERENT_TTL;
        }
        if ((byteAt(ref, MODE) & ~RANKED) != again.mode) {
            return ResultCode.EXISTS_WITH_DIFFERENT_MODE;
        }
        if (Memory.getInt(at + CURRENCY) != again.currency) {
            return ResultCode.EXISTS_WITH_DIFFERENT_CURRENCY;
        }
        if (!hasCoupon(refusal, again)) {
            return ResultCode.EXISTS_WITH_DIFFERENT_COUPON;
        }
        return line != null ? line : firstWaitDifference(ref, again);
    }

    private ResultCode firstWaitDifference(int ref, OrderRequest again) {
        boolean waits = hasWait(ref);
        long at = texts.address(ref) + requestLength(ref) - WAIT_BYTES;
        if (again.fill != (waits ? Memory.getByte(at + WAIT_FILL) : OrderRequest.ALL_OR_NONE)) {
            return ResultCode.EXISTS_WITH_DIFFERENT_FILL;
        }
        if (again.priority != (waits ? Memory.getByte(at + WAIT_PRIORITY) : 0)) {
            return ResultCode.EXISTS_WITH_DIFFERENT_PRIORITY;
        }
        return again.backorderTtlMillis != (waits ? Memory.getInt(at + WAIT_TTL) : 0)
                ? ResultCode.EXISTS_WITH_DIFFERENT_BACKORDER_TTL
                : null;
    }

    /** Refusals remembered. */
    public int count() {
        return rows.size();
    }

    /** Bytes held, requests not included. */
    public long memoryBytes() {
        return rows.memoryBytes();
    }

    void addTo(StateHash hash) {
        hash.add(count());
        for (int refusal = oldest; refusal != 0; refusal = next(refusal)) {
            int ref = request(refusal);
            hash.add(detail(refusal))
                    .add(seq(refusal))
                    .add(timeMicros(refusal))
                    .add(rows.getByte(refusal, CODE))
                    .addBytes(texts.address(ref), requestLength(ref));
        }
    }

    /** Where the client_order_id is in memory. */
    long client(int refusal) {
        return texts.address(request(refusal)) + TEXTS;
    }

    int clientLength(int refusal) {
        return byteAt(request(refusal), CLIENT_LENGTH);
    }

    private int requestLength(int ref) {
        long at = lines(ref);
        for (int line = 0; line < byteAt(ref, LINE_COUNT); line++) {
            at += LINE_SKU + (Memory.getUnsignedByte(at + LINE_SKU_LENGTH));
        }
        return (int) (at - texts.address(ref)) + (hasWait(ref) ? WAIT_BYTES : 0);
    }

    private int request(int refusal) {
        return rows.getInt(refusal, REQUEST);
    }

    private boolean hasBuyer(int refusal, OrderRequest again) {
        int ref = request(refusal);
        long buyer = client(refusal) + byteAt(ref, CLIENT_LENGTH);
        return byteAt(ref, BUYER_LENGTH) == again.buyerLength && Memory.equal(buyer, again.buyerAt, again.buyerLength);
    }

    private boolean hasCoupon(int refusal, OrderRequest again) {
        int ref = request(refusal);
        long coupon = client(refusal) + byteAt(ref, CLIENT_LENGTH) + byteAt(ref, BUYER_LENGTH);
        return byteAt(ref, COUPON_LENGTH) == again.couponLength
                && Memory.equal(coupon, again.couponAt, again.couponLength);
    }

    private ResultCode firstLineDifference(int ref, OrderRequest again) {
        long at = lines(ref);
        boolean sameQuantities = true;
        boolean sameCaps = true;
        boolean sameUnits = true;
        for (int line = 0; line < again.lineCount; line++) {
            int skuLength = Memory.getUnsignedByte(at + LINE_SKU_LENGTH);
            if (skuLength != again.skuLength[line] || !Memory.equal(at + LINE_SKU, again.skuAt[line], skuLength)) {
                return ResultCode.EXISTS_WITH_DIFFERENT_SKU;
            }
            sameQuantities &= (Memory.getInt(at + LINE_QUANTITY) & 0xffffffffL) == again.quantity[line];
            sameCaps &= Memory.getLong(at + LINE_CAP) == again.maxUnitPrice[line];
            sameUnits &= Memory.getInt(at + LINE_UNIT) == again.unitId[line];
            at += LINE_SKU + skuLength;
        }
        if (!sameQuantities) {
            return ResultCode.EXISTS_WITH_DIFFERENT_QUANTITY;
        }
        ResultCode unit = sameUnits ? null : ResultCode.EXISTS_WITH_DIFFERENT_UNIT;
        return sameCaps ? unit : ResultCode.EXISTS_WITH_DIFFERENT_PRICE_CAP;
    }

    private int store(OrderRequest request) {
        boolean waits = request.ranks();
        int length = TEXTS + request.clientLength + request.buyerLength + request.couponLength;
        length += waits ? WAIT_BYTES : 0;
        for (int line = 0; line < request.lineCount; line++) {
            length += LINE_SKU + request.skuLength[line];
        }
        int ref = texts.allocate(length);
        long at = texts.address(ref);
        Memory.putByte(at + CLIENT_LENGTH, (byte) request.clientLength);
        Memory.putByte(at + BUYER_LENGTH, (byte) request.buyerLength);
        Memory.putByte(at + LINE_COUNT, (byte) request.lineCount);
        Memory.putByte(at + MODE, (byte) (request.mode | (waits && request.mode != Orders.GTC ? RANKED : 0)));
        Memory.putInt(at + TTL, request.ttlMillis);
        Memory.putInt(at + CURRENCY, request.currency);
        Memory.putLong(at + EXPECTED_AMOUNT, request.expectedAmount);
        Memory.putByte(at + COUPON_LENGTH, (byte) request.couponLength);
        at += TEXTS;
        Memory.copy(request.clientAt, at, request.clientLength);
        at += request.clientLength;
        Memory.copy(request.buyerAt, at, request.buyerLength);
        at += request.buyerLength;
        Memory.copy(request.couponAt, at, request.couponLength);
        at += request.couponLength;
        for (int line = 0; line < request.lineCount; line++) {
            Memory.putLong(at + LINE_CAP, request.maxUnitPrice[line]);
            Memory.putInt(at + LINE_QUANTITY, (int) request.quantity[line]);
            Memory.putInt(at + LINE_UNIT, request.unitId[line]);
            Memory.putByte(at + LINE_SKU_LENGTH, (byte) request.skuLength[line]);
            Memory.copy(request.skuAt[line], at + LINE_SKU, request.skuLength[line]);
            at += LINE_SKU + request.skuLength[line];
        }
        if (waits) {
            Memory.putInt(at + WAIT_TTL, request.backorderTtlMillis);
            Memory.putByte(at + WAIT_PRIORITY, (byte) request.priority);
            Memory.putByte(at + WAIT_FILL, request.fill);
        }
        return ref;
    }

    private boolean hasWait(int ref) {
        return byteAt(ref, MODE) == Orders.GTC || (byteAt(ref, MODE) & RANKED) != 0;
    }

    private long lines(int ref) {
        return texts.address(ref)
                + TEXTS
                + byteAt(ref, CLIENT_LENGTH)
                + byteAt(ref, BUYER_LENGTH)
                + byteAt(ref, COUPON_LENGTH);
    }

    private int byteAt(int ref, int field) {
        return Memory.getUnsignedByte(texts.address(ref) + field);
    }
}
