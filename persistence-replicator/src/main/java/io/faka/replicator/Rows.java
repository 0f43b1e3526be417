package io.faka.replicator;

import io.faka.codec.event.OrderMode;
import io.faka.codec.event.ResultCode;

/** The rows of the tables that are only ever added, and those whose last definition wins. */
final class Rows {
    private Rows() {}

    record Sku(
            long skuNumber,
            String sku,
            String name,
            long price,
            String currency,
            String state,
            String delivery,
            String pick,
            String latePolicy,
            long lateWindowMillis,
            long holdTtlMillis,
            long minPerOrder,
            long maxPerOrder,
            long safetyStock,
            long lowStockAt,
            long saleStartsMicros,
            long saleEndsMicros,
            long saleCap,
            long changedSeq,
            long changedMicros) {}

    record Offer(
            long offerId,
            long skuNumber,
            String seller,
            long unitPrice,
            String currency,
            String state,
            String pick,
            String tiers,
            long changedSeq) {}

    /** One fill of an order's line; {@code fill} counts them within the event. */
    record Fill(
            long seq, int index, int fill, OrderId orderId, int line, long offerId, long quantity, long unitPrice) {}

    /** How an order waits for stock. */
    record Backorder(
            OrderId orderId,
            long amount,
            String currency,
            String fill,
            int priority,
            long expiresMicros,
            long changedSeq) {}

    /** What came for an order that waited. */
    record BackorderFill(
            long seq,
            int index,
            OrderId orderId,
            String state,
            long units,
            long amount,
            String currency,
            long expiresMicros,
            long micros) {}

    /** A unit that left an order; {@code newUnitId} 0 = none came for it. */
    record Replacement(
            long seq,
            int index,
            OrderId orderId,
            int line,
            long unitId,
            long newUnitId,
            String state,
            String reason,
            long micros) {}

    record Recall(
            long seq, LotKey lot, long voided, long swapped, long kept, long delivered, String reason, long micros) {}

    record LotKey(long skuNumber, long lotNumber) {}

    record Lot(
            LotKey key,
            long offerId,
            String name,
            long imported,
            long duplicates,
            long expiresMicros,
            long changedSeq) {
        Lot plus(Lot later) {
            return new Lot(
                    key,
                    later.offerId,
                    later.name,
                    imported + later.imported,
                    duplicates + later.duplicates,
                    later.expiresMicros,
                    later.changedSeq);
        }
    }

    record Unit(
            long unitId,
            LotKey lot,
            long offerId,
            long addedSeq,
            int keyId,
            long fingerprintHigh,
            long fingerprintLow,
            byte[] sealedCode) {
        /** A unit that has no code until an operator delivers it. */
        static Unit counted(long unitId, LotKey lot, long offerId, long addedSeq) {
            return new Unit(unitId, lot, offerId, addedSeq, 0, 0, 0, null);
        }
    }

    record OrderHeader(
            String clientOrderId, String buyer, OrderMode mode, long amount, String currency, long expiresMicros) {}

    record Line(int line, long skuNumber, long quantity, long unitPrice) {}

    record Refusal(long seq, String clientOrderId, String buyer, ResultCode code, long detail, long micros) {}

    /** A payment or a refund due; {@code code} is its outcome or its reason. */
    record Money(
            long seq,
            int index,
            OrderId orderId,
            String channel,
            String paymentRef,
            long amount,
            String currency,
            ResultCode code,
            long micros) {}

    record PaymentKey(String channel, String paymentRef) {}

    /** Where the money of a payment is. */
    record Balance(
            PaymentKey key,
            OrderId orderId,
            long amount,
            String currency,
            long suspended,
            long refundDue,
            long refunded,
            ResultCode reason,
            long changedSeq) {}

    record Refund(long seq, OrderId orderId, String ref, long amount, String currency, String reason, long micros) {}

    /** {@code payment} holds what it was about and what came of it. */
    record Resolution(Money payment, String action, String operator, String reason) {}

    /** One movement of a wallet and the balance after it. */
    record WalletEntry(
            long entryId,
            long seq,
            int index,
            String account,
            String currency,
            String kind,
            long amount,
            long available,
            long held,
            OrderId orderId,
            String ref,
            long micros) {}

    record Event(long seq, int index, long micros, String type, String detail) {}
}
