package io.faka.gateway.json;

import io.faka.codec.command.CreateOrderEncoder;
import io.faka.codec.command.CreatePaidOrderEncoder;
import io.faka.codec.command.Fill;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.OrderMode;
import io.faka.engine.limit.Coupons;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code create_order}. Give it a public id with {@link #orderId} before encoding. */
public final class CreateOrderRequest extends CommandRequest {
    /** Most lines in an order. */
    public static final int MAX_LINES = 64;
    /** Largest amount or price, in minor units. */
    public static final long MAX_MONEY = 1_000_000_000_000_000L;

    private static final Field CLIENT_ORDER_ID = new Field(0, "client_order_id");
    private static final Field BUYER = new Field(1, "buyer");
    private static final Field LINES = new Field(2, "lines");
    private static final Field CURRENCY = new Field(3, "currency");
    private static final Field TTL_MS = new Field(4, "ttl_ms");
    private static final Field EXPECTED_AMOUNT = new Field(5, "expected_amount");
    private static final Field MODE = new Field(6, "mode");
    private static final Field CLIENT_ADDRESS = new Field(7, "client_address");
    private static final Field PRIORITY = new Field(8, "priority");
    private static final Field FILL = new Field(9, "fill");
    private static final Field BACKORDER_TTL_MS = new Field(10, "backorder_ttl_ms");
    private static final Field COUPON = new Field(11, "coupon");
    private static final Field PAY = new Field(12, "pay");
    private static final Field IDEMPOTENCY_KEY = new Field(13, "idempotency_key");
    private static final Field SKU = new Field(20, "sku");
    private static final Field QUANTITY = new Field(21, "quantity");
    private static final Field MAX_UNIT_PRICE = new Field(22, "max_unit_price");
    private static final Field UNIT_ID = new Field(23, "unit_id");
    private static final Field CHANNEL = new Field(24, "channel");
    private static final Field PAYMENT_REF = new Field(25, "payment_ref");
    private static final Field AMOUNT = new Field(26, "amount");
    private static final Field ACCOUNT = new Field(27, "account");
    private static final int NEEDED_PAY_FIELDS = 15;
    private static final byte[][] MODE_NAMES = {Names.ascii("FOK"), Names.ascii("IOC"), Names.ascii("GTC")};
    private static final OrderMode[] MODES = {OrderMode.FOK, OrderMode.IOC, OrderMode.GTC};
    private static final byte[][] FILL_NAMES = {Names.ascii("all_or_none"), Names.ascii("partial")};
    private static final Fill[] FILLS = {Fill.ALL_OR_NONE, Fill.PARTIAL};
    private static final long MIN_TTL_MILLIS = 1_000;
    private static final long MAX_TTL_MILLIS = 2_592_000_000L;
    private static final int MAX_KEY_BYTES = 64;
    private static final long MAX_UINT32 = 0xffff_fffeL;
    private static final int PAID_BLOCKS =
            MessageHeaderEncoder.ENCODED_LENGTH + CreatePaidOrderEncoder.BLOCK_LENGTH + 2 * Integer.BYTES;
    private static final int BLOCKS = MessageHeaderEncoder.ENCODED_LENGTH
            + CreateOrderEncoder.BLOCK_LENGTH
            + CreateOrderEncoder.LinesEncoder.HEADER_SIZE;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CreateOrderEncoder encoder = new CreateOrderEncoder();
    private final Text clientOrderId = new Text();
    private final Text idempotencyKey = new Text();
    private final Text buyer = new Text();
    private final Text clientAddress = new Text();
    private final Text coupon = new Text();
    private final Text name = new Text();
    private final PayMessage payMessage = new PayMessage();
    private final CreatePaidOrderEncoder paidEncoder = new CreatePaidOrderEncoder();
    private final UnsafeBuffer nested = new UnsafeBuffer(0, 0);
    private final Text[] skus = new Text[MAX_LINES];
    private final long[] quantities = new long[MAX_LINES];
    private final long[] maxUnitPrices = new long[MAX_LINES];
    private final long[] unitIds = new long[MAX_LINES];
    private OrderMode mode;
    private Fill fill;
    private int priority;
    private long backorderTtlMillis;
    private int lines;
    private int currency;
    private long ttlMillis;
    private long expectedAmount;
    private long orderIdHigh;
    private long orderIdLow;

    /** Takes requests of one form. */
    public CreateOrderRequest(Form form) {
        super(form);
        for (int i = 0; i < MAX_LINES; i++) {
            skus[i] = new Text();
        }
    }

    /** The {@code Idempotency-Key} of the request to be read next; empty = none. It stays until it is set again. */
    public void idempotencyKey(byte[] bytes, int offset, int length) {
        idempotencyKey.set(bytes, offset, length);
    }

    /** The public id to encode. */
    public void orderId(long high, long low) {
        orderIdHigh = high;
        orderIdLow = low;
    }

    @Override
    void reset() {
        clientOrderId.clear();
        buyer.clear();
        clientAddress.clear();
        coupon.clear();
        lines = 0;
        currency = 0;
        ttlMillis = 0;
        expectedAmount = -1;
        mode = OrderMode.FOK;
        fill = Fill.ALL_OR_NONE;
        priority = 0;
        backorderTtlMillis = 0;
    }

    @Override
    boolean field() {
        if (is(CLIENT_ORDER_ID)) {
            text(CLIENT_ORDER_ID, 1, MAX_KEY_BYTES, clientOrderId);
        } else if (is(BUYER)) {
            text(BUYER, 1, 128, buyer);
        } else if (is(LINES)) {
            lines();
        } else if (is(CURRENCY)) {
            currency = currency(CURRENCY);
        } else if (is(TTL_MS)) {
            ttlMillis = integer(TTL_MS, 1, MAX_UINT32);
        } else if (is(EXPECTED_AMOUNT)) {
            expectedAmount = integer(EXPECTED_AMOUNT, 0, MAX_MONEY);
        } else if (is(MODE)) {
            mode = MODES[choice(MODE, MODE_NAMES)];
        } else if (is(CLIENT_ADDRESS)) {
            text(CLIENT_ADDRESS, 1, 64, clientAddress);
        } else {
            return laterField();
        }
        return true;
    }

    private boolean laterField() {
        if (is(PRIORITY)) {
            priority = (int) integer(PRIORITY, 0, 9);
            return true;
        }
        if (is(FILL)) {
            fill = FILLS[choice(FILL, FILL_NAMES)];
            return true;
        }
        if (is(BACKORDER_TTL_MS)) {
            backorderTtlMillis = integer(BACKORDER_TTL_MS, MIN_TTL_MILLIS, MAX_TTL_MILLIS);
            return true;
        }
        if (is(PAY)) {
            pay();
            return true;
        }
        if (is(COUPON)) {
            text(COUPON, 1, Coupons.MAX_CODE_LENGTH, coupon);
            return true;
        }
        return false;
    }

    /** Whether the order wants to be served before others and to have what a VIP quota keeps, which needs the right to it. */
    public boolean isPrioritized() {
        return priority > 0;
    }

    /** Whether the order is paid with the same request, which needs the scope pay. */
    public boolean isPaid() {
        return has(PAY);
    }

    private void pay() {
        if (reader.peek() != JsonReader.OBJECT) {
            throw RequestProblem.invalid(PAY.name, "pay must be an object");
        }
        int seen = 0;
        payMessage.clear();
        reader.beginObject();
        while (reader.nextField(name)) {
            int bit = payField();
            if ((seen & bit) != 0) {
                throw RequestProblem.malformed("field \"" + name + "\" is there twice in pay");
            }
            seen |= bit;
        }
        if ((seen & NEEDED_PAY_FIELDS) != NEEDED_PAY_FIELDS) {
            throw RequestProblem.invalid(PAY.name, "pay needs channel, payment_ref, amount and currency");
        }
        payMessage.check();
    }

    private int payField() {
        if (name.is(CHANNEL.bytes)) {
            text(CHANNEL, 1, 32, payMessage.channel);
            return 1;
        } else if (name.is(PAYMENT_REF.bytes)) {
            text(PAYMENT_REF, 1, 128, payMessage.paymentRef);
            return 2;
        } else if (name.is(AMOUNT.bytes)) {
            payMessage.amount = integer(AMOUNT, 1, MAX_MONEY);
            return 4;
        } else if (name.is(CURRENCY.bytes)) {
            payMessage.currency = currency(CURRENCY);
            return 8;
        } else if (name.is(ACCOUNT.bytes)) {
            text(ACCOUNT, 1, 128, payMessage.account);
            return 16;
        }
        int shown = Math.min(name.length(), 64);
        throw RequestProblem.unknownField("pay." + new Text().set(name.bytes(), name.offset(), shown));
    }

    private void lines() {
        if (reader.peek() != JsonReader.ARRAY) {
            throw RequestProblem.invalid(LINES.name, "lines must be an array");
        }
        reader.beginArray();
        while (reader.nextElement()) {
            if (lines == MAX_LINES) {
                throw RequestProblem.invalid(LINES.name, "an order has at most " + MAX_LINES + " lines");
            }
            line();
            lines++;
        }
    }

    private void line() {
        if (reader.peek() != JsonReader.OBJECT) {
            throw RequestProblem.invalid(LINES.name, "a line must be an object");
        }
        long price = -1;
        long quantity = 0;
        long unit = 0;
        boolean hasSku = false;
        boolean hasPrice = false;
        reader.beginObject();
        while (reader.nextField(name)) {
            if (!hasSku && name.is(SKU.bytes)) {
                hasSku = true;
                sku(SKU, skus[lines]);
            } else if (quantity == 0 && name.is(QUANTITY.bytes)) {
                quantity = integer(QUANTITY, 1, Integer.MAX_VALUE);
            } else if (!hasPrice && name.is(MAX_UNIT_PRICE.bytes)) {
                hasPrice = true;
                price = integer(MAX_UNIT_PRICE, 0, MAX_MONEY);
            } else if (unit == 0 && name.is(UNIT_ID.bytes)) {
                unit = integer(UNIT_ID, 1, Integer.MAX_VALUE);
            } else {
                throw lineProblem();
            }
        }
        if (!hasSku || quantity == 0) {
            throw RequestProblem.invalid(hasSku ? QUANTITY.name : SKU.name, "a line needs sku and quantity");
        }
        quantities[lines] = quantity;
        maxUnitPrices[lines] = price;
        unitIds[lines] = unit;
    }

    private RequestProblem lineProblem() {
        if (name.is(UNIT_ID.bytes) || name.is(SKU.bytes) || name.is(QUANTITY.bytes) || name.is(MAX_UNIT_PRICE.bytes)) {
            return RequestProblem.malformed("field \"" + name + "\" is there twice in one line");
        }
        int shown = Math.min(name.length(), 64);
        return RequestProblem.unknownField(
                new Text().set(name.bytes(), name.offset(), shown).toString());
    }

    @Override
    void complete() {
        completeWait();
        completeUnits();
        if (!idempotencyKey.isEmpty()) {
            if (idempotencyKey.length() > MAX_KEY_BYTES) {
                throw RequestProblem.invalid(
                        IDEMPOTENCY_KEY.name, "Idempotency-Key must be 1-" + MAX_KEY_BYTES + " bytes");
            }
            if (has(CLIENT_ORDER_ID) && !clientOrderId.is(idempotencyKey)) {
                throw RequestProblem.invalid(
                        IDEMPOTENCY_KEY.name,
                        "Idempotency-Key must be the same as client_order_id where both are given");
            }
            clientOrderId.set(idempotencyKey.bytes(), idempotencyKey.offset(), idempotencyKey.length());
        } else {
            require(CLIENT_ORDER_ID);
        }
        require(BUYER);
        require(LINES);
        if (lines == 0) {
            throw RequestProblem.invalid(LINES.name, "an order has at least one line");
        }
    }

    private void completeUnits() {
        for (int i = 0; i < lines; i++) {
            if (unitIds[i] != 0 && (quantities[i] != 1 || mode != OrderMode.FOK)) {
                throw RequestProblem.invalid(
                        UNIT_ID.name, "a line that names its unit has quantity 1, and its order the mode FOK");
            }
        }
    }

    private void completeWait() {
        if (mode != OrderMode.GTC) {
            for (Field field : new Field[] {FILL, BACKORDER_TTL_MS}) {
                if (field == FILL ? fill == Fill.PARTIAL : has(field)) {
                    throw RequestProblem.invalid(field.name, field.name + " is for orders of mode GTC");
                }
            }
        }
        for (int i = 1; i < lines && fill == Fill.PARTIAL; i++) {
            if (!skus[i].is(skus[0])) {
                throw RequestProblem.invalid(FILL.name, "fill partial is for orders of one SKU");
            }
        }
    }

    @Override
    public int encodedLength() {
        return isPaid() ? PAID_BLOCKS + orderLength() + payMessage.encodedLength() : orderLength();
    }

    private int orderLength() {
        // One length byte for each of the four texts and for each line's SKU.
        int length = BLOCKS + 4 + clientOrderId.length() + buyer.length() + clientAddress.length() + coupon.length();
        for (int i = 0; i < lines; i++) {
            length += CreateOrderEncoder.LinesEncoder.sbeBlockLength() + 1 + skus[i].length();
        }
        return length;
    }

    @Override
    public int encode(UnsafeBuffer into) {
        return isPaid() ? encodePaid(into) : encodeOrder(into);
    }

    private int encodePaid(UnsafeBuffer into) {
        paidEncoder.wrapAndApplyHeader(into, 0, header);
        int order = paidEncoder.limit() + Integer.BYTES;
        nested.wrap(into, order, orderLength());
        int orderLength = encodeOrder(nested);
        into.putInt(order - Integer.BYTES, orderLength, ByteOrder.LITTLE_ENDIAN);
        int pay = order + orderLength + Integer.BYTES;
        int payLength = payMessage.encode(into, pay, 0, 0);
        into.putInt(pay - Integer.BYTES, payLength, ByteOrder.LITTLE_ENDIAN);
        return pay + payLength;
    }

    private int encodeOrder(UnsafeBuffer into) {
        encoder.wrapAndApplyHeader(into, 0, header)
                .orderIdHigh(orderIdHigh)
                .orderIdLow(orderIdLow)
                .expectedAmount(expectedAmount)
                .ttlMillis(ttlMillis)
                .backorderTtlMillis(backorderTtlMillis)
                .currency(currency)
                .mode(mode)
                .fill(fill)
                .priority((short) priority);
        CreateOrderEncoder.LinesEncoder line = encoder.linesCount(lines);
        for (int i = 0; i < lines; i++) {
            Text sku = skus[i];
            line.next()
                    .maxUnitPrice(maxUnitPrices[i])
                    .unitId(unitIds[i])
                    .quantity(quantities[i])
                    .putSku(sku.bytes(), sku.offset(), sku.length());
        }
        encoder.putClientOrderId(clientOrderId.bytes(), clientOrderId.offset(), clientOrderId.length())
                .putBuyer(buyer.bytes(), buyer.offset(), buyer.length())
                .putClientAddress(clientAddress.bytes(), clientAddress.offset(), clientAddress.length())
                .putCoupon(coupon.bytes(), coupon.offset(), coupon.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
