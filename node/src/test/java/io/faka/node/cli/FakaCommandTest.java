package io.faka.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class FakaCommandTest {
    @TempDir
    Path work;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "frobnicate",
                "serve --frobnicate",
                "serve",
                "serve --data x --http eighty",
                "serve --data x --http 70000",
                "serve --data x --ack standby",
                "serve --data x --db-url mysql://h/d",
                "serve --data x --config nowhere.conf",
                "standby --primary h:1",
                "promote --admin h:1",
                "snapshot --data x",
                "simulate --seeds 1",
                "trace order 1",
                "state --at-seq 1",
                "backup",
                "restore",
                "sku",
                "sku put s --name n",
                "order get",
                "pay x",
                "import --sku s",
                "import --sku s nowhere.txt",
                "key create --data x --scopes everything",
                "key list --data nowhere",
                "verify",
                "verify --data nowhere",
                "dump --data nowhere",
                "bench --protocol smtp",
                "bench --connections 0",
                "demo --units 1",
                "demo --buyers none",
                "top --interval 0",
                "sku list --addr https://h:1",
                "--serve"
            })
    void shouldEndWrongUsageWithTwoAndOneLineThatSaysWhatToDo(String line) {
        int exitCode = run(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(exitCode).as(err.toString()).isEqualTo(2);
        assertThat(err.toString()).startsWith("faka: ");
        assertThat(err.toString().strip().lines().count()).isLessThanOrEqualTo(3);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldHaveHelpForEveryCommand() {
        CommandLine root = FakaCommand.commandLine();
        for (String name : root.getSubcommands().keySet()) {
            assertThat(run(name, "--help")).as(name).isZero();
            assertThat(out.toString()).contains("Usage: faka " + name);
            for (String sub : root.getSubcommands().get(name).getSubcommands().keySet()) {
                assertThat(run(name, sub, "--help")).as(name + " " + sub).isZero();
                assertThat(out.toString()).contains("Usage: faka " + name + " " + sub);
            }
        }
    }

    @Test
    void shouldOfferWhatIsDocumentedAndNothingElse() {
        assertThat(FakaCommand.commandLine().getSubcommands().keySet())
                .containsExactlyInAnyOrderElementsOf(List.of(
                        "dev", "serve", "demo", "import", "sku", "coupon", "order", "lottery", "pay", "buy", "bench",
                        "verify", "dump", "trace", "why", "state", "top", "key"));
    }

    @Test
    void shouldSayThatNoNodeAnswers() {
        assertThat(run("sku", "list", "--addr", "http://127.0.0.1:1")).isEqualTo(75);
        assertThat(err.toString()).contains("127.0.0.1:1").contains("faka dev");
    }

    @Test
    void shouldMakeListAndRevokeKeys() {
        String data = work.toString();
        assertThat(run("key", "create", "--data", data, "--scopes", "read,pay", "--json"))
                .isZero();
        assertThat(out.toString())
                .contains("\"key_id\":\"")
                .contains("\"key\":\"fk_")
                .contains("\"secret\":\"");
        String id = out.toString().replaceAll("(?s).*\"key_id\":\"([^\"]*)\".*", "$1");
        assertThat(run("key", "create", "--data", data, "--scopes", "order", "--signed", "--json"))
                .isZero();
        assertThat(out.toString()).contains("\"key\":\"\"");
        assertThat(run("key", "revoke", "--data", data, id)).isZero();
        assertThat(run("key", "revoke", "--data", data, "unknown")).isEqualTo(1);
        assertThat(run("key", "list", "--data", data)).isZero();
        assertThat(out.toString())
                .contains(id + "   pay,read")
                .contains("revoked")
                .doesNotContain("fk_");
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return FakaCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
