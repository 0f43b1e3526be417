package io.faka.gateway.json;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.PutCouponEncoder;
import io.faka.engine.limit.CouponTerms;
import io.faka.engine.limit.Coupons;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code put_coupon}: a whole definition. On HTTP set the code with {@link #code}. */
public final class PutCouponRequest extends CommandRequest {
    private static final Field MAX_USES = new Field(0, "max_uses");
    private static final Field MAX_PER_BUYER = new Field(1, "max_per_buyer");
    private static final Field DISCOUNT_AMOUNT = new Field(2, "discount_amount");
    private static final Field DISCOUNT_BPS = new Field(3, "discount_bps");
    private static final Field CURRENCY = new Field(4, "currency");
    private static final Field SKUS = new Field(5, "skus");
    private static final Field STARTS_AT = new Field(6, "starts_at");
    private static final Field ENDS_AT = new Field(7, "ends_at");
    private static final Field CODE = new Field(8, "code");
    private static final int BLOCKS = MessageHeaderEncoder.ENCODED_LENGTH
            + PutCouponEncoder.BLOCK_LENGTH
            + PutCouponEncoder.SkusEncoder.HEADER_SIZE;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PutCouponEncoder encoder = new PutCouponEncoder();
    private final Text code = new Text();
    private final Text time = new Text();
    private final Text[] skus = new Text[Coupons.MAX_SKUS];
    private int skuCount;
    private long maxUses;
    private long maxPerBuyer;
    private long discountAmount;
    private long discountBps;
    private int currency;
    private long startsAtMicros;
    private long endsAtMicros;

    /** Takes requests of one form. */
    public PutCouponRequest(Form form) {
        super(form);
        for (int i = 0; i < skus.length; i++) {
            skus[i] = new Text();
        }
    }

    /** The coupon it is about, where the request itself does not say. */
    public void code(byte[] bytes) {
        code.set(bytes, 0, bytes.length);
    }

    @Override
    void reset() {
        skuCount = 0;
        maxPerBuyer = 0;
        discountAmount = 0;
        discountBps = 0;
        startsAtMicros = 0;
        endsAtMicros = 0;
    }

    @Override
    boolean field() {
        if (is(MAX_USES)) {
            maxUses = integer(MAX_USES, 0, Integer.MAX_VALUE);
        } else if (is(MAX_PER_BUYER)) {
            maxPerBuyer = integer(MAX_PER_BUYER, 0, Integer.MAX_VALUE);
        } else if (is(DISCOUNT_AMOUNT)) {
            discountAmount = integer(DISCOUNT_AMOUNT, 1, CreateOrderRequest.MAX_MONEY);
        } else if (is(DISCOUNT_BPS)) {
            discountBps = integer(DISCOUNT_BPS, 1, CouponTerms.ALL_BPS);
        } else if (is(CURRENCY)) {
            currency = currency(CURRENCY);
        } else if (is(SKUS)) {
            skus();
        } else if (is(STARTS_AT)) {
            startsAtMicros = time(STARTS_AT);
        } else if (is(ENDS_AT)) {
            endsAtMicros = time(ENDS_AT);
        } else if (isLine() && is(CODE)) {
            text(CODE, 1, Coupons.MAX_CODE_LENGTH, code);
        } else {
            return false;
        }
        return true;
    }

    private void skus() {
        if (reader.peek() != JsonReader.ARRAY) {
            throw RequestProblem.invalid(SKUS.name, "skus must be an array");
        }
        reader.beginArray();
        while (reader.nextElement()) {
            if (skuCount == Coupons.MAX_SKUS) {
                throw RequestProblem.invalid(SKUS.name, "a coupon names at most " + Coupons.MAX_SKUS + " SKUs");
            }
            sku(SKUS, skus[skuCount]);
            skuCount++;
        }
    }

    private long time(Field field) {
        text(field, 1, 40, time);
        return UtcTime.micros(field.name, time.toString());
    }

    @Override
    void complete() {
        require(MAX_USES);
        require(CURRENCY);
        if (isLine()) {
            require(CODE);
        }
        if (has(DISCOUNT_AMOUNT) == has(DISCOUNT_BPS)) {
            throw RequestProblem.invalid(DISCOUNT_AMOUNT.name, "a coupon has either discount_amount or discount_bps");
        }
        if (endsAtMicros != 0 && endsAtMicros <= startsAtMicros) {
            throw RequestProblem.invalid(ENDS_AT.name, "ends_at must be after starts_at");
        }
    }

    @Override
    public int encodedLength() {
        int length = BLOCKS + 1 + code.length();
        for (int i = 0; i < skuCount; i++) {
            length += 1 + skus[i].length();
        }
        return length;
    }

    @Override
    public int encode(UnsafeBuffer into) {
        PutCouponEncoder.SkusEncoder group = encoder.wrapAndApplyHeader(into, 0, header)
                .discountAmount(discountAmount)
                .startsAtMicros(startsAtMicros)
                .endsAtMicros(endsAtMicros)
                .maxUses(maxUses)
                .maxPerBuyer(maxPerBuyer)
                .currency(currency)
                .discountBps((int) discountBps)
                .skusCount(skuCount);
        for (int i = 0; i < skuCount; i++) {
            group.next().putSku(skus[i].bytes(), skus[i].offset(), skus[i].length());
        }
        encoder.putCode(code.bytes(), code.offset(), code.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
