package io.faka.node.demo;

import io.faka.node.ExitCode;
import io.faka.node.NodeFailure;
import io.faka.node.Progress;
import io.faka.node.http.CodeImport;
import io.faka.node.http.NodeAddress;
import io.faka.node.http.NodeApi;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sellers' side of the sale: the SKU, a second seller's offer of it, the codes of both, and what the shop tells of them. */
final class Supply implements AutoCloseable {
    private static final int PAGE = 200;

    private final NodeApi api;
    private final Sale sale;

    Supply(NodeAddress http, String key, Sale sale) {
        this.api = new NodeApi(http, key);
        this.sale = sale;
    }

    /** Puts the SKU on sale. */
    void open() {
        call(
                "PUT",
                "/v1/skus/" + sale.sku(),
                Map.of(
                        "name", "Flash sale",
                        "price", Sale.PRICE,
                        "currency", Sale.CURRENCY,
                        "hold_ttl_ms", Sale.HOLD_TTL_MILLIS));
    }

    /** Lists the second seller and gives the number of its offer. */
    long openOffer() {
        Map<String, Object> offer = Map.of("seller", Sale.OTHER_SELLER, "unit_price", Sale.OTHER_PRICE);
        return call("POST", "/v1/skus/" + sale.sku() + "/offers", offer)
                .path("offer_id")
                .asLong();
    }

    /** Imports one file; {@code offer} null = the shop's own. */
    CodeImport bring(CodeFile.Part part, Long offer, Progress progress) {
        String lot = part.path().getFileName().toString();
        CodeImport codes = new CodeImport(api, sale.sku(), lot, offer);
        try (InputStream in = Files.newInputStream(part.path())) {
            codes.upload(in, Files.size(part.path()), progress);
        } catch (IOException e) {
            throw new NodeFailure(ExitCode.DISK, "cannot read " + part.path() + ": " + e.getMessage(), e);
        }
        return codes;
    }

    /** The SKU as the shop shows it. */
    JsonNode sku() {
        return api.call("GET", "/v1/skus/" + sale.sku(), null);
    }

    /** References of all payments that the shop owes back. */
    Set<String> refundsDue() {
        Set<String> refs = new HashSet<>();
        long after = 0;
        do {
            JsonNode page = api.call("GET", "/v1/refunds_due?limit=" + PAGE + "&after=" + after, null);
            page.path("items").forEach(item -> refs.add(item.path("payment_ref").asString()));
            after = page.path("next").asLong(0);
        } while (after != 0);
        return refs;
    }

    @Override
    public void close() {
        api.close();
    }

    private JsonNode call(String method, String path, Map<String, Object> body) {
        return api.call(method, path, JsonMapper.shared().valueToTree(body));
    }
}
