package io.faka.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a newcomer types, through the launcher. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class CommandLineIT {
    @TempDir
    Path work;

    @Test
    void shouldRunFromAnywhereAndThroughALink() throws IOException {
        Path link = work.resolve("link");
        Files.createSymbolicLink(link, Path.of("to-the-script"));
        Files.createSymbolicLink(work.resolve("to-the-script"), Launcher.SCRIPT);
        Launcher.Result result =
                Launcher.run(Map.of(), List.of("sh", "-c", "cd / && exec " + link + " --version", "sh"));
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("faka 0.").contains("JDK ");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void shouldServeTheDemoShopAndItsThreeLines() {
        Path data = work.resolve("data");
        try (TestNode node = dev(data)) {
            String http = "http://" + node.http();
            assertThat(node.err()).contains(http, "key     fk_", "curl -s " + http + "/v1/skus", "MariaDB off");
            assertThat(node.api().exchange("GET", "/v1/skus", null, null).text())
                    .contains("demo-steam-50", "demo-netflix-month", "demo-windows-key");

            JsonNode first = json("buy", "demo-steam-50", "--addr", http, "--id", "mine", "--json");
            JsonNode again = json("buy", "demo-steam-50", "--addr", http, "--id", "mine", "--json");
            assertThat(first.path("units").path(0).path("code").asString()).startsWith("DEMO-");
            assertThat(again.path("units")).isEqualTo(first.path("units"));
            assertThat(json("sku", "get", "demo-steam-50", "--addr", http, "--json")
                            .path("sold")
                            .asLong())
                    .isEqualTo(1);

            JsonNode bench = json(
                    "bench",
                    "--seconds",
                    "1",
                    "--units",
                    "20000",
                    "--rate",
                    "500",
                    "--addr",
                    node.tcp().toString(),
                    "--json");
            assertThat(bench.path("orders").asLong()).isPositive();
            assertThat(bench.path("errors").asLong(-1)).isZero();
            Launcher.Result top = Launcher.run("top", "--admin", node.admin().toString(), "--count", "1");
            assertThat(top.exitCode()).as(top.err()).isZero();
            assertThat(node.stop()).isZero();
        }
        try (TestNode node = dev(data)) {
            assertThat(node.err()).containsPattern("replayed [0-9]+ commands in [0-9]+ ms");
            assertThat(node.stop()).isZero();
        }
    }

    @Test
    void shouldImportAFileAndAnswerForEachLine() throws IOException {
        Path codes = Files.writeString(
                work.resolve("codes.txt"), "one\r\ntwo\n\n  three \none\n" + "x".repeat(5_000) + "\nfour");
        try (TestNode node = TestNode.serve(work.resolve("data"))) {
            String http = "http://" + node.http();
            json("sku", "put", "s", "--name", "n", "--price", "100", "--addr", http, "--json");
            JsonNode first = json("import", "--sku", "s", "--lot", "l", "--addr", http, "--json", codes.toString());
            assertThat(first.path("imported").asLong()).isEqualTo(4);
            assertThat(first.path("duplicates").asLong()).isEqualTo(1);
            assertThat(first.path("blank").asLong()).isEqualTo(1);
            assertThat(first.path("rejected").asLong()).isEqualTo(1);
            assertThat(first.path("errors").path(0).path("line").asLong()).isEqualTo(6);
            JsonNode again = json("import", "--sku", "s", "--addr", http, "--json", codes.toString());
            assertThat(again.path("imported").asLong(-1)).isZero();
            assertThat(again.path("duplicates").asLong()).isEqualTo(5);
        }
    }

    @Test
    void shouldLetKeysInAndOutOfARunningNode() {
        Path data = work.resolve("data");
        List<String> arguments =
                List.of("serve", "--data", data.toString(), "--http", "0", "--tcp", "0", "--admin", "0");
        try (TestNode node = TestNode.start(data, Map.of(), List.of(Launcher.SCRIPT.toString()), arguments)) {
            String http = "http://" + node.http();
            Launcher.Result without = Launcher.run("sku", "list", "--addr", http);
            assertThat(without.exitCode()).isEqualTo(1);
            assertThat(without.complaint()).contains("unauthenticated").contains("faka key create");

            JsonNode key = json("key", "create", "--data", data.toString(), "--scopes", "read", "--json");
            String[] list = {
                "sku", "list", "--addr", http, "--key", key.path("key").asString()
            };
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> Launcher.run(list).exitCode() == 0);
            Launcher.Result revoked = Launcher.run(
                    "key",
                    "revoke",
                    "--data",
                    data.toString(),
                    key.path("key_id").asString());
            assertThat(revoked.exitCode()).as(revoked.err()).isZero();
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> Launcher.run(list).exitCode() == 1);
        }
    }

    private static TestNode dev(Path data) {
        return TestNode.start(
                data,
                Map.of(),
                List.of(Launcher.SCRIPT.toString()),
                List.of("dev", "--data", data.toString(), "--http", "0", "--tcp", "0", "--admin", "0"));
    }

    private static JsonNode json(String... arguments) {
        Launcher.Result result = Launcher.run(arguments);
        assertThat(result.exitCode())
                .as(String.join(" ", arguments) + ": " + result.err())
                .isZero();
        return JsonMapper.shared().readTree(result.out());
    }
}
