package io.faka.gateway.http;

import io.faka.codec.command.LotteryAction;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.pipeline.CommandClass;
import io.faka.gateway.json.Form;
import io.faka.gateway.json.GetLotteryRequest;
import io.faka.gateway.json.LotteryRequest;
import io.faka.gateway.json.LotteryWriter;
import io.faka.gateway.json.RequestProblem;
import org.agrona.DirectBuffer;

/** What the routes of lotteries do. One per event loop. */
final class LotteryOperations {
    private final HttpLoop http;
    private final LotteryRequest change = new LotteryRequest(Form.HTTP);
    private final GetLotteryRequest get = new GetLotteryRequest();
    private final LotteryWriter writer = new LotteryWriter();

    LotteryOperations(HttpLoop http) {
        this.http = http;
    }

    boolean start(HttpConnection connection, Exchange exchange, WholeRequest request) {
        request.noQuery();
        exchange.sku = request.sku(exchange.route);
        int start = request.parameterStart(exchange.route);
        int length = request.parameterLength(exchange.route);
        if (exchange.route == Route.GET_LOTTERY) {
            return http.operations.publish(
                    connection, exchange, CommandClass.QUERY, get.set(request.in, start, length), null);
        }
        change.action(action(exchange.route)).sku(request.in, start, length);
        RequestProblem problem =
                request.bodyLength == 0 ? null : change.read(request.body, request.bodyOffset, request.bodyLength);
        return http.operations.publish(connection, exchange, CommandClass.SUPPLY, change, problem);
    }

    void finish(HttpConnection connection, Exchange exchange, DirectBuffer buffer, int offset) {
        boolean isCommand = exchange.route != Route.GET_LOTTERY;
        ResultCode code = writer.code(buffer, offset);
        writer.write(buffer, offset, isCommand, http.responses.body());
        http.responses.sendJson(connection, exchange, code == ResultCode.CREATED ? 201 : 200);
        connection.done(exchange);
    }

    private static LotteryAction action(Route route) {
        return switch (route) {
            case OPEN_LOTTERY -> LotteryAction.OPEN;
            case DRAW_LOTTERY -> LotteryAction.DRAW;
            default -> LotteryAction.END;
        };
    }
}
