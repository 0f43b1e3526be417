package io.faka.gateway.tcp;

import io.faka.codec.reply.CouponReplyDecoder;
import io.faka.codec.reply.LotteryReplyDecoder;
import io.faka.codec.reply.OfferReplyDecoder;
import io.faka.codec.reply.OffersReplyDecoder;
import io.faka.codec.reply.OrderReplyDecoder;
import io.faka.codec.reply.RefusalDecoder;
import io.faka.codec.reply.SkuReplyDecoder;
import io.faka.codec.reply.UnitsReplyDecoder;
import io.faka.engine.SkuView;
import io.faka.gateway.json.ImportSummary;
import io.faka.gateway.json.JsonBytes;
import io.faka.gateway.json.MoneyWriter;
import io.faka.gateway.json.UnitsWriter;
import io.faka.gateway.json.WalletWriter;
import io.faka.gateway.session.BackPressured;
import io.faka.gateway.session.Farewell;
import io.faka.gateway.session.LoopConnection;
import io.faka.gateway.session.ReadGate;
import io.faka.gateway.session.ReplySession;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of JSON lines: a request a line in, an answer a line out, in the order of the requests. Event loop only.
 */
final class JsonLineSession extends ChannelInboundHandlerAdapter
        implements ReplySession, BackPressured, LoopConnection, LineOperations.Publishing {
    private static final Logger LOG = LoggerFactory.getLogger(JsonLineSession.class);
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
    private static final int HEADER_BYTES = 8;
    private static final int MAX_IN_FLIGHT = 1_024;
    private static final int PIECE_BYTES = 64 << 10;

    private final TcpLoop tcp;
    private final LineTools tools;
    private final LineInput input = new LineInput();
    private final LineExchanges exchanges;
    private LineOperations operations;
    private ChannelHandlerContext ctx;
    private ReadGate gate;
    private SessionClock clock;
    private Phase phase = Phase.OPEN;
    private ByteBuf output;
    private long sessionId;
    private long readAtNanos;
    private String closeReason;
    private String closeDetail;

    private enum Phase {
        OPEN,
        /** What is in flight is still answered, then the connection ends. */
        CLOSING,
        CLOSED
    }

    JsonLineSession(TcpLoop tcp) {
        this.tcp = tcp;
        this.tools = tcp.lines;
        this.exchanges = new LineExchanges(Math.min(MAX_IN_FLIGHT, tcp.limits.maxInFlight()));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        gate = new ReadGate(context.channel());
        clock = new SessionClock(tcp.limits, System.nanoTime());
        operations = new LineOperations(
                tcp,
                exchanges,
                tcp.authenticator.withoutKey(context.channel().remoteAddress()).principal(),
                this);
        sessionId = tcp.loop.replies().register(this);
        tcp.loop.connections().add(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        release();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        release();
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (phase != Phase.OPEN) {
            ReferenceCountUtil.release(message);
            return;
        }
        readAtNanos = System.nanoTime();
        clock.onRead(readAtNanos);
        input.append((ByteBuf) message);
        pump();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        flushOutput();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (phase == Phase.CLOSED) {
            return;
        }
        if (context.channel().isWritable()) {
            clock.onWritable();
            gate.open(ReadGate.Reason.UNWRITABLE);
            goOn();
        } else {
            clock.onUnwritable(System.nanoTime());
            gate.close(ReadGate.Reason.UNWRITABLE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof java.io.IOException) {
            LOG.debug("{} lost: {}", context.channel().remoteAddress(), cause.toString());
        } else {
            LOG.error("JSON lines of {} failed", context.channel().remoteAddress(), cause);
        }
        context.close();
    }

    @Override
    public void onReply(long number, DirectBuffer buffer, int offset, int length) {
        if (phase == Phase.CLOSED) {
            return;
        }
        LineExchange exchange = exchanges.get(number);
        switch (buffer.getShort(offset + 2, LE)) {
            case OrderReplyDecoder.TEMPLATE_ID -> onOrder(exchange, buffer, offset);
            case SkuReplyDecoder.TEMPLATE_ID -> onSku(exchange, buffer, offset);
            case OfferReplyDecoder.TEMPLATE_ID, OffersReplyDecoder.TEMPLATE_ID -> {
                tools.writer.offers(exchange.id, buffer, offset, exchange.out);
                exchange.done = true;
            }
            case LotteryReplyDecoder.TEMPLATE_ID -> {
                tools.writer.lottery(exchange.id, buffer, offset, exchange.out);
                exchange.done = true;
            }
            case CouponReplyDecoder.TEMPLATE_ID -> {
                tools.writer.coupon(exchange.id, buffer, offset, exchange.out);
                exchange.done = true;
            }
            case UnitsReplyDecoder.TEMPLATE_ID -> onUnits(exchange, buffer, offset);
            case RefusalDecoder.TEMPLATE_ID -> onRefusal(exchange, buffer, offset);
            default -> onOther(exchange, buffer, offset);
        }
        if (number == exchanges.firstNumber()) {
            writeAnswers();
        }
    }

    @Override
    public void onRepliesEnd() {
        if (phase != Phase.CLOSED) {
            goOn();
        }
    }

    @Override
    public void onFault(RuntimeException fault) {
        LOG.error("JSON lines of {} failed", ctx.channel().remoteAddress(), fault);
        phase = Phase.CLOSED;
        ctx.close();
    }

    @Override
    public void onRoom() {
        if (phase != Phase.CLOSED) {
            gate.open(ReadGate.Reason.BACK_PRESSURE);
            goOn();
        }
    }

    @Override
    public void onTime(long nowNanos) {
        if (phase == Phase.CLOSED) {
            return;
        }
        if (operations.isRevoked()) {
            close("unauthenticated", "this key was revoked");
            return;
        }
        boolean paused = gate.isClosed() || !exchanges.isEmpty();
        switch (clock.judge(nowNanos, !operations.isAuthenticated(), input.isPartial(), paused)) {
            case NOTHING, SEND_HEARTBEAT -> {}
            case NO_LOGON -> close("unauthenticated", "no key came in time");
            case SLOW_WRITER -> close("idle", "a line began and did not end in time");
            case SILENT -> close("idle", "nothing came for too long");
            case SLOW_READER -> cut();
        }
    }

    @Override
    public void stop() {
        close("server_stopping", "the node is stopping");
    }

    @Override
    public void publish(long claim, int length, long number) {
        tcp.loop.publisher().publish(claim, length, sessionId, number, readAtNanos);
    }

    /** Whatever stopped may be over: hand out answers, ask for pages, take lines, send. */
    private void goOn() {
        writeAnswers();
        if (phase == Phase.OPEN) {
            if (!exchanges.isFull()) {
                gate.open(ReadGate.Reason.IN_FLIGHT);
            }
            pump();
        }
        flushOutput();
        if (phase == Phase.CLOSING) {
            endIfAnswered();
        }
    }

    /** Takes lines until there are no more or something stops the reading. */
    private void pump() {
        while (phase == Phase.OPEN && !gate.isClosed()) {
            if (operations.hasImport() && !operations.publishImport()) {
                waitForRoom();
            } else if (!hasPlace()) {
                gate.close(ReadGate.Reason.IN_FLIGHT);
            } else if (!takeLine()) {
                break;
            }
        }
        writeAnswers();
    }

    /** Whether another line may be taken. Lines that wait for no reply are answered here: nothing comes later that would. */
    private boolean hasPlace() {
        if (exchanges.isFull()) {
            writeAnswers();
        }
        return !exchanges.isFull();
    }

    /** False if there is no whole line. */
    private boolean takeLine() {
        switch (input.next()) {
            case NOTHING -> {
                if (input.isPartial()) {
                    clock.onPartialFrame(readAtNanos);
                } else {
                    clock.onFrame();
                }
                return false;
            }
            case TOO_LONG -> {
                clock.onFrame();
                operations.tooLong();
            }
            case LINE -> {
                clock.onFrame();
                if (isBlank() || operations.take(input.array(), input.offset(), input.length())) {
                    input.consume();
                } else {
                    waitForRoom();
                }
            }
        }
        return true;
    }

    private boolean isBlank() {
        byte[] bytes = input.array();
        for (int i = input.offset(); i < input.offset() + input.length(); i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private void waitForRoom() {
        gate.close(ReadGate.Reason.BACK_PRESSURE);
        tcp.loop.publisher().whenRoom(this);
    }

    private void onOrder(LineExchange exchange, DirectBuffer buffer, int offset) {
        int next = exchange.begun
                ? tools.writer.morePages(buffer, offset, exchange.out)
                : tools.writer.order(exchange.id, buffer, offset, exchange.out);
        exchange.begun = true;
        exchange.done = next >= tools.writer.unitsTotal();
        if (!exchange.done) {
            if (next <= exchange.nextUnit) {
                throw new IllegalStateException("a page without units at " + next);
            }
            int block = offset + HEADER_BYTES;
            exchange.orderIdHigh = buffer.getLong(block + OrderReplyDecoder.orderIdHighEncodingOffset(), LE);
            exchange.orderIdLow = buffer.getLong(block + OrderReplyDecoder.orderIdLowEncodingOffset(), LE);
            exchange.nextUnit = next;
            exchange.wantsPage = true;
        }
    }

    private void onOther(LineExchange exchange, DirectBuffer buffer, int offset) {
        if (WalletWriter.takes(buffer.getShort(offset + 2, LE))) {
            tools.writer.wallet(exchange.id, buffer, offset, exchange.out);
            exchange.done = true;
            return;
        }
        if (UnitsWriter.takes(buffer.getShort(offset + 2, LE))) {
            tools.writer.lots(exchange.id, buffer, offset, exchange.out);
            exchange.done = true;
            return;
        }
        if (!MoneyWriter.takes(buffer.getShort(offset + 2, LE))) {
            throw new IllegalStateException("reply " + buffer.getShort(offset + 2, LE) + " to a line");
        }
        tools.writer.money(exchange.id, buffer, offset, exchange.out);
        exchange.done = true;
    }

    private void onSku(LineExchange exchange, DirectBuffer buffer, int offset) {
        int name = offset + HEADER_BYTES + SkuReplyDecoder.BLOCK_LENGTH;
        byte[] sku = new byte[buffer.getByte(name) & 0xff];
        buffer.getBytes(name + 1, sku);
        boolean found = tools.board.read(new String(sku, StandardCharsets.US_ASCII), tools.sku);
        SkuView view = found ? tools.sku : null;
        tools.writer.sku(exchange.id, buffer, offset, view, exchange.out);
        exchange.done = true;
    }

    private void onUnits(LineExchange exchange, DirectBuffer buffer, int offset) {
        int block = offset + HEADER_BYTES;
        exchange.summary.imported += buffer.getInt(block + UnitsReplyDecoder.importedEncodingOffset(), LE);
        exchange.summary.lot = ImportSummary.lot(buffer, offset);
        exchange.summary.duplicates += buffer.getInt(block + UnitsReplyDecoder.duplicatesEncodingOffset(), LE);
        onImportPart(exchange);
    }

    private void onRefusal(LineExchange exchange, DirectBuffer buffer, int offset) {
        if (exchange.summary == null) {
            tools.writer.refusal(exchange.id, buffer, offset, exchange.out);
            exchange.done = true;
            return;
        }
        if (!exchange.begun) {
            exchange.begun = true;
            tools.writer.refusal(exchange.id, buffer, offset, exchange.out);
        }
        onImportPart(exchange);
    }

    /** An import is answered when its last part is; {@code begun} says that a part was refused. */
    private void onImportPart(LineExchange exchange) {
        exchange.partsLeft--;
        if (exchange.partsLeft == 0 && !operations.hasImport()) {
            if (!exchange.begun) {
                tools.writer.units(exchange.id, exchange.summary, exchange.out);
            }
            exchange.done = true;
        }
    }

    /** Moves what is answered to the output, and asks for the next page of an order whose turn it is. */
    private void writeAnswers() {
        while (!exchanges.isEmpty()) {
            LineExchange exchange = exchanges.first();
            if (exchange.begun && exchange.summary == null || exchange.done) {
                write(exchange.out);
                exchange.out.clear();
            }
            if (!exchange.done) {
                if (exchange.wantsPage && ctx.channel().isWritable()) {
                    fetchPage(exchange);
                }
                return;
            }
            exchanges.removeFirst();
        }
    }

    private void fetchPage(LineExchange exchange) {
        if (operations.fetchPage(exchange, exchanges.firstNumber())) {
            exchange.wantsPage = false;
        } else {
            waitForRoom();
        }
    }

    private void write(JsonBytes text) {
        if (text.length() == 0) {
            return;
        }
        if (output != null && output.readableBytes() + text.length() > PIECE_BYTES) {
            writeOutput();
        }
        if (output == null) {
            output = ctx.alloc().directBuffer(Math.max(4_096, text.length()));
        }
        output.writeBytes(text.array(), 0, text.length());
    }

    private void writeOutput() {
        if (output != null) {
            var unused = ctx.write(output, ctx.voidPromise());
            output = null;
        }
    }

    private void flushOutput() {
        if (phase == Phase.CLOSED) {
            return;
        }
        if (output != null) {
            writeOutput();
            ctx.flush();
            cutIfHopeless();
        }
    }

    /** Ends the session once everything in flight is answered. The first reason stays. */
    private void close(String reason, String detail) {
        if (phase != Phase.OPEN) {
            return;
        }
        phase = Phase.CLOSING;
        closeReason = reason;
        closeDetail = detail;
        gate.close(ReadGate.Reason.CLOSING);
        operations.abandonImport();
        writeAnswers();
        endIfAnswered();
        flushOutput();
    }

    private void endIfAnswered() {
        if (exchanges.isEmpty() && phase == Phase.CLOSING) {
            phase = Phase.CLOSED;
            JsonBytes last = tools.scratch.clear();
            tools.writer.closing(closeReason, closeDetail, last);
            write(last);
            ByteBuf rest = output;
            output = null;
            Farewell.say(ctx.channel(), rest);
        }
    }

    private void cutIfHopeless() {
        var pending = ctx.channel().unsafe().outboundBuffer();
        if (pending != null && pending.totalPendingWriteBytes() > tcp.limits.writeHardBytes()) {
            cut();
        }
    }

    /** The peer does not read, so it cannot be told why either. */
    private void cut() {
        LOG.info("{} cut: slow reader", ctx.channel().remoteAddress());
        phase = Phase.CLOSED;
        ctx.close();
    }

    private void release() {
        phase = Phase.CLOSED;
        if (output != null) {
            output.release();
            output = null;
        }
        tcp.loop.replies().unregister(sessionId);
        tcp.loop.connections().remove(this);
    }
}
