package io.faka.node.demo;

import io.faka.client.Backorder;
import io.faka.client.CancelOrder;
import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.FakaException;
import io.faka.client.GetOrder;
import io.faka.client.NewOrder;
import io.faka.client.OrderId;
import io.faka.client.OrderResult;
import io.faka.client.PayOrder;
import io.faka.client.Request;
import io.faka.codec.command.Fill;
import io.faka.codec.reply.ResultCode;
import io.faka.node.http.NodeAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Buyers who come over the binary protocol, through the Java client, which reconnects and retries by itself. */
final class BinaryLane implements Lane {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final FakaClient client;
    private final Sale sale;

    BinaryLane(NodeAddress address, String key, Sale sale) {
        this.sale = sale;
        client = FakaClient.connect(ClientConfig.of(address.host(), address.port(), Credentials.bearer(key))
                .withRequestTimeout(TIMEOUT)
                .withLimits(256, 16_384));
    }

    @Override
    public List<Answer> exchange(List<Ask> asks) {
        List<CompletableFuture<OrderResult>> futures = new ArrayList<>(asks.size());
        for (Ask ask : asks) {
            futures.add(client.submit(request(ask)).thenCompose(client::withAllUnits));
        }
        List<Answer> answers = new ArrayList<>(asks.size());
        for (CompletableFuture<OrderResult> future : futures) {
            answers.add(answer(future));
        }
        return answers;
    }

    @Override
    public void close() {
        client.close();
    }

    private Request<OrderResult> request(Ask ask) {
        if (ask instanceof Ask.Place place) {
            NewOrder order = NewOrder.of(place.clientOrderId(), place.buyer(), sale.sku(), place.quantity())
                    .withTtlMillis(place.ttlMillis());
            return place.waitMillis() == 0
                    ? order
                    : order.orWaiting(new Backorder(Fill.ALL_OR_NONE, 0, place.waitMillis()));
        }
        if (ask instanceof Ask.Pay pay) {
            return new PayOrder(
                    OrderId.parse(pay.orderId()), Sale.CHANNEL, pay.paymentRef(), pay.amount(), Sale.CURRENCY);
        }
        if (ask instanceof Ask.Cancel cancel) {
            return new CancelOrder(OrderId.parse(cancel.orderId()));
        }
        return new GetOrder(OrderId.parse(((Ask.Look) ask).orderId()));
    }

    private static Answer answer(CompletableFuture<OrderResult> future) {
        try {
            return answer(future.join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof FakaException refusal) {
                return refusal.code() == ResultCode.NULL_VAL ? Answer.UNKNOWN : Answer.refused(lower(refusal.code()));
            }
            throw e;
        }
    }

    private static Answer answer(OrderResult order) {
        List<String> codes = order.units().stream().map(OrderResult.Unit::code).toList();
        List<Answer.Fill> fills = order.fills().stream()
                .map(fill -> new Answer.Fill(fill.seller(), fill.quantity(), fill.unitPrice()))
                .toList();
        return new Answer(
                lower(order.code()),
                order.orderId().toString(),
                order.amount(),
                order.state().name(),
                fills,
                codes);
    }

    private static String lower(ResultCode code) {
        return code.name().toLowerCase(Locale.ROOT);
    }
}
