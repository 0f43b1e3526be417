package io.faka.gateway.tcp;

import io.faka.codec.session.CloseReason;
import io.faka.gateway.json.JsonBytes;
import io.faka.gateway.session.Farewell;
import io.faka.gateway.session.LoopConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection before its protocol is known: waits for enough bytes, then makes way for the session or says what is wrong. */
final class FirstBytes extends ChannelInboundHandlerAdapter implements LoopConnection {
    private static final Logger LOG = LoggerFactory.getLogger(FirstBytes.class);

    private final TcpLoop tcp;
    private final boolean oneTooMany;
    private final long openedAt = System.nanoTime();
    private ChannelHandlerContext ctx;
    private ByteBuf held;
    private boolean ended;

    /** @param oneTooMany whether the connection is to be told that there are too many */
    FirstBytes(TcpLoop tcp, boolean oneTooMany) {
        this.tcp = tcp;
        this.oneTooMany = oneTooMany;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        tcp.loop.connections().add(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        tcp.loop.connections().remove(this);
        drop();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        tcp.loop.connections().remove(this);
        drop();
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (ended) {
            ReferenceCountUtil.release(message);
            return;
        }
        hold((ByteBuf) message);
        switch (ProtocolSniffer.sniff(held)) {
            case UNDECIDED -> {}
            case BINARY -> binary();
            case JSON_LINES -> jsonLines();
            case HTTP ->
                end("this is FakaCore's TCP port (binary and JSON lines); HTTP is on port " + tcp.httpPort.getAsInt());
            case TLS -> end("this is FakaCore's TCP port; it does not speak TLS");
            case UNKNOWN ->
                end("this is FakaCore's TCP port: it takes binary frames or lines of JSON, this was neither");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("{} lost before its first bytes: {}", context.channel().remoteAddress(), cause.toString());
        context.close();
    }

    @Override
    public void onTime(long nowNanos) {
        if (nowNanos - openedAt > TimeUnit.MILLISECONDS.toNanos(tcp.limits.slowWriterMillis())) {
            end("nothing understandable came in time");
        }
    }

    @Override
    public void stop() {
        end("the node is stopping");
    }

    private void binary() {
        if (oneTooMany) {
            end(tcp.frames.close(ctx.alloc(), 0, CloseReason.TOO_MANY_CONNECTIONS, "too many connections"));
        } else {
            becomes(new BinarySession(tcp));
        }
    }

    private void jsonLines() {
        if (oneTooMany) {
            JsonBytes line = tcp.lines.scratch.clear();
            tcp.lines.writer.closing("too_many_connections", "too many connections", line);
            end(ctx.alloc().buffer(line.length()).writeBytes(line.array(), 0, line.length()));
        } else {
            becomes(new JsonLineSession(tcp));
        }
    }

    /** Puts the session in this handler's place and gives it what was read. */
    private void becomes(ChannelHandler session) {
        ByteBuf first = held;
        held = null;
        ctx.pipeline().addAfter(ctx.name(), null, session);
        ctx.fireChannelRead(first);
        ctx.pipeline().remove(this);
    }

    private void end(String reason) {
        if (!ended) {
            ByteBuf line = ctx.alloc().buffer(reason.length() + 1);
            ByteBufUtil.writeAscii(line, reason);
            end(line.writeByte('\n'));
        }
    }

    private void end(ByteBuf last) {
        ended = true;
        drop();
        Farewell.say(ctx.channel(), last);
    }

    private void hold(ByteBuf in) {
        if (held == null) {
            held = in;
            return;
        }
        ByteBuf both = ctx.alloc().directBuffer(held.readableBytes() + in.readableBytes());
        both.writeBytes(held).writeBytes(in);
        in.release();
        drop();
        held = both;
    }

    private void drop() {
        if (held != null) {
            held.release();
            held = null;
        }
    }
}
