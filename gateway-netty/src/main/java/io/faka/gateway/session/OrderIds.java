package io.faka.gateway.session;

import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Draws public order ids: 128 bits each that nobody can guess from others. AES-256 in counter mode, keyed anew by {@link
 * SecureRandom} every million ids. One per event loop, not thread-safe.
 *
 * <p>{@link #next} draws; {@link #high} and {@link #low} tell the id drawn last.
 */
public final class OrderIds {
    private static final int ID_BYTES = 16;
    private static final int BLOCK_BYTES = 512 * ID_BYTES;
    private static final int BLOCKS_PER_KEY = 2048;

    private final SecureRandom random;
    private final byte[] zeros = new byte[BLOCK_BYTES];
    private final byte[] block = new byte[BLOCK_BYTES];
    private final UnsafeBuffer view = new UnsafeBuffer(block);
    private Cipher stream;
    private int blocksLeft;
    private int position = BLOCK_BYTES;
    private long high;
    private long low;

    /** Seeds itself from the platform's own {@link SecureRandom}. */
    public OrderIds() {
        this(new SecureRandom());
    }

    OrderIds(SecureRandom random) {
        this.random = random;
    }

    /** Draws the next id. */
    public void next() {
        if (position == BLOCK_BYTES) {
            refill();
        }
        high = view.getLong(position, ByteOrder.BIG_ENDIAN);
        low = view.getLong(position + Long.BYTES, ByteOrder.BIG_ENDIAN);
        view.setMemory(position, ID_BYTES, (byte) 0);
        position += ID_BYTES;
    }

    /** The upper 64 bits of the id drawn last. */
    public long high() {
        return high;
    }

    /** The lower 64 bits of the id drawn last. */
    public long low() {
        return low;
    }

    private void refill() {
        try {
            if (blocksLeft == 0) {
                stream = keyedStream();
                blocksLeft = BLOCKS_PER_KEY;
            }
            int written = stream.update(zeros, 0, BLOCK_BYTES, block, 0);
            if (written != BLOCK_BYTES) {
                throw new IllegalStateException("the key stream gave " + written + " bytes of " + BLOCK_BYTES);
            }
        } catch (ShortBufferException e) {
            throw new IllegalStateException("the key stream does not fit its block", e);
        }
        blocksLeft--;
        position = 0;
    }

    private Cipher keyedStream() {
        byte[] key = new byte[32];
        byte[] counter = new byte[16];
        random.nextBytes(key);
        random.nextBytes(counter);
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(counter));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES/CTR/NoPadding", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
