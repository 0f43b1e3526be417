package io.faka.client;

import io.faka.codec.command.CreateOrderEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.OrderMode;
import io.faka.engine.Currency;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Places an order and holds its units.
 *
 * @param clientOrderId  the idempotency key, 1-64 bytes
 * @param buyer          1-128 bytes
 * @param clientAddress  the buyer's network address, empty = not given
 * @param lines          1-64
 * @param mode           FOK: all lines or nothing
 * @param expectedAmount in minor units; -1 = whatever it costs
 * @param currency       ISO code, empty = the SKU's
 * @param ttlMillis      how long the hold lasts; 0 = the SKU's own
 * @param backorder      its priority, and how it waits, which is of mode GTC alone
 * @param coupon         a coupon's code, empty = none
 */
public record NewOrder(
        String clientOrderId,
        String buyer,
        String clientAddress,
        List<Line> lines,
        OrderMode mode,
        long expectedAmount,
        String currency,
        long ttlMillis,
        Backorder backorder,
        String coupon)
        implements Request<OrderResult> {
    private static final int MAX_TEXT = 255;
    private static final int MAX_LINE = 16 + MAX_TEXT;

    public NewOrder {
        lines = List.copyOf(lines);
        if (lines.isEmpty() || lines.size() > 64) {
            throw new IllegalArgumentException("an order has 1 to 64 lines: " + lines.size());
        }
    }

    /** An order without a coupon that does not wait, or waits as all do. */
    public NewOrder(
            String clientOrderId,
            String buyer,
            String clientAddress,
            List<Line> lines,
            OrderMode mode,
            long expectedAmount,
            String currency,
            long ttlMillis) {
        this(
                clientOrderId,
                buyer,
                clientAddress,
                lines,
                mode,
                expectedAmount,
                currency,
                ttlMillis,
                Backorder.DEFAULT,
                "");
    }

    /** An order without a coupon. */
    public NewOrder(
            String clientOrderId,
            String buyer,
            String clientAddress,
            List<Line> lines,
            OrderMode mode,
            long expectedAmount,
            String currency,
            long ttlMillis,
            Backorder backorder) {
        this(clientOrderId, buyer, clientAddress, lines, mode, expectedAmount, currency, ttlMillis, backorder, "");
    }

    /** One SKU of the order; {@code maxUnitPrice} in minor units, -1 = no cap; {@code unitId} the unit that the buyer chose, 0 = none. */
    public record Line(String sku, long quantity, long maxUnitPrice, long unitId) {
        public Line {
            if (quantity < 0 || quantity > 0xffff_fffeL) {
                throw new IllegalArgumentException("quantity must be 0 to 4294967294: " + quantity);
            }
        }

        public Line(String sku, long quantity, long maxUnitPrice) {
            this(sku, quantity, maxUnitPrice, 0);
        }

        public Line(String sku, long quantity) {
            this(sku, quantity, -1);
        }
    }

    /** One line, all or nothing, at the SKU's price and hold time. */
    public static NewOrder of(String clientOrderId, String buyer, String sku, long quantity) {
        return of(clientOrderId, buyer, List.of(new Line(sku, quantity)));
    }

    /** Several lines, all or nothing, at the SKUs' prices and the shortest of their hold times. */
    public static NewOrder of(String clientOrderId, String buyer, List<Line> lines) {
        return new NewOrder(clientOrderId, buyer, "", lines, OrderMode.FOK, -1, "", 0);
    }

    /** The same with another hold time. */
    public NewOrder withTtlMillis(long ttl) {
        return new NewOrder(
                clientOrderId, buyer, clientAddress, lines, mode, expectedAmount, currency, ttl, backorder, coupon);
    }

    /** The same, waiting for what it is short of. */
    public NewOrder orWaiting(Backorder how) {
        return new NewOrder(
                clientOrderId,
                buyer,
                clientAddress,
                lines,
                OrderMode.GTC,
                expectedAmount,
                currency,
                ttlMillis,
                how,
                coupon);
    }

    /** The same, 0 to 9: 9 is served first of those who wait, and above 0 the VIP quota of a SKU is for sale too; it needs a key with the scope for it. */
    public NewOrder withPriority(int priority) {
        return new NewOrder(
                clientOrderId,
                buyer,
                clientAddress,
                lines,
                mode,
                expectedAmount,
                currency,
                ttlMillis,
                new Backorder(backorder.fill(), priority, backorder.ttlMillis()),
                coupon);
    }

    /** The same with a coupon. */
    public NewOrder withCoupon(String code) {
        return new NewOrder(
                clientOrderId, buyer, clientAddress, lines, mode, expectedAmount, currency, ttlMillis, backorder, code);
    }

    @Override
    public int maxEncodedLength() {
        return 64 + 4 * MAX_TEXT + lines.size() * MAX_LINE;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        CreateOrderEncoder order =
                new CreateOrderEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        order.orderIdHigh(0).orderIdLow(0).expectedAmount(expectedAmount).ttlMillis(ttlMillis);
        order.backorderTtlMillis(backorder.ttlMillis()).currency(currency.isEmpty() ? 0 : Currency.pack(currency));
        order.mode(mode).fill(backorder.fill()).priority((short) backorder.priority());
        CreateOrderEncoder.LinesEncoder encoder = order.linesCount(lines.size());
        for (Line line : lines) {
            encoder.next()
                    .maxUnitPrice(line.maxUnitPrice())
                    .unitId(line.unitId())
                    .quantity(line.quantity())
                    .sku(line.sku());
        }
        order.clientOrderId(clientOrderId)
                .buyer(buyer)
                .clientAddress(clientAddress)
                .coupon(coupon);
        return MessageHeaderEncoder.ENCODED_LENGTH + order.encodedLength();
    }

    @Override
    public OrderResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.order(buffer, offset);
    }
}
