package io.faka.gateway.http;

import io.faka.codec.reply.ResultCode;
import io.faka.gateway.auth.Scope;

/** What can be asked for: a method on a resource, and what it needs. */
enum Route {
    LIST_SKUS(Resource.SKUS, HttpMethod.GET, Scope.READ, Body.NONE),
    GET_SKU(Resource.SKU, HttpMethod.GET, Scope.READ, Body.NONE),
    PUT_SKU(Resource.SKU, HttpMethod.PUT, Scope.ADMIN, Body.JSON),
    PATCH_SKU(Resource.SKU, HttpMethod.PATCH, Scope.ADMIN, Body.JSON),
    PUBLIC_UNITS(Resource.UNITS, HttpMethod.GET, Scope.READ, Body.NONE),
    ADD_UNITS(Resource.UNITS, HttpMethod.POST, Scope.ADMIN, Body.CODES),
    PUT_OFFER(Resource.OFFERS, HttpMethod.POST, Scope.ADMIN, Body.JSON),
    LIST_OFFERS(Resource.OFFERS, HttpMethod.GET, Scope.READ, Body.NONE),
    OPEN_LOTTERY(Resource.LOTTERY, HttpMethod.PUT, Scope.ADMIN, Body.OPTIONAL_JSON),
    END_LOTTERY(Resource.LOTTERY, HttpMethod.DELETE, Scope.ADMIN, Body.OPTIONAL_JSON),
    GET_LOTTERY(Resource.LOTTERY, HttpMethod.GET, Scope.READ, Body.NONE),
    DRAW_LOTTERY(Resource.LOTTERY_DRAW, HttpMethod.POST, Scope.ADMIN, Body.OPTIONAL_JSON),
    CHANGE_OFFER(Resource.OFFER, HttpMethod.PATCH, Scope.ADMIN, Body.JSON),
    QUARANTINE(Resource.QUARANTINE, HttpMethod.POST, Scope.ADMIN, Body.JSON),
    RELEASE(Resource.RELEASE, HttpMethod.POST, Scope.ADMIN, Body.JSON),
    VOID_LOT(Resource.VOID_LOT, HttpMethod.POST, Scope.ADMIN, Body.OPTIONAL_JSON),
    LOT_UNITS(Resource.LOT_UNITS, HttpMethod.GET, Scope.ADMIN, Body.NONE),
    REPLACE_UNIT(Resource.REPLACE_UNIT, HttpMethod.POST, Scope.ADMIN, Body.JSON),
    RETURN_UNIT(Resource.RETURN_UNIT, HttpMethod.POST, Scope.ADMIN, Body.JSON),
    CREATE_ORDER(Resource.ORDERS, HttpMethod.POST, Scope.ORDER, Body.JSON),
    FIND_ORDER(Resource.ORDERS, HttpMethod.GET, Scope.READ, Body.NONE),
    GET_ORDER(Resource.ORDER, HttpMethod.GET, Scope.READ, Body.NONE),
    PAY(Resource.PAY, HttpMethod.POST, Scope.PAY, Body.JSON),
    CANCEL(Resource.CANCEL, HttpMethod.POST, Scope.ORDER, Body.OPTIONAL_JSON),
    CANCEL_LINE(Resource.CANCEL_LINE, HttpMethod.POST, Scope.ORDER, Body.JSON),
    FULFILL(Resource.FULFILL, HttpMethod.POST, Scope.ADMIN, Body.JSON),
    EXTEND(Resource.EXTEND, HttpMethod.POST, Scope.ORDER, Body.JSON),
    REFUND(Resource.REFUNDS, HttpMethod.POST, Scope.PAY, Body.JSON),
    REFUNDS_DUE(Resource.REFUNDS_DUE, HttpMethod.GET, Scope.READ, Body.NONE),
    SUSPENSE(Resource.SUSPENSE, HttpMethod.GET, Scope.READ, Body.NONE),
    RESOLVE(Resource.RESOLVE, HttpMethod.POST, Scope.ADMIN, Body.JSON),
    GET_WALLET(Resource.WALLET, HttpMethod.GET, Scope.READ, Body.NONE),
    CREDIT_WALLET(Resource.WALLET_CREDIT, HttpMethod.POST, Scope.ADMIN, Body.JSON),
    DEBIT_WALLET(Resource.WALLET_DEBIT, HttpMethod.POST, Scope.ADMIN, Body.JSON),
    HOLD_WALLET(Resource.WALLET_HOLD, HttpMethod.POST, Scope.PAY, Body.JSON),
    RELEASE_WALLET(Resource.WALLET_RELEASE, HttpMethod.POST, Scope.PAY, Body.JSON),
    WALLET_STATEMENT(Resource.WALLET_STATEMENT, HttpMethod.GET, Scope.READ, Body.NONE),
    PUT_COUPON(Resource.COUPON, HttpMethod.PUT, Scope.ADMIN, Body.JSON),
    GET_COUPON(Resource.COUPON, HttpMethod.GET, Scope.READ, Body.NONE),
    LIST_EVENTS(Resource.EVENTS, HttpMethod.GET, Scope.READ, Body.NONE),
    STREAM_EVENTS(Resource.STREAM, HttpMethod.GET, Scope.READ, Body.NONE),
    CREATE_WEBHOOK(Resource.WEBHOOKS, HttpMethod.POST, Scope.ADMIN, Body.JSON),
    LIST_WEBHOOKS(Resource.WEBHOOKS, HttpMethod.GET, Scope.ADMIN, Body.NONE),
    GET_WEBHOOK(Resource.WEBHOOK, HttpMethod.GET, Scope.ADMIN, Body.NONE),
    DELETE_WEBHOOK(Resource.WEBHOOK, HttpMethod.DELETE, Scope.ADMIN, Body.NONE),
    LIST_DEAD(Resource.WEBHOOK_DEAD, HttpMethod.GET, Scope.ADMIN, Body.NONE),
    REDELIVER(Resource.WEBHOOK_REDELIVER, HttpMethod.POST, Scope.ADMIN, Body.OPTIONAL_JSON),
    TRACE_UNIT(Resource.TRACE_UNIT, HttpMethod.GET, Scope.READ, Body.NONE),
    TRACE_ORDER(Resource.TRACE_ORDER, HttpMethod.GET, Scope.READ, Body.NONE),
    TRACE_PAYMENT(Resource.TRACE_PAYMENT, HttpMethod.GET, Scope.READ, Body.NONE),
    TIME(Resource.TIME, HttpMethod.GET, null, Body.NONE),
    OPENAPI(Resource.OPENAPI, HttpMethod.GET, null, Body.NONE);

    private static final Route[] ROUTES = values();

    final Resource resource;
    final HttpMethod method;
    /** What the caller must be allowed to do; null = anybody may. */
    final Scope scope;

    final Body body;

    /** What kind of body a request has. */
    enum Body {
        /** None; one that comes is read and ignored. */
        NONE,
        /** A JSON object. */
        JSON,
        /** A JSON object or nothing. */
        OPTIONAL_JSON,
        /** Codes, as text of any length or as JSON. */
        CODES
    }

    Route(Resource resource, HttpMethod method, Scope scope, Body body) {
        this.resource = resource;
        this.method = method;
        this.scope = scope;
        this.body = body;
    }

    /**
     * Whether it counts against the key's rate: all but what settles orders and money, which are the commands of class SETTLEMENT on the
     * other port.
     */
    boolean isLimited() {
        return switch (this) {
            case PAY,
                    CANCEL,
                    CANCEL_LINE,
                    EXTEND,
                    FULFILL,
                    REFUND,
                    RESOLVE,
                    REPLACE_UNIT,
                    RETURN_UNIT,
                    CREDIT_WALLET,
                    DEBIT_WALLET,
                    HOLD_WALLET,
                    RELEASE_WALLET -> false;
            default -> scope != null;
        };
    }

    /** Status of a refusal by a code whose usual status is given: a coupon that an order names is a fault of its body. */
    int status(ResultCode code, int usual) {
        return this == GET_COUPON && code == ResultCode.COUPON_NOT_FOUND ? 404 : usual;
    }

    /** The route of a method on a resource, or null. HEAD is GET. */
    static Route of(Resource resource, HttpMethod method) {
        HttpMethod wanted = method == HttpMethod.HEAD ? HttpMethod.GET : method;
        for (Route route : ROUTES) {
            if (route.resource == resource && route.method == wanted) {
                return route;
            }
        }
        return null;
    }

    /** Value of {@code Allow} for a resource. */
    static String allowed(Resource resource) {
        StringBuilder allowed = new StringBuilder();
        for (Route route : ROUTES) {
            if (route.resource == resource) {
                allowed.append(route.method).append(route.method == HttpMethod.GET ? ", HEAD, " : ", ");
            }
        }
        return allowed.append("OPTIONS").toString();
    }
}
