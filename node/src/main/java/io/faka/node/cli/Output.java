package io.faka.node.cli;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Results on stdout: one line of JSON for machines, aligned lines for people. */
final class Output {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--json", description = "one line of JSON for machines")
    private boolean json;

    boolean isJson() {
        return json;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Prints an object: its JSON, or one {@code name: value} line each. */
    void print(JsonNode object) {
        if (json) {
            out().println(object);
            return;
        }
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            out().println(field.getKey() + ": " + text(field.getValue()));
        }
    }

    /** Prints a map as an object. */
    void print(Map<String, ?> fields) {
        JsonNode object = JsonMapper.shared().valueToTree(fields);
        print(object);
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }
}
