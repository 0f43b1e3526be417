package io.faka.node.cli;

import io.faka.node.http.NodeApi;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code faka buy}: a whole purchase in one go. */
@Command(
        name = "buy",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Order, pay and print the code. With the same --id again: the same code, nothing sold twice.")
final class BuyCommand implements Runnable {
    @Mixin
    private Connection connection;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "SKU")
    private String sku;

    @Option(names = "--quantity", defaultValue = "1", paramLabel = "N", description = "how many; default 1")
    private long quantity;

    @Option(names = "--buyer", defaultValue = "cli", paramLabel = "B", description = "who buys; default cli")
    private String buyer;

    @Option(names = "--id", paramLabel = "ID", description = "client_order_id; default: a fresh one, printed")
    private String id;

    @Override
    public void run() {
        String clientOrderId = id == null ? OrderCommand.newClientOrderId() : id;
        try (NodeApi api = connection.open()) {
            JsonNode order = api.call(
                    "POST", "/v1/orders", OrderCommand.body(clientOrderId, buyer, List.of(sku + ":" + quantity), null));
            JsonNode paid = PayCommand.pay(
                    api,
                    order.path("order_id").asString(),
                    "cash",
                    "buy-" + clientOrderId,
                    order.path("amount").asLong(),
                    order.path("currency").asString());
            print(paid.has("order") ? paid.path("order") : paid, clientOrderId);
        }
    }

    private void print(JsonNode order, String clientOrderId) {
        if (output.isJson()) {
            output.print(order);
            return;
        }
        output.out()
                .println("order " + order.path("order_id").asString() + " "
                        + order.path("state").asString());
        for (JsonNode unit : order.path("units")) {
            output.out().println(unit.path("code").asString());
        }
        output.err().println("again with --id " + clientOrderId + " gives the same");
    }
}
