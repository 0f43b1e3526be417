package io.faka.gateway.http;

import io.faka.codec.command.UnitAction;
import io.faka.engine.pipeline.CommandClass;
import io.faka.gateway.cipher.CodeCipher;
import io.faka.gateway.json.CommandRequest;
import io.faka.gateway.json.Form;
import io.faka.gateway.json.LotUnitsRequest;
import io.faka.gateway.json.MoveUnitsRequest;
import io.faka.gateway.json.OrderUnitRequest;
import io.faka.gateway.json.RequestProblem;
import io.faka.gateway.json.UnitsWriter;
import io.faka.gateway.json.VoidLotRequest;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.agrona.DirectBuffer;

/** What the routes of single units and lots do. One per event loop. */
final class UnitOperations {
    private static final int MAX_LOT_BYTES = 64;
    private static final int ORDER_ID_DIGITS = 32;
    private static final String UNITS = "/units/";
    private static final byte[] NOTHING = new byte[0];

    private final HttpLoop http;
    private final MoveUnitsRequest move;
    private final VoidLotRequest voidLot = new VoidLotRequest(Form.HTTP);
    private final OrderUnitRequest replace = new OrderUnitRequest(Form.HTTP, false);
    private final OrderUnitRequest takeBack = new OrderUnitRequest(Form.HTTP, true);
    private final LotUnitsRequest lotUnits = new LotUnitsRequest();
    private final UnitsWriter writer = new UnitsWriter();

    /** @param cipher makes fingerprints, for nobody else at the same time */
    UnitOperations(HttpLoop http, CodeCipher cipher) {
        this.http = http;
        this.move = new MoveUnitsRequest(Form.HTTP, cipher);
    }

    boolean move(HttpConnection connection, Exchange exchange, WholeRequest request) {
        request.noQuery();
        exchange.sku = request.sku(exchange.route);
        move.action(exchange.route == Route.RELEASE ? UnitAction.RELEASE : UnitAction.QUARANTINE);
        move.sku(request.in, request.parameterStart(exchange.route), request.parameterLength(exchange.route));
        return publish(connection, exchange, CommandClass.SUPPLY, move, request);
    }

    boolean voidLot(HttpConnection connection, Exchange exchange, WholeRequest request) {
        request.noQuery();
        voidLot.lot(lot(exchange, request));
        if (request.bodyLength == 0) {
            return http.operations.publish(connection, exchange, CommandClass.SUPPLY, voidLot, null);
        }
        return publish(connection, exchange, CommandClass.SUPPLY, voidLot, request);
    }

    boolean lotUnits(HttpConnection connection, Exchange exchange, WholeRequest request) {
        Query query = request.query(Set.of("sku", "state", "after", "limit"));
        String sku = query.get("sku");
        String state = query.get("state");
        byte[] skuName = sku == null ? NOTHING : sku.getBytes(StandardCharsets.UTF_8);
        if (sku != null && !io.faka.gateway.json.Skus.isValid(skuName, 0, skuName.length)) {
            throw RequestProblem.invalid("sku", io.faka.gateway.json.Skus.RULE);
        }
        lotUnits.set(
                lot(exchange, request),
                skuName,
                state == null ? "" : state,
                number("after", query.get("after"), 0, Integer.MAX_VALUE),
                (int) number("limit", query.get("limit"), 1, LotUnitsRequest.MAX_ITEMS));
        return http.operations.publish(connection, exchange, CommandClass.QUERY, lotUnits, null);
    }

    boolean orderUnit(HttpConnection connection, Exchange exchange, WholeRequest request) {
        request.noQuery();
        int start = request.parameterStart(exchange.route);
        String path =
                new String(request.in, start, request.parameterLength(exchange.route), StandardCharsets.ISO_8859_1);
        int behindOrder = path.indexOf('/');
        if (behindOrder != ORDER_ID_DIGITS || !http.orderId.parse(request.in, start, ORDER_ID_DIGITS)) {
            throw RequestProblem.invalid("order_id", "an order_id is 32 lower-case hex digits");
        }
        if (!path.startsWith(UNITS, behindOrder)) {
            throw RequestProblem.invalid("unit_id", "the path is /v1/orders/{order_id}/units/{unit_id}/...");
        }
        long unit = number("unit_id", path.substring(behindOrder + UNITS.length()), 1, Integer.MAX_VALUE);
        exchange.orderIdHigh = http.orderId.high();
        exchange.orderIdLow = http.orderId.low();
        OrderUnitRequest asked = exchange.route == Route.RETURN_UNIT ? takeBack : replace;
        asked.unit(exchange.orderIdHigh, exchange.orderIdLow, unit);
        return publish(connection, exchange, CommandClass.SETTLEMENT, asked, request);
    }

    void finish(HttpConnection connection, Exchange exchange, DirectBuffer buffer, int offset) {
        writer.write(buffer, offset, true, http.responses.body());
        http.responses.sendJson(connection, exchange, 200);
        connection.done(exchange);
    }

    private boolean publish(
            HttpConnection connection,
            Exchange exchange,
            CommandClass commandClass,
            CommandRequest into,
            WholeRequest request) {
        RequestProblem problem = into.read(request.body, request.bodyOffset, request.bodyLength);
        return http.operations.publish(connection, exchange, commandClass, into, problem);
    }

    private static byte[] lot(Exchange exchange, WholeRequest request) {
        int start = request.parameterStart(exchange.route);
        String escaped =
                new String(request.in, start, request.parameterLength(exchange.route), StandardCharsets.ISO_8859_1);
        byte[] bytes = Query.decodePath(escaped).getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 1 || bytes.length > MAX_LOT_BYTES) {
            throw RequestProblem.invalid("lot", "lot must be 1-" + MAX_LOT_BYTES + " bytes");
        }
        return bytes;
    }

    private static long number(String field, String text, long least, long most) {
        if (text == null) {
            return 0;
        }
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw RequestProblem.invalid(field, field + " must be an integer from " + least + " to " + most);
        }
        return Long.parseLong(text);
    }
}
