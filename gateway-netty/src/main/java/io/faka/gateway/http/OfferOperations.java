package io.faka.gateway.http;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.pipeline.CommandClass;
import io.faka.gateway.json.JsonBytes;
import io.faka.gateway.json.RequestProblem;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.agrona.DirectBuffer;

/** What the routes of offers do. One per event loop. */
final class OfferOperations {
    private final HttpLoop http;

    OfferOperations(HttpLoop http) {
        this.http = http;
    }

    boolean put(HttpConnection connection, Exchange exchange, WholeRequest request) {
        request.noQuery();
        exchange.sku = request.sku(exchange.route);
        http.putOffer.sku(request.in, request.parameterStart(exchange.route), request.parameterLength(exchange.route));
        RequestProblem problem = http.putOffer.read(request.body, request.bodyOffset, request.bodyLength);
        return http.operations.publish(connection, exchange, CommandClass.SUPPLY, http.putOffer, problem);
    }

    boolean change(HttpConnection connection, Exchange exchange, WholeRequest request) {
        request.noQuery();
        int start = request.parameterStart(exchange.route);
        String id = new String(request.in, start, request.parameterLength(exchange.route), StandardCharsets.ISO_8859_1);
        http.changeOffer.offer(offerId("offer_id", id));
        RequestProblem problem = http.changeOffer.read(request.body, request.bodyOffset, request.bodyLength);
        return http.operations.publish(connection, exchange, CommandClass.SUPPLY, http.changeOffer, problem);
    }

    boolean list(HttpConnection connection, Exchange exchange, WholeRequest request) {
        String after = request.query(Set.of("after")).get("after");
        exchange.sku = request.sku(exchange.route);
        http.getOffers.set(
                request.in,
                request.parameterStart(exchange.route),
                request.parameterLength(exchange.route),
                after == null ? 0 : offerId("after", after));
        return http.operations.publish(connection, exchange, CommandClass.QUERY, http.getOffers, null);
    }

    void finish(HttpConnection connection, Exchange exchange, DirectBuffer buffer, int offset) {
        ResultCode code = http.offerWriter.code(buffer, offset);
        JsonBytes body = http.responses.body();
        http.offerWriter.offer(buffer, offset, body);
        http.responses.sendJson(connection, exchange, code == ResultCode.CREATED ? 201 : 200);
        connection.done(exchange);
    }

    void finishList(HttpConnection connection, Exchange exchange, DirectBuffer buffer, int offset) {
        http.offerWriter.page(buffer, offset, http.responses.body());
        http.responses.sendJson(connection, exchange, 200);
        connection.done(exchange);
    }

    private static long offerId(String field, String text) {
        if (!text.matches("[1-9][0-9]{0,9}") || Long.parseLong(text) > Integer.MAX_VALUE) {
            throw RequestProblem.invalid(field, field + " must be an offer_id");
        }
        return Long.parseLong(text);
    }
}
