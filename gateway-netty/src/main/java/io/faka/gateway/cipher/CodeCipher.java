package io.faka.gateway.cipher;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Seals and opens codes with AES-256-GCM. One per thread: it keeps its working buffers.
 *
 * <p>A code's fingerprint is the first 16 bytes of HMAC-SHA256(fingerprint key, SKU, 0, code): equal codes of a SKU have equal
 * fingerprints, and nobody without the key can tell what it stands for. Its first 12 bytes are the nonce, so a nonce repeats only
 * for the same code of the same SKU, which gives the same ciphertext. The additional data {@code "faka1", key id, SKU, 0,
 * fingerprint} binds a sealed code to its SKU and fingerprint: moved elsewhere it does not open.
 *
 * <p>Use: {@link #sku} once, then {@link #seal} or {@link #open} for each code of that SKU.
 */
public final class CodeCipher {
    /** Bytes a sealed code is longer than the code. */
    public static final int TAG_BYTES = 16;
    /** Longest code, in bytes of UTF-8. */
    public static final int MAX_CODE_BYTES = 4096;
    /** Longest sealed code. */
    public static final int MAX_SEALED_BYTES = MAX_CODE_BYTES + TAG_BYTES;

    private static final byte[] MAGIC = "faka1".getBytes(StandardCharsets.US_ASCII);
    private static final int NONCE_BYTES = 12;
    private static final int FINGERPRINT_BYTES = 16;
    private static final int MAX_SKU_BYTES = 254;

    private final CodeKeys keys;
    private final Mac mac;
    private Cipher sealer;
    private final Cipher opener;
    private final Int2ObjectHashMap<SecretKeySpec> sealing = new Int2ObjectHashMap<>();
    private final byte[] digest = new byte[32];
    private final byte[] lastNonce = new byte[NONCE_BYTES];
    private final byte[] aad = new byte[MAGIC.length + 2 + MAX_SKU_BYTES + 1 + FINGERPRINT_BYTES];
    private final byte[] sku = new byte[MAX_SKU_BYTES + 1];
    private int skuLength;
    private long fingerprintHigh;
    private long fingerprintLow;

    /** Uses the keys' current key to seal, and any of them to open. */
    public CodeCipher(CodeKeys keys) {
        this.keys = keys;
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(keys.fingerprint());
            sealer = Cipher.getInstance("AES/GCM/NoPadding");
            opener = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks HmacSHA256 or AES/GCM/NoPadding", e);
        }
        System.arraycopy(MAGIC, 0, aad, 0, MAGIC.length);
    }

    /** Number of the key that {@link #seal} uses. */
    public int keyId() {
        return keys.currentKeyId();
    }

    /** Names the SKU of the codes to come, at most 254 bytes. */
    public CodeCipher sku(DirectBuffer source, int offset, int length) {
        checkSkuLength(length);
        source.getBytes(offset, sku, 0, length);
        return skuLength(length);
    }

    /** As {@link #sku(DirectBuffer, int, int)}. */
    public CodeCipher sku(byte[] source, int offset, int length) {
        checkSkuLength(length);
        System.arraycopy(source, offset, sku, 0, length);
        return skuLength(length);
    }

    /** As {@link #sku(DirectBuffer, int, int)}; for ASCII names. */
    public CodeCipher sku(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return sku(bytes, 0, bytes.length);
    }

    /** Binds what comes to an order instead of a SKU: no SKU's name has a colon. */
    public CodeCipher order(long idHigh, long idLow) {
        HexFormat hex = HexFormat.of();
        return sku("order:" + hex.toHexDigits(idHigh) + hex.toHexDigits(idLow));
    }

    private static void checkSkuLength(int length) {
        if (length < 1 || length > MAX_SKU_BYTES) {
            throw new IllegalArgumentException("a SKU must be 1-" + MAX_SKU_BYTES + " bytes: " + length);
        }
    }

    private CodeCipher skuLength(int length) {
        sku[length] = 0;
        skuLength = length;
        System.arraycopy(sku, 0, aad, MAGIC.length + 2, length + 1);
        return this;
    }

    /** Computes the code's fingerprint; read it with {@link #fingerprintHigh} and {@link #fingerprintLow}. */
    public void fingerprint(byte[] code, int offset, int length) {
        mac.update(sku, 0, skuLength + 1);
        mac.update(code, offset, length);
        try {
            mac.doFinal(digest, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a fingerprint failed", e);
        }
        fingerprintHigh = readLong(digest, 0);
        fingerprintLow = readLong(digest, 8);
    }

    /** First eight bytes of the last fingerprint, big-endian. */
    public long fingerprintHigh() {
        return fingerprintHigh;
    }

    /** Last eight bytes of the last fingerprint, big-endian. */
    public long fingerprintLow() {
        return fingerprintLow;
    }

    /**
     * Computes the fingerprint and seals the code.
     *
     * @param length bytes, 1 to {@link #MAX_CODE_BYTES}
     * @param into   receives {@code length + TAG_BYTES} bytes; must not be {@code code}
     * @return bytes written
     */
    public int seal(byte[] code, int offset, int length, byte[] into, int intoOffset) {
        if (length < 1 || length > MAX_CODE_BYTES) {
            throw new IllegalArgumentException("a code must be 1-" + MAX_CODE_BYTES + " bytes: " + length);
        }
        fingerprint(code, offset, length);
        try {
            sealerFor(digest).init(Cipher.ENCRYPT_MODE, sealingKey(keys.currentKeyId()), nonce());
            sealer.updateAAD(aad, 0, additionalData(keys.currentKeyId()));
            return sealer.doFinal(code, offset, length, into, intoOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a code could not be sealed", e);
        }
    }

    /**
     * Opens a sealed code of the current SKU.
     *
     * @param into receives {@code length - TAG_BYTES} bytes
     * @return bytes written
     * @throws UnreadableCodeException if the key is unknown or anything was altered
     */
    public int open(
            int keyId,
            long fingerprintHigh,
            long fingerprintLow,
            byte[] sealed,
            int offset,
            int length,
            byte[] into,
            int intoOffset) {
        SecretKeySpec key = sealingKey(keyId);
        if (key == null) {
            throw new UnreadableCodeException("there is no sealing key " + keyId + " in secrets/code-keys.json", null);
        }
        this.fingerprintHigh = fingerprintHigh;
        this.fingerprintLow = fingerprintLow;
        writeLong(digest, 0, fingerprintHigh);
        writeLong(digest, 8, fingerprintLow);
        try {
            opener.init(Cipher.DECRYPT_MODE, key, nonce());
            opener.updateAAD(aad, 0, additionalData(keyId));
            return opener.doFinal(sealed, offset, length, into, intoOffset);
        } catch (AEADBadTagException e) {
            throw new UnreadableCodeException("a sealed code was altered, or is of another SKU", e);
        } catch (GeneralSecurityException e) {
            throw new UnreadableCodeException("a sealed code has an impossible shape", e);
        }
    }

    /** The JDK refuses one nonce twice running, which here only means the same code twice running. */
    private Cipher sealerFor(byte[] nonce) throws GeneralSecurityException {
        if (Arrays.equals(nonce, 0, NONCE_BYTES, lastNonce, 0, NONCE_BYTES)) {
            sealer = Cipher.getInstance("AES/GCM/NoPadding");
        }
        System.arraycopy(nonce, 0, lastNonce, 0, NONCE_BYTES);
        return sealer;
    }

    private SecretKeySpec sealingKey(int keyId) {
        SecretKeySpec key = sealing.get(keyId);
        if (key == null) {
            key = keys.sealing(keyId);
            if (key != null) {
                sealing.put(keyId, key);
            }
        }
        return key;
    }

    private GCMParameterSpec nonce() {
        return new GCMParameterSpec(TAG_BYTES * 8, digest, 0, NONCE_BYTES);
    }

    private int additionalData(int keyId) {
        aad[MAGIC.length] = (byte) (keyId >>> 8);
        aad[MAGIC.length + 1] = (byte) keyId;
        int at = MAGIC.length + 2 + skuLength + 1;
        System.arraycopy(digest, 0, aad, at, FINGERPRINT_BYTES);
        return at + FINGERPRINT_BYTES;
    }

    private static long readLong(byte[] bytes, int offset) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | bytes[offset + i] & 0xff;
        }
        return value;
    }

    private static void writeLong(byte[] bytes, int offset, long value) {
        for (int i = 0; i < 8; i++) {
            bytes[offset + i] = (byte) (value >>> 56 - 8 * i);
        }
    }
}
