package io.faka.node.cli;

import io.faka.gateway.auth.Scope;
import io.faka.node.ExitCode;
import io.faka.node.NodeConfig;
import io.faka.node.NodeFailure;
import io.faka.node.PrimaryNode;
import io.faka.node.http.NodeAddress;
import io.faka.node.http.NodeApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Locale;

/** What a starting node tells the person in front of it, on stderr. */
abstract class Banner {
    /** Shown once everything is open, before the ready line. */
    abstract void show(NodeConfig config, PrimaryNode node);

    /** Addresses and how durable it is. */
    static Banner forServe() {
        return new Banner() {
            @Override
            void show(NodeConfig config, PrimaryNode node) {
                addresses(config, node);
                if (node.apiKeys().list().isEmpty() && !config.insecureLoopback()) {
                    say("keys    none yet: faka key create --data " + config.data() + " --scopes read,order,pay,admin");
                }
            }
        };
    }

    /** Also stocks the demo shop and prints a key and three lines to try. */
    static Banner forDev() {
        return new Banner() {
            @Override
            void show(NodeConfig config, PrimaryNode node) {
                String http = NodeHost.text(node.http());
                String key = devKey(config, node);
                if (node.replayed() == 0) {
                    try (NodeApi api = new NodeApi(NodeAddress.parse(http), key)) {
                        DemoShop.stock(api);
                    }
                }
                addresses(config, node);
                say("key     " + key);
                String elsewhere = config.http() == NodeConfig.DEFAULT_HTTP ? "" : " --addr http://" + http;
                say("try     curl -s http://" + http + "/v1/skus");
                say("        ./faka buy " + DemoShop.FIRST_SKU + elsewhere);
                String tcp = NodeHost.text(node.tcp());
                say("        ./faka bench --seconds 10"
                        + (config.tcp() == NodeConfig.DEFAULT_TCP ? "" : " --addr " + tcp));
            }
        };
    }

    private static void addresses(NodeConfig config, PrimaryNode node) {
        say("FakaCore " + Version.text() + ", data in " + config.data().toAbsolutePath());
        if (node.replayed() > 0) {
            say("        replayed " + node.replayed() + " commands in " + node.replayMillis() + " ms");
        }
        say("http    http://" + NodeHost.text(node.http()));
        say("tcp     " + NodeHost.text(node.tcp()) + " (binary and JSON lines)");
        say("admin   http://" + NodeHost.text(node.admin()) + " (metrics, health)");
        say("ack     " + config.ack().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        say("sql     " + (config.hasDatabase() ? "replicating into MariaDB" : "MariaDB off (set --db-url)"));
    }

    private static void say(String line) {
        System.err.println(line);
    }

    /** The key that dev made for this data directory; a store keeps only hashes, so it stands in a file of its own. */
    private static String devKey(NodeConfig config, PrimaryNode node) {
        Path file = config.data().resolve("secrets").resolve("dev-key");
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            String key =
                    node.apiKeys().create(EnumSet.allOf(Scope.class), false).key();
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, key + "\n", StandardOpenOption.WRITE);
            return key;
        } catch (IOException e) {
            throw new NodeFailure(ExitCode.DISK, "cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
