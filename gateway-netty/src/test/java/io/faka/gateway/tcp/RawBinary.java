package io.faka.gateway.tcp;

import io.faka.codec.command.CreateOrderEncoder;
import io.faka.codec.command.Fill;
import io.faka.codec.command.GetSkuEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.OrderMode;
import io.faka.codec.reply.RefusalDecoder;
import io.faka.codec.session.CloseDecoder;
import io.faka.codec.session.LogonEncoder;
import io.faka.codec.session.MessageHeaderDecoder;
import io.faka.codec.session.ReplyBatchDecoder;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A plain socket that talks the binary protocol by hand, so that it can be wrong. */
final class RawBinary implements AutoCloseable {
    static final int MAGIC = 0x414B4146;

    private final Socket socket;
    private final DataInputStream in;

    /** One reply: the request's number and the message. */
    record Reply(long requestId, UnsafeBuffer message) {
        int templateId() {
            return message.getShort(2, ByteOrder.LITTLE_ENDIAN);
        }

        RefusalDecoder refusal() {
            return new RefusalDecoder().wrapAndApplyHeader(message, 0, new io.faka.codec.reply.MessageHeaderDecoder());
        }
    }

    RawBinary(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Connects and logs on without a key. */
    static RawBinary loggedOn(int port) throws IOException {
        RawBinary raw = new RawBinary(port);
        raw.send(logon(MAGIC, 1, 0, ""));
        raw.frame();
        return raw;
    }

    static byte[] logon(int magic, int version, long heartbeatMillis, String key) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[2_048]);
        LogonEncoder logon = new LogonEncoder()
                .wrapAndApplyHeader(buffer, 0, new io.faka.codec.session.MessageHeaderEncoder())
                .magic(magic)
                .protocolVersion(version)
                .heartbeatMillis(heartbeatMillis)
                .timestampSeconds(0)
                .bearerKey(key)
                .keyId("")
                .nonce("")
                .signature("");
        return framed(buffer, 8 + logon.encodedLength());
    }

    /** A RequestBatch frame. */
    static byte[] batch(long firstRequestId, byte[]... messages) {
        int length = 20;
        for (byte[] message : messages) {
            length += 4 + message.length;
        }
        ByteBuffer frame = ByteBuffer.allocate(4 + length).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(length).putShort((short) 8).putShort((short) 3).putShort((short) 104);
        frame.putShort((short) 0).putLong(firstRequestId).putShort((short) 0);
        frame.putShort((short) messages.length);
        for (byte[] message : messages) {
            frame.putInt(message.length).put(message);
        }
        return frame.array();
    }

    static byte[] getSku(String sku) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        GetSkuEncoder get = new GetSkuEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .sku(sku);
        return bytes(buffer, 8 + get.encodedLength());
    }

    static byte[] order(String clientOrderId, String sku, long quantity) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[2_048]);
        CreateOrderEncoder order = new CreateOrderEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .orderIdHigh(0)
                .orderIdLow(0)
                .expectedAmount(-1)
                .ttlMillis(0)
                .backorderTtlMillis(0)
                .currency(0)
                .mode(OrderMode.FOK)
                .fill(Fill.ALL_OR_NONE)
                .priority((short) 0);
        order.linesCount(1).next().maxUnitPrice(-1).unitId(0).quantity(quantity).sku(sku);
        order.clientOrderId(clientOrderId).buyer("bob").clientAddress("").coupon("");
        return bytes(buffer, 8 + order.encodedLength());
    }

    RawBinary send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** The next frame's body; null at the end. */
    UnsafeBuffer frame() throws IOException {
        try {
            int length = Integer.reverseBytes(in.readInt());
            byte[] body = new byte[length];
            in.readFully(body);
            return new UnsafeBuffer(body);
        } catch (EOFException | SocketException end) {
            return null;
        }
    }

    /** The next frame, which must be replies. */
    List<Reply> replies() throws IOException {
        UnsafeBuffer frame = frame();
        List<Reply> replies = new ArrayList<>();
        ReplyBatchDecoder batch = new ReplyBatchDecoder().wrapAndApplyHeader(frame, 0, new MessageHeaderDecoder());
        for (ReplyBatchDecoder.RepliesDecoder reply : batch.replies()) {
            byte[] message = new byte[reply.messageLength()];
            long requestId = reply.requestId();
            reply.getMessage(message, 0, message.length);
            replies.add(new Reply(requestId, new UnsafeBuffer(message)));
        }
        return replies;
    }

    /** So many replies, from as many frames as they come in. */
    List<Reply> replies(int count) throws IOException {
        List<Reply> replies = new ArrayList<>();
        while (replies.size() < count) {
            replies.addAll(replies());
        }
        return replies;
    }

    /** The next frame, which must be the close. */
    CloseDecoder closing() throws IOException {
        UnsafeBuffer frame = frame();
        while (frame != null && templateId(frame) == 6) {
            frame = frame();
        }
        if (frame == null || templateId(frame) != CloseDecoder.TEMPLATE_ID) {
            throw new AssertionError("no Close but " + (frame == null ? "the end" : templateId(frame)));
        }
        return new CloseDecoder().wrapAndApplyHeader(frame, 0, new MessageHeaderDecoder());
    }

    static int templateId(UnsafeBuffer frame) {
        return frame.getShort(2, ByteOrder.LITTLE_ENDIAN);
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static byte[] framed(UnsafeBuffer buffer, int length) {
        ByteBuffer frame = ByteBuffer.allocate(4 + length).order(ByteOrder.LITTLE_ENDIAN);
        return frame.putInt(length).put(bytes(buffer, length)).array();
    }

    private static byte[] bytes(UnsafeBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
