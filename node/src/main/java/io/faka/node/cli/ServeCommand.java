package io.faka.node.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code faka serve}: runs a node. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Run a node until it is told to stop (SIGTERM, Ctrl-C).",
            "When it is ready it prints one line of JSON on stdout: {\"ready\":true,\"http\":…,\"tcp\":…,\"admin\":…,\"pid\":…}."
        },
        footer = {"", "A flag beats its environment variable, which beats the file, which beats the default."})
final class ServeCommand implements Runnable {
    @Mixin
    private NodeOptions options;

    @Override
    public void run() {
        NodeHost.run(options.toConfig(null, false), Banner.forServe());
    }
}
