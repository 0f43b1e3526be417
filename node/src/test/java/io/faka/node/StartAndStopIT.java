package io.faka.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.GetStateHash;
import io.faka.node.http.NodeApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The life of the real process: ready, refusals at the start with their exit codes, a clean end, and what is left behind. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class StartAndStopIT {
    @TempDir
    Path work;

    @Test
    void shouldSayReadyInOneLineAndEndWithZeroAtSigterm() {
        try (TestNode node = TestNode.serve(work.resolve("data"))) {
            assertThat(node.out().strip().lines()).hasSize(1);
            assertThat(node.pid())
                    .as("the launcher becomes the node")
                    .isEqualTo(node.process().pid());
            assertThat(node.http().port()).isNotEqualTo(node.tcp().port());
            assertThat(node.admin().port()).isPositive();
            assertThat(node.err()).contains("MariaDB off (set --db-url)");
            assertThat(node.stop()).isZero();
        }
    }

    @Test
    void shouldKeepTheHashOverARestartAndInVerify() {
        Path data = work.resolve("data");
        String live;
        try (TestNode node = TestNode.serve(data)) {
            sellSome(node, "a");
            live = liveHash(node);
            node.kill();
        }
        JsonNode verified = verify(data);
        assertThat(verified.path("hash").asString()).isEqualTo(live);
        assertThat(verified.path("orders").asLong()).isEqualTo(3);
        assertThat(verified.path("units").asLong()).isEqualTo(5);
        try (TestNode node = TestNode.serve(data)) {
            assertThat(node.err()).contains("replayed " + verified.path("seq").asLong() + " commands in ");
            assertThat(liveHash(node)).isEqualTo(live);
            assertThat(node.stop()).isZero();
        }
        assertThat(verify(data).path("hash").asString()).isEqualTo(live);
    }

    @Test
    void shouldGiveTheSameHashOnAnotherJdk() {
        Path other = newerJdk();
        Assumptions.assumeTrue(other != null, "no JDK 25 under /usr/lib/jvm");
        Path data = work.resolve("data");
        try (TestNode node = TestNode.serve(data)) {
            sellSome(node, "a");
            assertThat(node.stop()).isZero();
        }
        Map<String, String> environment = Map.of("FAKA_JAVA_HOME", other.toString());
        Launcher.Result result = Launcher.run(
                environment, List.of(Launcher.SCRIPT.toString()), "verify", "--data", data.toString(), "--json");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(JsonMapper.shared().readTree(result.out()).path("hash"))
                .isEqualTo(verify(data).path("hash"));
        List<String> arguments = List.of(
                "serve", "--data", data.toString(), "--http", "0", "--tcp", "0", "--admin", "0", "--insecure-loopback");
        try (TestNode node = TestNode.start(data, environment, List.of(Launcher.SCRIPT.toString()), arguments)) {
            sellSome(node, "b");
            assertThat(node.stop()).isZero();
        }
        assertThat(verify(data).path("orders").asLong()).isEqualTo(6);
    }

    @Test
    void shouldRefuseASecondNodeOnOneDirectory() {
        Path data = work.resolve("data");
        try (TestNode node = TestNode.serve(data)) {
            refused(66, "in use by the process with pid " + node.pid(), serve(data));
            refused(66, "in use", Launcher.run("verify", "--data", data.toString()));
            assertThat(node.stop()).isZero();
        }
    }

    @Test
    void shouldNameAPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            for (String flag : List.of("--http", "--tcp", "--admin")) {
                Launcher.Result result = Launcher.run(ports(work.resolve("data" + flag), flag, port));
                refused(67, port + " is in use", result);
            }
        }
    }

    @Test
    void shouldNameADirectoryThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(work.resolve("file"), "not a directory");
        refused(69, file.toString(), serve(file.resolve("data")));
    }

    @Test
    void shouldNameADatabaseThatDoesNotAnswer() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        String url = "jdbc:mariadb://127.0.0.1:" + closed + "/faka?user=u&password=hush-hush&sslMode=disable";
        Launcher.Result result = Launcher.run(
                "serve",
                "--data",
                work.resolve("data").toString(),
                "--http",
                "0",
                "--tcp",
                "0",
                "--admin",
                "0",
                "--db-url",
                url);
        refused(68, "127.0.0.1", result);
        assertThat(result.err()).doesNotContain("hush-hush");
    }

    @Test
    void shouldRefuseADamagedJournalWithPlaceAndAdvice() throws IOException {
        Path data = work.resolve("data");
        try (TestNode node = TestNode.serve(data)) {
            sellSome(node, "a");
            assertThat(node.stop()).isZero();
        }
        Path file = journalFile(data);
        flipByte(file, Files.size(file) - 200);
        Launcher.Result start = serve(data);
        refused(65, file.toString(), start);
        assertThat(start.complaint()).contains("byte").contains("seq").contains("Restore");
        refused(65, file.toString(), Launcher.run("verify", "--data", data.toString()));
    }

    @Test
    void shouldRefuseAMissingJournalFileAndATruncatedOne() throws IOException {
        Path data = work.resolve("data");
        try (TestNode node = TestNode.serve(data)) {
            sellSome(node, "a");
            assertThat(node.stop()).isZero();
        }
        Path file = journalFile(data);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
        refused(65, "Restore", serve(data));
        Files.delete(file);
        refused(65, "Restore", serve(data));
    }

    @Test
    void shouldNotMakeNewCodeKeysBesideAnOldJournal() throws IOException {
        Path data = work.resolve("data");
        try (TestNode node = TestNode.serve(data)) {
            sellSome(node, "a");
            assertThat(node.stop()).isZero();
        }
        Path keys = data.resolve("secrets").resolve("code-keys.json");
        Files.delete(keys);
        refused(65, "restore it from a backup", serve(data));
        assertThat(keys).doesNotExist();
    }

    @Test
    void shouldRunAsPidOneAndComeBackAfterItsDeath() {
        Assumptions.assumeTrue(
                Launcher.run(Map.of(), List.of("unshare", "-pf", "true")).exitCode() == 0,
                "no new pid namespaces here");
        Path data = work.resolve("data");
        List<String> command = List.of("unshare", "-pf", "--kill-child", Launcher.SCRIPT.toString());
        List<String> arguments = List.of(
                "serve", "--data", data.toString(), "--http", "0", "--tcp", "0", "--admin", "0", "--insecure-loopback");
        for (int life = 0; life < 3; life++) {
            try (TestNode node = TestNode.start(data, Map.of(), command, arguments)) {
                assertThat(node.pid()).as("in its own namespace").isEqualTo(1);
                sellSome(node, "life" + life);
                ProcessHandle inner = node.process().children().findFirst().orElseThrow();
                inner.destroyForcibly();
                inner.onExit().join();
            }
        }
        assertThat(verify(data).path("orders").asLong()).isEqualTo(9);
    }

    private static Launcher.Result serve(Path data) {
        return Launcher.run("serve", "--data", data.toString(), "--http", "0", "--tcp", "0", "--admin", "0");
    }

    private static String[] ports(Path data, String taken, String port) {
        return Stream.concat(
                        Stream.of("serve", "--data", data.toString()),
                        Stream.of("--http", "--tcp", "--admin")
                                .flatMap(flag -> Stream.of(flag, flag.equals(taken) ? port : "0")))
                .toArray(String[]::new);
    }

    private static void refused(int exitCode, String complaint, Launcher.Result result) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
        assertThat(result.err().strip().lines()).as("one clear line").hasSize(1);
        assertThat(result.complaint()).startsWith("faka: ").contains(complaint);
        assertThat(result.out()).isEmpty();
    }

    private static JsonNode verify(Path data) {
        Launcher.Result result = Launcher.run("verify", "--data", data.toString(), "--json");
        assertThat(result.exitCode()).as(result.err()).isZero();
        return JsonMapper.shared().readTree(result.out());
    }

    /** One SKU, 5 codes, 3 orders: one paid, one canceled, one open. */
    private static void sellSome(TestNode node, String name) {
        try (NodeApi api = node.api()) {
            JsonMapper json = JsonMapper.shared();
            api.call("PUT", "/v1/skus/s", json.readTree("{\"name\":\"n\",\"price\":100,\"currency\":\"CNY\"}"));
            String codes = IntStream.rangeClosed(1, 5).mapToObj(i -> name + i).collect(Collectors.joining("\n"));
            api.upload("/v1/skus/s/units?lot=" + name, codes.getBytes(StandardCharsets.US_ASCII));
            String paid = order(api, name + "-paid");
            api.call(
                    "POST",
                    "/v1/orders/" + paid + "/pay",
                    json.readTree("{\"channel\":\"t\",\"payment_ref\":\"" + name
                            + "\",\"amount\":100,\"currency\":\"CNY\"}"));
            api.call("POST", "/v1/orders/" + order(api, name + "-canceled") + "/cancel", null);
            order(api, name + "-open");
        }
    }

    private static String order(NodeApi api, String id) {
        return api.call(
                        "POST",
                        "/v1/orders",
                        JsonMapper.shared()
                                .readTree("{\"client_order_id\":\"" + id
                                        + "\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"s\",\"quantity\":1}]}"))
                .path("order_id")
                .asString();
    }

    private static String liveHash(TestNode node) {
        ClientConfig config = ClientConfig.of(node.tcp().host(), node.tcp().port(), Credentials.none());
        try (FakaClient client = FakaClient.connect(config)) {
            return HexFormat.of().toHexDigits(client.call(new GetStateHash()).hash());
        }
    }

    private static Path newerJdk() {
        return Stream.of("temurin-25-jdk-amd64", "java-25-openjdk-amd64", "java-25-openjdk-arm64")
                .map(name -> Path.of("/usr/lib/jvm", name))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
    }

    private static Path journalFile(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .sorted()
                    .reduce((first, second) -> second)
                    .orElseThrow();
        }
    }

    private static void flipByte(Path file, long position) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, position);
            one.put(0, (byte) ~one.get(0)).flip();
            channel.write(one, position);
        }
    }
}
