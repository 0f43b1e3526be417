package io.faka.gateway.http;

import java.nio.charset.StandardCharsets;

/** The paths there are. One segment of some is a parameter; several are, with the slashes between them, where a payment or an order's unit is named. */
enum Resource {
    SKUS("/v1/skus", null),
    SKU("/v1/skus/", ""),
    UNITS("/v1/skus/", "/units"),
    OFFERS("/v1/skus/", "/offers"),
    LOTTERY("/v1/skus/", "/lottery"),
    LOTTERY_DRAW("/v1/skus/", "/lottery/draw"),
    OFFER("/v1/offers/", ""),
    QUARANTINE("/v1/skus/", "/quarantine"),
    RELEASE("/v1/skus/", "/release"),
    VOID_LOT("/v1/lots/", "/void"),
    LOT_UNITS("/v1/lots/", "/units"),
    ORDERS("/v1/orders", null),
    ORDER("/v1/orders/", ""),
    PAY("/v1/orders/", "/pay"),
    CANCEL("/v1/orders/", "/cancel"),
    CANCEL_LINE("/v1/orders/", "/cancel"),
    EXTEND("/v1/orders/", "/extend"),
    FULFILL("/v1/orders/", "/fulfill"),
    REPLACE_UNIT("/v1/orders/", "/replace"),
    RETURN_UNIT("/v1/orders/", "/return"),
    REFUNDS("/v1/orders/", "/refunds"),
    REFUNDS_DUE("/v1/refunds_due", null),
    SUSPENSE("/v1/suspense", null),
    RESOLVE("/v1/suspense/", "/resolve"),
    WALLET("/v1/wallets/", ""),
    WALLET_CREDIT("/v1/wallets/", "/credit"),
    WALLET_DEBIT("/v1/wallets/", "/debit"),
    WALLET_HOLD("/v1/wallets/", "/hold"),
    WALLET_RELEASE("/v1/wallets/", "/release"),
    WALLET_STATEMENT("/v1/wallets/", "/statement"),
    COUPON("/v1/coupons/", ""),
    EVENTS("/v1/events", null),
    STREAM("/v1/stream", null),
    WEBHOOKS("/v1/webhooks", null),
    WEBHOOK("/v1/webhooks/", ""),
    WEBHOOK_DEAD("/v1/webhooks/", "/dead"),
    WEBHOOK_REDELIVER("/v1/webhooks/", "/redeliver"),
    TRACE_UNIT("/v1/trace/unit/", ""),
    TRACE_ORDER("/v1/trace/order/", ""),
    TRACE_PAYMENT("/v1/trace/payment/", ""),
    TIME("/v1/time", null),
    OPENAPI("/openapi.yaml", null);

    private static final Resource[] RESOURCES = values();

    private final byte[] prefix;
    private final byte[] suffix;

    Resource(String prefix, String suffix) {
        this.prefix = prefix.getBytes(StandardCharsets.US_ASCII);
        this.suffix = suffix == null ? null : suffix.getBytes(StandardCharsets.US_ASCII);
    }

    /** The resource at that path, or null. */
    static Resource at(byte[] in, int start, int length) {
        for (Resource resource : RESOURCES) {
            if (resource.matches(in, start, length)) {
                return resource;
            }
        }
        return null;
    }

    /** The path with the parameter's place in braces. */
    String template() {
        String start = new String(prefix, StandardCharsets.US_ASCII);
        if (this == CANCEL_LINE) {
            return start + "{order_id}/lines/{line}" + new String(suffix, StandardCharsets.US_ASCII);
        }
        if (this == REPLACE_UNIT || this == RETURN_UNIT) {
            return start + "{order_id}/units/{unit_id}" + new String(suffix, StandardCharsets.US_ASCII);
        }
        return suffix == null ? start : start + parameterName(start) + new String(suffix, StandardCharsets.US_ASCII);
    }

    private static String parameterName(String start) {
        return switch (start) {
            case "/v1/skus/" -> "{sku}";
            case "/v1/orders/" -> "{order_id}";
            case "/v1/suspense/" -> "{channel}/{payment_ref}";
            case "/v1/offers/" -> "{offer_id}";
            case "/v1/wallets/" -> "{account}";
            case "/v1/lots/" -> "{lot}";
            case "/v1/coupons/" -> "{code}";
            case "/v1/webhooks/" -> "{webhook_id}";
            default -> "{id}";
        };
    }

    /** Where the parameter starts within the path. */
    int parameterStart() {
        return prefix.length;
    }

    /** Bytes of the parameter in a path of that length. */
    int parameterLength(int pathLength) {
        return suffix == null ? 0 : pathLength - prefix.length - suffix.length;
    }

    private boolean matches(byte[] in, int start, int length) {
        if (suffix == null) {
            return Ascii.equals(in, start, length, prefix);
        }
        int parameter = length - prefix.length - suffix.length;
        if (parameter < 1
                || !Ascii.startsWith(in, start, length, prefix)
                || !Ascii.equals(in, start + length - suffix.length, suffix.length, suffix)) {
            return false;
        }
        int slashes = 0;
        for (int i = start + prefix.length; i < start + prefix.length + parameter; i++) {
            slashes += in[i] == '/' ? 1 : 0;
        }
        return slashes == slashes();
    }

    /** Slashes within the parameter: one between a payment's parts, two around {@code units} or {@code lines} behind the order. */
    private int slashes() {
        return switch (this) {
            case RESOLVE -> 1;
            case REPLACE_UNIT, RETURN_UNIT, CANCEL_LINE -> 2;
            default -> 0;
        };
    }
}
