package io.faka.gateway.tcp;

import io.faka.codec.command.GetOrderEncoder;
import io.faka.codec.command.LotteryAction;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.UnitAction;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.pipeline.CommandClass;
import io.faka.gateway.auth.Principal;
import io.faka.gateway.auth.Scope;
import io.faka.gateway.auth.Verdict;
import io.faka.gateway.json.CommandRequest;
import io.faka.gateway.json.ImportSummary;
import io.faka.gateway.json.JsonRequest;
import io.faka.gateway.json.LineHead;
import io.faka.gateway.json.RequestProblem;
import io.faka.gateway.session.CommandPublisher;
import io.faka.gateway.session.OrderIds;
import io.faka.gateway.session.RefusalReply;
import java.util.ArrayDeque;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Turns the lines of one connection into commands, or answers them on the spot. A line for which the pipeline has no room is not
 * taken; the caller tries it again.
 */
final class LineOperations {
    private final TcpLoop tcp;
    private final LineTools tools;
    private final CommandPublisher publisher;
    private final LineExchanges exchanges;
    private final Publishing publishing;
    private final ArrayDeque<byte[]> importCommands = new ArrayDeque<>();
    private Principal principal;
    private boolean counted;
    private long keyGeneration;

    /** The connection's part of publishing. */
    interface Publishing {
        /** Publishes a filled claim under the number of its exchange. */
        void publish(long claim, int length, long number);
    }

    /** @param principal who talks, null as long as a key is needed */
    LineOperations(TcpLoop tcp, LineExchanges exchanges, Principal principal, Publishing publishing) {
        this.tcp = tcp;
        this.tools = tcp.lines;
        this.publisher = tcp.loop.publisher();
        this.exchanges = exchanges;
        this.principal = principal;
        this.publishing = publishing;
    }

    /** Whether the caller is known. */
    boolean isAuthenticated() {
        return principal != null;
    }

    /** Whether the caller's key was revoked since it was shown. */
    boolean isRevoked() {
        if (principal == null || keyGeneration == tcp.authenticator.generation()) {
            return false;
        }
        keyGeneration = tcp.authenticator.generation();
        return tcp.authenticator.isRevoked(principal);
    }

    /** Takes one line; false if there was no room and nothing happened. */
    boolean take(byte[] bytes, int offset, int length) {
        LineHead head = tools.head;
        RequestProblem problem = head.read(bytes, offset, length);
        if (problem != null) {
            answer(problem);
            return true;
        }
        boolean taken = takeOperation(head, bytes, offset, length);
        counted &= !taken;
        return taken;
    }

    private boolean takeOperation(LineHead head, byte[] bytes, int offset, int length) {
        return switch (head.op().toString()) {
            case "ping" -> ping(bytes, offset, length);
            case "auth" -> auth(bytes, offset, length);
            case "create_order" -> createOrder(bytes, offset, length);
            case "pay" -> command(Scope.PAY, CommandClass.SETTLEMENT, tools.pay, bytes, offset, length);
            case "cancel" -> command(Scope.ORDER, CommandClass.SETTLEMENT, tools.cancel, bytes, offset, length);
            case "cancel_line" ->
                command(Scope.ORDER, CommandClass.SETTLEMENT, tools.cancelLine, bytes, offset, length);
            case "extend" -> command(Scope.ORDER, CommandClass.SETTLEMENT, tools.extend, bytes, offset, length);
            case "put_coupon" -> command(Scope.ADMIN, CommandClass.SUPPLY, tools.putCoupon, bytes, offset, length);
            case "get_coupon" -> command(Scope.READ, CommandClass.QUERY, tools.getCoupon, bytes, offset, length);
            case "refund" -> command(Scope.PAY, CommandClass.SETTLEMENT, tools.refund, bytes, offset, length);
            case "resolve_suspense" ->
                command(Scope.ADMIN, CommandClass.SETTLEMENT, tools.resolve, bytes, offset, length);
            case "refunds_due" -> command(Scope.READ, CommandClass.QUERY, tools.refundsDue, bytes, offset, length);
            case "suspense" -> command(Scope.READ, CommandClass.QUERY, tools.suspense, bytes, offset, length);
            case "get_order" -> command(Scope.READ, CommandClass.QUERY, tools.getOrder, bytes, offset, length);
            case "get_sku" -> command(Scope.READ, CommandClass.QUERY, tools.getSku, bytes, offset, length);
            case "put_sku" -> command(Scope.ADMIN, CommandClass.SUPPLY, tools.putSku, bytes, offset, length);
            case "put_offer" -> command(Scope.ADMIN, CommandClass.SUPPLY, tools.putOffer, bytes, offset, length);
            case "change_offer" -> command(Scope.ADMIN, CommandClass.SUPPLY, tools.changeOffer, bytes, offset, length);
            case "get_offers" -> command(Scope.READ, CommandClass.QUERY, tools.getOffers, bytes, offset, length);
            case "add_units" -> addUnits(bytes, offset, length);
            case "credit_wallet" ->
                command(Scope.ADMIN, CommandClass.SETTLEMENT, tools.creditWallet, bytes, offset, length);
            case "debit_wallet" ->
                command(Scope.ADMIN, CommandClass.SETTLEMENT, tools.debitWallet, bytes, offset, length);
            case "hold_wallet" -> command(Scope.PAY, CommandClass.SETTLEMENT, tools.holdWallet, bytes, offset, length);
            case "release_wallet" ->
                command(Scope.PAY, CommandClass.SETTLEMENT, tools.releaseWallet, bytes, offset, length);
            case "get_wallet" -> command(Scope.READ, CommandClass.QUERY, tools.getWallet, bytes, offset, length);
            case "wallet_statement" ->
                command(Scope.READ, CommandClass.QUERY, tools.walletStatement, bytes, offset, length);
            case "quarantine_units" -> moveUnits(UnitAction.QUARANTINE, bytes, offset, length);
            case "release_units" -> moveUnits(UnitAction.RELEASE, bytes, offset, length);
            case "open_lottery" -> lottery(LotteryAction.OPEN, bytes, offset, length);
            case "draw_lottery" -> lottery(LotteryAction.DRAW, bytes, offset, length);
            case "end_lottery" -> lottery(LotteryAction.END, bytes, offset, length);
            case "get_lottery" -> command(Scope.READ, CommandClass.QUERY, tools.getLottery, bytes, offset, length);
            case "void_lot" -> command(Scope.ADMIN, CommandClass.SUPPLY, tools.voidLot, bytes, offset, length);
            case "lot_units" -> command(Scope.ADMIN, CommandClass.QUERY, tools.lotUnits, bytes, offset, length);
            case "public_units" -> command(Scope.READ, CommandClass.QUERY, tools.publicUnits, bytes, offset, length);
            case "fulfill" -> command(Scope.ADMIN, CommandClass.SETTLEMENT, tools.fulfill, bytes, offset, length);
            case "replace_unit" ->
                command(Scope.ADMIN, CommandClass.SETTLEMENT, tools.replaceUnit, bytes, offset, length);
            case "return_unit" ->
                command(Scope.ADMIN, CommandClass.SETTLEMENT, tools.returnUnit, bytes, offset, length);
            default -> {
                answer(ResultCode.UNKNOWN_COMMAND, "there is no such op");
                yield true;
            }
        };
    }

    /** Answers a line that is too long to be read. */
    void tooLong() {
        tools.head.id().clear();
        answer(ResultCode.TOO_LARGE, "a line has at most " + LineInput.MAX_LINE_BYTES + " bytes");
    }

    /** Commands of an import that found no room yet; nothing may be taken before they are through. */
    boolean hasImport() {
        return !importCommands.isEmpty();
    }

    /** Goes on with an import; false if there was no room. */
    boolean publishImport() {
        while (!importCommands.isEmpty()) {
            byte[] command = importCommands.peek();
            long claim = publisher.tryClaim(CommandClass.SUPPLY, command.length);
            if (claim == CommandPublisher.BACK_PRESSURED) {
                return false;
            }
            long number = exchanges.lastNumber();
            if (claim < 0) {
                refuseImport(publisher.refusal(claim), exchanges.get(number));
                return true;
            }
            publisher.buffer(claim).putBytes(0, command);
            publishing.publish(claim, command.length, number);
            exchanges.get(number).partsLeft++;
            importCommands.remove();
        }
        return true;
    }

    /**
     * Asks for the next page of an exchange's order.
     *
     * @return false if there is no room
     * @throws IllegalStateException if the pipeline takes no queries any more
     */
    boolean fetchPage(LineExchange exchange, long number) {
        int length = MessageHeaderEncoder.ENCODED_LENGTH + GetOrderEncoder.BLOCK_LENGTH;
        long claim = publisher.tryClaim(CommandClass.QUERY, length);
        if (claim == CommandPublisher.BACK_PRESSURED) {
            return false;
        }
        if (claim < 0) {
            throw new IllegalStateException("an order's units cannot be read to the end: "
                    + publisher.refusal(claim).code());
        }
        new GetOrderEncoder()
                .wrapAndApplyHeader(publisher.buffer(claim), 0, new MessageHeaderEncoder())
                .orderIdHigh(exchange.orderIdHigh)
                .orderIdLow(exchange.orderIdLow)
                .firstUnit(exchange.nextUnit);
        publishing.publish(claim, length, number);
        return true;
    }

    private boolean ping(byte[] bytes, int offset, int length) {
        if (reads(tools.ping, bytes, offset, length)) {
            LineExchange exchange = begin();
            tools.writer.plain(exchange.id, ResultCode.OK, exchange.out);
            exchange.done = true;
        }
        return true;
    }

    private boolean auth(byte[] bytes, int offset, int length) {
        if (!reads(tools.auth, bytes, offset, length)) {
            return true;
        }
        Verdict verdict = tcp.authenticator.bearer(tools.auth.key().toString());
        if (verdict.isAccepted()) {
            principal = verdict.principal();
            keyGeneration = tcp.authenticator.generation();
            LineExchange exchange = begin();
            tools.writer.plain(exchange.id, ResultCode.OK, exchange.out);
            exchange.done = true;
        } else {
            answer(verdict.code(), verdict.detail());
        }
        return true;
    }

    private boolean createOrder(byte[] bytes, int offset, int length) {
        if (!mayDo(Scope.ORDER)
                || isTooMany(CommandClass.NEW_ORDER)
                || !reads(tools.createOrder, bytes, offset, length)
                || tools.createOrder.isPaid() && !mayDo(Scope.PAY)
                || tools.createOrder.isPrioritized() && !principal.mayPrioritize() && !mayDo(Scope.PRIORITY)) {
            return true;
        }
        OrderIds ids = tcp.loop.orderIds();
        ids.next();
        tools.createOrder.orderId(ids.high(), ids.low());
        return publish(CommandClass.NEW_ORDER, tools.createOrder);
    }

    private boolean command(
            Scope scope, CommandClass commandClass, CommandRequest request, byte[] bytes, int offset, int length) {
        if (!mayDo(scope) || isTooMany(commandClass) || !reads(request, bytes, offset, length)) {
            return true;
        }
        return publish(commandClass, request);
    }

    private boolean lottery(LotteryAction action, byte[] bytes, int offset, int length) {
        return command(Scope.ADMIN, CommandClass.SUPPLY, tools.lottery.action(action), bytes, offset, length);
    }

    private boolean moveUnits(UnitAction action, byte[] bytes, int offset, int length) {
        return command(Scope.ADMIN, CommandClass.SUPPLY, tools.moveUnits.action(action), bytes, offset, length);
    }

    private boolean addUnits(byte[] bytes, int offset, int length) {
        if (!mayDo(Scope.ADMIN) || isTooMany(CommandClass.SUPPLY) || !reads(tools.addUnits, bytes, offset, length)) {
            return true;
        }
        String lot = tools.addUnits.lot().isEmpty()
                ? drawnLot()
                : tools.addUnits.lot().toString();
        ImportSummary summary = tools.imports.seal(tools.addUnits, lot, importCommands);
        if (summary == null) {
            answer(ResultCode.TOO_LARGE, "a line has at most " + LineImport.MAX_CODES + " codes");
            return true;
        }
        LineExchange exchange = begin();
        exchange.summary = summary;
        if (importCommands.isEmpty()) {
            tools.writer.units(exchange.id, summary, exchange.out);
            exchange.done = true;
        }
        return true;
    }

    private String drawnLot() {
        tcp.loop.orderIds().next();
        return "lot-" + HexFormat.of().toHexDigits(tcp.loop.orderIds().high());
    }

    private boolean publish(CommandClass commandClass, CommandRequest request) {
        long claim = publisher.tryClaim(commandClass, request.encodedLength());
        if (claim == CommandPublisher.BACK_PRESSURED) {
            return false;
        }
        LineExchange exchange = begin();
        if (claim < 0) {
            refuse(claim, exchange);
            return true;
        }
        publishing.publish(claim, encode(claim, request), exchanges.lastNumber());
        return true;
    }

    private int encode(long claim, CommandRequest request) {
        UnsafeBuffer slot = publisher.buffer(claim);
        try {
            return request.encode(slot);
        } catch (RuntimeException e) {
            // A claim that is neither published nor given back would stop the ring.
            publisher.abandon(claim);
            throw e;
        }
    }

    /** Gives up the commands of an import that are not published. */
    void abandonImport() {
        if (hasImport()) {
            refuseImport(
                    tcp.refusal.set(ResultCode.STOPPING, "the import was not taken whole"),
                    exchanges.get(exchanges.lastNumber()));
        }
    }

    /** What went through before stays; its replies only complete the exchange. */
    private void refuseImport(RefusalReply refusal, LineExchange exchange) {
        importCommands.clear();
        if (!exchange.begun) {
            exchange.begun = true;
            tools.writer.refusal(exchange.id, refusal.buffer(), 0, exchange.out);
        }
        exchange.done = exchange.partsLeft == 0;
    }

    private void refuse(long claim, LineExchange exchange) {
        RefusalReply refusal = publisher.refusal(claim);
        tools.writer.refusal(exchange.id, refusal.buffer(), 0, exchange.out);
        exchange.done = true;
    }

    private boolean mayDo(Scope scope) {
        if (principal == null) {
            answer(ResultCode.UNAUTHENTICATED, "show a key first: {\"op\":\"auth\",\"key\":\"...\"}");
            return false;
        }
        if (!principal.may(scope)) {
            answer(ResultCode.FORBIDDEN, "this key lacks the scope " + scope.text());
            return false;
        }
        return true;
    }

    /** A line that found no room is counted once. */
    private boolean isTooMany(CommandClass commandClass) {
        if (counted || commandClass == CommandClass.SETTLEMENT) {
            return false;
        }
        int waitMillis = principal.rate().take();
        if (waitMillis == 0) {
            counted = true;
            return false;
        }
        RefusalReply refusal = tcp.refusal.set(
                ResultCode.RATE_LIMITED,
                RefusalReply.NO_DETAIL,
                waitMillis,
                principal.rate().refusal());
        LineExchange exchange = begin();
        tools.writer.refusal(exchange.id, refusal.buffer(), 0, exchange.out);
        exchange.done = true;
        return true;
    }

    private boolean reads(JsonRequest request, byte[] bytes, int offset, int length) {
        RequestProblem problem = request.read(bytes, offset, length);
        if (problem != null) {
            answer(problem);
        }
        return problem == null;
    }

    private LineExchange begin() {
        return exchanges.add(tools.head.id());
    }

    private void answer(RequestProblem problem) {
        LineExchange exchange = begin();
        tools.writer.problem(exchange.id, problem, exchange.out);
        exchange.done = true;
    }

    private void answer(ResultCode code, String detail) {
        LineExchange exchange = begin();
        tools.writer.problem(exchange.id, code, detail, exchange.out);
        exchange.done = true;
    }
}
