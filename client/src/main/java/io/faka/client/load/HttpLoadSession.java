package io.faka.client.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.agrona.CloseHelper;

/** A kept-alive HTTP connection under load. */
final class HttpLoadSession implements LoadSession {
    private static final int BUFFER_BYTES = 1 << 18;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final HttpTemplates templates;
    private final InFlight inFlight;
    private final boolean readOrders;
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final HttpResponse response = new HttpResponse(BUFFER_BYTES);
    private boolean ready;

    HttpLoadSession(LoadOptions options, Selector selector, HttpTemplates templates) {
        this.templates = templates;
        inFlight = new InFlight(options.pipeline());
        readOrders = options.pay();
        try {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            key = channel.register(selector, SelectionKey.OP_CONNECT, this);
            if (channel.connect(new InetSocketAddress(options.host(), options.port()))) {
                onConnected();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot connect to " + options.host() + ":" + options.port(), e);
        }
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public InFlight inFlight() {
        return inFlight;
    }

    @Override
    public boolean place(long number, int sku, int buyer) {
        return offer(templates.order(number, sku, buyer));
    }

    @Override
    public boolean pay(long number, long orderIdHigh, long orderIdLow, long amount, int currency) {
        return offer(templates.payment(number, orderIdHigh, orderIdLow, amount, currency));
    }

    @Override
    public void flush() {
        if (out.position() == 0) {
            return;
        }
        try {
            out.flip();
            channel.write(out);
            out.compact();
            int interest = out.position() == 0 ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
            if (key.interestOps() != interest) {
                key.interestOps(interest);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the connection was lost", e);
        }
    }

    @Override
    public void poll(long nowNanos, LoadSink sink) {
        try {
            if (!ready) {
                if (channel.finishConnect()) {
                    onConnected();
                }
                return;
            }
            flush();
            if (response.read(channel) < 0) {
                throw new IOException("the node closed the connection");
            }
            while (response.next()) {
                hand(sink);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the connection was lost", e);
        }
    }

    @Override
    public void close() {
        CloseHelper.quietClose(channel);
    }

    private void hand(LoadSink sink) throws IOException {
        boolean payment = inFlight.isOldestPayment();
        int status = response.status();
        if (status >= 300) {
            sink.onReply(this, false, response.code(), 0, 0, 0, 0);
        } else if (payment) {
            sink.onReply(this, true, response.code(), 0, 0, 0, 0);
        } else if (readOrders) {
            response.readOrder();
            sink.onReply(
                    this,
                    true,
                    created(status),
                    response.orderIdHigh(),
                    response.orderIdLow(),
                    response.amount(),
                    response.currency());
        } else {
            sink.onReply(this, true, created(status), 0, 0, 0, 0);
        }
    }

    private static String created(int status) {
        return status == 201 ? "created" : "exists";
    }

    private void onConnected() {
        ready = true;
        key.interestOps(SelectionKey.OP_READ);
    }

    private boolean offer(Template request) {
        if (out.remaining() < request.length) {
            flush();
            if (out.remaining() < request.length) {
                return false;
            }
        }
        out.put(request.buffer.byteArray(), 0, request.length);
        return true;
    }
}
