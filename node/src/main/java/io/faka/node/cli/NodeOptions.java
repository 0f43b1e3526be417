package io.faka.node.cli;

import io.faka.node.NodeConfig;
import io.faka.node.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The flags of {@code serve} and {@code dev}. Texts, because the file and the environment are texts too and one place checks. */
final class NodeOptions {
    @Option(names = "--data", paramLabel = "DIR", description = "data directory ($FAKA_DATA)")
    private String data;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "where the ports open; default 127.0.0.1 ($FAKA_BIND)")
    private String bind;

    @Option(names = "--http", paramLabel = "PORT", description = "HTTP API; default 8080, 0 = a free port ($FAKA_HTTP)")
    private String http;

    @Option(
            names = "--tcp",
            paramLabel = "PORT",
            description = "binary protocol and JSON lines; default 9100, 0 = a free port ($FAKA_TCP)")
    private String tcp;

    @Option(
            names = "--admin",
            paramLabel = "PORT",
            description = "metrics and health; default 8081, 0 = a free port ($FAKA_ADMIN)")
    private String admin;

    @Option(
            names = "--ack",
            paramLabel = "async|group-fsync",
            description = "how durable a command is before its answer leaves; default group-fsync ($FAKA_ACK)")
    private String ack;

    @Option(
            names = "--db-url",
            paramLabel = "URL",
            description = "MariaDB to replicate into, jdbc:mariadb://…; default: none ($FAKA_DB_URL)")
    private String dbUrl;

    @Option(
            names = "--db-read-url",
            paramLabel = "URL",
            description = "MariaDB that reads of archived orders go to; default: the same ($FAKA_DB_READ_URL)")
    private String dbReadUrl;

    @Option(
            names = "--keep-orders",
            paramLabel = "TIME",
            description =
                    "how long finished orders stay in memory, e.g. 30d or 720h, at least 3d; default forever ($FAKA_KEEP_ORDERS)")
    private String keepOrders;

    @Option(
            names = "--insecure-loopback",
            description = "callers from this machine need no key ($FAKA_INSECURE_LOOPBACK)")
    private boolean insecureLoopback;

    @Option(
            names = "--webhook-private-addresses",
            description =
                    "webhooks may call loopback, link-local and private addresses ($FAKA_WEBHOOK_PRIVATE_ADDRESSES)")
    private boolean webhookPrivateAddresses;

    @Option(
            names = "--config",
            paramLabel = "F",
            defaultValue = "${env:FAKA_CONFIG}",
            description = "HOCON file with the same names as the flags ($FAKA_CONFIG)")
    private Path config;

    /** Flags over environment over file over defaults. */
    NodeConfig toConfig(Path defaultData, boolean defaultInsecureLoopback) {
        Map<String, String> flags = new HashMap<>();
        flags.put("data", data);
        flags.put("bind", bind);
        flags.put("http", http);
        flags.put("tcp", tcp);
        flags.put("admin", admin);
        flags.put("ack", ack);
        flags.put("db-url", dbUrl);
        flags.put("db-read-url", dbReadUrl);
        flags.put("keep-orders", keepOrders);
        flags.put("insecure-loopback", insecureLoopback ? "true" : null);
        flags.put("webhook-private-addresses", webhookPrivateAddresses ? "true" : null);
        return Settings.gather(config, System::getenv, flags).toConfig(defaultData, defaultInsecureLoopback);
    }
}
