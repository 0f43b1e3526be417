package io.faka.node.http;

import io.faka.node.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One import in pieces of whole lines, all of one lot: memory stays bounded, progress is known, and line numbers are those of
 * the whole input. Belongs to one thread.
 */
public final class CodeImport {
    private static final int PIECE_BYTES = 4 * 1024 * 1024;
    private static final int MAX_ERRORS = 100;

    private final NodeApi api;
    private final String path;
    private final String lot;
    private final ArrayNode errors = JsonMapper.shared().createArrayNode();
    private byte[] piece = new byte[PIECE_BYTES];
    private int length;
    private long lines;
    private long imported;
    private long duplicates;
    private long rejected;
    private long blank;

    /**
     * @param lot   names the batch; an import into an existing lot continues it
     * @param offer whose units they are; null = the SKU's own offer
     */
    public CodeImport(NodeApi api, String sku, String lot, Long offer) {
        this.api = api;
        this.lot = lot;
        this.path = "/v1/skus/" + URLEncoder.encode(sku, StandardCharsets.UTF_8) + "/units?lot="
                + URLEncoder.encode(lot, StandardCharsets.UTF_8)
                + (offer == null ? "" : "&offer=" + offer);
    }

    /**
     * Sends everything.
     *
     * @param total bytes in {@code in}, 0 = unknown
     */
    public void upload(InputStream in, long total, Progress progress) throws IOException {
        long sent = 0;
        for (int read = fill(in); read >= 0; read = fill(in)) {
            int whole = endOfLastLine();
            if (whole == 0) {
                piece = Arrays.copyOf(piece, piece.length * 2);
                continue;
            }
            send(whole);
            sent += whole;
            progress.show(
                    sent, total, imported + " imported, " + duplicates + " duplicates, " + rejected + " rejected");
        }
        if (length > 0) {
            send(length);
        }
    }

    /** Codes now in stock. */
    public long imported() {
        return imported;
    }

    /** Codes that were in this SKU already. */
    public long duplicates() {
        return duplicates;
    }

    /** Lines that are no code. */
    public long rejected() {
        return rejected;
    }

    /** Empty lines. */
    public long blank() {
        return blank;
    }

    /** The sum in the form of the API's answer. */
    public ObjectNode toJson() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("lot", lot).put("imported", imported).put("duplicates", duplicates);
        json.put("rejected", rejected).put("blank", blank).set("errors", errors);
        return json;
    }

    private int fill(InputStream in) throws IOException {
        int read = in.readNBytes(piece, length, piece.length - length);
        length += read;
        return read == 0 && length < piece.length ? -1 : read;
    }

    private int endOfLastLine() {
        for (int i = length; i > 0; i--) {
            if (piece[i - 1] == '\n') {
                return i;
            }
        }
        return 0;
    }

    private void send(int bytes) {
        add(api.upload(path, Arrays.copyOf(piece, bytes)));
        for (int i = 0; i < bytes; i++) {
            if (piece[i] == '\n') {
                lines++;
            }
        }
        System.arraycopy(piece, bytes, piece, 0, length - bytes);
        length -= bytes;
    }

    private void add(JsonNode answer) {
        imported += answer.path("imported").asLong();
        duplicates += answer.path("duplicates").asLong();
        rejected += answer.path("rejected").asLong();
        blank += answer.path("blank").asLong();
        for (JsonNode error : answer.path("errors")) {
            if (errors.size() < MAX_ERRORS) {
                errors.addObject()
                        .put("line", lines + error.path("line").asLong())
                        .put("reason", error.path("reason").asString());
            }
        }
    }
}
