package io.faka.node.cli;

import io.faka.node.ExitCode;
import io.faka.node.NodeFailure;
import io.faka.node.http.NodeAddress;
import io.faka.node.http.NodeApi;
import picocli.CommandLine.Option;

/** The options of every command that talks to a running node. */
final class Connection {
    @Option(
            names = "--addr",
            paramLabel = "URL",
            defaultValue = "${env:FAKA_ADDR:-http://127.0.0.1:8080}",
            description = "the node's HTTP address (or $FAKA_ADDR; default http://127.0.0.1:8080)")
    private String address;

    @Option(
            names = "--key",
            paramLabel = "K",
            defaultValue = "${env:FAKA_KEY}",
            description = "bearer key (or $FAKA_KEY, which does not show in the process list)")
    private String key;

    /** Connects; the caller closes. */
    NodeApi open() {
        return new NodeApi(address(), key);
    }

    NodeAddress address() {
        try {
            return NodeAddress.parse(address);
        } catch (IllegalArgumentException e) {
            throw new NodeFailure(ExitCode.USAGE, "--addr: " + e.getMessage(), e);
        }
    }

    String key() {
        return key == null ? "" : key;
    }
}
