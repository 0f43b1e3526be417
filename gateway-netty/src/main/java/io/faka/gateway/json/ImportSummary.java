package io.faka.gateway.json;

import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.UnitsReplyDecoder;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** What became of the codes of one import so far. */
public final class ImportSummary {
    /** As many refused codes are named one by one. */
    public static final int MAX_ERRORS = 100;

    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

    /** A code that was refused. */
    public record CodeError(int position, String reason) {}

    public String lot = "";
    public long imported;
    public long duplicates;
    public long rejected;
    public long blank;
    public final List<CodeError> errors = new ArrayList<>();

    /** Name of the lot in a {@code UnitsReply}: of a reusable text the lot that its uses are in, else the one that was named. */
    public static String lot(DirectBuffer reply, int offset) {
        int group = offset + MessageHeaderDecoder.ENCODED_LENGTH + (reply.getShort(offset, LE) & 0xffff);
        int positions = (reply.getShort(group, LE) & 0xffff) * (reply.getShort(group + 2, LE) & 0xffff);
        int lot = group + UnitsReplyDecoder.DuplicateUnitsDecoder.HEADER_SIZE + positions;
        byte[] name = new byte[reply.getByte(lot) & 0xff];
        reply.getBytes(lot + 1, name);
        return new String(name, StandardCharsets.UTF_8);
    }

    /** Counts a refused code, and names it if not too many are named. */
    public void reject(int position, String reason) {
        rejected++;
        if (errors.size() < MAX_ERRORS) {
            errors.add(new CodeError(position, reason));
        }
    }
}
