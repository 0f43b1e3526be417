package io.faka.gateway.json;

import io.faka.codec.reply.ResultCode;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What each result code means to a caller over HTTP and JSON: status, the name of its number, and a sentence. */
public final class Meaning {
    private static final Map<ResultCode, Meaning> TABLE = new EnumMap<>(ResultCode.class);

    static {
        refuse(400, ResultCode.MALFORMED, "the request is not well formed");
        refuse(400, ResultCode.UNSUPPORTED_VERSION, "this version of the protocol is not spoken here");
        refuse(400, ResultCode.UNKNOWN_COMMAND, "there is no such operation");
        refuse(400, ResultCode.INVALID_FIELD, "a field has a value it cannot have");
        refuse(400, ResultCode.UNKNOWN_FIELD, "there is no such field");
        refuse(413, ResultCode.TOO_LARGE, "the request is too large");
        refuse(401, ResultCode.UNAUTHENTICATED, "this needs an API key");
        refuse(401, ResultCode.SIGNATURE_INVALID, "the signature does not match the request");
        refuse(401, ResultCode.TIMESTAMP_EXPIRED, "the timestamp is too far from this server's clock");
        refuse(401, ResultCode.NONCE_REPLAYED, "this nonce was used before");
        refuse(403, ResultCode.FORBIDDEN, "this key may not do that");
        refuse(
                503,
                ResultCode.OVERLOADED,
                "too many requests are waiting; this one was not taken and may be sent again");
        refuse(429, ResultCode.RATE_LIMITED, "too many requests from this caller");
        refuse(421, ResultCode.NOT_LEADER, "this node does not take writes");
        refuse(503, ResultCode.READ_ONLY, "this node takes no writes for now");
        refuse(503, ResultCode.STANDBY_LOST, "no standby is attached, so nothing can be acknowledged");
        refuse(507, ResultCode.STORAGE_FULL, "the journal's disk is full; this request was not taken");
        refuse(503, ResultCode.STOPPING, "the node is stopping; this request was not taken");

        conflict(ResultCode.EXISTS_WITH_DIFFERENT_SKU, "this client_order_id was used for another SKU");
        conflict(
                ResultCode.EXISTS_WITH_DIFFERENT_QUANTITY, "this client_order_id or ref was used for another quantity");
        conflict(ResultCode.EXISTS_WITH_DIFFERENT_AMOUNT, "this client_order_id or ref was used for another amount");
        conflict(ResultCode.EXISTS_WITH_DIFFERENT_BUYER, "this client_order_id was used for another buyer");
        conflict(ResultCode.EXISTS_WITH_DIFFERENT_TTL, "this client_order_id was used with another ttl_ms");
        conflict(ResultCode.EXISTS_WITH_DIFFERENT_MODE, "this client_order_id was used with another mode");
        conflict(ResultCode.EXISTS_WITH_DIFFERENT_LINES, "this client_order_id or ref was used for other lines");
        conflict(
                ResultCode.EXISTS_WITH_DIFFERENT_CURRENCY,
                "this client_order_id or ref was used with another currency");
        conflict(ResultCode.EXISTS_WITH_DIFFERENT_COUPON, "this client_order_id was used with another coupon");
        conflict(ResultCode.EXISTS_WITH_DIFFERENT_PRICE_CAP, "this client_order_id was used with another price cap");
        conflict(ResultCode.EXISTS_WITH_DIFFERENT_FILL, "this client_order_id was used with another fill");
        conflict(ResultCode.EXISTS_WITH_DIFFERENT_PRIORITY, "this client_order_id was used with another priority");
        conflict(
                ResultCode.EXISTS_WITH_DIFFERENT_BACKORDER_TTL,
                "this client_order_id was used with another backorder_ttl_ms");

        refuse(
                410,
                ResultCode.KEY_EXPIRED,
                "this client_order_id belongs to an order that has left memory; it is never used again");
        refuse(404, ResultCode.SKU_NOT_FOUND, "there is no such SKU");
        conflict(ResultCode.SKU_INACTIVE, "this SKU is paused");
        conflict(ResultCode.SALE_NOT_STARTED, "the sale has not started");
        conflict(ResultCode.SALE_ENDED, "the sale has ended");
        refuse(422, ResultCode.QUANTITY_BELOW_MINIMUM, "minimum", "the quantity is below this SKU's minimum");
        refuse(
                422,
                ResultCode.QUANTITY_GREATER_THAN_LIMIT,
                "maximum",
                "the quantity is above this SKU's maximum, or above what is left");
        refuse(409, ResultCode.BUYER_LIMIT_EXCEEDED, "left", "this buyer has had as many as allowed");
        refuse(409, ResultCode.OPEN_HOLDS_EXCEEDED, "limit", "too many unpaid orders are open");
        refuse(409, ResultCode.HOLD_SHARE_EXCEEDED, "left", "too much of this SKU is held unpaid");
        conflict(ResultCode.UNIT_NOT_AVAILABLE, "the unit is not available");
        refuse(422, ResultCode.COUPON_NOT_FOUND, "there is no such coupon");
        refuse(422, ResultCode.COUPON_EXHAUSTED, "limit", "this coupon is used up");
        refuse(422, ResultCode.COUPON_PER_BUYER_LIMIT, "limit", "this buyer has used this coupon as often as allowed");
        refuse(422, ResultCode.COUPON_NOT_APPLICABLE, "this coupon does not apply to this order");
        refuse(422, ResultCode.CURRENCY_MISMATCH, "the currency is not the one of the SKUs or of the order");
        refuse(422, ResultCode.AMOUNT_OVERFLOW, "the amount is too large to be counted");
        refuse(409, ResultCode.PRICE_CHANGED, "current", "the price is not the one expected");
        refuse(409, ResultCode.INSUFFICIENT_STOCK, "available", "there is not enough stock");
        refuse(
                409,
                ResultCode.VIP_QUOTA_RESERVED,
                "available",
                "what is left of the stock is kept for orders with a priority");
        refuse(503, ResultCode.OUT_OF_MEMORY, "this node has no room for more");

        refuse(404, ResultCode.ORDER_NOT_FOUND, "there is no such order");
        refuse(410, ResultCode.ORDER_EXPIRED, "this order has expired");
        refuse(
                410,
                ResultCode.ORDER_ARCHIVED,
                "this order is finished and has left memory; GET over HTTP shows it where a database is configured");
        conflict(ResultCode.ALREADY_PAID, "this order is paid");
        conflict(ResultCode.ALREADY_CANCELED, "this order is canceled");
        conflict(ResultCode.EXISTS_WITH_DIFFERENT_UNIT, "this client_order_id was used for another unit");
        refuse(404, ResultCode.LINE_NOT_FOUND, "this order has no such line; lines count from 0");
        conflict(ResultCode.NOT_HELD, "this order waits for stock and has no hold yet");
        conflict(ResultCode.CANCEL_NOT_ALLOWED, "this order cannot be canceled any more");
        refuse(
                200,
                ResultCode.PAYMENT_AMOUNT_MISMATCH,
                "amount_due",
                "the amount is not what is due; the money is recorded and waits for an operator");
        refuse(
                200,
                ResultCode.PAYMENT_CURRENCY_MISMATCH,
                "the currency is not the order's; the money is recorded and waits for an operator");
        refuse(
                200,
                ResultCode.PAYMENT_CHANNEL_MISMATCH,
                "the channel is not the order's; the money is recorded and waits for an operator");
        refuse(200, ResultCode.DUPLICATE_PAYMENT, "this order was paid before; the second payment is to be refunded");
        refuse(200, ResultCode.LATE_PAYMENT_REFUND_DUE, "the payment came too late and is to be refunded");
        refuse(202, ResultCode.PAYMENT_IN_SUSPENSE, "the payment is recorded and waits for an operator");
        conflict(ResultCode.PAYMENT_REF_USED, "this payment_ref was used for another order");
        refuse(402, ResultCode.INSUFFICIENT_FUNDS, "available", "the wallet does not hold enough");
        refuse(404, ResultCode.WALLET_NOT_FOUND, "there is no such account");
        refuse(409, ResultCode.WALLET_FULL, "limit", "this account has as many currencies as allowed");
        refuse(404, ResultCode.HOLD_NOT_FOUND, "this account has no hold of this ref");
        conflict(ResultCode.HOLD_ALREADY_USED, "a payment took what this hold held");
        conflict(ResultCode.EXISTS_WITH_DIFFERENT_KIND, "this ref was used for another kind of change");
        refuse(422, ResultCode.REFUND_EXCEEDS_PAYMENT, "refundable", "the refund is above what was paid");
        refuse(404, ResultCode.PAYMENT_NOT_FOUND, "there is no such payment");
        conflict(ResultCode.ALREADY_RESOLVED, "this payment's money is not in suspense");
        conflict(
                ResultCode.LOTTERY_ENTRIES_ONLY,
                "the lottery of this SKU is open: an entry is one line, mode GTC, all or none");
        conflict(ResultCode.ALREADY_ENTERED, "this buyer has an entry to the lottery of this SKU");
        refuse(404, ResultCode.LOTTERY_NOT_FOUND, "no lottery of this SKU is open, or there never was one");
        refuse(404, ResultCode.LOT_NOT_FOUND, "there is no such lot");
        refuse(404, ResultCode.OFFER_NOT_FOUND, "there is no such offer");
        refuse(404, ResultCode.UNIT_NOT_FOUND, "there is no such unit");
        conflict(ResultCode.OFFER_WITHDRAWN, "this offer is withdrawn");
        conflict(ResultCode.LOT_OF_ANOTHER_OFFER, "this lot came in with another offer");
        conflict(ResultCode.UNIT_OF_ANOTHER_SKU, "this unit is of another SKU");
        conflict(ResultCode.UNIT_OF_ANOTHER_ORDER, "this order neither has this unit nor had it");
        conflict(ResultCode.UNIT_NOT_QUARANTINED, "this unit is not in quarantine");
        conflict(ResultCode.UNIT_NOT_DELIVERED, "this unit is not delivered with this order");
        conflict(ResultCode.LOT_VOIDED, "this lot was recalled");
        conflict(ResultCode.LOT_EXPIRED, "the codes of this lot have ended");
        conflict(ResultCode.LOT_WITH_ANOTHER_EXPIRY, "this lot has another expiry date");
        conflict(ResultCode.DELIVERY_MISMATCH, "this SKU's units are delivered in another way");
        refuse(
                409,
                ResultCode.SALE_CAP_BELOW_USED,
                "used",
                "more uses of this text are held, sold, quarantined or replaced than that");
        refuse(422, ResultCode.ONE_TEXT_ONLY, "a reusable SKU has one text: one line");
        conflict(ResultCode.NO_MANUAL_LINES, "an operator delivers no line of this order");
        refuse(409, ResultCode.CONTENT_EXCEEDS_UNITS, "units", "there are more contents than units to deliver");
        refuse(
                409,
                ResultCode.EXISTS_WITH_DIFFERENT_CONTENT,
                "index",
                "a unit was delivered with another content before");
        conflict(ResultCode.ORDER_NOT_PAID, "this order is not paid");
        conflict(ResultCode.ORDER_REFUNDED, "money of this order is due back or went back");
        conflict(ResultCode.LOT_AMBIGUOUS, "several SKUs have a lot of this name; name the sku");
    }

    private final int status;
    private final String title;
    private final String numberName;
    private final String sentence;

    private Meaning(int status, String title, String numberName, String sentence) {
        this.status = status;
        this.title = title;
        this.numberName = numberName;
        this.sentence = sentence;
    }

    /** What is known about that code; for codes that refuse nothing, status 200 and no words. */
    public static Meaning of(ResultCode code) {
        Meaning known = TABLE.get(code);
        return known == null ? new Meaning(200, title(code), "", "") : known;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** The code in words. */
    public String title() {
        return title;
    }

    /** Under which name the refusal's number is told; empty if it has none. */
    public String numberName() {
        return numberName;
    }

    /** A sentence for people. */
    public String sentence() {
        return sentence;
    }

    private static void conflict(ResultCode code, String sentence) {
        refuse(409, code, sentence);
    }

    private static void refuse(int status, ResultCode code, String sentence) {
        refuse(status, code, "", sentence);
    }

    private static void refuse(int status, ResultCode code, String numberName, String sentence) {
        TABLE.put(code, new Meaning(status, title(code), numberName, sentence));
    }

    private static String title(ResultCode code) {
        return code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
