package io.faka.node.cli;

import io.faka.node.http.NodeApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code faka sku}: defines and shows what is sold. */
@Command(
        name = "sku",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Define and show SKUs.",
        subcommands = {SkuCommand.Put.class, SkuCommand.Get.class, SkuCommand.ListAll.class})
final class SkuCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to do: put, get or list");
    }

    static String path(String sku) {
        return "/v1/skus/" + URLEncoder.encode(sku, StandardCharsets.UTF_8);
    }

    @Command(
            name = "put",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Create a SKU or replace its whole definition.")
    static final class Put implements Runnable {
        @Mixin
        private Connection connection;

        @Mixin
        private Output output;

        @Parameters(paramLabel = "SKU", description = "1-64 of A-Z a-z 0-9 . _ -")
        private String sku;

        @Option(names = "--name", required = true, description = "what people read")
        private String name;

        @Option(names = "--price", required = true, paramLabel = "N", description = "in minor units: 4990 = 49.90")
        private long price;

        @Option(names = "--currency", defaultValue = "CNY", paramLabel = "C", description = "ISO 4217; default CNY")
        private String currency;

        @Option(names = "--hold-ttl-ms", paramLabel = "N", description = "how long an unpaid order holds its units")
        private Long holdTtlMillis;

        @Option(names = "--min-per-order", paramLabel = "N", description = "least units in one order")
        private Long minPerOrder;

        @Option(names = "--max-per-order", paramLabel = "N", description = "most units in one order")
        private Long maxPerOrder;

        @Option(names = "--vip-quota", paramLabel = "N", description = "units kept for orders of a priority above 0")
        private Long vipQuota;

        @Option(
                names = "--delivery",
                paramLabel = "D",
                description =
                        "one_time: codes from stock (default), manual: an operator delivers, see faka order fulfill, reusable: one text, see --sale-cap")
        private String delivery;

        @Option(
                names = "--sale-cap",
                paramLabel = "N",
                description =
                        "how often the text of a reusable SKU may be sold, 1 to 10000000; faka import gives the text")
        private Long saleCap;

        @Option(names = "--paused", description = "take no orders for it")
        private boolean paused;

        @Override
        public void run() {
            ObjectNode body = JsonMapper.shared().createObjectNode();
            body.put("name", name).put("price", price).put("currency", currency);
            putIfGiven(body, "hold_ttl_ms", holdTtlMillis);
            putIfGiven(body, "min_per_order", minPerOrder);
            putIfGiven(body, "max_per_order", maxPerOrder);
            putIfGiven(body, "vip_quota", vipQuota);
            putIfGiven(body, "sale_cap", saleCap);
            if (delivery != null) {
                body.put("delivery", delivery);
            }
            if (paused) {
                body.put("state", "paused");
            }
            try (NodeApi api = connection.open()) {
                output.print(api.call("PUT", path(sku), body));
            }
        }

        private static void putIfGiven(ObjectNode body, String name, Long value) {
            if (value != null) {
                body.put(name, value.longValue());
            }
        }
    }

    @Command(name = "get", mixinStandardHelpOptions = true, sortOptions = false, description = "Show one SKU.")
    static final class Get implements Runnable {
        @Mixin
        private Connection connection;

        @Mixin
        private Output output;

        @Parameters(paramLabel = "SKU")
        private String sku;

        @Override
        public void run() {
            try (NodeApi api = connection.open()) {
                output.print(api.call("GET", path(sku), null));
            }
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, sortOptions = false, description = "Show all SKUs.")
    static final class ListAll implements Runnable {
        private static final int PAGE = 100;

        @Mixin
        private Connection connection;

        @Mixin
        private Output output;

        @Override
        public void run() {
            try (NodeApi api = connection.open()) {
                if (!output.isJson()) {
                    row("SKU", "PRICE", "AVAILABLE", "RESERVED", "SOLD", "STATE");
                }
                JsonNode page = page(api, "");
                page.path("skus").forEach(this::print);
                while (page.path("next").isString()) {
                    page = page(api, page.path("next").asString());
                    page.path("skus").forEach(this::print);
                }
            }
        }

        private static JsonNode page(NodeApi api, String after) {
            String from = after.isEmpty() ? "" : "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
            return api.call("GET", "/v1/skus?limit=" + PAGE + from, null);
        }

        private void print(JsonNode sku) {
            if (output.isJson()) {
                output.print(sku);
                return;
            }
            row(
                    sku.path("sku").asString(),
                    sku.path("price").asLong() + " " + sku.path("currency").asString(),
                    sku.path("available").toString(),
                    sku.path("reserved").toString(),
                    sku.path("sold").toString(),
                    sku.path("state").asString());
        }

        private void row(Object... columns) {
            output.out().println(String.format("%-24s %16s %10s %10s %10s  %s", columns));
        }
    }
}
