package io.faka.client.load;

import io.faka.client.BinaryConnection;
import io.faka.client.ClientConfig;
import io.faka.client.ReplyHandler;
import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.OrderReplyDecoder;
import io.faka.codec.reply.RefusalDecoder;
import io.faka.codec.reply.ResultCode;
import java.nio.channels.Selector;
import java.util.Locale;
import org.agrona.DirectBuffer;

/** A session of the binary protocol under load. */
final class TcpLoadSession implements LoadSession, ReplyHandler {
    private static final String[] CODE_NAMES = codeNames();

    private final BinaryConnection connection;
    private final TcpTemplates templates;
    private final InFlight inFlight;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderReplyDecoder order = new OrderReplyDecoder();
    private final RefusalDecoder refusal = new RefusalDecoder();
    private LoadSink sink;

    TcpLoadSession(ClientConfig config, Selector selector, TcpTemplates templates, int pipeline) {
        this.templates = templates;
        inFlight = new InFlight(pipeline);
        connection = BinaryConnection.open(config, selector, this);
    }

    @Override
    public boolean isReady() {
        return connection.isReady();
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
        connection.flush();
    }

    @Override
    public void poll(long nowNanos, LoadSink sink) {
        this.sink = sink;
        connection.poll(nowNanos, this);
    }

    @Override
    public void onReply(long requestId, DirectBuffer buffer, int offset, int length) {
        header.wrap(buffer, offset);
        int templateId = header.templateId();
        if (templateId == OrderReplyDecoder.TEMPLATE_ID) {
            order.wrapAndApplyHeader(buffer, offset, header);
            sink.onReply(
                    this,
                    true,
                    CODE_NAMES[order.codeRaw()],
                    order.orderIdHigh(),
                    order.orderIdLow(),
                    order.amount(),
                    (int) order.currency());
        } else if (templateId == RefusalDecoder.TEMPLATE_ID) {
            refusal.wrapAndApplyHeader(buffer, offset, header);
            sink.onReply(this, false, CODE_NAMES[refusal.codeRaw()], 0, 0, 0, 0);
        } else {
            sink.onReply(this, false, "unexpected_reply", 0, 0, 0, 0);
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private boolean offer(Template message) {
        return connection.offer(message.buffer, 0, message.length) != BinaryConnection.BACK_PRESSURED;
    }

    private static String[] codeNames() {
        String[] names = new String[256];
        for (int i = 0; i < names.length; i++) {
            names[i] = "code_" + i;
        }
        for (ResultCode code : ResultCode.values()) {
            names[code.value()] = code.name().toLowerCase(Locale.ROOT);
        }
        return names;
    }
}
