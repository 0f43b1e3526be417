package io.faka.node.cli;

import io.faka.gateway.auth.ApiKey;
import io.faka.gateway.auth.ApiKeys;
import io.faka.gateway.auth.NewKey;
import io.faka.gateway.auth.Scope;
import io.faka.node.ExitCode;
import io.faka.node.NodeFailure;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code faka key}: makes, lists and revokes API keys. A running node follows within a second. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Make, list and revoke API keys. A running node follows within a second.",
        subcommands = {KeyCommand.Create.class, KeyCommand.ListAll.class, KeyCommand.Revoke.class})
final class KeyCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to do: create, list or revoke");
    }

    private static String names(Set<Scope> scopes) {
        Set<String> names = new TreeSet<>();
        scopes.forEach(scope -> names.add(scope.text()));
        return String.join(",", names);
    }

    /** The data directory's keys. */
    private static final class Store {
        @Option(names = "--data", required = true, paramLabel = "DIR", description = "the node's data directory")
        private Path data;

        ApiKeys existing() {
            if (!Files.isDirectory(data)) {
                throw new NodeFailure(ExitCode.USAGE, "there is no data directory " + data);
            }
            return open();
        }

        ApiKeys open() {
            try {
                return new ApiKeys(data, InstantSource.system());
            } catch (IllegalStateException e) {
                throw new NodeFailure(ExitCode.DAMAGED_DATA, e.getMessage(), e);
            }
        }
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Make a key and print it: this is the only time it is shown.")
    static final class Create implements Runnable {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Store store;

        @Mixin
        private Output output;

        @Option(
                names = "--scopes",
                required = true,
                paramLabel = "LIST",
                description =
                        "any of read,order,pay,admin,priority; none implies another, but admin allows any priority")
        private String scopes;

        @Option(names = "--signed", description = "the key must sign each request and has no bearer form")
        private boolean signed;

        @Option(
                names = "--max-per-second",
                defaultValue = "0",
                paramLabel = "N",
                description =
                        "most requests a second; what settles orders and money is not counted; above it they are refused with"
                                + " rate_limited; default 0, no limit")
        private int maxPerSecond;

        @Override
        public void run() {
            NewKey key = create();
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("key_id", key.keyId());
            fields.put("key", key.key());
            fields.put("secret", key.secret());
            fields.put("scopes", names(key.scopes()));
            fields.put("signed", key.signed());
            fields.put("max_per_second", key.maxPerSecond());
            output.print(fields);
        }

        private NewKey create() {
            Set<Scope> parsed;
            try {
                parsed = Scope.parse(scopes);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--scopes: " + e.getMessage(), e);
            }
            try (ApiKeys keys = store.open()) {
                return keys.create(parsed, signed, maxPerSecond);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--max-per-second: " + e.getMessage(), e);
            } catch (UncheckedIOException e) {
                throw new NodeFailure(ExitCode.DISK, e.getMessage(), e);
            }
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Show the keys, without their secrets.")
    static final class ListAll implements Runnable {
        @Mixin
        private Store store;

        @Mixin
        private Output output;

        @Override
        public void run() {
            try (ApiKeys keys = store.existing()) {
                for (ApiKey key : keys.list()) {
                    print(key);
                }
            }
        }

        private void print(ApiKey key) {
            if (!output.isJson()) {
                String kind = key.revoked() ? "revoked" : key.signed() ? "signed" : "bearer";
                output.out()
                        .println(String.format(
                                "%-14s %-24s %-8s %-24s %s",
                                key.keyId(), names(key.scopes()), kind, key.createdAt(), rate(key)));
                return;
            }
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("key_id", key.keyId());
            fields.put("scopes", names(key.scopes()));
            fields.put("signed", key.signed());
            fields.put("revoked", key.revoked());
            fields.put("created_at", key.createdAt().toString());
            fields.put("max_per_second", key.rate().perSecond());
            output.print(fields);
        }

        private static String rate(ApiKey key) {
            return key.rate().perSecond() == 0 ? "" : key.rate().perSecond() + "/s";
        }
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Refuse a key from now on, for good.")
    static final class Revoke implements Runnable {
        @Mixin
        private Store store;

        @Mixin
        private Output output;

        @Parameters(paramLabel = "KEY_ID")
        private String keyId;

        @Override
        public void run() {
            try (ApiKeys keys = store.existing()) {
                if (!keys.revoke(keyId)) {
                    throw new NodeFailure(ExitCode.CHECK_FAILED, "there is no key " + keyId + " here");
                }
            }
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("key_id", keyId);
            fields.put("revoked", true);
            output.print(fields);
        }
    }
}
