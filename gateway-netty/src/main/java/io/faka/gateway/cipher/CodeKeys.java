package io.faka.gateway.cipher;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The keys that seal codes, from {@code DIR/secrets/code-keys.json}: one or more sealing keys, each with a number from 1 to
 * 65,535, which of them seals new codes, and the key of the fingerprints. Immutable; any thread may read it. Whoever loses this
 * file loses every code of the data directory.
 */
public final class CodeKeys {
    private static final int KEY_BYTES = 32;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final int currentKeyId;
    private final Map<Integer, SecretKeySpec> sealing;
    private final SecretKeySpec fingerprint;

    private CodeKeys(int currentKeyId, Map<Integer, SecretKeySpec> sealing, SecretKeySpec fingerprint) {
        if (!sealing.containsKey(currentKeyId)) {
            throw new IllegalArgumentException("the current sealing key " + currentKeyId + " is not among the keys");
        }
        this.currentKeyId = currentKeyId;
        this.sealing = Map.copyOf(sealing);
        this.fingerprint = fingerprint;
    }

    /** Where the keys of a data directory are kept. */
    public static Path fileIn(Path dataDirectory) {
        return dataDirectory.resolve("secrets").resolve("code-keys.json");
    }

    /**
     * Reads the keys of a data directory, or makes them if it has none.
     *
     * @throws IllegalStateException        if the file is damaged
     * @throws java.io.UncheckedIOException if the file can be neither read nor written
     */
    public static CodeKeys loadOrCreate(Path dataDirectory) {
        return new SecretFile(fileIn(dataDirectory)).exists() ? load(dataDirectory) : create(dataDirectory);
    }

    /**
     * Reads the keys of a data directory.
     *
     * @throws IllegalStateException        if the file is absent or damaged
     * @throws java.io.UncheckedIOException if it is unreadable
     */
    public static CodeKeys load(Path dataDirectory) {
        Path file = fileIn(dataDirectory);
        SecretFile secret = new SecretFile(file);
        if (!secret.exists()) {
            throw new IllegalStateException(file
                    + " is missing beside a journal; restore it from a backup, the codes cannot be opened without it");
        }
        byte[] content = secret.read();
        try {
            return parse(JSON.readTree(content));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    file + " is damaged; restore it from a backup, the codes cannot be opened without it: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Draws keys and writes the file. */
    private static CodeKeys create(Path dataDirectory) {
        SecureRandom random = new SecureRandom();
        ObjectNode root = JSON.createObjectNode();
        root.put("current", 1);
        root.putArray("keys").addObject().put("id", 1).put("seal", draw(random));
        root.put("fingerprint", draw(random));
        new SecretFile(fileIn(dataDirectory))
                .replace(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
        return parse(root);
    }

    private static CodeKeys parse(JsonNode root) {
        Map<Integer, SecretKeySpec> sealing = new HashMap<>();
        for (JsonNode key : root.path("keys")) {
            int id = key.path("id").asInt(0);
            if (id < 1 || id > 0xffff || sealing.containsKey(id)) {
                throw new IllegalArgumentException("a key's id must be 1-65535 and used once: " + id);
            }
            sealing.put(id, secret(key.path("seal").asString(""), "AES"));
        }
        return new CodeKeys(
                root.path("current").asInt(0),
                sealing,
                secret(root.path("fingerprint").asString(""), "HmacSHA256"));
    }

    private static String draw(SecureRandom random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private static SecretKeySpec secret(String base64, String algorithm) {
        byte[] key = Base64.getDecoder().decode(base64);
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key must be " + KEY_BYTES + " bytes: " + key.length);
        }
        try {
            return new SecretKeySpec(key, algorithm);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** Number of the key that seals new codes, 1 to 65,535. */
    public int currentKeyId() {
        return currentKeyId;
    }

    /** The sealing key with that number, or null if there is none. */
    SecretKeySpec sealing(int keyId) {
        return sealing.get(keyId);
    }

    SecretKeySpec fingerprint() {
        return fingerprint;
    }
}
