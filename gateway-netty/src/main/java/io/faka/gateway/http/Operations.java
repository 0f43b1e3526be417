package io.faka.gateway.http;

import io.faka.codec.command.GetOrderByClientIdEncoder;
import io.faka.codec.command.GetOrderEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.reply.CouponReplyDecoder;
import io.faka.codec.reply.LotUnitsReplyDecoder;
import io.faka.codec.reply.LotteryReplyDecoder;
import io.faka.codec.reply.MoneyPageDecoder;
import io.faka.codec.reply.MovedReplyDecoder;
import io.faka.codec.reply.OfferReplyDecoder;
import io.faka.codec.reply.OffersReplyDecoder;
import io.faka.codec.reply.OrderReplyDecoder;
import io.faka.codec.reply.PaymentReplyDecoder;
import io.faka.codec.reply.PublicUnitsReplyDecoder;
import io.faka.codec.reply.RecallReplyDecoder;
import io.faka.codec.reply.RefundReplyDecoder;
import io.faka.codec.reply.RefusalDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.codec.reply.SkuReplyDecoder;
import io.faka.codec.reply.WalletBalancesDecoder;
import io.faka.codec.reply.WalletReplyDecoder;
import io.faka.codec.reply.WalletStatementDecoder;
import io.faka.engine.SkuView;
import io.faka.engine.pipeline.CommandClass;
import io.faka.gateway.auth.Scope;
import io.faka.gateway.cipher.UnreadableCodeException;
import io.faka.gateway.feed.TraceKind;
import io.faka.gateway.json.CommandRequest;
import io.faka.gateway.json.JsonBytes;
import io.faka.gateway.json.RequestProblem;
import io.faka.gateway.session.CommandPublisher;
import io.faka.gateway.session.RefusalReply;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each route does: from a whole request to a command, and from a reply to an answer. One per event loop. */
final class Operations {
    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);
    private static final byte[] NOTHING = new byte[0];
    private static final int MAX_CLIENT_ORDER_ID = 64;
    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 1000;

    private final HttpLoop http;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final GetOrderEncoder orderQuery = new GetOrderEncoder();
    private final GetOrderByClientIdEncoder clientIdQuery = new GetOrderByClientIdEncoder();

    Operations(HttpLoop http) {
        this.http = http;
    }

    /**
     * Starts a request.
     *
     * @return false if the pipeline has no room: nothing happened, try again
     */
    boolean start(HttpConnection connection, Exchange exchange, WholeRequest request) {
        try {
            return switch (exchange.route) {
                case CREATE_ORDER -> createOrder(connection, exchange, request);
                case PAY -> pay(connection, exchange, request);
                case CANCEL -> cancel(connection, exchange, request);
                case CANCEL_LINE -> http.lines.cancel(connection, exchange, request);
                case EXTEND -> extend(connection, exchange, request);
                case FULFILL -> fulfill(connection, exchange, request);
                case REFUND -> refund(connection, exchange, request);
                case RESOLVE ->
                    publish(connection, exchange, CommandClass.SETTLEMENT, http.money.resolve(exchange, request), null);
                case REFUNDS_DUE, SUSPENSE ->
                    publish(connection, exchange, CommandClass.QUERY, http.money.list(exchange, request), null);
                case GET_WALLET, CREDIT_WALLET, DEBIT_WALLET, HOLD_WALLET, RELEASE_WALLET, WALLET_STATEMENT ->
                    http.wallets.start(connection, exchange, request);
                case GET_ORDER -> getOrder(connection, exchange, request);
                case FIND_ORDER -> findOrder(connection, exchange, request.query(Set.of("client_order_id")));
                case PUT_SKU, PATCH_SKU -> putSku(connection, exchange, request);
                case GET_SKU -> getSku(connection, exchange, request);
                case LIST_SKUS -> listSkus(connection, exchange, request.query(Set.of("limit", "after")));
                case PUT_OFFER -> http.offers.put(connection, exchange, request);
                case CHANGE_OFFER -> http.offers.change(connection, exchange, request);
                case LIST_OFFERS -> http.offers.list(connection, exchange, request);
                case OPEN_LOTTERY, DRAW_LOTTERY, END_LOTTERY, GET_LOTTERY ->
                    http.lottery.start(connection, exchange, request);
                case QUARANTINE, RELEASE -> http.units.move(connection, exchange, request);
                case VOID_LOT -> http.units.voidLot(connection, exchange, request);
                case LOT_UNITS -> http.units.lotUnits(connection, exchange, request);
                case PUBLIC_UNITS -> http.lines.publicUnits(connection, exchange, request);
                case REPLACE_UNIT, RETURN_UNIT -> http.units.orderUnit(connection, exchange, request);
                case ADD_UNITS -> throw new IllegalStateException("imports do not start here");
                case PUT_COUPON -> http.coupons.put(connection, exchange, request);
                case GET_COUPON -> http.coupons.get(connection, exchange, request);
                case LIST_EVENTS -> http.feed.page(connection, exchange, request.query(Set.of("after", "limit")));
                case STREAM_EVENTS -> http.feed.stream(connection, exchange, request);
                case CREATE_WEBHOOK, LIST_WEBHOOKS, GET_WEBHOOK, DELETE_WEBHOOK, LIST_DEAD, REDELIVER ->
                    http.webhooks.start(connection, exchange, request);
                case TRACE_UNIT -> http.feed.trace(connection, exchange, request, TraceKind.UNIT);
                case TRACE_ORDER -> http.feed.trace(connection, exchange, request, TraceKind.ORDER);
                case TRACE_PAYMENT -> http.feed.trace(connection, exchange, request, TraceKind.PAYMENT);
                case TIME -> later(connection, exchange, () -> sendTime(connection, exchange));
                case OPENAPI -> later(connection, exchange, () -> sendOpenApi(connection, exchange));
            };
        } catch (RequestProblem problem) {
            return later(connection, exchange, () -> http.responses.sendProblem(connection, exchange, problem));
        }
    }

    static boolean later(HttpConnection connection, Exchange exchange, Runnable answer) {
        connection.answer(exchange, answer);
        return true;
    }

    /** Answers with a reply. The exchange's turn has come. */
    void finish(HttpConnection connection, Exchange exchange, DirectBuffer buffer, int offset, int length) {
        switch (http.replies.templateId(buffer, offset)) {
            case OrderReplyDecoder.TEMPLATE_ID -> finishOrder(connection, exchange, buffer, offset);
            case SkuReplyDecoder.TEMPLATE_ID -> finishSku(connection, exchange, buffer, offset);
            case OfferReplyDecoder.TEMPLATE_ID -> http.offers.finish(connection, exchange, buffer, offset);
            case CouponReplyDecoder.TEMPLATE_ID -> http.coupons.finish(connection, exchange, buffer, offset);
            case OffersReplyDecoder.TEMPLATE_ID -> http.offers.finishList(connection, exchange, buffer, offset);
            case LotteryReplyDecoder.TEMPLATE_ID -> http.lottery.finish(connection, exchange, buffer, offset);
            case RefusalDecoder.TEMPLATE_ID -> finishRefusal(connection, exchange, buffer, offset);
            case PaymentReplyDecoder.TEMPLATE_ID, RefundReplyDecoder.TEMPLATE_ID, MoneyPageDecoder.TEMPLATE_ID ->
                http.money.finish(connection, exchange, buffer, offset);
            case WalletReplyDecoder.TEMPLATE_ID,
                    WalletBalancesDecoder.TEMPLATE_ID,
                    WalletStatementDecoder.TEMPLATE_ID -> http.wallets.finish(connection, exchange, buffer, offset);
            case MovedReplyDecoder.TEMPLATE_ID,
                    RecallReplyDecoder.TEMPLATE_ID,
                    PublicUnitsReplyDecoder.TEMPLATE_ID,
                    LotUnitsReplyDecoder.TEMPLATE_ID -> http.units.finish(connection, exchange, buffer, offset);
            default ->
                throw new IllegalStateException("reply " + http.replies.templateId(buffer, offset) + " of " + length
                        + " bytes to " + exchange.route);
        }
    }

    /** Sends a refusal. */
    void finishRefusal(HttpConnection connection, Exchange exchange, DirectBuffer buffer, int offset) {
        if (exchange.nextUnit > 0) {
            connection.abort();
            return;
        }
        ResultCode code = http.replies.refusalCode(buffer, offset);
        if (http.history.answers(exchange, code)) {
            http.history.ask(connection, exchange);
            return;
        }
        http.responses.sendProblem(
                connection,
                exchange,
                code,
                http.replies.refusalMessage(),
                http.replies.refusalDetail(),
                http.replies.refusalRetryAfterMillis());
        connection.done(exchange);
    }

    /**
     * Asks for a page of an order's units, and with the first page for the order.
     *
     * @return false if the pipeline has no room
     */
    boolean fetch(HttpConnection connection, Exchange exchange, int firstUnit) {
        CommandPublisher publisher = http.loop.publisher();
        long claim = publisher.tryClaim(
                CommandClass.QUERY, MessageHeaderEncoder.ENCODED_LENGTH + GetOrderEncoder.BLOCK_LENGTH);
        if (claim < 0 && exchange.nextUnit > 0 && claim != CommandPublisher.BACK_PRESSURED) {
            // The answer has begun and cannot be taken back.
            connection.abort();
            return true;
        }
        if (claim < 0) {
            return refusedClaim(connection, exchange, claim);
        }
        orderQuery
                .wrapAndApplyHeader(publisher.buffer(claim), 0, header)
                .orderIdHigh(exchange.orderIdHigh)
                .orderIdLow(exchange.orderIdLow)
                .firstUnit(firstUnit);
        connection.published(exchange, claim, MessageHeaderEncoder.ENCODED_LENGTH + orderQuery.encodedLength());
        return true;
    }

    private boolean createOrder(HttpConnection connection, Exchange exchange, WholeRequest request) {
        request.noQuery();
        int key = request.head.length(HeaderName.IDEMPOTENCY_KEY);
        if (key > 0) {
            int start = request.from + request.head.start(HeaderName.IDEMPOTENCY_KEY);
            http.createOrder.idempotencyKey(request.in, start, key);
        } else {
            http.createOrder.idempotencyKey(NOTHING, 0, 0);
        }
        RequestProblem problem = http.createOrder.read(request.body, request.bodyOffset, request.bodyLength);
        boolean lacksPay = http.createOrder.isPaid() && !exchange.mayPay;
        if (problem == null && (lacksPay || http.createOrder.isPrioritized() && !exchange.mayPrioritize)) {
            String detail = "this key lacks the scope " + (lacksPay ? Scope.PAY : Scope.PRIORITY).text();
            return later(
                    connection,
                    exchange,
                    () -> http.responses.sendProblem(connection, exchange, ResultCode.FORBIDDEN, detail, -1, 0));
        }
        if (problem == null) {
            http.loop.orderIds().next();
            http.createOrder.orderId(
                    http.loop.orderIds().high(), http.loop.orderIds().low());
        }
        return publish(connection, exchange, CommandClass.NEW_ORDER, http.createOrder, problem);
    }

    private boolean pay(HttpConnection connection, Exchange exchange, WholeRequest request) {
        request.noQuery();
        parseOrderId(exchange, request);
        http.pay.orderId(exchange.orderIdHigh, exchange.orderIdLow);
        RequestProblem problem = http.pay.read(request.body, request.bodyOffset, request.bodyLength);
        return publish(connection, exchange, CommandClass.SETTLEMENT, http.pay, problem);
    }

    private boolean cancel(HttpConnection connection, Exchange exchange, WholeRequest request) {
        request.noQuery();
        parseOrderId(exchange, request);
        http.cancel.orderId(exchange.orderIdHigh, exchange.orderIdLow);
        RequestProblem problem =
                request.bodyLength == 0 ? null : http.cancel.read(request.body, request.bodyOffset, request.bodyLength);
        return publish(connection, exchange, CommandClass.SETTLEMENT, http.cancel, problem);
    }

    private boolean extend(HttpConnection connection, Exchange exchange, WholeRequest request) {
        request.noQuery();
        parseOrderId(exchange, request);
        http.extend.orderId(exchange.orderIdHigh, exchange.orderIdLow);
        RequestProblem problem = http.extend.read(request.body, request.bodyOffset, request.bodyLength);
        return publish(connection, exchange, CommandClass.SETTLEMENT, http.extend, problem);
    }

    private boolean fulfill(HttpConnection connection, Exchange exchange, WholeRequest request) {
        request.noQuery();
        parseOrderId(exchange, request);
        http.fulfill.orderId(exchange.orderIdHigh, exchange.orderIdLow);
        RequestProblem problem = http.fulfill.read(request.body, request.bodyOffset, request.bodyLength);
        return publish(connection, exchange, CommandClass.SETTLEMENT, http.fulfill, problem);
    }

    private boolean refund(HttpConnection connection, Exchange exchange, WholeRequest request) {
        parseOrderId(exchange, request);
        CommandRequest refund = http.money.refund(exchange, request);
        return publish(connection, exchange, CommandClass.SETTLEMENT, refund, null);
    }

    private boolean getOrder(HttpConnection connection, Exchange exchange, WholeRequest request) {
        request.noQuery();
        parseOrderId(exchange, request);
        return fetch(connection, exchange, 0);
    }

    private boolean getSku(HttpConnection connection, Exchange exchange, WholeRequest request) {
        request.noQuery();
        exchange.sku = request.sku(exchange.route);
        String known = request.head.text(HeaderName.IF_NONE_MATCH, request.in, request.from);
        return later(connection, exchange, () -> sendSku(connection, exchange, known));
    }

    private boolean putSku(HttpConnection connection, Exchange exchange, WholeRequest request) {
        request.noQuery();
        exchange.sku = request.sku(exchange.route);
        SkuView base = null;
        if (exchange.route == Route.PATCH_SKU) {
            base = new SkuView();
            if (!http.context.board().read(exchange.sku, base)) {
                return later(connection, exchange, () -> sendNoSku(connection, exchange));
            }
        }
        http.putSku.sku(request.in, request.parameterStart(exchange.route), request.parameterLength(exchange.route));
        http.putSku.changeOf(base);
        RequestProblem problem = http.putSku.read(request.body, request.bodyOffset, request.bodyLength);
        return publish(connection, exchange, CommandClass.SUPPLY, http.putSku, problem);
    }

    boolean publish(
            HttpConnection connection,
            Exchange exchange,
            CommandClass commandClass,
            CommandRequest request,
            RequestProblem problem) {
        if (problem != null) {
            return later(connection, exchange, () -> http.responses.sendProblem(connection, exchange, problem));
        }
        CommandPublisher publisher = http.loop.publisher();
        long claim = publisher.tryClaim(commandClass, request.encodedLength());
        if (claim < 0) {
            return refusedClaim(connection, exchange, claim);
        }
        connection.published(exchange, claim, encode(publisher, claim, request));
        return true;
    }

    private static int encode(CommandPublisher publisher, long claim, CommandRequest request) {
        try {
            return request.encode(publisher.buffer(claim));
        } catch (RuntimeException e) {
            // A claim that is neither published nor given back would stop the ring.
            publisher.abandon(claim);
            throw e;
        }
    }

    private boolean refusedClaim(HttpConnection connection, Exchange exchange, long claim) {
        if (claim == CommandPublisher.BACK_PRESSURED) {
            return false;
        }
        RefusalReply refusal = http.loop.publisher().refusal(claim);
        if (connection.isNext(exchange)) {
            finishRefusal(connection, exchange, refusal.buffer(), 0);
        } else {
            exchange.keep(refusal.buffer(), 0, refusal.length());
        }
        return true;
    }

    private boolean findOrder(HttpConnection connection, Exchange exchange, Query query) {
        String id = query.get("client_order_id");
        byte[] bytes = id == null ? NOTHING : id.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 1 || bytes.length > MAX_CLIENT_ORDER_ID) {
            throw RequestProblem.invalid("client_order_id", "client_order_id must be 1-64 bytes");
        }
        exchange.clientOrderId = id;
        CommandPublisher publisher = http.loop.publisher();
        int length = MessageHeaderEncoder.ENCODED_LENGTH + GetOrderByClientIdEncoder.BLOCK_LENGTH + 1 + bytes.length;
        long claim = publisher.tryClaim(CommandClass.QUERY, length);
        if (claim < 0) {
            return refusedClaim(connection, exchange, claim);
        }
        clientIdQuery
                .wrapAndApplyHeader(publisher.buffer(claim), 0, header)
                .firstUnit(0)
                .putClientOrderId(bytes, 0, bytes.length);
        connection.published(exchange, claim, length);
        return true;
    }

    private void finishOrder(HttpConnection connection, Exchange exchange, DirectBuffer buffer, int offset) {
        JsonBytes body = http.responses.body();
        boolean begins = exchange.nextUnit == 0;
        boolean isCommand = exchange.route.method == HttpMethod.POST;
        int next;
        try {
            next = begins
                    ? http.replies.beginOrder(buffer, offset, isCommand, body)
                    : http.replies.continueOrder(buffer, offset, body);
        } catch (UnreadableCodeException e) {
            unreadable(connection, exchange, begins, e);
            return;
        }
        boolean complete = next >= http.replies.unitsTotal();
        if (complete) {
            http.replies.endOrder(body);
        }
        if (begins && complete) {
            sendWhole(connection, exchange);
        } else {
            sendPage(connection, exchange, begins, complete, next);
        }
    }

    private void sendWhole(HttpConnection connection, Exchange exchange) {
        ResultCode code = http.replies.lastOrderCode();
        boolean isNew = code == ResultCode.CREATED || code == ResultCode.PARTIALLY_RESERVED;
        if (exchange.route == Route.CREATE_ORDER && isNew) {
            http.responses.sendCreated(connection, exchange, http.replies.orderIdHigh(), http.replies.orderIdLow());
        } else {
            http.responses.sendJson(connection, exchange, status(exchange.route, code));
        }
        connection.done(exchange);
    }

    private void sendPage(HttpConnection connection, Exchange exchange, boolean begins, boolean complete, int next) {
        if (!begins && next == exchange.nextUnit) {
            throw new IllegalStateException("an order's page without units at " + next);
        }
        if (begins) {
            ResultCode code = http.replies.lastOrderCode();
            exchange.orderIdHigh = http.replies.orderIdHigh();
            exchange.orderIdLow = http.replies.orderIdLow();
            http.responses.beginStream(connection, exchange, status(exchange.route, code));
            if (exchange.headOnly) {
                connection.done(exchange);
                return;
            }
        }
        http.responses.sendPiece(connection, exchange);
        exchange.nextUnit = next;
        if (complete) {
            http.responses.endStream(connection, exchange);
            connection.done(exchange);
        } else {
            connection.fetchMore(exchange);
        }
    }

    private static int status(Route route, ResultCode code) {
        if (route == Route.CREATE_ORDER) {
            return switch (code) {
                case CREATED, PARTIALLY_RESERVED -> 201;
                case BACKORDERED, PAID_WAITING -> 202;
                default -> 200;
            };
        }
        return 200;
    }

    private void unreadable(HttpConnection connection, Exchange exchange, boolean begins, UnreadableCodeException e) {
        LOG.error("a delivered code does not open: {}", e.getMessage());
        if (begins) {
            http.responses.sendProblem(
                    connection,
                    exchange,
                    500,
                    "code_unreadable",
                    "a delivered code cannot be opened: " + e.getMessage());
            connection.done(exchange);
        } else {
            // The answer has begun: all that is left is to end it so that nobody takes it for whole.
            connection.abort();
        }
    }

    private void finishSku(HttpConnection connection, Exchange exchange, DirectBuffer buffer, int offset) {
        ResultCode code = http.replies.skuCode(buffer, offset);
        JsonBytes body = http.responses.body();
        if (http.context.board().read(exchange.sku, http.sku)) {
            http.replies.sku(http.sku, body);
        } else {
            http.replies.sku(buffer, offset, body);
        }
        http.responses.sendJson(connection, exchange, code == ResultCode.CREATED ? 201 : 200);
        connection.done(exchange);
    }

    private void sendSku(HttpConnection connection, Exchange exchange, String known) {
        if (!http.context.board().read(exchange.sku, http.sku)) {
            sendNoSku(connection, exchange);
            return;
        }
        String tag =
                "\"" + http.sku.version + "-" + http.context.facts().epoch().getAsLong() + "\"";
        String etag = "ETag: " + tag;
        String caching = "Cache-Control: private, max-age=1, stale-while-revalidate=5";
        if (known != null && names(known, tag)) {
            http.responses.sendEmpty(connection, exchange, 304, etag, caching);
            return;
        }
        http.replies.sku(http.sku, http.responses.body());
        http.responses.send(connection, exchange, 200, "Content-Type: application/json", etag, caching);
    }

    private static boolean names(String known, String tag) {
        for (String one : known.split(",", -1)) {
            String trimmed = one.trim();
            if (trimmed.equals("*") || trimmed.equals(tag) || trimmed.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }

    void sendNoSku(HttpConnection connection, Exchange exchange) {
        http.responses.sendProblem(
                connection, exchange, ResultCode.SKU_NOT_FOUND, "there is no SKU " + exchange.sku, -1, 0);
    }

    private boolean listSkus(HttpConnection connection, Exchange exchange, Query query) {
        String after = query.get("after") == null ? "" : query.get("after");
        int limit = limit(query.get("limit"));
        return later(connection, exchange, () -> sendSkus(connection, exchange, after, limit));
    }

    /** How many a page may hold, as the query says. */
    static int limit(String text) {
        if (text == null) {
            return DEFAULT_PAGE;
        }
        if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > MAX_PAGE) {
            throw RequestProblem.invalid("limit", "limit must be an integer from 1 to " + MAX_PAGE);
        }
        return Integer.parseInt(text);
    }

    private void sendSkus(HttpConnection connection, Exchange exchange, String after, int limit) {
        JsonBytes body = http.responses.body();
        body.raw("{\"skus\":[".getBytes(StandardCharsets.US_ASCII));
        int start = body.length();
        int listed = http.context.board().list(after, limit, http.sku, view -> {
            if (body.length() > start) {
                body.raw(',');
            }
            http.replies.sku(view, body);
        });
        boolean more = listed == limit && http.context.board().list(http.sku.sku, 1, new SkuView(), view -> {}) == 1;
        body.raw("],\"next\":".getBytes(StandardCharsets.US_ASCII));
        if (!more) {
            body.raw("null}".getBytes(StandardCharsets.US_ASCII));
            http.responses.sendJson(connection, exchange, 200);
            return;
        }
        body.string(http.sku.sku).raw('}');
        http.responses.send(
                connection,
                exchange,
                200,
                "Content-Type: application/json",
                "Cache-Control: no-store",
                "Link: </v1/skus?limit=" + limit + "&after=" + http.sku.sku + ">; rel=\"next\"");
    }

    private void sendTime(HttpConnection connection, Exchange exchange) {
        long millis = http.context.facts().clock().millis();
        JsonBytes body = http.responses.body();
        body.raw("{\"time\":".getBytes(StandardCharsets.US_ASCII))
                .string(java.time.Instant.ofEpochMilli(millis)
                        .truncatedTo(java.time.temporal.ChronoUnit.MILLIS)
                        .toString())
                .raw(",\"epoch_ms\":".getBytes(StandardCharsets.US_ASCII))
                .number(millis)
                .raw('}');
        http.responses.sendJson(connection, exchange, 200);
    }

    private void sendOpenApi(HttpConnection connection, Exchange exchange) {
        byte[] document = OpenApi.DOCUMENT;
        http.responses.body().raw(document);
        http.responses.send(connection, exchange, 200, "Content-Type: application/yaml", "Cache-Control: max-age=3600");
    }

    private void parseOrderId(Exchange exchange, WholeRequest request) {
        int start = request.parameterStart(exchange.route);
        if (!http.orderId.parse(request.in, start, request.parameterLength(exchange.route))) {
            throw RequestProblem.invalid("order_id", "an order_id is 32 lower-case hex digits");
        }
        exchange.orderIdHigh = http.orderId.high();
        exchange.orderIdLow = http.orderId.low();
    }
}
