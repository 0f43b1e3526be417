package io.faka.node.cli;

import io.faka.node.http.NodeApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

/** {@code faka coupon}: defines and shows coupons. */
@Command(
        name = "coupon",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Define and show coupons.",
        subcommands = {CouponCommand.Put.class, CouponCommand.Get.class})
final class CouponCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to do: put or get");
    }

    static String path(String code) {
        return "/v1/coupons/" + URLEncoder.encode(code, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Command(
            name = "put",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Create a coupon or replace its whole definition; what is held or used of it stays.")
    static final class Put implements Runnable {
        @Mixin
        private Connection connection;

        @Mixin
        private Output output;

        @Parameters(paramLabel = "CODE", description = "1-64 bytes")
        private String code;

        @Option(names = "--max-uses", required = true, paramLabel = "N", description = "orders that have it at most")
        private long maxUses;

        @Option(names = "--max-per-buyer", paramLabel = "N", description = "of them, of one buyer")
        private Long maxPerBuyer;

        @ArgGroup(exclusive = true, multiplicity = "1")
        private Discount discount;

        @Option(names = "--currency", defaultValue = "CNY", paramLabel = "C", description = "ISO 4217; default CNY")
        private String currency;

        @Option(names = "--sku", paramLabel = "SKU", description = "only off lines of this SKU; may be repeated")
        private List<String> skus = List.of();

        @Option(names = "--starts-at", paramLabel = "TIME", description = "such as 2026-01-31T09:30:00.000Z")
        private String startsAt;

        @Option(names = "--ends-at", paramLabel = "TIME", description = "such as 2026-02-28T00:00:00.000Z")
        private String endsAt;

        @Override
        public void run() {
            ObjectNode body = JsonMapper.shared().createObjectNode();
            body.put("max_uses", maxUses).put("currency", currency);
            if (maxPerBuyer != null) {
                body.put("max_per_buyer", maxPerBuyer.longValue());
            }
            discount.putInto(body);
            ArrayNode named = body.putArray("skus");
            skus.forEach(named::add);
            if (startsAt != null) {
                body.put("starts_at", startsAt);
            }
            if (endsAt != null) {
                body.put("ends_at", endsAt);
            }
            try (NodeApi api = connection.open()) {
                output.print(api.call("PUT", path(code), body));
            }
        }

        private static final class Discount {
            @Option(names = "--amount", required = true, paramLabel = "N", description = "minor units off")
            private Long amount;

            @Option(names = "--bps", required = true, paramLabel = "N", description = "ten-thousandths off")
            private Long bps;

            void putInto(ObjectNode body) {
                if (amount != null) {
                    body.put("discount_amount", amount.longValue());
                } else {
                    body.put("discount_bps", bps.longValue());
                }
            }
        }
    }

    @Command(
            name = "get",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Show a coupon, and how much of it is held and used.")
    static final class Get implements Runnable {
        @Mixin
        private Connection connection;

        @Mixin
        private Output output;

        @Parameters(paramLabel = "CODE")
        private String code;

        @Override
        public void run() {
            try (NodeApi api = connection.open()) {
                output.print(api.call("GET", path(code), null));
            }
        }
    }
}
