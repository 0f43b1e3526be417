package io.faka.node.cli;

import io.faka.node.http.NodeApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code faka lottery}: sells by lot instead of first come, first served. */
@Command(
        name = "lottery",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Sell a SKU by lot.",
        subcommands = {
            LotteryCommand.Open.class,
            LotteryCommand.Draw.class,
            LotteryCommand.End.class,
            LotteryCommand.Show.class
        })
final class LotteryCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to do: open, draw, end or show");
    }

    /** What all of them are told. */
    private static final class Target {
        @Mixin
        private Connection connection;

        @Mixin
        private Output output;

        @Parameters(paramLabel = "SKU", description = "whose lottery")
        private String sku;

        void call(String method, String more, ObjectNode body) {
            try (NodeApi api = connection.open()) {
                output.print(api.call(method, SkuCommand.path(sku) + "/lottery" + more, body));
            }
        }
    }

    @Command(
            name = "open",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "From now on orders for the SKU are entries: mode GTC, one line, one per buyer.")
    static final class Open implements Runnable {
        @Mixin
        private Target target;

        @Override
        public void run() {
            target.call("PUT", "", null);
        }
    }

    @Command(
            name = "draw",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Put all entries into the order drawn, and sell in that order.")
    static final class Draw implements Runnable {
        @Mixin
        private Target target;

        @Option(
                names = "--seed",
                paramLabel = "N",
                description = "what the draw is made with, announced beforehand perhaps; default: the node's own")
        private Long seed;

        @Override
        public void run() {
            ObjectNode body = JsonMapper.shared().createObjectNode();
            if (seed != null) {
                body.put("seed", seed.longValue());
            }
            target.call("POST", "/draw", body);
        }
    }

    @Command(
            name = "end",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "End it without a draw: who waits is served by priority, price cap and time.")
    static final class End implements Runnable {
        @Mixin
        private Target target;

        @Override
        public void run() {
            target.call("DELETE", "", null);
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Show the SKU's last lottery.")
    static final class Show implements Runnable {
        @Mixin
        private Target target;

        @Override
        public void run() {
            target.call("GET", "", null);
        }
    }
}
