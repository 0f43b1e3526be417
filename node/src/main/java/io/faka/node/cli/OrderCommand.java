package io.faka.node.cli;

import io.faka.node.http.NodeApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code faka order}: places, shows and cancels orders. */
@Command(
        name = "order",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Place, show, cancel and fulfill orders.",
        subcommands = {
            OrderCommand.Create.class,
            OrderCommand.Get.class,
            OrderCommand.Cancel.class,
            FulfillCommand.class
        })
final class OrderCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to do: create, get, cancel or fulfill");
    }

    static String newClientOrderId() {
        return "cli-" + UUID.randomUUID();
    }

    static String path(String orderId) {
        return "/v1/orders/" + URLEncoder.encode(orderId, StandardCharsets.UTF_8);
    }

    /** The body of a new order; each line is {@code SKU} or {@code SKU:QUANTITY}. */
    static ObjectNode body(String clientOrderId, String buyer, List<String> lines, Long ttlMillis) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("client_order_id", clientOrderId).put("buyer", buyer);
        ArrayNode array = body.putArray("lines");
        for (String line : lines) {
            int colon = line.lastIndexOf(':');
            array.addObject()
                    .put("sku", colon < 0 ? line : line.substring(0, colon))
                    .put("quantity", colon < 0 ? 1 : Long.parseLong(line.substring(colon + 1)));
        }
        if (ttlMillis != null) {
            body.put("ttl_ms", ttlMillis.longValue());
        }
        return body;
    }

    @Command(name = "create", mixinStandardHelpOptions = true, sortOptions = false, description = "Place an order.")
    static final class Create implements Runnable {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Connection connection;

        @Mixin
        private Output output;

        @Parameters(arity = "1..64", paramLabel = "SKU[:N]", description = "what, and how many of it (default 1)")
        private List<String> lines;

        @Option(names = "--buyer", required = true, paramLabel = "B", description = "who buys, 1-128 bytes")
        private String buyer;

        @Option(
                names = "--client-order-id",
                paramLabel = "ID",
                description = "the caller's own number; the same again gives the same order (default: a fresh one)")
        private String clientOrderId;

        @Option(names = "--ttl-ms", paramLabel = "N", description = "how long the units are held")
        private Long ttlMillis;

        @Option(
                names = "--mode",
                paramLabel = "M",
                description = "FOK: all or nothing (default), IOC: what is there, GTC: what is short is waited for")
        private String mode;

        @Option(names = "--fill", paramLabel = "F", description = "of GTC: all_or_none (default) or partial")
        private String fill;

        @Option(
                names = "--priority",
                paramLabel = "P",
                description =
                        "0 to 9: above 0 it may have what a VIP quota keeps, and of those who wait 9 is served first; needs the scope priority")
        private Integer priority;

        @Option(names = "--backorder-ttl-ms", paramLabel = "N", description = "of GTC: how long it waits")
        private Long backorderTtlMillis;

        @Option(names = "--coupon", paramLabel = "CODE", description = "a coupon, see faka coupon")
        private String coupon;

        @Override
        public void run() {
            String id = clientOrderId == null ? newClientOrderId() : clientOrderId;
            try (NodeApi api = connection.open()) {
                output.print(api.call("POST", "/v1/orders", waiting(body(id, buyer, lines, ttlMillis))));
            } catch (NumberFormatException e) {
                throw new ParameterException(spec.commandLine(), "a line is SKU or SKU:QUANTITY", e);
            }
        }

        private ObjectNode waiting(ObjectNode body) {
            if (coupon != null) {
                body.put("coupon", coupon);
            }
            if (mode != null) {
                body.put("mode", mode);
            }
            if (fill != null) {
                body.put("fill", fill);
            }
            if (priority != null) {
                body.put("priority", priority.intValue());
            }
            if (backorderTtlMillis != null) {
                body.put("backorder_ttl_ms", backorderTtlMillis.longValue());
            }
            return body;
        }
    }

    @Command(name = "get", mixinStandardHelpOptions = true, sortOptions = false, description = "Show an order.")
    static final class Get implements Runnable {
        @Mixin
        private Connection connection;

        @Mixin
        private Output output;

        @ArgGroup(exclusive = true, multiplicity = "1")
        private Which which;

        @Override
        public void run() {
            try (NodeApi api = connection.open()) {
                output.print(api.call("GET", which.path(), null));
            }
        }

        private static final class Which {
            @Parameters(paramLabel = "ORDER_ID", description = "32 hex digits")
            private String orderId;

            @Option(names = "--client-order-id", paramLabel = "ID", description = "by the caller's own number")
            private String clientOrderId;

            String path() {
                return orderId != null
                        ? OrderCommand.path(orderId)
                        : "/v1/orders?client_order_id=" + URLEncoder.encode(clientOrderId, StandardCharsets.UTF_8);
            }
        }
    }

    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "Cancel an unpaid order, or a part of one of its lines; its units are available again at once.")
    static final class Cancel implements Runnable {
        @Mixin
        private Connection connection;

        @Mixin
        private Output output;

        @Parameters(paramLabel = "ORDER_ID", description = "32 hex digits")
        private String orderId;

        @ArgGroup(exclusive = false)
        private Part part;

        @Override
        public void run() {
            try (NodeApi api = connection.open()) {
                String order = OrderCommand.path(orderId);
                output.print(
                        part == null
                                ? api.call("POST", order + "/cancel", null)
                                : api.call("POST", order + "/lines/" + part.line + "/cancel", part.body()));
            }
        }

        private static final class Part {
            @Option(names = "--line", required = true, paramLabel = "N", description = "only of this line, from 0")
            private int line;

            @Option(names = "--quantity", required = true, paramLabel = "Q", description = "how many of it")
            private long quantity;

            @Option(names = "--ref", paramLabel = "R", description = "the same again is done once")
            private String ref;

            ObjectNode body() {
                ObjectNode body = JsonMapper.shared().createObjectNode().put("quantity", quantity);
                return ref == null ? body : body.put("ref", ref);
            }
        }
    }
}
