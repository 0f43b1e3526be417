package io.faka.engine.order;

import io.faka.codec.command.CreateOrderDecoder;
import io.faka.codec.command.CreateOrderDecoder.LinesDecoder;
import io.faka.codec.command.Fill;
import io.faka.codec.command.OrderMode;
import io.faka.engine.Currency;
import io.faka.engine.inventory.Skus;
import io.faka.engine.limit.Coupons;
import io.faka.engine.memory.Memory;

/**
 * A CreateOrder command taken apart. Nothing is copied: texts are named by their place in the command's memory. Reused for every
 * command.
 */
public final class OrderRequest {
    /** Shortest hold a request may ask for, in milliseconds. */
    public static final long MIN_TTL_MILLIS = 1_000;
    /** Longest hold a request may ask for, in milliseconds: 30 days. */
    public static final long MAX_TTL_MILLIS = 2_592_000_000L;
    /** The priority that is served first. */
    public static final int MAX_PRIORITY = 9;
    /** Longest client_order_id in bytes. */
    public static final int MAX_CLIENT_ORDER_ID_LENGTH = 64;
    /** Longest buyer in bytes. */
    public static final int MAX_BUYER_LENGTH = 128;
    /** Result of {@link #parse}: as it should be. */
    public static final int VALID = 0;
    /** Result of {@link #parse}: lengths that do not fit together. */
    public static final int MALFORMED = -1;

    /** Value of {@code Fill}: all lines whole, or nothing. */
    static final byte ALL_OR_NONE = (byte) Fill.ALL_OR_NONE.value();

    /** Value of {@code Fill}: what comes is held, as it comes. */
    static final byte PARTIAL = (byte) Fill.PARTIAL.value();

    private static final int HEADER = 8;

    final long[] maxUnitPrice = new long[Orders.MAX_LINES];
    final long[] quantity = new long[Orders.MAX_LINES];
    final long[] skuAt = new long[Orders.MAX_LINES];
    final int[] skuLength = new int[Orders.MAX_LINES];
    final int[] sku = new int[Orders.MAX_LINES];
    final int[] unitId = new int[Orders.MAX_LINES];
    int lineCount;
    long idHigh;
    long idLow;
    long expectedAmount;
    int ttlMillis;
    int currency;
    byte mode;
    long clientAt;
    int clientLength;
    long buyerAt;
    int buyerLength;
    long addressAt;
    int addressLength;
    long couponAt;
    int couponLength;

    int backorderTtlMillis;
    byte fill;
    int priority;

    private boolean hasUnitIds;
    private long position;
    private long end;

    /**
     * Reads a command of the given length.
     *
     * @return {@link #VALID}, {@link #MALFORMED}, or the schema's id of the first field that is out of its range
     */
    public int parse(long command, int length) {
        int blockLength = Memory.getUnsignedShort(command);
        if (blockLength < CreateOrderDecoder.BLOCK_LENGTH || length < HEADER + blockLength) {
            return MALFORMED;
        }
        readBlock(command + HEADER);
        position = command + HEADER + blockLength;
        end = command + length;
        return readLines() && readTexts() && position == end ? firstInvalidField() : MALFORMED;
    }

    /**
     * The first field that asks for what this version does not do, by its id in the schema; 0 if there is none. Checked after
     * the key, so that a repeated request is recognised first.
     */
    int firstUnsupportedField() {
        if (mode != Orders.GTC && backorderTtlMillis != 0) {
            return CreateOrderDecoder.backorderTtlMillisId();
        }
        if (fill == PARTIAL && (mode != Orders.GTC || !hasOneSku())) {
            return CreateOrderDecoder.fillId();
        }
        if (hasUnitIds && !mayNameUnits()) {
            return LinesDecoder.unitIdId();
        }
        return 0;
    }

    /** Where the buyer is in memory. */
    public long buyer() {
        return buyerAt;
    }

    /** Bytes of the buyer. */
    public int buyerLength() {
        return buyerLength;
    }

    /** Whether it may have what a VIP quota keeps. */
    boolean isPrivileged() {
        return priority > 0;
    }

    /** Whether it says how it waits or how it ranks, which is kept with it. */
    boolean ranks() {
        return mode == Orders.GTC || priority > 0;
    }

    /** Whether a line names its unit. */
    boolean namesUnits() {
        return hasUnitIds;
    }

    private boolean mayNameUnits() {
        boolean single = true;
        for (int line = 0; line < lineCount; line++) {
            single &= unitId[line] == 0 || quantity[line] == 1;
        }
        return single && mode == OrderMode.FOK.value();
    }

    private boolean hasOneSku() {
        for (int line = 1; line < lineCount; line++) {
            if (skuLength[line] != skuLength[0] || !Memory.equal(skuAt[line], skuAt[0], skuLength[0])) {
                return false;
            }
        }
        return true;
    }

    boolean hasPriceCaps() {
        for (int line = 0; line < lineCount; line++) {
            if (maxUnitPrice[line] >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Quantity of the line's SKU over all lines. */
    long quantityOfSku(int line) {
        if (lineCount == 1) {
            return quantity[0];
        }
        long total = 0;
        for (int other = 0; other < lineCount; other++) {
            if (sku[other] == sku[line]) {
                total += quantity[other];
            }
        }
        return total;
    }

    /** Finds the SKU of each line; 0 where there is none. */
    void resolve(Skus skus) {
        for (int line = 0; line < lineCount; line++) {
            sku[line] = skus.find(skuAt[line], skuLength[line]);
        }
    }

    private void readBlock(long block) {
        idHigh = Memory.getLong(block + CreateOrderDecoder.orderIdHighEncodingOffset());
        idLow = Memory.getLong(block + CreateOrderDecoder.orderIdLowEncodingOffset());
        expectedAmount = Memory.getLong(block + CreateOrderDecoder.expectedAmountEncodingOffset());
        ttlMillis = Memory.getInt(block + CreateOrderDecoder.ttlMillisEncodingOffset());
        backorderTtlMillis = Memory.getInt(block + CreateOrderDecoder.backorderTtlMillisEncodingOffset());
        currency = Memory.getInt(block + CreateOrderDecoder.currencyEncodingOffset());
        mode = Memory.getByte(block + CreateOrderDecoder.modeEncodingOffset());
        fill = Memory.getByte(block + CreateOrderDecoder.fillEncodingOffset());
        priority = Memory.getUnsignedByte(block + CreateOrderDecoder.priorityEncodingOffset());
    }

    private boolean readLines() {
        if (position + LinesDecoder.HEADER_SIZE > end) {
            return false;
        }
        int entryLength = Memory.getUnsignedShort(position);
        lineCount = Memory.getUnsignedShort(position + 2);
        position += LinesDecoder.HEADER_SIZE;
        hasUnitIds = false;
        if (entryLength < LinesDecoder.sbeBlockLength()) {
            return false;
        }
        for (int line = 0; line < lineCount; line++) {
            long text = position + entryLength;
            if (text >= end) {
                return false;
            }
            int textLength = Memory.getUnsignedByte(text);
            if (line < Orders.MAX_LINES) {
                readLine(line, text, textLength);
            }
            position = text + 1 + textLength;
        }
        return true;
    }

    private void readLine(int line, long text, int textLength) {
        maxUnitPrice[line] = Memory.getLong(position + LinesDecoder.maxUnitPriceEncodingOffset());
        unitId[line] = Memory.getInt(position + LinesDecoder.unitIdEncodingOffset());
        hasUnitIds |= unitId[line] != 0;
        quantity[line] = Memory.getInt(position + LinesDecoder.quantityEncodingOffset()) & 0xffffffffL;
        skuAt[line] = text + 1;
        skuLength[line] = textLength;
    }

    private boolean readTexts() {
        clientLength = readTextLength();
        clientAt = position - clientLength;
        buyerLength = readTextLength();
        buyerAt = position - buyerLength;
        addressLength = readTextLength();
        addressAt = position - addressLength;
        couponLength = readTextLength();
        couponAt = position - couponLength;
        return position <= end;
    }

    /** Length of the text at the position, which moves behind it; past the end if there is none. */
    private int readTextLength() {
        if (position >= end) {
            position = end + 1;
            return 0;
        }
        int textLength = Memory.getUnsignedByte(position);
        position += 1 + textLength;
        return textLength;
    }

    private int firstInvalidField() {
        if (idHigh == 0 && idLow == 0) {
            return CreateOrderDecoder.orderIdHighId();
        }
        if (expectedAmount < -1) {
            return CreateOrderDecoder.expectedAmountId();
        }
        if (!isTtl(ttlMillis & 0xffffffffL)) {
            return CreateOrderDecoder.ttlMillisId();
        }
        if (!isTtl(backorderTtlMillis & 0xffffffffL)) {
            return CreateOrderDecoder.backorderTtlMillisId();
        }
        if (currency != 0 && !Currency.isValid(currency)) {
            return CreateOrderDecoder.currencyId();
        }
        if (mode < OrderMode.FOK.value() || mode > OrderMode.GTC.value()) {
            return CreateOrderDecoder.modeId();
        }
        if (fill < ALL_OR_NONE || fill > PARTIAL) {
            return CreateOrderDecoder.fillId();
        }
        if (priority > MAX_PRIORITY) {
            return CreateOrderDecoder.priorityId();
        }
        if (lineCount < 1 || lineCount > Orders.MAX_LINES) {
            return (int) CreateOrderDecoder.linesDecoderId();
        }
        int lineField = firstInvalidLineField();
        return lineField != 0 ? lineField : firstInvalidText();
    }

    private int firstInvalidLineField() {
        for (int line = 0; line < lineCount; line++) {
            if (maxUnitPrice[line] < -1) {
                return LinesDecoder.maxUnitPriceId();
            }
            if (skuLength[line] < 1 || skuLength[line] > Skus.MAX_KEY_LENGTH) {
                return LinesDecoder.skuId();
            }
        }
        return VALID;
    }

    private int firstInvalidText() {
        if (clientLength < 1 || clientLength > MAX_CLIENT_ORDER_ID_LENGTH) {
            return CreateOrderDecoder.clientOrderIdId();
        }
        if (buyerLength < 1 || buyerLength > MAX_BUYER_LENGTH) {
            return CreateOrderDecoder.buyerId();
        }
        return couponLength > Coupons.MAX_CODE_LENGTH ? CreateOrderDecoder.couponId() : VALID;
    }

    private static boolean isTtl(long millis) {
        return millis == 0 || millis >= MIN_TTL_MILLIS && millis <= MAX_TTL_MILLIS;
    }
}
