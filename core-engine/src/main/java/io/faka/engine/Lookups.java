package io.faka.engine;

import static io.faka.codec.reply.ResultCode.FOUND;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.ORDER_ARCHIVED;
import static io.faka.codec.reply.ResultCode.ORDER_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.SKU_NOT_FOUND;

import io.faka.codec.command.GetOffersDecoder;
import io.faka.codec.command.GetOrderByClientIdDecoder;
import io.faka.codec.command.GetOrderDecoder;
import io.faka.codec.command.GetSkuDecoder;
import io.faka.engine.inventory.Skus;
import io.faka.engine.memory.Memory;
import io.faka.engine.order.OrderTables;
import io.faka.engine.order.Orders;
import io.faka.engine.publish.ReplyPublisher;

/** Answers the queries for one order and for one SKU. Changes nothing. */
final class Lookups {
    private static final int HEADER = 8;
    private static final int NO_DETAIL = -1;

    private final OrderTables tables;
    private final Orders orders;
    private final Skus skus;
    private final ReplyPublisher replies;

    Lookups(OrderTables tables, Skus skus, ReplyPublisher replies) {
        this.tables = tables;
        this.orders = tables.orders();
        this.skus = skus;
        this.replies = replies;
    }

    void onGetOrder(long query, int length) {
        if (length < HEADER + GetOrderDecoder.BLOCK_LENGTH) {
            replies.refusal(MALFORMED, NO_DETAIL, 0);
            return;
        }
        long block = query + HEADER;
        int order = orders.find(
                Memory.getLong(block + GetOrderDecoder.orderIdHighEncodingOffset()),
                Memory.getLong(block + GetOrderDecoder.orderIdLowEncodingOffset()));
        reply(order, Memory.getInt(block + GetOrderDecoder.firstUnitEncodingOffset()) & 0xffffffffL);
    }

    void onGetOrderByClientId(long query, int length) {
        int text = textAt(query, length, GetOrderByClientIdDecoder.BLOCK_LENGTH);
        if (text < 0) {
            replies.refusal(MALFORMED, NO_DETAIL, 0);
            return;
        }
        int firstUnit = Memory.getInt(query + HEADER + GetOrderByClientIdDecoder.firstUnitEncodingOffset());
        reply(tables.findByClientOrderId(query + text, length - text), firstUnit & 0xffffffffL);
    }

    void onGetSku(long query, int length, long seq) {
        int sku = sku(query, length, GetSkuDecoder.BLOCK_LENGTH);
        if (sku != 0) {
            replies.sku(sku, FOUND, seq);
        }
    }

    void onGetOffers(long query, int length, long seq) {
        int sku = sku(query, length, GetOffersDecoder.BLOCK_LENGTH);
        if (sku != 0) {
            int after = Memory.getInt(query + HEADER + GetOffersDecoder.afterOfferIdEncodingOffset());
            replies.offers(sku, after & 0x7fffffff, seq);
        }
    }

    private void reply(int order, long firstUnit) {
        if (order == 0) {
            replies.refusal(ORDER_NOT_FOUND, NO_DETAIL, 0);
        } else if (orders.hasLeft(order)) {
            replies.refusal(ORDER_ARCHIVED, NO_DETAIL, orders.lastSeq(order));
        } else {
            replies.order(order, FOUND, firstUnit);
        }
    }

    /** The SKU that the query names; 0 if there is none, and then it is answered. */
    private int sku(long query, int length, int leastBlockLength) {
        int text = textAt(query, length, leastBlockLength);
        if (text < 0) {
            replies.refusal(MALFORMED, NO_DETAIL, 0);
            return 0;
        }
        int sku = skus.find(query + text, length - text);
        if (sku == 0) {
            replies.refusal(SKU_NOT_FOUND, NO_DETAIL, 0);
        }
        return sku;
    }

    /** Where the only text of a query begins; -1 if it does not end with the message. */
    private static int textAt(long query, int length, int leastBlockLength) {
        int blockLength = Memory.getUnsignedShort(query);
        int at = HEADER + blockLength + 1;
        boolean fits = blockLength >= leastBlockLength && at <= length;
        return fits && at + Memory.getUnsignedByte(query + at - 1) == length ? at : -1;
    }
}
