package io.faka.client;

import io.faka.codec.command.CreateOrderDecoder;
import io.faka.codec.reply.MessageHeaderEncoder;
import io.faka.codec.reply.OrderReplyEncoder;
import io.faka.codec.reply.OrderState;
import io.faka.codec.reply.RefusalEncoder;
import io.faka.codec.reply.ResultCode;
import io.faka.codec.session.CloseEncoder;
import io.faka.codec.session.CloseReason;
import io.faka.codec.session.HeartbeatDecoder;
import io.faka.codec.session.LogonAckEncoder;
import io.faka.codec.session.LogonDecoder;
import io.faka.codec.session.MessageHeaderDecoder;
import io.faka.codec.session.ReplyBatchEncoder;
import io.faka.codec.session.RequestBatchDecoder;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;

/** The other end of the protocol, played line by line by a test. Every read gives up after a while. */
public final class FakeNode implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final ServerSocket server;
    private final List<Session> sessions = new ArrayList<>();
    private int maxInFlight = 1_024;
    private int heartbeatMillis = 60_000;

    public FakeNode() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setSoTimeout(PATIENCE_MILLIS);
    }

    public int port() {
        return server.getLocalPort();
    }

    FakeNode withMaxInFlight(int limit) {
        maxInFlight = limit;
        return this;
    }

    FakeNode withHeartbeatMillis(int millis) {
        heartbeatMillis = millis;
        return this;
    }

    /** Takes the next connection and reads its logon. */
    public Session accept() throws IOException {
        Session session = new Session(server.accept());
        sessions.add(session);
        return session;
    }

    /** Takes the next connection and accepts its logon. */
    public Session acceptLogon() throws IOException {
        Session session = accept();
        session.acknowledge();
        return session;
    }

    @Override
    public void close() throws IOException {
        for (Session session : sessions) {
            session.cut();
        }
        server.close();
    }

    /** One request as it came. */
    public record Received(long requestId, byte[] message) {
        public String clientOrderId() {
            UnsafeBuffer buffer = new UnsafeBuffer(message);
            CreateOrderDecoder order = new CreateOrderDecoder()
                    .wrapAndApplyHeader(buffer, 0, new io.faka.codec.command.MessageHeaderDecoder());
            order.lines().forEach(CreateOrderDecoder.LinesDecoder::sbeSkip);
            return order.clientOrderId();
        }
    }

    /** One connection. */
    public final class Session {
        private final Socket socket;
        private final DataInputStream in;
        private final UnsafeBuffer out = new UnsafeBuffer(new byte[1 << 17]);
        private final UnsafeBuffer message = new UnsafeBuffer(new byte[1 << 16]);
        private final LogonDecoder logon = new LogonDecoder();

        private Session(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(socket.getInputStream());
            logon.wrapAndApplyHeader(new UnsafeBuffer(readFrame()), 0, new MessageHeaderDecoder());
        }

        LogonDecoder logon() {
            return logon;
        }

        void acknowledge() throws IOException {
            LogonAckEncoder ack = new LogonAckEncoder().wrapAndApplyHeader(out, 4, header());
            ack.sessionId(7).epoch(1).serverTimeMicros(1).maxInFlight(maxInFlight);
            ack.maxFrameLength(65_536).heartbeatMillis(heartbeatMillis).ackMode((short) 1);
            send(8 + ack.encodedLength());
        }

        /** Requests of the next frame. */
        public List<Received> readBatch() throws IOException {
            RequestBatchDecoder batch = new RequestBatchDecoder()
                    .wrapAndApplyHeader(new UnsafeBuffer(readFrame()), 0, new MessageHeaderDecoder());
            long id = batch.firstRequestId();
            List<Received> received = new ArrayList<>();
            for (RequestBatchDecoder.RequestsDecoder request : batch.requests()) {
                byte[] bytes = new byte[request.messageLength()];
                request.getMessage(bytes, 0, bytes.length);
                received.add(new Received(id++, bytes));
            }
            return received;
        }

        /** So many requests, over as many frames as it takes. */
        List<Received> read(int count) throws IOException {
            List<Received> received = new ArrayList<>();
            while (received.size() < count) {
                received.addAll(readBatch());
            }
            return received;
        }

        void readHeartbeat() throws IOException {
            new HeartbeatDecoder().wrapAndApplyHeader(new UnsafeBuffer(readFrame()), 0, new MessageHeaderDecoder());
        }

        /** One reply batch: the order was created. */
        public void replyCreated(List<Received> requests) throws IOException {
            ReplyBatchEncoder batch = new ReplyBatchEncoder().wrapAndApplyHeader(out, 4, header());
            ReplyBatchEncoder.RepliesEncoder replies = batch.repliesCount(requests.size());
            for (Received request : requests) {
                int length = order(request.clientOrderId(), ResultCode.CREATED, 0, 0, 0);
                replies.next().requestId(request.requestId()).putMessage(message, 0, length);
            }
            send(8 + batch.encodedLength());
        }

        void replyRefused(long requestId, ResultCode code, long detail, int retryAfterMillis) throws IOException {
            RefusalEncoder refusal = new RefusalEncoder().wrapAndApplyHeader(message, 0, new MessageHeaderEncoder());
            refusal.seq(0)
                    .detail(detail)
                    .retryAfterMillis(retryAfterMillis)
                    .code(code)
                    .message("");
            reply(requestId, 8 + refusal.encodedLength());
        }

        /** A page of {@code count} codes from {@code first} on, of an order with {@code total}. */
        void replyPage(long requestId, int first, int count, int total) throws IOException {
            reply(requestId, order("c", ResultCode.FOUND, first, count, total));
        }

        void sendClose(CloseReason reason, String text) throws IOException {
            CloseEncoder close = new CloseEncoder().wrapAndApplyHeader(out, 4, header());
            close.requestId(0).reason(reason).message(text);
            send(8 + close.encodedLength());
            cut();
        }

        void sendRaw(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        void cut() throws IOException {
            socket.close();
        }

        void awaitEnd() throws IOException {
            try {
                while (true) {
                    readFrame();
                }
            } catch (EOFException end) {
                cut();
            }
        }

        private void reply(long requestId, int length) throws IOException {
            ReplyBatchEncoder batch = new ReplyBatchEncoder().wrapAndApplyHeader(out, 4, header());
            batch.repliesCount(1).next().requestId(requestId).putMessage(message, 0, length);
            send(8 + batch.encodedLength());
        }

        private int order(String clientOrderId, ResultCode code, int firstUnit, int units, int total) {
            OrderReplyEncoder order =
                    new OrderReplyEncoder().wrapAndApplyHeader(message, 0, new MessageHeaderEncoder());
            order.seq(9).orderIdHigh(1).orderIdLow(2).amount(100).expiresAtMicros(5_000_000);
            order.currency(io.faka.engine.Currency.pack("CNY"))
                    .unitsTotal(total)
                    .firstUnit(firstUnit)
                    .discount(0);
            order.code(code).state(OrderState.PENDING_PAYMENT);
            order.linesCount(1).next().unitPrice(100).quantity(1).reserved(1).sku("sku");
            OrderReplyEncoder.UnitsEncoder encoder = order.unitsCount(units);
            IntStream.range(firstUnit, firstUnit + units).forEach(i -> {
                byte[] text = ("code-" + i).getBytes(StandardCharsets.UTF_8);
                encoder.next()
                        .fingerprintHigh(0)
                        .fingerprintLow(0)
                        .unitId(i + 1L)
                        .keyId(0);
                encoder.line((short) 0).putCode(text, 0, text.length);
            });
            order.fillsCount(1)
                    .next()
                    .unitPrice(100)
                    .offerId(7)
                    .quantity(1)
                    .line((short) 0)
                    .seller("ann");
            order.clientOrderId(clientOrderId).buyer("buyer");
            return 8 + order.encodedLength();
        }

        private io.faka.codec.session.MessageHeaderEncoder header() {
            return new io.faka.codec.session.MessageHeaderEncoder();
        }

        private void send(int length) throws IOException {
            out.putInt(0, length, ByteOrder.LITTLE_ENDIAN);
            socket.getOutputStream().write(out.byteArray(), 0, 4 + length);
        }

        private byte[] readFrame() throws IOException {
            byte[] frame = new byte[Integer.reverseBytes(in.readInt())];
            in.readFully(frame);
            return frame;
        }
    }
}
