package io.faka.gateway.http;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.limit.Coupons;
import io.faka.engine.pipeline.CommandClass;
import io.faka.gateway.json.CouponWriter;
import io.faka.gateway.json.Form;
import io.faka.gateway.json.GetCouponRequest;
import io.faka.gateway.json.PutCouponRequest;
import io.faka.gateway.json.RequestProblem;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/** What the routes of coupons do. One per event loop. */
final class CouponOperations {
    private final HttpLoop http;
    private final PutCouponRequest put = new PutCouponRequest(Form.HTTP);
    private final GetCouponRequest get = new GetCouponRequest();
    private final CouponWriter writer = new CouponWriter();

    CouponOperations(HttpLoop http) {
        this.http = http;
    }

    boolean put(HttpConnection connection, Exchange exchange, WholeRequest request) {
        request.noQuery();
        put.code(code(exchange, request));
        RequestProblem problem = put.read(request.body, request.bodyOffset, request.bodyLength);
        return http.operations.publish(connection, exchange, CommandClass.SUPPLY, put, problem);
    }

    boolean get(HttpConnection connection, Exchange exchange, WholeRequest request) {
        request.noQuery();
        get.code(code(exchange, request));
        return http.operations.publish(connection, exchange, CommandClass.QUERY, get, null);
    }

    void finish(HttpConnection connection, Exchange exchange, DirectBuffer buffer, int offset) {
        ResultCode code = writer.code(buffer, offset);
        writer.coupon(buffer, offset, http.responses.body());
        http.responses.sendJson(connection, exchange, code == ResultCode.CREATED ? 201 : 200);
        connection.done(exchange);
    }

    private static byte[] code(Exchange exchange, WholeRequest request) {
        int start = request.parameterStart(exchange.route);
        int length = request.parameterLength(exchange.route);
        String path = new String(request.in, start, length, StandardCharsets.ISO_8859_1);
        byte[] bytes = Query.decodePath(path).getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 1 || bytes.length > Coupons.MAX_CODE_LENGTH) {
            throw RequestProblem.invalid("code", "code must be 1-" + Coupons.MAX_CODE_LENGTH + " bytes");
        }
        return bytes;
    }
}
