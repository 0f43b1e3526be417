package io.faka.gateway.cipher;

import io.faka.codec.command.AddLabelledUnitsEncoder;
import io.faka.codec.command.AddUnitsEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Seals codes into an {@code AddUnits} command, or with labels into an {@code AddLabelledUnits}. One thread. Use: {@link #begin}, then {@link #add} while {@link #hasRoom}, then
 * {@link #end}.
 */
public final class UnitsSealer {
    /** No command becomes longer than this many bytes. */
    public static final int MAX_COMMAND_BYTES = 48 * 1024;

    private static final int MAX_TEXT_BYTES = 254;
    private static final int UNIT_BYTES = AddUnitsEncoder.UnitsEncoder.sbeBlockLength() + 2 + CodeCipher.TAG_BYTES;
    private static final int MAX_LABEL_BYTES = 64;
    private static final int LABEL_BYTES = 8 + 1 + MAX_LABEL_BYTES;
    private static final int MAX_UNITS = 0xfffe;

    private final CodeCipher cipher;
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_COMMAND_BYTES));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AddUnitsEncoder encoder = new AddUnitsEncoder();
    private final byte[] sealed = new byte[CodeCipher.MAX_SEALED_BYTES];
    private final byte[] sku = new byte[MAX_TEXT_BYTES];
    private final byte[] lot = new byte[MAX_TEXT_BYTES];
    private AddUnitsEncoder.UnitsEncoder units;
    private int skuLength;
    private int lotLength;
    private int count;
    private long offerId;
    private long expiresAtMicros;
    private boolean isLabelled;
    private boolean hasBegun;
    private final AddLabelledUnitsEncoder labelledEncoder = new AddLabelledUnitsEncoder();
    private AddLabelledUnitsEncoder.UnitsEncoder labelledUnits;
    private final byte[] label = new byte[MAX_LABEL_BYTES];
    private int labelLength;
    private long surcharge;

    /** Seals with this cipher, which nobody else may use meanwhile. */
    public UnitsSealer(CodeCipher cipher) {
        this.cipher = cipher;
    }

    /** The offer of the coming commands, which are a new import; 0 = the SKU's own. */
    public UnitsSealer into(long offer) {
        offerId = offer;
        hasBegun = false;
        return this;
    }

    /** When the codes of the coming commands end; 0 = never, or as the lot's others. */
    public UnitsSealer expiring(long atMicros) {
        expiresAtMicros = atMicros;
        return this;
    }

    /** Whether the codes of the coming commands have labels. */
    public UnitsSealer labelled(boolean labelled) {
        isLabelled = labelled;
        return this;
    }

    /** Label, of 1 to 64 bytes, and surcharge of the next code. */
    public void label(byte[] bytes, int offset, int length, long price) {
        System.arraycopy(bytes, offset, label, 0, length);
        labelLength = length;
        surcharge = price;
    }

    /** Starts a command. */
    public void begin(byte[] skuName, byte[] lotName) {
        skuLength = copy(skuName, sku);
        lotLength = copy(lotName, lot);
        cipher.sku(sku, 0, skuLength);
        count = 0;
        if (isLabelled) {
            labelledEncoder
                    .wrapAndApplyHeader(buffer, 0, header)
                    .expiresAtMicros(expiresAtMicros)
                    .offerId(0)
                    .keyId(cipher.keyId());
            labelledUnits = labelledEncoder.unitsCount(MAX_UNITS);
            return;
        }
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .expiresAtMicros(expiresAtMicros)
                .offerId(offerId)
                .keyId(cipher.keyId())
                .continued((short) (hasBegun ? 1 : 0));
        hasBegun = true;
        units = encoder.unitsCount(MAX_UNITS);
    }

    /** Whether a code of that many bytes still fits. An empty command always has room for one. */
    public boolean hasRoom(int codeLength) {
        int written = isLabelled ? labelledEncoder.limit() + LABEL_BYTES : encoder.limit();
        return written + UNIT_BYTES + codeLength + 2 + skuLength + lotLength <= MAX_COMMAND_BYTES && count < MAX_UNITS;
    }

    /** Seals one code of 1 to 4,096 bytes, which the caller has checked to be UTF-8. */
    public void add(byte[] code, int offset, int length) {
        int sealedLength = cipher.seal(code, offset, length, sealed, 0);
        count++;
        if (isLabelled) {
            labelledUnits
                    .next()
                    .fingerprintHigh(cipher.fingerprintHigh())
                    .fingerprintLow(cipher.fingerprintLow())
                    .surcharge(surcharge)
                    .putSealedCode(sealed, 0, sealedLength)
                    .putLabel(label, 0, labelLength);
            return;
        }
        units.next()
                .fingerprintHigh(cipher.fingerprintHigh())
                .fingerprintLow(cipher.fingerprintLow())
                .putSealedCode(sealed, 0, sealedLength);
    }

    /** Codes in the command so far. */
    public int count() {
        return count;
    }

    /**
     * Completes the command.
     *
     * @return its length in {@link #buffer}, header first, from index 0
     */
    public int end() {
        int written = isLabelled ? labelledUnits.resetCountToIndex() : units.resetCountToIndex();
        if (written != count) {
            throw new IllegalStateException("sealed " + count + " codes and encoded " + written);
        }
        if (isLabelled) {
            labelledEncoder.putSku(sku, 0, skuLength).putLot(lot, 0, lotLength);
            return MessageHeaderEncoder.ENCODED_LENGTH + labelledEncoder.encodedLength();
        }
        encoder.putSku(sku, 0, skuLength).putLot(lot, 0, lotLength);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    /** Where the command is. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    private static int copy(byte[] from, byte[] to) {
        System.arraycopy(from, 0, to, 0, from.length);
        return from.length;
    }
}
