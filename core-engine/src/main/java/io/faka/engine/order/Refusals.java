package io.faka.engine.order;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Bytes;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.StateHash;
import org.agrona.concurrent.UnsafeBuffer;

/** The refused requests: each keeps its answer, and its request so that a repetition is told from another use of its key. */
public final class Refusals {
    private static final int DETAIL = 0;
    private static final int SEQ = 8;
    private static final int REQUEST = 16;
    private static final int CODE = 20;
    private static final int ROW_BYTES = 24;

    private static final int CLIENT_LENGTH = 0;
    private static final int BUYER_LENGTH = 1;
    private static final int LINE_COUNT = 2;
    private static final int MODE = 3;
    private static final int TTL = 4;
    private static final int CURRENCY = 8;
    private static final int EXPECTED_AMOUNT = 12;
    private static final int TEXTS = 20;

    private static final int LINE_CAP = 0;
    private static final int LINE_QUANTITY = 8;
    private static final int LINE_SKU_LENGTH = 12;
    private static final int LINE_SKU = 13;

    private final RowTable rows = new RowTable(ROW_BYTES);
    private final Arena texts;

    /** @param texts where the requests are kept */
    public Refusals(Arena texts) {
        this.texts = texts;
    }

    int add(OrderRequest request, ResultCode code, long detail, long seq) {
        int refusal = rows.allocate();
        rows.putLong(refusal, DETAIL, detail);
        rows.putLong(refusal, SEQ, seq);
        rows.putInt(refusal, REQUEST, store(request));
        rows.putByte(refusal, CODE, (byte) code.value());
        return refusal;
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

    boolean hasClientOrderId(int refusal, UnsafeBuffer buffer, int offset, int length) {
        int ref = request(refusal);
        return byteAt(ref, CLIENT_LENGTH) == length
                && Bytes.equal(texts.chunk(ref), clientOffset(refusal), buffer, offset, length);
    }

    /** The first field in which the request differs from the refused one; null if they are the same. */
    ResultCode firstDifference(int refusal, OrderRequest again) {
        int ref = request(refusal);
        UnsafeBuffer chunk = texts.chunk(ref);
        int at = texts.offset(ref);
        if (byteAt(ref, LINE_COUNT) != again.lineCount) {
            return ResultCode.EXISTS_WITH_DIFFERENT_LINES;
        }
        ResultCode line = firstLineDifference(ref, again);
        if (line == ResultCode.EXISTS_WITH_DIFFERENT_SKU || line == ResultCode.EXISTS_WITH_DIFFERENT_QUANTITY) {
            return line;
        }
        if (chunk.getLong(at + EXPECTED_AMOUNT) != again.expectedAmount) {
            return ResultCode.EXISTS_WITH_DIFFERENT_AMOUNT;
        }
        if (!hasBuyer(refusal, again)) {
            return ResultCode.EXISTS_WITH_DIFFERENT_BUYER;
        }
        if (chunk.getInt(at + TTL) != again.ttlMillis) {
            return ResultCode.EXISTS_WITH_DIFFERENT_TTL;
        }
        if (byteAt(ref, MODE) != again.mode) {
            return ResultCode.EXISTS_WITH_DIFFERENT_MODE;
        }
        if (chunk.getInt(at + CURRENCY) != again.currency) {
            return ResultCode.EXISTS_WITH_DIFFERENT_CURRENCY;
        }
        return again.couponLength != 0 ? ResultCode.EXISTS_WITH_DIFFERENT_COUPON : line;
    }

    /** Refusals remembered; all rows from 1 to it exist. */
    public int count() {
        return rows.highest();
    }

    /** Bytes held, requests not included. */
    public long memoryBytes() {
        return rows.memoryBytes();
    }

    void addTo(StateHash hash) {
        hash.add(count());
        for (int refusal = 1; refusal <= count(); refusal++) {
            int ref = request(refusal);
            hash.add(detail(refusal))
                    .add(seq(refusal))
                    .add(rows.getByte(refusal, CODE))
                    .add(texts.chunk(ref), texts.offset(ref), requestLength(ref));
        }
    }

    UnsafeBuffer clientBuffer(int refusal) {
        return texts.chunk(request(refusal));
    }

    int clientOffset(int refusal) {
        return texts.offset(request(refusal)) + TEXTS;
    }

    int clientLength(int refusal) {
        return byteAt(request(refusal), CLIENT_LENGTH);
    }

    private int requestLength(int ref) {
        int at = linesOffset(ref);
        for (int line = 0; line < byteAt(ref, LINE_COUNT); line++) {
            at += LINE_SKU + (texts.chunk(ref).getByte(at + LINE_SKU_LENGTH) & 0xff);
        }
        return at - texts.offset(ref);
    }

    private int request(int refusal) {
        return rows.getInt(refusal, REQUEST);
    }

    private boolean hasBuyer(int refusal, OrderRequest again) {
        int ref = request(refusal);
        int buyer = clientOffset(refusal) + byteAt(ref, CLIENT_LENGTH);
        return byteAt(ref, BUYER_LENGTH) == again.buyerLength
                && Bytes.equal(texts.chunk(ref), buyer, again.buffer, again.buyerAt, again.buyerLength);
    }

    private ResultCode firstLineDifference(int ref, OrderRequest again) {
        UnsafeBuffer chunk = texts.chunk(ref);
        int at = linesOffset(ref);
        boolean sameQuantities = true;
        boolean sameCaps = true;
        for (int line = 0; line < again.lineCount; line++) {
            int skuLength = chunk.getByte(at + LINE_SKU_LENGTH) & 0xff;
            if (skuLength != again.skuLength[line]
                    || !Bytes.equal(chunk, at + LINE_SKU, again.buffer, again.skuAt[line], skuLength)) {
                return ResultCode.EXISTS_WITH_DIFFERENT_SKU;
            }
            sameQuantities &= (chunk.getInt(at + LINE_QUANTITY) & 0xffffffffL) == again.quantity[line];
            sameCaps &= chunk.getLong(at + LINE_CAP) == again.maxUnitPrice[line];
            at += LINE_SKU + skuLength;
        }
        if (!sameQuantities) {
            return ResultCode.EXISTS_WITH_DIFFERENT_QUANTITY;
        }
        return sameCaps ? null : ResultCode.EXISTS_WITH_DIFFERENT_PRICE_CAP;
    }

    private int store(OrderRequest request) {
        int length = TEXTS + request.clientLength + request.buyerLength;
        for (int line = 0; line < request.lineCount; line++) {
            length += LINE_SKU + request.skuLength[line];
        }
        int ref = texts.allocate(length);
        UnsafeBuffer chunk = texts.chunk(ref);
        int at = texts.offset(ref);
        chunk.putByte(at + CLIENT_LENGTH, (byte) request.clientLength);
        chunk.putByte(at + BUYER_LENGTH, (byte) request.buyerLength);
        chunk.putByte(at + LINE_COUNT, (byte) request.lineCount);
        chunk.putByte(at + MODE, request.mode);
        chunk.putInt(at + TTL, request.ttlMillis);
        chunk.putInt(at + CURRENCY, request.currency);
        chunk.putLong(at + EXPECTED_AMOUNT, request.expectedAmount);
        at += TEXTS;
        chunk.putBytes(at, request.buffer, request.clientAt, request.clientLength);
        at += request.clientLength;
        chunk.putBytes(at, request.buffer, request.buyerAt, request.buyerLength);
        at += request.buyerLength;
        for (int line = 0; line < request.lineCount; line++) {
            chunk.putLong(at + LINE_CAP, request.maxUnitPrice[line]);
            chunk.putInt(at + LINE_QUANTITY, (int) request.quantity[line]);
            chunk.putByte(at + LINE_SKU_LENGTH, (byte) request.skuLength[line]);
            chunk.putBytes(at + LINE_SKU, request.buffer, request.skuAt[line], request.skuLength[line]);
            at += LINE_SKU + request.skuLength[line];
        }
        return ref;
    }

    private int linesOffset(int ref) {
        return texts.offset(ref) + TEXTS + byteAt(ref, CLIENT_LENGTH) + byteAt(ref, BUYER_LENGTH);
    }

    private int byteAt(int ref, int field) {
        return texts.chunk(ref).getByte(texts.offset(ref) + field) & 0xff;
    }
}
