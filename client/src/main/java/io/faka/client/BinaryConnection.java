package io.faka.client;

import io.faka.codec.session.CloseDecoder;
import io.faka.codec.session.CloseReason;
import io.faka.codec.session.HeartbeatDecoder;
import io.faka.codec.session.LogonAckDecoder;
import io.faka.codec.session.MessageHeaderDecoder;
import io.faka.codec.session.ReplyBatchDecoder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One session of the binary protocol, driven by polling. Nothing here blocks, and after the logon nothing allocates. Not
 * thread-safe: one thread opens, offers, polls and closes.
 *
 * <p>Requests are numbered by the connection and answered in order. {@link #offer} puts a request into the open frame; {@link
 * #flush} or {@link #poll} sends it. Any failure closes the connection and is thrown as {@link SessionClosedException}; what was
 * in flight is then unknown.
 */
public final class BinaryConnection implements AutoCloseable {
    /** From {@link #offer}: not logged on yet, too many in flight, or the socket takes no more; poll and offer again. */
    public static final long BACK_PRESSURED = -1;

    private static final int BUFFER_BYTES = 1 << 18;
    private static final int MISSED_HEARTBEATS = 3;

    private enum State {
        CONNECTING,
        LOGGING_ON,
        READY,
        CLOSED
    }

    private final ClientConfig config;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final FrameReader in = new FrameReader(BUFFER_BYTES);
    private final FrameWriter out = new FrameWriter(BUFFER_BYTES);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final long openedNanos = System.nanoTime();
    private State state = State.CONNECTING;
    private int maxInFlight;
    private long heartbeatNanos;
    private long sessionId;
    private int ackMode = -1;
    private long nextRequestId = 1;
    private long nextReplyId = 1;
    private long lastReceivedNanos = openedNanos;
    private long lastSentNanos = openedNanos;

    private BinaryConnection(ClientConfig config, SocketChannel channel, SelectionKey key) {
        this.config = config;
        this.channel = channel;
        this.key = key;
    }

    /**
     * Starts to connect. {@link #poll} does the rest, logon included.
     *
     * @param selector   where to register; the caller selects on it and polls
     * @param attachment of the selection key
     * @throws SessionClosedException if it fails at once
     */
    public static BinaryConnection open(ClientConfig config, Selector selector, Object attachment) {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, attachment);
            BinaryConnection connection = new BinaryConnection(config, channel, key);
            if (channel.connect(new InetSocketAddress(config.host(), config.port()))) {
                connection.logon();
            }
            return connection;
        } catch (IOException | UnresolvedAddressException e) {
            CloseHelper.quietClose(channel);
            throw new SessionClosedException(CloseReason.NULL_VAL, cannotConnect(config, e), e);
        }
    }

    /** Whether the node has accepted the logon and the session lives. */
    public boolean isReady() {
        return state == State.READY;
    }

    /** Whether the session is over. */
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    /** The node's number for this session; 0 before the logon. */
    public long sessionId() {
        return sessionId;
    }

    /** How durable a reply is: 0 ASYNC, 1 GROUP_FSYNC; -1 before the logon. */
    public int ackMode() {
        return ackMode;
    }

    /** Milliseconds of silence after which a sign of life is due, as agreed at the logon; poll at least twice as often. */
    public long heartbeatMillis() {
        return TimeUnit.NANOSECONDS.toMillis(heartbeatNanos);
    }

    /** Requests offered and not answered. */
    public int inFlight() {
        return (int) (nextRequestId - nextReplyId);
    }

    /** The longest message {@link #offer} takes, in bytes. */
    public int maxMessageLength() {
        return out.maxMessageLength();
    }

    /**
     * Queues one request.
     *
     * @param message a message of the command schema or ImportCodes, header first; copied
     * @return its request number, from 1; or {@link #BACK_PRESSURED}
     * @throws IllegalArgumentException if it is longer than {@link #maxMessageLength}
     */
    public long offer(DirectBuffer message, int offset, int length) {
        if (state != State.READY || inFlight() >= maxInFlight) {
            return BACK_PRESSURED;
        }
        if (length > out.maxMessageLength()) {
            throw new IllegalArgumentException("a request has at most " + out.maxMessageLength() + " bytes: " + length);
        }
        if (!out.append(nextRequestId, message, offset, length)) {
            return BACK_PRESSURED;
        }
        return nextRequestId++;
    }

    /** Sends what was offered, as far as the socket takes it; {@link #poll} sends the rest when the socket is ready. */
    public void flush() {
        if (state != State.READY || out.isEmpty()) {
            return;
        }
        try {
            write();
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /**
     * Does whatever is due: connects, logs on, reads, hands over replies, sends, keeps the session alive.
     *
     * @param nowNanos {@link System#nanoTime}
     * @return replies handed over
     * @throws SessionClosedException if the session ended
     */
    public int poll(long nowNanos, ReplyHandler handler) {
        try {
            if (state == State.CLOSED) {
                throw new SessionClosedException(CloseReason.NULL_VAL, "the session is closed", null);
            }
            if (state == State.CONNECTING && channel.finishConnect()) {
                logon();
            }
            int replies = state == State.CONNECTING ? 0 : receive(nowNanos, handler);
            if (!out.isEmpty()) {
                lastSentNanos = nowNanos;
                write();
            }
            keepAlive(nowNanos);
            return replies;
        } catch (IOException e) {
            throw lost(e);
        } catch (SessionClosedException e) {
            close();
            throw e;
        }
    }

    /** Ends the session without waiting for what is in flight. */
    @Override
    public void close() {
        state = State.CLOSED;
        key.cancel();
        CloseHelper.quietClose(channel);
    }

    private void logon() throws IOException {
        byte[] nonce = new byte[16];
        new SecureRandom().nextBytes(nonce);
        out.logon(config, System.currentTimeMillis() / 1_000, HexFormat.of().formatHex(nonce));
        state = State.LOGGING_ON;
        write();
    }

    private void write() throws IOException {
        boolean done = out.flush(channel);
        int interest = done ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    private int receive(long nowNanos, ReplyHandler handler) throws IOException {
        int replies = 0;
        boolean more;
        do {
            int read = in.read(channel);
            more = in.isFull();
            if (read > 0) {
                lastReceivedNanos = nowNanos;
            }
            for (int frame = in.next(); frame >= 0; frame = in.next()) {
                replies += onFrame(frame, in.frameLength(), handler);
            }
            if (read < 0) {
                throw new SessionClosedException(
                        CloseReason.NULL_VAL, "the node closed the connection without a reason", null);
            }
        } while (more);
        return replies;
    }

    private int onFrame(int offset, int length, ReplyHandler handler) {
        UnsafeBuffer buffer = in.buffer();
        header.wrap(buffer, offset);
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID) {
            throw protocolError("a frame of schema " + header.schemaId());
        }
        switch (header.templateId()) {
            case ReplyBatchDecoder.TEMPLATE_ID:
                return onReplies(offset, length, handler);
            case LogonAckDecoder.TEMPLATE_ID:
                onLogonAck(offset);
                return 0;
            case HeartbeatDecoder.TEMPLATE_ID:
                return 0;
            case CloseDecoder.TEMPLATE_ID:
                throw closed(offset);
            default:
                throw protocolError("a frame of template " + header.templateId());
        }
    }

    /** Walks the group by hand: this is the path of every reply. */
    private int onReplies(int offset, int length, ReplyHandler handler) {
        UnsafeBuffer buffer = in.buffer();
        int end = offset + length;
        int position = offset + MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength();
        int entryLength = buffer.getShort(position, ByteOrder.LITTLE_ENDIAN) & 0xffff;
        int count = buffer.getShort(position + 2, ByteOrder.LITTLE_ENDIAN) & 0xffff;
        position += 4;
        for (int i = 0; i < count; i++) {
            int message = position + entryLength + 4;
            int messageLength = message > end ? -1 : buffer.getInt(message - 4, ByteOrder.LITTLE_ENDIAN);
            if (messageLength < MessageHeaderDecoder.ENCODED_LENGTH || messageLength > end - message) {
                throw protocolError("a reply runs over the end of its frame");
            }
            long requestId = buffer.getLong(position, ByteOrder.LITTLE_ENDIAN);
            if (requestId != nextReplyId || requestId >= nextRequestId) {
                throw protocolError("a reply to request " + requestId + ", expected " + nextReplyId);
            }
            nextReplyId++;
            handler.onReply(requestId, buffer, message, messageLength);
            position = message + messageLength;
        }
        return count;
    }

    private void onLogonAck(int offset) {
        LogonAckDecoder ack = new LogonAckDecoder().wrapAndApplyHeader(in.buffer(), offset, header);
        if (state != State.LOGGING_ON) {
            throw protocolError("a second logon acknowledgement");
        }
        sessionId = ack.sessionId();
        ackMode = ack.ackMode();
        maxInFlight = (int) Math.max(1, Math.min(ack.maxInFlight(), config.maxInFlight()));
        out.maxFrameLength((int) ack.maxFrameLength());
        heartbeatNanos = TimeUnit.MILLISECONDS.toNanos(Math.max(1, ack.heartbeatMillis()));
        state = State.READY;
    }

    private SessionClosedException closed(int offset) {
        CloseDecoder close = new CloseDecoder().wrapAndApplyHeader(in.buffer(), offset, header);
        CloseReason reason = close.reason();
        String message = close.message();
        return new SessionClosedException(
                reason, "the node closed the session: " + reason + (message.isEmpty() ? "" : ", " + message), null);
    }

    private void keepAlive(long nowNanos) throws IOException {
        if (state != State.READY) {
            if (nowNanos - openedNanos > config.connectTimeout().toNanos()) {
                throw new SessionClosedException(
                        CloseReason.NULL_VAL, "no logon within " + config.connectTimeout(), null);
            }
            return;
        }
        if (nowNanos - lastReceivedNanos > MISSED_HEARTBEATS * heartbeatNanos) {
            throw new SessionClosedException(CloseReason.IDLE, "the node has been silent for too long", null);
        }
        if (nowNanos - lastSentNanos > heartbeatNanos) {
            lastSentNanos = nowNanos;
            out.heartbeat(TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()));
            write();
        }
    }

    private SessionClosedException lost(IOException cause) {
        boolean connecting = state == State.CONNECTING;
        close();
        String message = connecting ? cannotConnect(config, cause) : "the connection was lost: " + cause.getMessage();
        return new SessionClosedException(CloseReason.NULL_VAL, message, cause);
    }

    static SessionClosedException protocolError(String what) {
        return new SessionClosedException(CloseReason.PROTOCOL_ERROR, "the node sent " + what, null);
    }

    private static String cannotConnect(ClientConfig config, Exception cause) {
        return "cannot connect to " + config.host() + ":" + config.port() + ": " + cause;
    }
}
