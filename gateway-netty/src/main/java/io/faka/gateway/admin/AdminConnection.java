package io.faka.gateway.admin;

import io.faka.gateway.http.HeadParser;
import io.faka.gateway.http.HeaderName;
import io.faka.gateway.http.HttpLimits;
import io.faka.gateway.http.HttpMethod;
import io.faka.gateway.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request on the admin port, then the end: nobody asks there often. */
final class AdminConnection extends SimpleChannelInboundHandler<ByteBuf> {
    private static final Logger LOG = LoggerFactory.getLogger(AdminConnection.class);
    private static final HttpLimits LIMITS = HttpLimits.defaults();
    private static final long REQUEST_SECONDS = 10;

    private final AdminPages pages;
    private final HeadParser parser = new HeadParser(LIMITS);
    private final byte[] in = new byte[LIMITS.requestLineBytes() + LIMITS.headerBytes()];
    private int length;
    private boolean answered;

    AdminConnection(AdminPages pages) {
        this.pages = pages;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        var unused = context.executor().schedule(() -> closeIfSilent(context), REQUEST_SECONDS, TimeUnit.SECONDS);
        context.fireChannelActive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
        if (answered) {
            return;
        }
        int more = Math.min(bytes.readableBytes(), in.length - length);
        bytes.readBytes(in, length, more);
        length += more;
        switch (parser.parse(in, 0, length)) {
            case MORE -> {
                if (length == in.length) {
                    send(context, Page.problem(431, "too_large", "the request is too long"), false);
                }
            }
            case REFUSED -> send(context, Page.problem(parser.status(), "malformed", parser.detail()), false);
            case DONE -> answer(context, parser.head());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof java.io.IOException)) {
            LOG.error("admin request of {} failed", context.channel().remoteAddress(), cause);
        }
        context.close();
    }

    private void answer(ChannelHandlerContext context, RequestHead head) {
        answered = true;
        boolean headOnly = head.method == HttpMethod.HEAD;
        if (head.method != HttpMethod.GET && !headOnly) {
            send(context, Page.problem(405, "method_not_allowed", "this port takes GET and HEAD"), false);
            return;
        }
        String path = new String(in, head.targetStart, head.pathLength, StandardCharsets.ISO_8859_1);
        boolean local = context.channel().remoteAddress() instanceof InetSocketAddress remote
                && remote.getAddress().isLoopbackAddress()
                && !head.has(HeaderName.ORIGIN);
        pages.get(path, head.text(HeaderName.AUTHORIZATION, in, 0), local)
                .thenAccept(page -> context.executor().execute(() -> send(context, page, headOnly)));
    }

    private void send(ChannelHandlerContext context, Page page, boolean headOnly) {
        answered = true;
        String head =
                "HTTP/1.1 " + page.status() + " " + (page.status() == 200 ? "OK" : "Refused") + "\r\nContent-Type: "
                        + page.contentType() + "\r\nCache-Control: no-store\r\nConnection: close\r\n"
                        + (page.status() == 405 ? "Allow: GET, HEAD\r\n" : "")
                        + "Content-Length: " + page.body().length + "\r\n\r\n";
        ByteBuf out =
                Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.US_ASCII), headOnly ? new byte[0] : page.body());
        context.writeAndFlush(out).addListener(ChannelFutureListener.CLOSE);
    }

    private void closeIfSilent(ChannelHandlerContext context) {
        if (!answered) {
            context.close();
        }
    }
}
