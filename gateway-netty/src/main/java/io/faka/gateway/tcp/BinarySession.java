package io.faka.gateway.tcp;

import io.faka.codec.session.CloseDecoder;
import io.faka.codec.session.CloseReason;
import io.faka.codec.session.HeartbeatDecoder;
import io.faka.codec.session.RequestBatchDecoder;
import io.faka.gateway.auth.Principal;
import io.faka.gateway.auth.Verdict;
import io.faka.gateway.session.BackPressured;
import io.faka.gateway.session.Farewell;
import io.faka.gateway.session.LoopConnection;
import io.faka.gateway.session.ReadGate;
import io.faka.gateway.session.RefusalReply;
import io.faka.gateway.session.ReplySession;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of the binary protocol: logon, batches of requests in, batches of replies out in request order, heartbeats, and a
 * {@code Close} with the reason before it ends. Event loop only.
 */
final class BinarySession extends ChannelInboundHandlerAdapter
        implements ReplySession, BackPressured, LoopConnection, RequestIntake.RequestSession {
    private static final Logger LOG = LoggerFactory.getLogger(BinarySession.class);
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

    private final TcpLoop tcp;
    private final FrameInput input = new FrameInput();
    private final ReplyBatchWriter writer = new ReplyBatchWriter();
    private final LocalReplies localReplies = new LocalReplies();
    private final LocalReplies.Output localOutput = this::writeReply;
    private final RequestIntake intake;
    private ChannelHandlerContext ctx;
    private ReadGate gate;
    private SessionClock clock;
    private Phase phase = Phase.LOGON;
    private Principal principal;
    private long keyGeneration;
    private long sessionId;
    private long published;
    private long replied;
    private long readAtNanos;
    private CloseReason closeReason;
    private String closeMessage;
    private long closeRequestId;

    private enum Phase {
        LOGON,
        OPEN,
        /** What is in flight is still answered, then the connection ends. */
        CLOSING,
        CLOSED
    }

    BinarySession(TcpLoop tcp) {
        this.tcp = tcp;
        this.intake = new RequestIntake(tcp, this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        gate = new ReadGate(context.channel());
        clock = new SessionClock(tcp.limits, System.nanoTime());
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
        if (phase.compareTo(Phase.OPEN) > 0) {
            ReferenceCountUtil.release(message);
            return;
        }
        readAtNanos = System.nanoTime();
        clock.onRead(readAtNanos);
        input.append(context.alloc(), (ByteBuf) message);
        pump();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        flushReplies();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (phase.compareTo(Phase.OPEN) > 0) {
            return;
        }
        if (context.channel().isWritable()) {
            clock.onWritable();
            gate.open(ReadGate.Reason.UNWRITABLE);
            pump();
            flushReplies();
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
            LOG.error("session of {} failed", context.channel().remoteAddress(), cause);
        }
        context.close();
    }

    @Override
    public void onReply(long requestId, DirectBuffer buffer, int offset, int length) {
        if (phase == Phase.CLOSED) {
            return;
        }
        replied++;
        if (OrderReplyOpener.hasUnits(buffer, offset)) {
            int index = writer.claim(ctx, length);
            writer.commit(requestId, tcp.opener.open(buffer, offset, length, writer.buffer(), index));
        } else {
            writer.add(ctx, requestId, buffer, offset, length);
        }
        if (!localReplies.isEmpty()) {
            localReplies.writeDue(replied, localOutput);
        }
        if (!ctx.channel().isWritable()) {
            cutIfHopeless();
        }
    }

    @Override
    public void onRepliesEnd() {
        if (phase == Phase.CLOSED) {
            return;
        }
        if (phase == Phase.CLOSING) {
            endIfAnswered();
            return;
        }
        gate.open(ReadGate.Reason.IN_FLIGHT);
        pump();
        flushReplies();
    }

    @Override
    public void onFault(RuntimeException fault) {
        LOG.error("session of {} failed", ctx.channel().remoteAddress(), fault);
        phase = Phase.CLOSED;
        ctx.close();
    }

    @Override
    public void onRoom() {
        if (phase == Phase.OPEN) {
            gate.open(ReadGate.Reason.BACK_PRESSURE);
            pump();
            flushReplies();
        }
    }

    @Override
    public void onTime(long nowNanos) {
        if (phase == Phase.CLOSED) {
            return;
        }
        endIfRevoked();
        switch (clock.judge(nowNanos, phase == Phase.LOGON, input.isPartial(), gate.isClosed())) {
            case NOTHING -> {}
            case SEND_HEARTBEAT -> {
                write(tcp.frames.heartbeat(ctx.alloc(), tcp.facts.nowMicros()));
                ctx.flush();
            }
            case NO_LOGON -> close(CloseReason.IDLE, 0, "no logon came in time");
            case SLOW_WRITER -> close(CloseReason.IDLE, 0, "a frame began and did not end in time");
            case SILENT -> close(CloseReason.IDLE, 0, "three heartbeats were missed");
            case SLOW_READER -> cut();
        }
    }

    @Override
    public void stop() {
        close(CloseReason.SERVER_STOPPING, 0, "the node is stopping");
    }

    @Override
    public long sessionId() {
        return sessionId;
    }

    @Override
    public Principal principal() {
        return principal;
    }

    @Override
    public long readAtNanos() {
        return readAtNanos;
    }

    @Override
    public boolean hasRoom() {
        return published - replied + localReplies.size() < tcp.limits.maxInFlight()
                && ctx.channel().isWritable();
    }

    @Override
    public void onPublished() {
        published++;
    }

    @Override
    public void onRefused(long requestId, RefusalReply refusal) {
        if (published == replied) {
            writeReply(requestId, refusal.buffer(), 0, refusal.length());
        } else {
            localReplies.add(published, requestId, refusal.buffer(), refusal.length());
        }
    }

    /** Takes frames until there are no more or something stops the reading. */
    private void pump() {
        while (phase.compareTo(Phase.OPEN) <= 0 && !gate.isClosed()) {
            if (intake.isBusy()) {
                onProgress(intake.run());
                continue;
            }
            int length = input.next(ctx.alloc());
            if (length < 0) {
                onNoFrame(length);
                return;
            }
            clock.onFrame();
            onFrame(input.frame(), length);
        }
    }

    private void onNoFrame(int why) {
        switch (why) {
            case FrameInput.TOO_LARGE ->
                close(CloseReason.FRAME_TOO_LARGE, 0, "a frame has at most " + FrameInput.MAX_FRAME_BYTES + " bytes");
            case FrameInput.TOO_SHORT -> close(CloseReason.PROTOCOL_ERROR, 0, "a frame has at least 8 bytes");
            default -> {
                if (input.isPartial()) {
                    clock.onPartialFrame(readAtNanos);
                }
            }
        }
    }

    private void onFrame(UnsafeBuffer frame, int length) {
        if (phase == Phase.LOGON) {
            onLogon(frame, length);
            return;
        }
        int templateId = frame.getShort(2, LE) & 0xffff;
        if ((frame.getShort(4, LE) & 0xffff) != RequestBatchDecoder.SCHEMA_ID) {
            close(CloseReason.PROTOCOL_ERROR, 0, "frames are messages of schema " + RequestBatchDecoder.SCHEMA_ID);
            return;
        }
        switch (templateId) {
            case RequestBatchDecoder.TEMPLATE_ID -> onProgress(intake.begin(frame, length));
            case HeartbeatDecoder.TEMPLATE_ID -> write(tcp.frames.heartbeat(ctx.alloc(), tcp.facts.nowMicros()));
            case CloseDecoder.TEMPLATE_ID -> close(CloseReason.LOGOUT, 0, "goodbye");
            default -> close(CloseReason.PROTOCOL_ERROR, 0, "a client does not send message " + templateId);
        }
    }

    private void onLogon(UnsafeBuffer frame, int length) {
        LogonReader logon = new LogonReader(tcp.authenticator, ctx.channel().remoteAddress());
        Verdict verdict = logon.read(frame, length);
        if (verdict == null) {
            close(logon.reason(), 0, logon.message());
            return;
        }
        principal = verdict.principal();
        keyGeneration = tcp.authenticator.generation();
        phase = Phase.OPEN;
        int heartbeatMillis = clock.agree(logon.heartbeatMillis());
        write(tcp.frames.logonAck(ctx.alloc(), sessionId, tcp.facts, tcp.limits.maxInFlight(), heartbeatMillis));
    }

    private void onProgress(RequestIntake.Progress progress) {
        switch (progress) {
            case DONE -> {}
            case FULL -> {
                if (ctx.channel().isWritable()) {
                    gate.close(ReadGate.Reason.IN_FLIGHT);
                } else {
                    gate.close(ReadGate.Reason.UNWRITABLE);
                }
            }
            case BACK_PRESSURED -> {
                gate.close(ReadGate.Reason.BACK_PRESSURE);
                tcp.loop.publisher().whenRoom(this);
            }
            case BROKEN -> close(CloseReason.PROTOCOL_ERROR, 0, "the lengths within a frame do not add up");
        }
    }

    private void writeReply(long requestId, DirectBuffer buffer, int offset, int length) {
        writer.add(ctx, requestId, buffer, offset, length);
    }

    private void flushReplies() {
        if (phase != Phase.CLOSED) {
            writer.end(ctx);
            clock.onWrite(System.nanoTime());
            ctx.flush();
            cutIfHopeless();
        }
    }

    private void write(ByteBuf frame) {
        writer.end(ctx);
        var unused = ctx.write(frame, ctx.voidPromise());
    }

    /** Ends the session once everything in flight is answered. The first reason stays. */
    private void close(CloseReason reason, long requestId, String message) {
        if (phase.compareTo(Phase.OPEN) > 0) {
            return;
        }
        phase = Phase.CLOSING;
        closeReason = reason;
        closeRequestId = requestId;
        closeMessage = message;
        gate.close(ReadGate.Reason.CLOSING);
        intake.abandon();
        input.release();
        endIfAnswered();
    }

    private void endIfRevoked() {
        if (phase == Phase.OPEN && keyGeneration != tcp.authenticator.generation()) {
            keyGeneration = tcp.authenticator.generation();
            if (tcp.authenticator.isRevoked(principal)) {
                close(CloseReason.UNAUTHENTICATED, 0, "this key was revoked");
            }
        }
    }

    private void endIfAnswered() {
        writer.end(ctx);
        if (published == replied) {
            phase = Phase.CLOSED;
            Farewell.say(ctx.channel(), tcp.frames.close(ctx.alloc(), closeRequestId, closeReason, closeMessage));
        } else {
            ctx.flush();
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
        writer.release();
        ctx.close();
    }

    private void release() {
        phase = Phase.CLOSED;
        intake.abandon();
        input.release();
        writer.release();
        tcp.loop.replies().unregister(sessionId);
        tcp.loop.connections().remove(this);
    }
}
