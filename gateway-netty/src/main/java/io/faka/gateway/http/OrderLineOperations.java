package io.faka.gateway.http;

import io.faka.engine.pipeline.CommandClass;
import io.faka.gateway.json.CancelLineRequest;
import io.faka.gateway.json.Form;
import io.faka.gateway.json.PublicUnitsRequest;
import io.faka.gateway.json.RequestProblem;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What the routes of single lines of orders do, and of units that a line can name. One per event loop. */
final class OrderLineOperations {
    private static final int ORDER_ID_DIGITS = 32;
    private static final String LINES = "/lines/";

    private final HttpLoop http;
    private final PublicUnitsRequest choices = new PublicUnitsRequest();
    private final CancelLineRequest cancel = new CancelLineRequest(Form.HTTP);

    OrderLineOperations(HttpLoop http) {
        this.http = http;
    }

    boolean publicUnits(HttpConnection connection, Exchange exchange, WholeRequest request) {
        Query query = request.query(Set.of("public", "after", "limit"));
        exchange.sku = request.sku(exchange.route);
        if (!"1".equals(query.get("public"))) {
            throw RequestProblem.invalid("public", "public must be 1: other units are listed by their lot");
        }
        choices.set(
                exchange.sku.getBytes(StandardCharsets.US_ASCII),
                number("after", query.get("after"), 0, Integer.MAX_VALUE),
                number("limit", query.get("limit"), 1, PublicUnitsRequest.MAX_ITEMS));
        return http.operations.publish(connection, exchange, CommandClass.QUERY, choices, null);
    }

    private static int number(String field, String text, int least, int most) {
        if (text == null) {
            return 0;
        }
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw RequestProblem.invalid(field, field + " must be an integer from " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }

    boolean cancel(HttpConnection connection, Exchange exchange, WholeRequest request) {
        request.noQuery();
        int start = request.parameterStart(exchange.route);
        String path =
                new String(request.in, start, request.parameterLength(exchange.route), StandardCharsets.ISO_8859_1);
        if (path.indexOf('/') != ORDER_ID_DIGITS || !http.orderId.parse(request.in, start, ORDER_ID_DIGITS)) {
            throw RequestProblem.invalid("order_id", "an order_id is 32 lower-case hex digits");
        }
        String line = path.startsWith(LINES, ORDER_ID_DIGITS) ? path.substring(ORDER_ID_DIGITS + LINES.length()) : "";
        if (!line.matches("[0-9]{1,9}")) {
            throw RequestProblem.invalid(
                    "line", "the path is /v1/orders/{order_id}/lines/{line}/cancel; lines count from 0");
        }
        exchange.orderIdHigh = http.orderId.high();
        exchange.orderIdLow = http.orderId.low();
        cancel.line(
                exchange.orderIdHigh,
                exchange.orderIdLow,
                Math.min(Integer.parseInt(line), CancelLineRequest.MAX_LINE));
        RequestProblem problem = cancel.read(request.body, request.bodyOffset, request.bodyLength);
        return http.operations.publish(connection, exchange, CommandClass.SETTLEMENT, cancel, problem);
    }
}
