package io.faka.gateway.json;

import io.faka.codec.command.LatePolicy;
import io.faka.codec.reply.Delivery;
import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.OrderReplyDecoder;
import io.faka.codec.reply.RefusalDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.codec.reply.SkuReplyDecoder;
import io.faka.engine.SkuView;
import io.faka.gateway.cipher.CodeCipher;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Writes replies of the state machine as JSON, opening delivered codes as they are written. One thread.
 *
 * <p>A large order's units come in pages: {@link #beginOrder} writes the order and its first page, {@link #continueOrder} one page
 * more each, {@link #endOrder} the end.
 */
public final class ReplyWriter {
    private static final byte[] CODE = Names.ascii("{\"code\":\"");
    private static final byte[] ORDER_ID_AFTER_CODE = Names.ascii("\",\"order_id\":\"");
    private static final byte[] ORDER_ID = Names.ascii("{\"order_id\":\"");
    private static final byte[] CLIENT_ORDER_ID = Names.ascii("\",\"client_order_id\":");
    private static final byte[] BUYER = Names.ascii(",\"buyer\":");
    private static final byte[] STATE = Names.ascii(",\"state\":\"");
    private static final byte[] AMOUNT = Names.ascii("\",\"amount\":");
    private static final byte[] DISCOUNT = Names.ascii(",\"discount\":");
    private static final byte[] CURRENCY = Names.ascii(",\"currency\":\"");
    private static final byte[] EXPIRES_AT = Names.ascii("\",\"expires_at\":\"");
    private static final byte[] NO_EXPIRES_AT = Names.ascii("\",\"expires_at\":null,\"lines\":[");
    private static final byte[] LINES = Names.ascii("\",\"lines\":[");
    private static final byte[] LINE_SKU = Names.ascii("{\"sku\":");
    private static final byte[] QUANTITY = Names.ascii(",\"quantity\":");
    private static final byte[] UNIT_PRICE = Names.ascii(",\"unit_price\":");
    private static final byte[] RESERVED = Names.ascii(",\"reserved\":");
    private static final byte[] FILLS = Names.ascii(",\"fills\":[");
    private static final byte[] OFFER_ID = Names.ascii("{\"offer_id\":");
    private static final byte[] SELLER = Names.ascii(",\"seller\":");
    private static final int FILL_OFFER = OrderReplyDecoder.FillsDecoder.offerIdEncodingOffset();
    private static final int FILL_QUANTITY = OrderReplyDecoder.FillsDecoder.quantityEncodingOffset();
    private static final int FILL_PRICE = OrderReplyDecoder.FillsDecoder.unitPriceEncodingOffset();
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
    private static final byte[] SEQ = Names.ascii("],\"seq\":");
    private static final byte[] ARCHIVED = Names.ascii(",\"archived\":true");
    private static final byte[] REPLACED = Names.ascii(",\"replaced\":{\"unit_id\":");
    private static final byte[] NEW_UNIT_ID = Names.ascii(",\"new_unit_id\":");
    private static final byte[] RETURNED = Names.ascii(",\"returned\":{\"unit_id\":");
    private static final byte[] UNITS = Names.ascii(",\"units\":[");
    private static final byte[] UNIT_ID = Names.ascii(",\"unit_id\":");
    private static final byte[] NAME = Names.ascii(",\"name\":");
    private static final byte[] PRICE = Names.ascii(",\"price\":");
    private static final byte[] SKU_STATE = Names.ascii("\",\"state\":\"");
    private static final byte[] VERSION = Names.ascii("\",\"version\":");
    private static final byte[] AVAILABLE = Names.ascii(",\"available\":");
    private static final byte[] ALLOCATED = Names.ascii(",\"allocated\":");
    private static final byte[] SOLD = Names.ascii(",\"sold\":");
    private static final byte[] QUARANTINED = Names.ascii(",\"quarantined\":");
    private static final byte[] VOIDED = Names.ascii(",\"voided\":");
    private static final byte[] ON_HAND = Names.ascii(",\"on_hand\":");
    private static final byte[] BACKORDERED = Names.ascii(",\"backordered\":");
    private static final byte[] DELIVERY = Names.ascii(",\"delivery\":\"");
    private static final byte[] PICK = Names.ascii("\",\"pick\":\"");
    private static final byte[] LATE_REFUND_DUE = Names.ascii("\",\"late_policy\":\"refund_due\"");
    private static final byte[] LATE_BACKORDER = Names.ascii("\",\"late_policy\":\"backorder\"");
    private static final byte[] QUEUE_POSITION = Names.ascii(",\"queue_position\":");
    private static final byte[] BACKORDER_EXPIRES_AT = Names.ascii(",\"backorder_expires_at\":\"");
    private static final byte[] HOLD_TTL_MS = Names.ascii(",\"hold_ttl_ms\":");
    private static final byte[] MIN_PER_ORDER = Names.ascii(",\"min_per_order\":");
    private static final byte[] MAX_PER_ORDER = Names.ascii(",\"max_per_order\":");
    private static final byte[] SAFETY_STOCK = Names.ascii(",\"safety_stock\":");
    private static final byte[] SALE_CAP = Names.ascii(",\"sale_cap\":");
    private static final byte[] LOW_STOCK_AT = Names.ascii(",\"low_stock_at\":");
    private static final byte[] LATE_WINDOW_MS = Names.ascii(",\"late_window_ms\":");
    private static final byte[] SALE_STARTS_AT = Names.ascii(",\"sale_starts_at\":\"");
    private static final byte[] SALE_ENDS_AT = Names.ascii(",\"sale_ends_at\":\"");
    private static final byte[] UNIT_CODE = Names.ascii(",\"code\":");

    private static final short ONE_TIME = Delivery.ONE_TIME.value();
    private static final short MANUAL = Delivery.MANUAL.value();

    private final CodeCipher cipher;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderReplyDecoder order = new OrderReplyDecoder();
    private final SkuReplyDecoder sku = new SkuReplyDecoder();
    private final RefusalDecoder refusal = new RefusalDecoder();
    private final UtcTime time = new UtcTime();
    private final int[] lineSkuOffsets = new int[256];
    private final int[] lineSkuLengths = new int[256];
    private final short[] lineDeliveries = new short[256];
    private final byte[] sealed = new byte[CodeCipher.MAX_SEALED_BYTES];
    private final byte[] opened = new byte[CodeCipher.MAX_SEALED_BYTES];
    private int[] fillLines = new int[64];
    private int[] fillOffsets = new int[64];
    private int fillCount;
    private int nextFill;
    private int unitsTotal;
    private boolean unitsOpen;

    /** Opens codes with this cipher, which nobody else may use at the same time. */
    public ReplyWriter(CodeCipher cipher) {
        this.cipher = cipher;
    }

    /** Template id of a reply: {@code OrderReplyDecoder.TEMPLATE_ID} and so on. */
    public int templateId(DirectBuffer buffer, int offset) {
        return header.wrap(buffer, offset).templateId();
    }

    /**
     * Writes an order and the page of units that its reply holds, and leaves the object open.
     *
     * @param withCode whether the object starts with the result code
     * @return index of the first unit that is still to come; {@link #unitsTotal} if none is
     * @throws io.faka.gateway.cipher.UnreadableCodeException if a code does not open
     */
    public int beginOrder(DirectBuffer buffer, int offset, boolean withCode, JsonBytes out) {
        order.wrapAndApplyHeader(buffer, offset, header);
        unitsTotal = (int) order.unitsTotal();
        unitsOpen = false;
        readLines();
        int behindLines = order.limit();
        skipUnits();
        readFills();
        if (withCode) {
            out.raw(CODE).raw(Names.code(order.codeRaw())).raw(ORDER_ID_AFTER_CODE);
        } else {
            out.raw(ORDER_ID);
        }
        out.hex(order.orderIdHigh()).hex(order.orderIdLow());
        int at = order.limit();
        int length = buffer.getByte(at) & 0xff;
        boolean hasLeft = length == 0;
        out.raw(CLIENT_ORDER_ID).string(buffer, at + 1, length);
        at += 1 + length;
        out.raw(BUYER).string(buffer, at + 1, buffer.getByte(at) & 0xff);
        out.raw(STATE).raw(Names.orderState(order.stateRaw()));
        out.raw(AMOUNT).number(order.amount());
        optional(DISCOUNT, order.discount(), out);
        out.raw(CURRENCY);
        currency((int) order.currency(), out);
        if (order.expiresAtMicros() == 0) {
            out.raw(NO_EXPIRES_AT);
        } else {
            out.raw(EXPIRES_AT).raw(time.format(order.expiresAtMicros() / 1000)).raw(LINES);
        }
        lines(buffer, out);
        out.raw(SEQ).number(order.seq());
        if (hasLeft) {
            out.raw(ARCHIVED);
        }
        if (order.queuePosition() != 0) {
            out.raw(QUEUE_POSITION).number(order.queuePosition());
            out.raw(BACKORDER_EXPIRES_AT)
                    .raw(time.format(order.backorderExpiresAtMicros() / 1000))
                    .raw('"');
        }
        changedUnit(out);
        order.limit(behindLines);
        return units(out);
    }

    /** The unit that the command replaced or took back. */
    private void changedUnit(JsonBytes out) {
        if (order.unitId() == 0) {
            return;
        }
        if (order.newUnitId() == 0) {
            out.raw(RETURNED).number(order.unitId()).raw('}');
        } else {
            out.raw(REPLACED)
                    .number(order.unitId())
                    .raw(NEW_UNIT_ID)
                    .number(order.newUnitId())
                    .raw('}');
        }
    }

    /**
     * Writes one page of units more.
     *
     * @return as {@link #beginOrder}
     */
    public int continueOrder(DirectBuffer buffer, int offset, JsonBytes out) {
        order.wrapAndApplyHeader(buffer, offset, header);
        unitsTotal = (int) order.unitsTotal();
        readLines();
        unitsOpen = true;
        return units(out);
    }

    /** Closes the order's object. */
    public void endOrder(JsonBytes out) {
        if (unitsTotal > 0) {
            out.raw(']');
        }
        out.raw('}');
    }

    /** Result code of the order's reply written last. */
    public ResultCode lastOrderCode() {
        return order.code();
    }

    /** Upper half of the public id of the order written last. */
    public long orderIdHigh() {
        return order.orderIdHigh();
    }

    /** Lower half of the public id of the order written last. */
    public long orderIdLow() {
        return order.orderIdLow();
    }

    /** Delivered units of the whole order begun last. */
    public int unitsTotal() {
        return unitsTotal;
    }

    /** Result code of a SKU's reply. */
    public ResultCode skuCode(DirectBuffer buffer, int offset) {
        return sku.wrapAndApplyHeader(buffer, offset, header).code();
    }

    /** Writes a SKU's quantities from a reply. */
    public void sku(DirectBuffer buffer, int offset, JsonBytes out) {
        sku.wrapAndApplyHeader(buffer, offset, header);
        int at = sku.limit();
        int length = buffer.getByte(at) & 0xff;
        out.raw(LINE_SKU).string(buffer, at + 1, length);
        at += 1 + length;
        out.raw(NAME).string(buffer, at + 1, buffer.getByte(at) & 0xff);
        out.raw(PRICE).number(sku.price()).raw(CURRENCY);
        currency((int) sku.currency(), out);
        out.raw(SKU_STATE).raw(Names.skuState(sku.stateRaw())).raw(VERSION).number(sku.version());
        quantities(
                sku.available(),
                sku.reserved(),
                sku.allocated(),
                sku.sold(),
                sku.quarantined(),
                sku.voided(),
                sku.backordered(),
                out);
        LimitWriter.quota(sku.vipQuota(), sku.orderable(), sku.orderableByVips(), out);
        optional(SALE_CAP, sku.saleCap(), out);
        out.raw('}');
    }

    /** Writes a SKU's definition and quantities. */
    public void sku(SkuView view, JsonBytes out) {
        out.raw(LINE_SKU).string(view.sku).raw(NAME).string(view.name);
        out.raw(PRICE).number(view.price).raw(CURRENCY);
        currency(view.currency, out);
        out.raw(SKU_STATE).raw(Names.skuState(view.state)).raw(VERSION).number(view.version);
        quantities(
                view.available,
                view.reserved,
                view.allocated,
                view.sold,
                view.quarantined,
                view.voided,
                view.backordered,
                out);
        definition(view, out);
        out.raw('}');
    }

    /** Code of a refusal. */
    public ResultCode refusalCode(DirectBuffer buffer, int offset) {
        return refusal.wrapAndApplyHeader(buffer, offset, header).code();
    }

    /** The refusal read last: its number, -1 = none. */
    public long refusalDetail() {
        return refusal.detail();
    }

    /** The refusal read last: milliseconds after which another try makes sense, 0 = no advice. */
    public long refusalRetryAfterMillis() {
        return refusal.retryAfterMillis();
    }

    /** The refusal read last: its words, or those of its code if it has none. */
    public String refusalMessage() {
        refusal.sbeRewind();
        String message = refusal.message();
        return message.isEmpty() ? Meaning.of(refusal.code()).sentence() : message;
    }

    private void definition(SkuView view, JsonBytes out) {
        out.raw(DELIVERY).raw(Names.delivery(view.delivery));
        out.raw(PICK).raw(Names.pick(view.pick));
        out.raw(view.latePolicy == LatePolicy.BACKORDER.value() ? LATE_BACKORDER : LATE_REFUND_DUE);
        out.raw(HOLD_TTL_MS).number(view.holdTtlMillis);
        out.raw(MIN_PER_ORDER).number(Math.max(1, view.minPerOrder));
        optional(MAX_PER_ORDER, view.maxPerOrder, out);
        optional(SAFETY_STOCK, view.safetyStock, out);
        optional(LOW_STOCK_AT, view.lowStockAt, out);
        optional(SALE_CAP, view.saleCap, out);
        out.raw(LATE_WINDOW_MS).number(view.lateWindowMillis);
        optionalTime(SALE_STARTS_AT, view.saleStartsAtMicros, out);
        optionalTime(SALE_ENDS_AT, view.saleEndsAtMicros, out);
        LimitWriter.limits(view.limits, out);
        LimitWriter.quota(view.vipQuota, view.orderable, view.orderableByVips, out);
    }

    private static void optional(byte[] name, long value, JsonBytes out) {
        if (value != 0) {
            out.raw(name).number(value);
        }
    }

    private void optionalTime(byte[] name, long micros, JsonBytes out) {
        if (micros != 0) {
            out.raw(name).raw(time.format(micros / 1000)).raw('"');
        }
    }

    private static void quantities(
            long available,
            long reserved,
            long allocated,
            long sold,
            long quarantined,
            long voided,
            long backordered,
            JsonBytes out) {
        out.raw(AVAILABLE).number(available).raw(RESERVED).number(reserved);
        out.raw(ALLOCATED).number(allocated).raw(SOLD).number(sold);
        out.raw(QUARANTINED).number(quarantined).raw(VOIDED).number(voided);
        out.raw(ON_HAND).number(available + reserved + quarantined);
        out.raw(BACKORDERED).number(backordered);
    }

    private void readLines() {
        int index = 0;
        OrderReplyDecoder.LinesDecoder line = order.lines();
        while (line.hasNext()) {
            line.next();
            lineSkuLengths[index] = line.skuLength();
            lineDeliveries[index] = line.deliveryRaw();
            lineSkuOffsets[index] = order.limit() + 1;
            index++;
            int unused = line.skipSku();
        }
    }

    private void skipUnits() {
        OrderReplyDecoder.UnitsDecoder unit = order.units();
        while (unit.hasNext()) {
            int unused = unit.next().skipCode();
        }
    }

    private void lines(DirectBuffer buffer, JsonBytes out) {
        order.sbeRewind();
        OrderReplyDecoder.LinesDecoder line = order.lines();
        boolean first = true;
        int lineNumber = 0;
        while (line.hasNext()) {
            line.next();
            if (!first) {
                out.raw(',');
            }
            first = false;
            out.raw(LINE_SKU).string(buffer, order.limit() + 1, line.skuLength());
            out.raw(QUANTITY).number(line.quantity());
            out.raw(UNIT_PRICE).number(line.unitPrice());
            out.raw(RESERVED).number(line.reserved());
            if (line.deliveryRaw() != ONE_TIME) {
                out.raw(DELIVERY).raw(Names.delivery(line.deliveryRaw())).raw('"');
            }
            fills(lineNumber++, out);
            out.raw('}');
            int unused = line.skipSku();
        }
    }

    /** Writes the fills of a line from the reply's list, which is in line order. */
    private void fills(int line, JsonBytes out) {
        out.raw(FILLS);
        int first = out.length();
        while (nextFill < fillCount && fillLines[nextFill] == line) {
            if (out.length() > first) {
                out.raw(',');
            }
            int at = fillOffsets[nextFill++];
            DirectBuffer buffer = order.buffer();
            int seller = at + OrderReplyDecoder.FillsDecoder.sbeBlockLength();
            out.raw(OFFER_ID).number(buffer.getInt(at + FILL_OFFER, LE) & 0xffff_ffffL);
            out.raw(SELLER);
            OfferWriter.seller(buffer, seller, out);
            out.raw(QUANTITY).number(buffer.getInt(at + FILL_QUANTITY, LE) & 0xffff_ffffL);
            out.raw(UNIT_PRICE).number(buffer.getLong(at + FILL_PRICE, LE)).raw('}');
        }
        out.raw(']');
    }

    /** Notes where each fill is; the decoder stands behind the units, and then behind the fills. */
    private void readFills() {
        fillCount = 0;
        nextFill = 0;
        OrderReplyDecoder.FillsDecoder fill = order.fills();
        if (fillLines.length < fill.count()) {
            fillLines = new int[fill.count()];
            fillOffsets = new int[fill.count()];
        }
        while (fill.hasNext()) {
            fillOffsets[fillCount] = order.limit();
            fillLines[fillCount++] = fill.next().line();
            int unused = fill.skipSeller();
        }
    }

    /** Writes the page's units; the decoder stands behind the lines. */
    private int units(JsonBytes out) {
        int next = (int) order.firstUnit();
        if (unitsTotal == 0) {
            return 0;
        }
        if (!unitsOpen) {
            out.raw(UNITS);
        }
        DirectBuffer buffer = order.buffer();
        OrderReplyDecoder.UnitsDecoder unit = order.units();
        int line = -1;
        while (unit.hasNext()) {
            unit.next();
            if (unit.line() != line) {
                line = unit.line();
                bind(buffer, line);
            }
            if (unitsOpen) {
                out.raw(',');
            }
            unitsOpen = true;
            out.raw(LINE_SKU).string(buffer, lineSkuOffsets[line], lineSkuLengths[line]);
            out.raw(UNIT_ID).number(unit.unitId()).raw(UNIT_CODE);
            code(unit, out);
            out.raw('}');
            next++;
        }
        return next;
    }

    private void bind(DirectBuffer buffer, int line) {
        if (lineDeliveries[line] == MANUAL) {
            CodeCipher unused = cipher.order(order.orderIdHigh(), order.orderIdLow());
        } else {
            CodeCipher unused = cipher.sku(buffer, lineSkuOffsets[line], lineSkuLengths[line]);
        }
    }

    private void code(OrderReplyDecoder.UnitsDecoder unit, JsonBytes out) {
        int sealedLength = unit.getCode(sealed, 0, sealed.length);
        int length = cipher.open(
                unit.keyId(), unit.fingerprintHigh(), unit.fingerprintLow(), sealed, 0, sealedLength, opened, 0);
        out.string(opened, 0, length);
        Arrays.fill(opened, 0, length, (byte) 0);
    }

    private static void currency(int packed, JsonBytes out) {
        byte[] into = out.room(3);
        int at = out.length();
        into[at] = (byte) (packed >>> 16);
        into[at + 1] = (byte) (packed >>> 8);
        into[at + 2] = (byte) packed;
        out.wrote(3);
    }
}
