package io.faka.node.cli;

import io.faka.gateway.feed.Trace;
import io.faka.gateway.feed.TraceKind;
import io.faka.node.ExitCode;
import io.faka.node.LifeTrace;
import io.faka.node.NodeFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code faka trace}: the whole life of a unit, an order or a payment. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Print every command and event that concerns a unit, an order or a payment, with sequence and time, from a stopped",
            "node's journal. Of a running node ask GET /v1/trace/KIND/ID. Codes are never shown."
        })
final class TraceCommand implements Runnable {
    @Mixin
    private Output output;

    @Parameters(index = "0", paramLabel = "unit|order|payment", description = "what ID is")
    private String kind;

    @Parameters(
            index = "1",
            paramLabel = "ID",
            description = "unit id; order id or client order id; payment reference or CHANNEL:REFERENCE")
    private String id;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "data directory of a stopped node")
    private Path data;

    @Override
    public void run() {
        Trace trace = LifeTrace.run(data, checkedKind(), id);
        if (output.isJson()) {
            output.out().println(new String(trace.toJson(), StandardCharsets.UTF_8));
            return;
        }
        for (byte[] entry : trace.entries()) {
            output.out().println(line(JsonMapper.shared().readTree(entry)));
        }
    }

    private TraceKind checkedKind() {
        try {
            TraceKind checked = TraceKind.named(kind);
            checked.check(id);
            return checked;
        } catch (IllegalArgumentException e) {
            throw new NodeFailure(ExitCode.USAGE, e.getMessage(), e);
        }
    }

    private static String line(JsonNode entry) {
        StringBuilder line = new StringBuilder();
        line.append(entry.path("seq").asLong())
                .append(' ')
                .append(entry.path("time").asString());
        line.append(entry.has("index") ? "   event " : " command ")
                .append(entry.path("type").asString());
        for (Map.Entry<String, JsonNode> field : entry.properties()) {
            boolean inFront = field.getKey().matches("seq|time|index|type");
            if (!inFront && !field.getValue().isNull()) {
                JsonNode value = field.getValue();
                line.append(' ').append(field.getKey()).append('=');
                line.append(value.isString() ? value.asString() : value.toString());
            }
        }
        return line.toString();
    }
}
