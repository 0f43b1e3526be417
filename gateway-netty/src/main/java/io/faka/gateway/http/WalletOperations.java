package io.faka.gateway.http;

import io.faka.codec.command.WalletEntryKind;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.pipeline.CommandClass;
import io.faka.engine.wallet.Wallets;
import io.faka.gateway.json.Form;
import io.faka.gateway.json.RequestProblem;
import io.faka.gateway.json.WalletQuery;
import io.faka.gateway.json.WalletRequest;
import io.faka.gateway.json.WalletWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.agrona.DirectBuffer;

/** What the routes about wallets ask, and how they are answered. One per event loop. */
final class WalletOperations {
    private final HttpLoop http;
    private final WalletRequest credit = new WalletRequest(Form.HTTP, WalletEntryKind.CREDIT);
    private final WalletRequest debit = new WalletRequest(Form.HTTP, WalletEntryKind.DEBIT);
    private final WalletRequest hold = new WalletRequest(Form.HTTP, WalletEntryKind.HOLD);
    private final WalletRequest release = new WalletRequest(Form.HTTP, WalletEntryKind.RELEASE);
    private final WalletQuery balances = new WalletQuery(false);
    private final WalletQuery statement = new WalletQuery(true);
    private final WalletWriter writer = new WalletWriter();

    WalletOperations(HttpLoop http) {
        this.http = http;
    }

    /** Starts a request; false if the pipeline has no room. */
    boolean start(HttpConnection connection, Exchange exchange, WholeRequest request) {
        byte[] account = account(exchange, request);
        return switch (exchange.route) {
            case CREDIT_WALLET -> change(connection, exchange, request, credit, account);
            case DEBIT_WALLET -> change(connection, exchange, request, debit, account);
            case HOLD_WALLET -> change(connection, exchange, request, hold, account);
            case RELEASE_WALLET -> change(connection, exchange, request, release, account);
            case WALLET_STATEMENT -> statement(connection, exchange, request, account);
            default -> {
                request.noQuery();
                balances.of(account);
                yield http.operations.publish(connection, exchange, CommandClass.QUERY, balances, null);
            }
        };
    }

    /** Answers with a reply. */
    void finish(HttpConnection connection, Exchange exchange, DirectBuffer buffer, int offset) {
        ResultCode code = writer.code(buffer, offset);
        writer.write(buffer, offset, true, http.responses.body());
        http.responses.sendJson(connection, exchange, code == ResultCode.CREATED ? 201 : 200);
        connection.done(exchange);
    }

    private boolean change(
            HttpConnection connection, Exchange exchange, WholeRequest request, WalletRequest into, byte[] account) {
        request.noQuery();
        into.account(account);
        RequestProblem problem = into.read(request.body, request.bodyOffset, request.bodyLength);
        return http.operations.publish(connection, exchange, CommandClass.SETTLEMENT, into, problem);
    }

    private boolean statement(HttpConnection connection, Exchange exchange, WholeRequest request, byte[] account) {
        Query query = request.query(Set.of("limit", "after"));
        String after = query.get("after");
        String limit = query.get("limit");
        statement.of(account);
        statement.page(
                after == null ? 0 : FeedOperations.seq("after", after),
                limit == null ? 0 : MoneyOperations.limit(limit));
        return http.operations.publish(connection, exchange, CommandClass.QUERY, statement, null);
    }

    private static byte[] account(Exchange exchange, WholeRequest request) {
        int start = request.parameterStart(exchange.route);
        int length = request.parameterLength(exchange.route);
        String escaped = new String(request.in, start, length, StandardCharsets.ISO_8859_1);
        return MoneyOperations.part("account", escaped, Wallets.MAX_ACCOUNT_LENGTH);
    }
}
