package io.faka.client;

import io.faka.codec.reply.OrderState;
import io.faka.codec.reply.ResultCode;
import java.time.Instant;
import java.util.List;

/**
 * The order after the request.
 *
 * @param code       what the request did, e.g. CREATED, EXISTS, PAID
 * @param amount     in minor units of {@code currency}
 * @param expiresAt  when the hold ends; {@link Instant#EPOCH} when nothing is held any more
 * @param seq        journal sequence of the last command that changed the order
 * @param fills      from which offers the held or delivered units are
 * @param units      delivered codes of this page, in line order
 * @param firstUnit  index of the page's first unit in the whole delivery
 * @param unitsTotal delivered units of the whole order; {@link FakaClient#withAllUnits} fetches what is missing here
 * @param queuePosition      its place among those who wait for stock, from 1; 0 = it does not wait
 * @param backorderExpiresAt until when it waits; {@link Instant#EPOCH} if it does not
 * @param unitId     the unit that was replaced or returned; 0 = the request was about none
 * @param newUnitId  the unit that came for it; 0 = none
 * @param discount   what a coupon took off, which is not part of {@code amount}
 */
public record OrderResult(
        ResultCode code,
        OrderState state,
        OrderId orderId,
        String clientOrderId,
        String buyer,
        long amount,
        String currency,
        Instant expiresAt,
        long seq,
        List<Line> lines,
        List<Fill> fills,
        List<Unit> units,
        long firstUnit,
        long unitsTotal,
        long queuePosition,
        Instant backorderExpiresAt,
        long unitId,
        long newUnitId,
        long discount) {
    public OrderResult {
        lines = List.copyOf(lines);
        fills = List.copyOf(fills);
        units = List.copyOf(units);
    }

    /** One SKU of the order; {@code reserved} counts units held or delivered, {@code unitPrice} is the highest of its fills. */
    public record Line(String sku, long quantity, long unitPrice, long reserved) {}

    /** Units of a line from one offer; {@code seller} is empty for the SKU's own. */
    public record Fill(int line, long offerId, String seller, long quantity, long unitPrice) {}

    /** One delivered code; {@code line} is the index of its line. */
    public record Unit(long unitId, int line, String code) {
        @Override
        public String toString() {
            return "Unit[" + unitId + "]";
        }
    }

    /** Whether every delivered unit is here. */
    public boolean isComplete() {
        return units.size() == unitsTotal;
    }

    OrderResult withUnits(List<Unit> all) {
        return new OrderResult(
                code,
                state,
                orderId,
                clientOrderId,
                buyer,
                amount,
                currency,
                expiresAt,
                seq,
                lines,
                fills,
                all,
                0,
                unitsTotal,
                queuePosition,
                backorderExpiresAt,
                unitId,
                newUnitId,
                discount);
    }
}
