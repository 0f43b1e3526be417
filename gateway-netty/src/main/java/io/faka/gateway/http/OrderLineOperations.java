package io.faka.gateway.http;

import io.faka.engine.pipeline.CommandClass;
import io.faka.gateway.json.CancelLineRequest;
import io.faka.gateway.json.Form;
import io.faka.gateway.json.RequestProblem;
import java.nio.charset.StandardCharsets;

/** What the routes of single lines of orders do. One per event loop. */
final class OrderLineOperations {
    private static final int ORDER_ID_DIGITS = 32;
    private static final String LINES = "/lines/";

    private final HttpLoop http;
    private final CancelLineRequest cancel = new CancelLineRequest(Form.HTTP);

    OrderLineOperations(HttpLoop http) {
        this.http = http;
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
