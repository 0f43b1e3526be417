package io.faka.node.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code faka dev}: runs a node with a demo shop. */
@Command(
        name = "dev",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Run a node with a demo shop: 3 SKUs, 2,000 codes, callers from this machine need no key.",
            "Data stays in ./faka-data, or where --data says; the next start replays it."
        })
final class DevCommand implements Runnable {
    @Mixin
    private NodeOptions options;

    @Override
    public void run() {
        NodeHost.run(options.toConfig(Path.of("faka-data"), true), Banner.forDev());
    }
}
