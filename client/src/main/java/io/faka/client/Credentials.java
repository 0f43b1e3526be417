package io.faka.client;

/** How a session says who it is. */
public sealed interface Credentials {
    /** No key: taken by a node only on loopback and only where it was told so. */
    static Credentials none() {
        return new None();
    }

    /** A whole bearer key, as {@code faka key create} prints it. */
    static Credentials bearer(String key) {
        return new Bearer(key);
    }

    /** The logon is signed with the key's secret, so the key itself never travels. */
    static Credentials signed(String keyId, String secret) {
        return new Signed(keyId, secret);
    }

    /** See {@link #none}. */
    record None() implements Credentials {}

    /** See {@link #bearer}. */
    record Bearer(String key) implements Credentials {
        public Bearer {
            requireText("key", key);
        }

        @Override
        public String toString() {
            return "Bearer";
        }
    }

    /** See {@link #signed}. */
    record Signed(String keyId, String secret) implements Credentials {
        public Signed {
            requireText("keyId", keyId);
            requireText("secret", secret);
        }

        @Override
        public String toString() {
            return "Signed[" + keyId + "]";
        }
    }

    private static void requireText(String name, String value) {
        if (value == null || value.isEmpty() || value.length() > 254) {
            throw new IllegalArgumentException(name + " must have 1 to 254 characters");
        }
    }
}
