package io.faka.node.cli;

import io.faka.node.Explanation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code faka why}: explains what an order request was answered. */
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Replay a stopped node's journal up to an order request and print what it was answered, by which guard, and the values",
            "that the guard saw."
        })
final class WhyCommand implements Runnable {
    @Mixin
    private Output output;

    @Option(
            names = "--order-request",
            required = true,
            paramLabel = "CLIENT_ORDER_ID",
            description = "the client_order_id of the request")
    private String clientOrderId;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "data directory of a stopped node")
    private Path data;

    @Override
    public void run() {
        List<Map<String, Object>> found = Explanation.run(data, clientOrderId);
        if (output.isJson()) {
            output.out().println(JsonMapper.shared().writeValueAsString(Map.of("requests", found)));
            return;
        }
        for (Map<String, Object> one : found) {
            output.print(one);
        }
    }
}
