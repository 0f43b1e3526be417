package io.faka.journal;

import io.faka.codec.journal.EnvelopeDecoder;
import io.faka.codec.journal.EnvelopeEncoder;
import io.faka.codec.journal.MessageHeaderEncoder;

/**
 * What is inside one Chronicle excerpt: header and {@code Envelope} message, payload, CRC32C of both as 4 bytes little-endian,
 * and zeros up to a multiple of four.
 */
final class RecordFormat {
    static final int MAGIC = 0x4A4B4146;
    static final int FORMAT_VERSION = 1;
    static final int ENVELOPE_BYTES = MessageHeaderEncoder.ENCODED_LENGTH + EnvelopeEncoder.BLOCK_LENGTH;
    static final int CRC_BYTES = 4;

    /** Bytes of a Chronicle excerpt's own header. */
    static final int EXCERPT_HEADER_BYTES = 4;

    /** No record is longer. */
    static final int MAX_RECORD_BYTES = 64 << 20;

    /** Chain value before the first record of a log. */
    static final long FIRST_CHAIN = 0;

    static {
        if (EnvelopeDecoder.BLOCK_LENGTH != EnvelopeEncoder.BLOCK_LENGTH) {
            throw new AssertionError("envelope codecs differ");
        }
    }

    private RecordFormat() {}

    /** Bytes a record of that payload takes, without Chronicle's header. */
    static long recordLength(int payloadLength) {
        return align((long) ENVELOPE_BYTES + payloadLength + CRC_BYTES);
    }

    static long align(long length) {
        return (length + 3) & ~3L;
    }

    /**
     * Chain value after a record: the previous value, the record's CRC and its first sequence, each spread by an odd constant
     * and mixed with the finaliser of MurmurHash3. The CRC covers the envelope and with it the previous chain value, so equal
     * chains at a sequence mean equal histories up to it, against accidents, not against forgers.
     */
    static long chain(long previousChain, int crc, long firstSeq) {
        long h = previousChain * 0x9E3779B97F4A7C15L;
        h ^= (crc & 0xFFFF_FFFFL) * 0xC2B2AE3D27D4EB4FL;
        h ^= firstSeq * 0x165667B19E3779F9L;
        h ^= h >>> 33;
        h *= 0xFF51AFD7ED558CCDL;
        h ^= h >>> 33;
        h *= 0xC4CEB9FE1A85EC53L;
        return h ^ (h >>> 33);
    }
}
