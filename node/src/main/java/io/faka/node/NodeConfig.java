package io.faka.node;

import io.faka.engine.order.OrderRetention;
import io.faka.engine.port.AckMode;
import io.faka.replicator.DatabaseAddress;
import java.nio.file.Path;

/**
 * How a node runs. Every field is checked here, so a config that exists is one that can be tried.
 *
 * @param data             the data directory
 * @param bind             address the ports are opened on; loopback unless said otherwise
 * @param http             port of the HTTP API, 0 = a free one
 * @param tcp              port of the binary protocol and the JSON lines, 0 = a free one
 * @param admin            port of metrics and health, 0 = a free one
 * @param ack              how durable a command is before its reply leaves
 * @param dbUrl            JDBC URL of the MariaDB to replicate into; empty = none
 * @param dbReadUrl        JDBC URL that reads of history go to, of a replica for instance; empty = {@code dbUrl}
 * @param insecureLoopback whether callers from this machine need no key
 * @param webhookPrivateAddresses whether webhooks may call loopback, link-local and private addresses
 * @param orderHours       after how many hours finished orders leave memory, 0 = never
 */
public record NodeConfig(
        Path data,
        String bind,
        int http,
        int tcp,
        int admin,
        AckMode ack,
        String dbUrl,
        String dbReadUrl,
        boolean insecureLoopback,
        boolean webhookPrivateAddresses,
        int orderHours) {
    /** Port of the HTTP API unless said otherwise. */
    public static final int DEFAULT_HTTP = 8080;
    /** Port of the binary protocol and the JSON lines unless said otherwise. */
    public static final int DEFAULT_TCP = 9100;
    /** Port of metrics and health unless said otherwise. */
    public static final int DEFAULT_ADMIN = 8081;

    /** @throws NodeFailure (usage) naming the setting and the rule it breaks */
    public NodeConfig {
        check(data != null && !data.toString().isBlank(), "data must name a directory");
        check(bind != null && !bind.isBlank(), "bind must be an address, e.g. 127.0.0.1 or 0.0.0.0");
        checkPort("http", http);
        checkPort("tcp", tcp);
        checkPort("admin", admin);
        check(http == 0 || http != tcp && http != admin, "http, tcp and admin must be three different ports");
        check(tcp == 0 || tcp != admin, "http, tcp and admin must be three different ports");
        check(ack != null, "ack must be async or group-fsync");
        check(
                orderHours == 0 || orderHours >= OrderRetention.MIN_HOURS && orderHours <= OrderRetention.MAX_HOURS,
                "keep-orders must be forever, or 3d to 3650d (72h to 87600h)");
        dbUrl = dbUrl == null ? "" : dbUrl.strip();
        checkDatabase("db-url", dbUrl);
        dbReadUrl = dbReadUrl == null || dbReadUrl.isBlank() ? dbUrl : dbReadUrl.strip();
        checkDatabase("db-read-url", dbReadUrl);
        check(dbReadUrl.isEmpty() == dbUrl.isEmpty(), "db-read-url needs a db-url, whose replica it names");
    }

    /** With webhooks to the open internet only, and orders kept for ever. */
    public NodeConfig(
            Path data, String bind, int http, int tcp, int admin, AckMode ack, String dbUrl, boolean insecureLoopback) {
        this(data, bind, http, tcp, admin, ack, dbUrl, "", insecureLoopback, false, 0);
    }

    /** Whether it replicates into MariaDB. */
    public boolean hasDatabase() {
        return !dbUrl.isEmpty();
    }

    private static void checkDatabase(String name, String url) {
        if (!url.isEmpty()) {
            try {
                DatabaseAddress.of(url);
            } catch (IllegalArgumentException e) {
                throw new NodeFailure(ExitCode.USAGE, name + ": " + e.getMessage(), e);
            }
        }
    }

    private static void checkPort(String name, int port) {
        check(port >= 0 && port <= 65_535, name + " must be a port from 0 to 65535 (0 = a free one): " + port);
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new NodeFailure(ExitCode.USAGE, rule);
        }
    }
}
