package io.faka.gateway.feed;

import io.faka.engine.schema.FieldSink;
import java.util.Locale;
import org.agrona.DirectBuffer;

/** What one message speaks of, found by the names of its fields. Reusable; one thread. */
final class Mentions implements FieldSink {
    private final long unit;
    private boolean unitNamed;
    private long firstUnit;
    private long firstUnitCount;
    private String orderId;
    private String clientOrderId;
    private String channel;
    private String paymentRef;

    /** @param unit to be looked for; 0 = none */
    Mentions(long unit) {
        this.unit = unit;
    }

    void clear() {
        unitNamed = false;
        firstUnit = 0;
        firstUnitCount = 0;
        orderId = "";
        clientOrderId = "";
        channel = "";
        paymentRef = "";
    }

    /** Whether the unit is named, or lies in the run of units that the message is about. */
    boolean hasUnit() {
        return unitNamed || firstUnit > 0 && unit >= firstUnit && unit < firstUnit + firstUnitCount;
    }

    /** The order's id in hex; empty if it is about none. */
    String orderId() {
        return orderId;
    }

    String clientOrderId() {
        return clientOrderId;
    }

    boolean isPayment(String id) {
        return !paymentRef.isEmpty() && (paymentRef.equals(id) || (channel + ":" + paymentRef).equals(id));
    }

    @Override
    public void number(String name, long value) {
        if (name.equals("first_unit_id")) {
            firstUnit = value;
        } else if (name.equals("unit_count")) {
            unitNamed |= unit >= firstUnit && unit < firstUnit + value;
            firstUnit = 0;
        } else if (name.endsWith("unit_id") && value == unit && unit > 0) {
            unitNamed = true;
        }
    }

    @Override
    public void id(String name, long high, long low) {
        if (name.equals("order_id")) {
            orderId = String.format(Locale.ROOT, "%016x%016x", high, low);
        }
    }

    @Override
    public void beginList(String name, int count) {
        if (name.equals("units")) {
            firstUnitCount = count;
        }
    }

    @Override
    public void text(String name, DirectBuffer buffer, int offset, int length) {
        switch (name) {
            case "client_order_id" -> clientOrderId = text(buffer, offset, length);
            case "channel" -> channel = text(buffer, offset, length);
            case "payment_ref" -> paymentRef = text(buffer, offset, length);
            default -> {
                // Nothing that a trace could be about.
            }
        }
    }

    private static String text(DirectBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }
}
