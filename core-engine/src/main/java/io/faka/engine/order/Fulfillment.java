package io.faka.engine.order;

import static io.faka.codec.reply.ResultCode.ALREADY_CANCELED;
import static io.faka.codec.reply.ResultCode.CONTENT_EXCEEDS_UNITS;
import static io.faka.codec.reply.ResultCode.DELIVERED;
import static io.faka.codec.reply.ResultCode.EXISTS;
import static io.faka.codec.reply.ResultCode.EXISTS_WITH_DIFFERENT_CONTENT;
import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.NO_MANUAL_LINES;
import static io.faka.codec.reply.ResultCode.ORDER_ARCHIVED;
import static io.faka.codec.reply.ResultCode.ORDER_EXPIRED;
import static io.faka.codec.reply.ResultCode.ORDER_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.ORDER_NOT_PAID;
import static io.faka.codec.reply.ResultCode.ORDER_REFUNDED;

import io.faka.codec.command.FulfillOrderDecoder;
import io.faka.codec.command.FulfillOrderDecoder.ContentsDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.SealingKeys;
import io.faka.engine.inventory.Stock;
import io.faka.engine.inventory.Units;
import io.faka.engine.memory.Memory;
import io.faka.engine.publish.DeliveryEvents;
import io.faka.engine.publish.EventPublisher;
import io.faka.engine.publish.ReplyPublisher;

/**
 * Decides FulfillOrder. Its contents are for the order's units of manual delivery in line order, beginning with the unit it names. First
 * match wins, in this order:
 *
 * <ol>
 *   <li>MALFORMED; INVALID_FIELD for no content, or a sealed one of fewer than 17 or more than 8,192 bytes; ORDER_NOT_FOUND; ORDER_ARCHIVED: the order
 *       has left.
 *   <li>All these units were delivered with these contents before: EXISTS, whatever became of the order since.
 *   <li>NO_MANUAL_LINES: an operator delivers none of the order's SKUs.
 *   <li>The order is not paid, or not any more: ORDER_EXPIRED, ALREADY_CANCELED, ORDER_REFUNDED (any of its money is due back or went
 *       back and it waits for nothing), ORDER_NOT_PAID.
 *   <li>CONTENT_EXCEEDS_UNITS (detail: units of manual delivery it has): more contents than units.
 *   <li>EXISTS_WITH_DIFFERENT_CONTENT (detail: the index of the content): a unit was delivered with another content.
 *   <li>DELIVERED. What was delivered before with the same content stays as it is; the rest is the buyer's now.
 * </ol>
 */
public final class Fulfillment {
    private static final int HEADER = 8;
    private static final int NO_DETAIL = -1;
    private static final int VALID = 0;
    private static final int MIN_SEALED_LENGTH = 17;
    private static final int MAX_CONTENTS = 65_536;

    private final Orders orders;
    private final OrderUnits orderUnits;
    private final Deliveries deliveries;
    private final Units units;
    private final SealingKeys keys;
    private final Stock stock;
    private final DeliveryEvents deliveryEvents;
    private final EventPublisher events;
    private final ReplyPublisher replies;
    private final int[] delivered = new int[MAX_CONTENTS];
    private final byte[] lines = new byte[MAX_CONTENTS];

    private long contentsAt;
    private int contentLength;
    private int contentCount;
    private boolean hasBadContent;
    private long firstContent;
    private int keyId;

    private long content;
    private int line;
    private int unit;

    private int manual;
    private int named;
    private int fresh;
    private long differing;

    /** Works on these tables. */
    public Fulfillment(
            Orders orders,
            OrderUnits orderUnits,
            Deliveries deliveries,
            Units units,
            SealingKeys keys,
            Stock stock,
            DeliveryEvents deliveryEvents,
            EventPublisher events,
            ReplyPublisher replies) {
        this.orders = orders;
        this.orderUnits = orderUnits;
        this.deliveries = deliveries;
        this.units = units;
        this.keys = keys;
        this.stock = stock;
        this.deliveryEvents = deliveryEvents;
        this.events = events;
        this.replies = replies;
    }

    /** Decides one command. */
    public void onFulfillOrder(long seq, long command, int length) {
        if (!readGroup(command, command + length)) {
            replies.refusal(MALFORMED, NO_DETAIL, seq);
            return;
        }
        int field = firstInvalidField();
        if (field != VALID) {
            replies.refusal(INVALID_FIELD, field, seq);
            return;
        }
        long block = command + HEADER;
        int order = orders.find(
                Memory.getLong(block + FulfillOrderDecoder.orderIdHighEncodingOffset()),
                Memory.getLong(block + FulfillOrderDecoder.orderIdLowEncodingOffset()));
        if (order == 0) {
            replies.refusal(ORDER_NOT_FOUND, NO_DETAIL, seq);
            return;
        }
        if (orders.hasLeft(order)) {
            replies.refusal(ORDER_ARCHIVED, NO_DETAIL, seq);
            return;
        }
        compare(order);
        ResultCode refusal = refusalFor(order);
        if (refusal == EXISTS) {
            replies.order(order, EXISTS, 0);
        } else if (refusal != null) {
            replies.refusal(refusal, detailOf(refusal), seq);
        } else {
            deliver(order, seq);
        }
    }

    private ResultCode refusalFor(int order) {
        if (named == contentCount && fresh == 0 && differing < 0) {
            return EXISTS;
        }
        if (!deliveries.isManual(order)) {
            return NO_MANUAL_LINES;
        }
        ResultCode unpaid = refusalForState(orders.state(order));
        if (unpaid != null) {
            return unpaid;
        }
        if (named < contentCount) {
            return CONTENT_EXCEEDS_UNITS;
        }
        return differing >= 0 ? EXISTS_WITH_DIFFERENT_CONTENT : null;
    }

    private static ResultCode refusalForState(byte state) {
        if (state == Orders.EXPIRED) {
            return ORDER_EXPIRED;
        }
        if (state == Orders.CANCELED) {
            return ALREADY_CANCELED;
        }
        if (state == Orders.PENDING_PAYMENT || state == Orders.BACKORDERED) {
            return ORDER_NOT_PAID;
        }
        boolean refunded = state == Orders.REFUND_DUE || state == Orders.PARTIALLY_REFUNDED || state == Orders.REFUNDED;
        return refunded ? ORDER_REFUNDED : null;
    }

    private long detailOf(ResultCode refusal) {
        return switch (refusal) {
            case CONTENT_EXCEEDS_UNITS -> manual;
            case EXISTS_WITH_DIFFERENT_CONTENT -> differing;
            default -> NO_DETAIL;
        };
    }

    /** Sets what units the contents name, how many of them wait for one, and the first content that is not a delivered unit's. */
    private void compare(int order) {
        manual = 0;
        named = 0;
        fresh = 0;
        differing = -1;
        content = contentsAt;
        for (boolean more = first(order); more; more = next(order)) {
            if (manual++ < firstContent || named == contentCount) {
                continue;
            }
            if (units.state(unit) == Units.ALLOCATED) {
                delivered[fresh] = unit;
                lines[fresh++] = (byte) line;
            } else if (differing < 0 && !isContentOf(unit)) {
                differing = named;
            }
            named++;
            content = behind(content);
        }
    }

    private boolean isContentOf(int unit) {
        return units.state(unit) == Units.DELIVERED
                && units.fingerprintHigh(unit)
                        == Memory.getLong(content + ContentsDecoder.fingerprintHighEncodingOffset())
                && units.fingerprintLow(unit)
                        == Memory.getLong(content + ContentsDecoder.fingerprintLowEncodingOffset());
    }

    private void deliver(int order, long seq) {
        int slot = keys.slot(keyId);
        content = contentsAt;
        int at = 0;
        long index = 0;
        for (boolean more = first(order); more && at < fresh; more = next(order)) {
            if (index++ < firstContent) {
                continue;
            }
            if (unit == delivered[at]) {
                fulfil(slot);
                at++;
            }
            content = behind(content);
        }
        orders.state(order, orderUnits.stateOfPaid(order));
        orders.lastSeq(order, seq);
        deliveryEvents.delivered(order, keyId, delivered, lines, fresh);
        if (orders.state(order) == Orders.FULFILLED) {
            events.orderFulfilled(order, false);
        }
        replies.order(order, DELIVERED, 0);
    }

    private void fulfil(int slot) {
        long code = content + contentLength + 2;
        stock.fulfil(
                unit,
                slot,
                Memory.getLong(content + ContentsDecoder.fingerprintHighEncodingOffset()),
                Memory.getLong(content + ContentsDecoder.fingerprintLowEncodingOffset()),
                code,
                Memory.getUnsignedShort(code - 2));
    }

    private boolean first(int order) {
        line = -1;
        unit = 0;
        return next(order);
    }

    /** Goes on to the next unit that an operator delivers. */
    private boolean next(int order) {
        unit = unit == 0 ? 0 : units.next(unit);
        while (unit == 0 && ++line < orders.lineCount(order)) {
            unit = deliveries.isManual(order, line) ? orders.firstUnit(order, line) : 0;
        }
        return unit != 0;
    }

    private long behind(long content) {
        long code = content + contentLength + 2;
        return code + Memory.getUnsignedShort(code - 2);
    }

    private boolean readGroup(long command, long end) {
        int blockLength = Memory.getUnsignedShort(command);
        long group = command + HEADER + blockLength;
        contentsAt = group + ContentsDecoder.HEADER_SIZE;
        if (blockLength < FulfillOrderDecoder.BLOCK_LENGTH || contentsAt > end) {
            return false;
        }
        firstContent = Memory.getInt(command + HEADER + FulfillOrderDecoder.firstContentEncodingOffset()) & 0xffffffffL;
        keyId = Memory.getUnsignedShort(command + HEADER + FulfillOrderDecoder.keyIdEncodingOffset());
        contentLength = Memory.getUnsignedShort(group);
        contentCount = Memory.getUnsignedShort(group + 2);
        hasBadContent = false;
        long at = contentsAt;
        for (int i = 0; i < contentCount; i++) {
            long code = at + contentLength + 2;
            if (code > end) {
                return false;
            }
            int length = Memory.getUnsignedShort(code - 2);
            hasBadContent |= length < MIN_SEALED_LENGTH || length > Units.MAX_SEALED_LENGTH;
            at = code + length;
        }
        return contentLength >= ContentsDecoder.sbeBlockLength() && at == end;
    }

    private int firstInvalidField() {
        if (!keys.hasRoomFor(keyId)) {
            return FulfillOrderDecoder.keyIdId();
        }
        if (contentCount == 0) {
            return (int) FulfillOrderDecoder.contentsDecoderId();
        }
        return hasBadContent ? ContentsDecoder.sealedContentId() : VALID;
    }
}
