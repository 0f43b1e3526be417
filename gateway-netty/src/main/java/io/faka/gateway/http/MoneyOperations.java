package io.faka.gateway.http;

import io.faka.gateway.json.CommandRequest;
import io.faka.gateway.json.Form;
import io.faka.gateway.json.MoneyListRequest;
import io.faka.gateway.json.MoneyWriter;
import io.faka.gateway.json.RefundRequest;
import io.faka.gateway.json.RequestProblem;
import io.faka.gateway.json.ResolveRequest;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.agrona.DirectBuffer;

/** What the routes about refunds and suspense ask, and how they are answered. One per event loop. */
final class MoneyOperations {
    private static final int MAX_CHANNEL_BYTES = 32;
    private static final int MAX_REF_BYTES = 128;

    private final HttpLoop http;
    private final RefundRequest refund = new RefundRequest(Form.HTTP);
    private final ResolveRequest resolve = new ResolveRequest(Form.HTTP);
    private final MoneyListRequest refundsDue = new MoneyListRequest(true);
    private final MoneyListRequest suspense = new MoneyListRequest(false);
    private final MoneyWriter writer = new MoneyWriter();

    MoneyOperations(HttpLoop http) {
        this.http = http;
    }

    /**
     * Reads a refund of the order in the path.
     *
     * @throws RequestProblem if something is wrong with it
     */
    CommandRequest refund(Exchange exchange, WholeRequest request) {
        refund.orderId(exchange.orderIdHigh, exchange.orderIdLow);
        return read(refund, request);
    }

    /**
     * Reads an operator's decision about the payment in the path.
     *
     * @throws RequestProblem if something is wrong with it
     */
    CommandRequest resolve(Exchange exchange, WholeRequest request) {
        int start = request.parameterStart(exchange.route);
        int length = request.parameterLength(exchange.route);
        String path = new String(request.in, start, length, StandardCharsets.ISO_8859_1);
        int slash = path.indexOf('/');
        byte[] channel = part("channel", path.substring(0, slash), MAX_CHANNEL_BYTES);
        resolve.payment(channel, part("payment_ref", path.substring(slash + 1), MAX_REF_BYTES));
        return read(resolve, request);
    }

    /**
     * Reads which page is asked for.
     *
     * @throws RequestProblem if something is wrong with it
     */
    CommandRequest list(Exchange exchange, WholeRequest request) {
        Query query = request.query(Set.of("limit", "after"));
        String after = query.get("after");
        String limit = query.get("limit");
        MoneyListRequest list = exchange.route == Route.REFUNDS_DUE ? refundsDue : suspense;
        list.page(after == null ? 0 : FeedOperations.seq("after", after), limit == null ? 0 : limit(limit));
        return list;
    }

    /** Answers with a reply. */
    void finish(HttpConnection connection, Exchange exchange, DirectBuffer buffer, int offset) {
        writer.write(buffer, offset, true, http.responses.body());
        http.responses.sendJson(connection, exchange, 200);
        connection.done(exchange);
    }

    private static CommandRequest read(CommandRequest into, WholeRequest request) {
        request.noQuery();
        RequestProblem problem = into.read(request.body, request.bodyOffset, request.bodyLength);
        if (problem != null) {
            throw problem;
        }
        return into;
    }

    /** How many a page about money may hold, as the query says. */
    static int limit(String text) {
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > MoneyListRequest.MAX_ITEMS) {
            throw RequestProblem.invalid("limit", "limit must be an integer from 1 to " + MoneyListRequest.MAX_ITEMS);
        }
        return Integer.parseInt(text);
    }

    /** A part of the path that names something. */
    static byte[] part(String name, String escaped, int most) {
        byte[] bytes = Query.decodePath(escaped).getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 1 || bytes.length > most) {
            throw RequestProblem.invalid(name, name + " must be 1-" + most + " bytes");
        }
        return bytes;
    }
}
