package io.faka.gateway.auth;

import io.faka.codec.reply.ResultCode;
import io.faka.gateway.cipher.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API keys of a data directory, in {@code DIR/secrets/api-keys.json}. Any thread may call any method; several processes may
 * change the file. A running node follows changes within about a second after {@link #watch}.
 *
 * <p>A key is {@code fk_ID_RANDOM}; the file holds its SHA-256 and, because a signature must be computed again, the signing secret
 * itself.
 */
public final class ApiKeys implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PREFIX = "fk_";
    private static final Verdict UNKNOWN =
            Verdict.refused(ResultCode.UNAUTHENTICATED, "this key is unknown or was revoked");
    private static final Verdict MUST_SIGN = Verdict.refused(
            ResultCode.UNAUTHENTICATED, "this key must sign its requests and is not accepted as a bearer key");
    private static final long POLL_NANOS = 1_000_000_000L;

    private final SecretFile file;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private volatile Map<String, ApiKey> keys = Map.of();
    private volatile long generation;
    private String stamp = "";
    private volatile Thread watcher;

    /**
     * Reads the store of a data directory; a directory without one has no keys.
     *
     * @throws IllegalStateException if the file is damaged
     */
    public ApiKeys(Path dataDirectory, InstantSource clock) {
        this.file = new SecretFile(dataDirectory.resolve("secrets").resolve("api-keys.json"));
        this.clock = clock;
        reloadIfChanged();
    }

    /**
     * Makes a key and writes it to the file.
     *
     * @param signed whether the key must sign; it then has no bearer form
     */
    public NewKey create(Set<Scope> scopes, boolean signed) {
        return create(scopes, signed, 0);
    }

    /**
     * Makes a key and writes it to the file.
     *
     * @param signed       whether the key must sign; it then has no bearer form
     * @param maxPerSecond requests it may make a second; 0 = no limit
     */
    public NewKey create(Set<Scope> scopes, boolean signed, int maxPerSecond) {
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a key needs at least one scope: read, order, pay, admin or priority");
        }
        String keyId = HexFormat.of().formatHex(draw(6));
        String key = PREFIX + keyId + "_" + base64(draw(32));
        String secret = base64(draw(32));
        ApiKey entry = new ApiKey(
                keyId,
                sha256(key.getBytes(StandardCharsets.US_ASCII)),
                secret.getBytes(StandardCharsets.US_ASCII),
                scopes,
                signed,
                false,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                new RateLimit(maxPerSecond, System::nanoTime));
        change(current -> {
            current.put(keyId, entry);
            return current;
        });
        return new NewKey(keyId, signed ? "" : key, secret, scopes, signed, maxPerSecond);
    }

    /** All keys, revoked ones too, oldest first. */
    public Collection<ApiKey> list() {
        return List.copyOf(keys.values());
    }

    /** Revokes a key for good. Returns false if there is no such key. */
    public boolean revoke(String keyId) {
        boolean known = keys.containsKey(keyId);
        change(current -> {
            current.computeIfPresent(keyId, (id, key) -> key.asRevoked());
            return current;
        });
        return known || keys.containsKey(keyId);
    }

    /** Judges a bearer key, in time that does not tell how much of it was right. */
    public Verdict bearer(byte[] key) {
        ApiKey entry = keys.get(idOf(key));
        byte[] hash = sha256(key);
        if (entry == null || !entry.hasHash(hash) || entry.revoked()) {
            return UNKNOWN;
        }
        return entry.signed() ? MUST_SIGN : entry.accepted();
    }

    /** Grows with every change, so that a verdict may be kept as long as it stays the same. */
    public long generation() {
        return generation;
    }

    /** The key of that id if it is there and not revoked, else null. */
    ApiKey active(String keyId) {
        ApiKey entry = keys.get(keyId);
        return entry == null || entry.revoked() ? null : entry;
    }

    /** Starts following the file from a background thread. */
    public synchronized ApiKeys watch() {
        if (watcher == null) {
            Thread thread = new Thread(this::follow, "faka-api-keys");
            thread.setDaemon(true);
            watcher = thread;
            thread.start();
        }
        return this;
    }

    /** Ends {@link #watch}. */
    @Override
    public synchronized void close() {
        Thread thread = watcher;
        watcher = null;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    private void follow() {
        while (watcher == Thread.currentThread()) {
            LockSupport.parkNanos(POLL_NANOS);
            try {
                reloadIfChanged();
            } catch (IllegalStateException | UncheckedIOException e) {
                LOG.error("api keys not reloaded, the ones read before stay valid: {}", e.getMessage());
            }
        }
    }

    /** Reads the file again if it is another one than last time. */
    synchronized void reloadIfChanged() {
        String now = stampOfFile();
        if (!now.equals(stamp)) {
            Map<String, ApiKey> read = now.isEmpty() ? Map.of() : parse(file.read());
            stamp = now;
            keys = read;
            generation++;
        }
    }

    private String stampOfFile() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file.path(), BasicFileAttributes.class);
            return attributes.fileKey() + " " + attributes.lastModifiedTime() + " " + attributes.size();
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.path(), e);
        }
    }

    private synchronized void change(UnaryOperator<Map<String, ApiKey>> change) {
        Path lockFile = file.path().resolveSibling("api-keys.lock");
        try {
            Files.createDirectories(lockFile.getParent());
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new IllegalStateException("the lock on " + lockFile + " was lost");
                }
                reloadIfChanged();
                file.replace(format(change.apply(new LinkedHashMap<>(keys))));
                reloadIfChanged();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file.path() + ": " + e.getMessage(), e);
        }
    }

    private static byte[] format(Map<String, ApiKey> keys) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode list = root.putArray("keys");
        for (ApiKey key : keys.values()) {
            ObjectNode node = list.addObject();
            node.put("key_id", key.keyId());
            node.put("sha256", HexFormat.of().formatHex(key.sha256()));
            node.put("secret", key.secretText());
            ArrayNode scopes = node.putArray("scopes");
            EnumSet.copyOf(key.scopes()).forEach(scope -> scopes.add(scope.text()));
            node.put("signed", key.signed());
            node.put("revoked", key.revoked());
            node.put("created_at", key.createdAt().toString());
            if (key.rate().perSecond() > 0) {
                node.put("max_per_second", key.rate().perSecond());
            }
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    private Map<String, ApiKey> parse(byte[] content) {
        try {
            Map<String, ApiKey> read = new LinkedHashMap<>();
            for (JsonNode node : JSON.readTree(content).required("keys")) {
                ApiKey key = parseKey(node);
                read.put(key.keyId(), key);
            }
            return read;
        } catch (JacksonException | java.time.DateTimeException | IllegalArgumentException e) {
            throw new IllegalStateException(file.path() + " is damaged: " + e.getMessage(), e);
        }
    }

    private ApiKey parseKey(JsonNode node) {
        EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
        node.required("scopes").forEach(scope -> scopes.add(Scope.named(scope.asString())));
        return new ApiKey(
                node.required("key_id").asString(),
                HexFormat.of().parseHex(node.required("sha256").asString()),
                node.required("secret").asString().getBytes(StandardCharsets.US_ASCII),
                scopes,
                node.required("signed").asBoolean(),
                node.required("revoked").asBoolean(),
                Instant.parse(node.required("created_at").asString()),
                rate(
                        node.required("key_id").asString(),
                        node.path("max_per_second").asInt(0)));
    }

    /** A change of the file gives nobody a fresh second. */
    private RateLimit rate(String keyId, int maxPerSecond) {
        ApiKey before = keys.get(keyId);
        if (before != null && before.rate().perSecond() == maxPerSecond) {
            return before.rate();
        }
        return maxPerSecond == 0 ? RateLimit.NONE : new RateLimit(maxPerSecond, System::nanoTime);
    }

    private static String idOf(byte[] key) {
        String text = new String(key, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('_', PREFIX.length());
        return text.startsWith(PREFIX) && end > 0 ? text.substring(PREFIX.length(), end) : "";
    }

    private byte[] draw(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return drawn;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks SHA-256", e);
        }
    }
}
