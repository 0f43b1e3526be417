package io.faka.node.cli;

import io.faka.node.http.NodeApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code faka pay}: reports a verified payment. */
@Command(
        name = "pay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Report a payment that has arrived; the answer carries the codes.")
final class PayCommand implements Runnable {
    @Mixin
    private Connection connection;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "ORDER_ID", description = "32 hex digits")
    private String orderId;

    @Option(
            names = "--channel",
            defaultValue = "cash",
            paramLabel = "C",
            description = "where it came in; default cash")
    private String channel;

    @Option(names = "--ref", required = true, paramLabel = "R", description = "the channel's own number of the payment")
    private String paymentRef;

    @Option(names = "--amount", paramLabel = "N", description = "in minor units; default: what the order costs")
    private Long amount;

    @Option(names = "--currency", paramLabel = "C", description = "ISO 4217; default: the order's")
    private String currency;

    @Override
    public void run() {
        try (NodeApi api = connection.open()) {
            long due = amount == null ? order(api).path("amount").asLong() : amount;
            String in = currency == null ? order(api).path("currency").asString() : currency;
            output.print(pay(api, orderId, channel, paymentRef, due, in));
        }
    }

    static JsonNode pay(NodeApi api, String orderId, String channel, String paymentRef, long amount, String currency) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("channel", channel).put("payment_ref", paymentRef);
        body.put("amount", amount).put("currency", currency);
        return api.call("POST", OrderCommand.path(orderId) + "/pay", body);
    }

    private JsonNode order(NodeApi api) {
        return api.call("GET", OrderCommand.path(orderId), null);
    }
}
