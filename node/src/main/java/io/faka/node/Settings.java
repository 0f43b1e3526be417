package io.faka.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import io.faka.engine.port.AckMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gathers a node's settings. A flag beats the environment, which beats the file, which beats the default. A key the file has
 * and nobody knows is refused: a typo must not mean "the default".
 */
public final class Settings {
    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("data", "FAKA_DATA"),
            Map.entry("bind", "FAKA_BIND"),
            Map.entry("http", "FAKA_HTTP"),
            Map.entry("tcp", "FAKA_TCP"),
            Map.entry("admin", "FAKA_ADMIN"),
            Map.entry("ack", "FAKA_ACK"),
            Map.entry("db-url", "FAKA_DB_URL"),
            Map.entry("db-read-url", "FAKA_DB_READ_URL"),
            Map.entry("keep-orders", "FAKA_KEEP_ORDERS"),
            Map.entry("insecure-loopback", "FAKA_INSECURE_LOOPBACK"),
            Map.entry("webhook-private-addresses", "FAKA_WEBHOOK_PRIVATE_ADDRESSES"));

    private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})([dh])");

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> origins = new HashMap<>();

    private Settings() {}

    /**
     * @param file        HOCON file, null = none
     * @param environment looks a variable up, null = not set
     * @param flags       what the command line says; null values are skipped
     * @throws NodeFailure (usage) if the file cannot be read or has an unknown key
     */
    public static Settings gather(Path file, Function<String, String> environment, Map<String, String> flags) {
        Settings settings = new Settings();
        if (file != null) {
            settings.addFile(file);
        }
        ENVIRONMENT.forEach((key, variable) -> settings.add(key, environment.apply(variable), "$" + variable));
        flags.forEach((key, value) -> settings.add(key, value, "--" + key));
        return settings;
    }

    /**
     * @param defaultData             data directory where none is set; null = it must be
     * @param defaultInsecureLoopback whether loopback callers need no key where nothing is set
     * @throws NodeFailure (usage) naming the setting, where it came from and the rule
     */
    public NodeConfig toConfig(Path defaultData, boolean defaultInsecureLoopback) {
        String data = text("data", defaultData == null ? "" : defaultData.toString());
        if (data.isBlank()) {
            throw new NodeFailure(
                    ExitCode.USAGE, "name a data directory: --data DIR (or FAKA_DATA, or data in the file)");
        }
        return new NodeConfig(
                Path.of(data),
                text("bind", "127.0.0.1"),
                port("http", NodeConfig.DEFAULT_HTTP),
                port("tcp", NodeConfig.DEFAULT_TCP),
                port("admin", NodeConfig.DEFAULT_ADMIN),
                ack(),
                text("db-url", ""),
                text("db-read-url", ""),
                flag("insecure-loopback", defaultInsecureLoopback),
                flag("webhook-private-addresses", false),
                hours("keep-orders"));
    }

    private void addFile(Path file) {
        if (!Files.isReadable(file)) {
            throw new NodeFailure(ExitCode.USAGE, "cannot read the configuration file " + file);
        }
        Config config;
        try {
            config = ConfigFactory.parseFile(
                            file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
                    .resolve();
        } catch (ConfigException e) {
            throw new NodeFailure(ExitCode.USAGE, "configuration file: " + e.getMessage(), e);
        }
        for (Map.Entry<String, ConfigValue> entry : config.entrySet()) {
            String key = entry.getKey().replace('_', '-');
            if (!ENVIRONMENT.containsKey(key)) {
                throw new NodeFailure(
                        ExitCode.USAGE,
                        file + ": unknown key " + entry.getKey() + "; known are "
                                + String.join(
                                        ", ",
                                        ENVIRONMENT.keySet().stream().sorted().toList()));
            }
            add(key, String.valueOf(entry.getValue().unwrapped()), file + ":" + key);
        }
    }

    private void add(String key, String value, String origin) {
        if (value != null) {
            values.put(key, value);
            origins.put(key, origin);
        }
    }

    private String text(String key, String fallback) {
        return values.getOrDefault(key, fallback);
    }

    private int port(String key, int fallback) {
        String text = values.get(key);
        if (text == null) {
            return fallback;
        }
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new NodeFailure(ExitCode.USAGE, origins.get(key) + " must be a port from 0 to 65535: " + text, e);
        }
    }

    /** {@code 30d}, {@code 720h}, or {@code forever} = 0. */
    private int hours(String key) {
        String text = text(key, "forever").strip().toLowerCase(Locale.ROOT);
        Matcher matcher = SPAN.matcher(text);
        if (text.equals("forever")) {
            return 0;
        }
        if (!matcher.matches()) {
            throw new NodeFailure(
                    ExitCode.USAGE, origins.get(key) + " must be days or hours, e.g. 30d or 720h, or forever: " + text);
        }
        int number = Integer.parseInt(matcher.group(1));
        // Nothing at all would be taken for "forever".
        return Math.max(1, matcher.group(2).equals("d") ? number * 24 : number);
    }

    private boolean flag(String key, boolean fallback) {
        String text = text(key, String.valueOf(fallback)).strip().toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true", "yes", "1", "on" -> true;
            case "false", "no", "0", "off" -> false;
            default -> throw new NodeFailure(ExitCode.USAGE, origins.get(key) + " must be true or false: " + text);
        };
    }

    private AckMode ack() {
        String text = text("ack", "group-fsync").strip().toLowerCase(Locale.ROOT);
        return switch (text) {
            case "async" -> AckMode.ASYNC;
            case "group-fsync" -> AckMode.GROUP_FSYNC;
            default ->
                throw new NodeFailure(ExitCode.USAGE, origins.get("ack") + " must be async or group-fsync: " + text);
        };
    }
}
