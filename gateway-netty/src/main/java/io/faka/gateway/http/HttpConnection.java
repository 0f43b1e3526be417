package io.faka.gateway.http;

import io.faka.gateway.json.JsonBytes;
import io.faka.gateway.session.BackPressured;
import io.faka.gateway.session.Farewell;
import io.faka.gateway.session.LoopConnection;
import io.faka.gateway.session.ReadGate;
import io.faka.gateway.session.ReplySession;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP connection: keeps what is not a whole request yet, answers in request order however the replies come, and ends when the
 * peer is too slow. Event loop only.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter implements ReplySession, BackPressured, LoopConnection {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EMPTY = new byte[0];
    private static final byte[] CHUNK_END = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int INITIAL_EXCHANGES = 4;
    private static final int OUTPUT_BYTES = 1024;
    private static final int FLUSH_BYTES = 64 << 10;
    private static final int KEEP_BYTES = 16 << 10;
    private static final long NOWHERE = -1;

    private final HttpLoop http;
    private final RequestReader reader;
    private ChannelHandlerContext ctx;
    private ReadGate gate;
    private Caller caller;
    private long sessionId;
    private Phase phase = Phase.OPEN;
    private byte[] kept = EMPTY;
    private int keptLength;
    private boolean pumping;
    private Exchange[] exchanges = new Exchange[INITIAL_EXCHANGES];
    private long first;
    private long next;
    private long continueAt = NOWHERE;
    private Exchange fetching;
    private StreamedEvents streamed;
    private ByteBuf out;
    private long readAtNanos;
    private long requestSinceNanos;
    private long idleSinceNanos;
    private long unwritableSinceNanos;

    private enum Phase {
        OPEN,
        /** The last request is answered for as long as the peer likes; what it still sends is thrown away. */
        STREAMING,
        /** No more requests; what is in flight is answered, then the connection ends. */
        CLOSING,
        CLOSED
    }

    HttpConnection(HttpLoop http) {
        this.http = http;
        this.reader = new RequestReader(http, this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        gate = new ReadGate(context.channel());
        caller = new Caller(http.context, context.channel().remoteAddress());
        idleSinceNanos = System.nanoTime();
        sessionId = http.loop.replies().register(this);
        http.loop.connections().add(this);
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
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (phase == Phase.OPEN) {
                readAtNanos = System.nanoTime();
                onBytes(bytes);
            }
        } finally {
            ReferenceCountUtil.release(bytes);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (phase == Phase.CLOSED) {
            return;
        }
        if (context.channel().isWritable()) {
            unwritableSinceNanos = 0;
            gate.open(ReadGate.Reason.UNWRITABLE);
            fetchAgain();
            resume();
        } else {
            unwritableSinceNanos = System.nanoTime();
            gate.close(ReadGate.Reason.UNWRITABLE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof java.io.IOException) {
            LOG.debug("{} lost: {}", context.channel().remoteAddress(), cause.toString());
        } else {
            LOG.error("connection of {} failed", context.channel().remoteAddress(), cause);
        }
        abort();
    }

    @Override
    public void onReply(long index, DirectBuffer buffer, int offset, int length) {
        if (phase == Phase.CLOSED) {
            return;
        }
        Exchange exchange = exchange(index);
        if (exchange.upload != null) {
            exchange.upload.onReply(buffer, offset);
        } else if (index == first) {
            http.operations.finish(this, exchange, buffer, offset, length);
            advance();
        } else {
            exchange.keep(buffer, offset, length);
        }
    }

    @Override
    public void onRepliesEnd() {
        resume();
    }

    @Override
    public void onFault(RuntimeException fault) {
        LOG.error("connection of {} failed", ctx.channel().remoteAddress(), fault);
        abort();
    }

    @Override
    public void onRoom() {
        if (phase != Phase.CLOSED) {
            fetchAgain();
            gate.open(ReadGate.Reason.BACK_PRESSURE);
            resume();
        }
    }

    @Override
    public void onTime(long nowNanos) {
        if (phase == Phase.CLOSED) {
            return;
        }
        if (phase == Phase.STREAMING) {
            streamed.onTime(nowNanos);
            return;
        }
        var limits = http.context.sessionLimits();
        if (unwritableSinceNanos != 0 && isPast(unwritableSinceNanos, limits.slowReaderMillis(), nowNanos)) {
            LOG.info("{} cut: it does not read its answers", ctx.channel().remoteAddress());
            abort();
        } else if (phase == Phase.OPEN && !gate.isClosed()) {
            if (requestSinceNanos != 0 && isPast(requestSinceNanos, limits.slowWriterMillis(), nowNanos)) {
                reader.onTooSlow();
            } else if (requestSinceNanos == 0
                    && first == next
                    && isPast(idleSinceNanos, limits.idleMillis(), nowNanos)) {
                phase = Phase.CLOSED;
                ctx.close();
            }
        }
    }

    @Override
    public void stop() {
        if (phase == Phase.STREAMING) {
            endStreaming("stopping", "the node is stopping; connect again to go on");
            return;
        }
        if (phase != Phase.OPEN) {
            return;
        }
        reader.stop();
        if (phase != Phase.OPEN) {
            return;
        }
        if (first == next) {
            farewell();
            return;
        }
        phase = Phase.CLOSING;
        gate.close(ReadGate.Reason.CLOSING);
        exchange(next - 1).close = true;
    }

    /** Who is at the other end. */
    Caller caller() {
        return caller;
    }

    /** Makes a place for the answer to a request. */
    Exchange open(Route route, RequestHead head) {
        if (next - first == exchanges.length) {
            growExchanges();
        }
        int slot = (int) next & exchanges.length - 1;
        Exchange exchange = exchanges[slot];
        if (exchange == null) {
            exchange = new Exchange();
            exchanges[slot] = exchange;
        }
        exchange.clear(next, route, head);
        next++;
        return exchange;
    }

    /** Takes back the place made last: its request could not be started. */
    void takeBack(Exchange exchange) {
        if (exchange.index != next - 1) {
            throw new IllegalStateException("exchange " + exchange.index + " is not the last of " + next);
        }
        next--;
    }

    /** Publishes a claimed command of an exchange. */
    void published(Exchange exchange, long claim, int length) {
        http.loop.publisher().publish(claim, length, sessionId, exchange.index, readAtNanos);
    }

    /** Gives an answer that waits for no reply, when its turn comes. */
    void answer(Exchange exchange, Runnable answer) {
        exchange.answer = answer;
    }

    /** Gives an answer that was waited for, when its turn comes. */
    void answerNow(Exchange exchange, Runnable answer) {
        if (phase == Phase.CLOSED) {
            return;
        }
        exchange.answer = answer;
        advance();
        resume();
    }

    /** From now on the connection carries a stream of events; nothing else comes after it. */
    void beginStreaming(Exchange exchange, StreamedEvents events) {
        exchange.streaming = true;
        streamed = events;
        phase = Phase.STREAMING;
    }

    /** Sends a piece of the stream; the sender is told when the socket has taken it. */
    void sendPiece(byte[] piece, StreamedEvents sender) {
        if (phase == Phase.STREAMING) {
            flush();
            ctx.writeAndFlush(framed(piece)).addListener(written -> {
                if (written.isSuccess()) {
                    sender.taken();
                }
            });
        }
    }

    /** Sends a line that means nothing, so that both ends see that the stream lives. */
    void sendComment(String comment) {
        var unused = ctx.writeAndFlush(framed((": " + comment + "\n\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** Ends the stream with the reason as its last event. */
    void endStreaming(String code, String detail) {
        if (phase != Phase.STREAMING) {
            return;
        }
        streamed.cancel();
        String last = "event: cut\ndata: {\"code\":\"" + code + "\",\"detail\":\"" + detail + "\"}\n\n";
        ByteBuf bytes = framed(last.getBytes(StandardCharsets.UTF_8));
        if (!exchange(first).isHttp10) {
            bytes.writeBytes(LAST_CHUNK);
        }
        flush();
        out = bytes;
        farewell();
    }

    private ByteBuf framed(byte[] piece) {
        if (exchange(first).isHttp10) {
            return Unpooled.wrappedBuffer(piece);
        }
        byte[] size = (Integer.toHexString(piece.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        int length = size.length + piece.length + CHUNK_END.length + LAST_CHUNK.length;
        return ctx.alloc()
                .directBuffer(length)
                .writeBytes(size)
                .writeBytes(piece)
                .writeBytes(CHUNK_END);
    }

    /** Whether it is the exchange's turn to be answered. */
    boolean isNext(Exchange exchange) {
        return exchange.index == first;
    }

    /** The exchange's answer is complete. */
    void done(Exchange exchange) {
        exchange.finished = true;
    }

    /** The pipeline has no room: nothing more is read until it has. */
    void backPressured() {
        gate.close(ReadGate.Reason.BACK_PRESSURE);
        http.loop.publisher().whenRoom(this);
    }

    /** Fetches the next page of an answer as soon as the peer and the pipeline take it. */
    void fetchMore(Exchange exchange) {
        fetching = exchange;
        fetchAgain();
    }

    /** The import is answered. */
    void importDone(Exchange exchange) {
        exchange.upload = null;
        reader.importDone();
        done(exchange);
        advance();
        if (!pumping) {
            resume();
        }
    }

    /** The import takes more bytes. */
    void importWantsMore() {
        if (!pumping) {
            resume();
        }
    }

    /** Refuses what can no longer be told apart from the next request, and ends the connection. */
    void refuseAndClose(RequestHead head, int status, String code, String detail) {
        Exchange exchange = open(null, head);
        exchange.close = true;
        exchange.headOnly = false;
        phase = Phase.CLOSING;
        gate.close(ReadGate.Reason.CLOSING);
        answer(exchange, () -> http.responses.sendProblem(this, exchange, status, code, detail));
        advance();
        if (!pumping) {
            flush();
        }
    }

    /** Asks the peer for the body it holds back, once everything before it is answered. */
    void continueWhenAnswered() {
        continueAt = next;
        continueIfDue();
    }

    /** The request that was being read is complete. */
    void requestComplete() {
        requestSinceNanos = 0;
        continueAt = NOWHERE;
        if (phase == Phase.OPEN && next > first && exchange(next - 1).close) {
            phase = Phase.CLOSING;
            gate.close(ReadGate.Reason.CLOSING);
        }
    }

    /** The request that is being read has made good progress. */
    void requestProgress() {
        requestSinceNanos = readAtNanos;
    }

    /** Gives every answer whose turn has come. */
    void advance() {
        while (first < next && phase != Phase.CLOSED) {
            Exchange exchange = exchange(first);
            if (!exchange.finished) {
                turn(exchange);
            }
            if (!exchange.finished) {
                return;
            }
            first++;
            if (exchange.close) {
                farewell();
                return;
            }
        }
        idleSinceNanos = readAtNanos;
        continueIfDue();
    }

    /** Appends to the output. */
    void write(JsonBytes head, JsonBytes body) {
        if (phase == Phase.CLOSED) {
            return;
        }
        int length = head.length() + (body == null ? 0 : body.length());
        if (out == null) {
            out = ctx.alloc().directBuffer(Math.max(OUTPUT_BYTES, length));
        }
        head.copyTo(out);
        if (body != null) {
            body.copyTo(out);
        }
        if (out.readableBytes() >= FLUSH_BYTES) {
            var unused = ctx.write(out, ctx.voidPromise());
            out = null;
        }
    }

    /** Ends the connection at once, so that nobody takes what was sent for whole. */
    void abort() {
        phase = Phase.CLOSED;
        ctx.close();
    }

    private void turn(Exchange exchange) {
        if (exchange.answer != null) {
            Runnable answer = exchange.answer;
            exchange.answer = null;
            answer.run();
            exchange.finished = !exchange.streaming;
        } else if (exchange.early() != null) {
            DirectBuffer reply = exchange.early();
            int length = exchange.earlyLength();
            exchange.dropEarly();
            http.operations.finish(this, exchange, reply, 0, length);
        }
    }

    private void onBytes(ByteBuf bytes) {
        int length = bytes.readableBytes();
        if (keptLength == 0) {
            byte[] in = http.input(length);
            bytes.readBytes(in, 0, length);
            int used = pump(in, 0, length);
            if (used < length && phase == Phase.OPEN) {
                keep(in, used, length - used);
            }
        } else {
            makeRoom(length);
            bytes.readBytes(kept, keptLength, length);
            keptLength += length;
            pumpKept();
        }
        afterPump();
    }

    private void pumpKept() {
        int used = pump(kept, 0, keptLength);
        keptLength -= used;
        if (keptLength > 0) {
            System.arraycopy(kept, used, kept, 0, keptLength);
        } else if (kept.length > KEEP_BYTES) {
            kept = EMPTY;
        }
    }

    /** Takes requests as far as it can; tells where it stopped. */
    private int pump(byte[] in, int from, int to) {
        int at = from;
        pumping = true;
        try {
            while (canTake()) {
                int reached = reader.step(in, at, to);
                if (reached == RequestReader.STUCK) {
                    break;
                }
                at = reached;
            }
        } finally {
            pumping = false;
        }
        return phase == Phase.OPEN ? at : to;
    }

    private boolean canTake() {
        return phase == Phase.OPEN
                && !gate.isClosed()
                && reader.isReady()
                && next - first < http.context.httpLimits().maxInFlight();
    }

    private void afterPump() {
        if (phase != Phase.OPEN) {
            keptLength = 0;
            return;
        }
        boolean partial = keptLength > 0 || reader.isMidRequest();
        requestSinceNanos = !partial ? 0 : requestSinceNanos == 0 ? readAtNanos : requestSinceNanos;
        if (!reader.isReady() || next - first >= http.context.httpLimits().maxInFlight()) {
            gate.close(ReadGate.Reason.IN_FLIGHT);
        }
    }

    private void resume() {
        if (phase == Phase.OPEN && !pumping) {
            boolean wasClosed = gate.isClosed();
            gate.open(ReadGate.Reason.IN_FLIGHT);
            if (wasClosed && requestSinceNanos != 0) {
                requestSinceNanos = System.nanoTime();
            }
            if (keptLength > 0) {
                pumpKept();
            }
            afterPump();
        }
        flush();
    }

    private void keep(byte[] in, int offset, int length) {
        makeRoom(length);
        System.arraycopy(in, offset, kept, keptLength, length);
        keptLength += length;
    }

    private void makeRoom(int more) {
        if (kept.length - keptLength < more) {
            kept = Arrays.copyOf(kept, Math.max(keptLength + more, Math.min(kept.length * 2, 1 << 20)));
        }
    }

    private Exchange exchange(long index) {
        return exchanges[(int) index & exchanges.length - 1];
    }

    private void growExchanges() {
        Exchange[] larger = new Exchange[exchanges.length * 2];
        for (long i = first; i < next; i++) {
            larger[(int) i & larger.length - 1] = exchange(i);
        }
        exchanges = larger;
    }

    private void fetchAgain() {
        if (fetching == null || !ctx.channel().isWritable() || phase == Phase.CLOSED) {
            return;
        }
        Exchange exchange = fetching;
        fetching = null;
        if (!http.operations.fetch(this, exchange, exchange.nextUnit)) {
            fetching = exchange;
            http.loop.publisher().whenRoom(this);
        }
    }

    private void continueIfDue() {
        if (continueAt == first && phase == Phase.OPEN) {
            continueAt = NOWHERE;
            if (out == null) {
                out = ctx.alloc().directBuffer(OUTPUT_BYTES);
            }
            out.writeBytes(CONTINUE);
        }
    }

    private void flush() {
        if (phase == Phase.CLOSED) {
            return;
        }
        if (out != null) {
            ByteBuf ready = out;
            out = null;
            var unused = ctx.write(ready, ctx.voidPromise());
        }
        ctx.flush();
        var pending = ctx.channel().unsafe().outboundBuffer();
        if (pending != null
                && pending.totalPendingWriteBytes()
                        > http.context.sessionLimits().writeHardBytes()) {
            LOG.info("{} cut: too many answers unread", ctx.channel().remoteAddress());
            abort();
        }
    }

    private void farewell() {
        ByteBuf last = out == null ? Unpooled.EMPTY_BUFFER : out;
        out = null;
        phase = Phase.CLOSED;
        Farewell.say(ctx.channel(), last);
    }

    private void release() {
        phase = Phase.CLOSED;
        kept = EMPTY;
        keptLength = 0;
        if (out != null) {
            out.release();
            out = null;
        }
        for (long i = first; i < next; i++) {
            Exchange exchange = exchange(i);
            if (exchange.upload != null) {
                exchange.upload.cancel();
            }
        }
        first = next;
        if (streamed != null) {
            streamed.cancel();
        }
        http.loop.replies().unregister(sessionId);
        http.loop.connections().remove(this);
    }

    private static boolean isPast(long sinceNanos, long millis, long nowNanos) {
        return nowNanos - sinceNanos > TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
