package io.faka.node.cli;

import io.faka.node.http.NodeApi;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Three SKUs and 2,000 codes to play with: few, so that the node is ready before its code is compiled. */
final class DemoShop {
    static final String FIRST_SKU = "demo-steam-50";

    private static final int CODE_BYTES = 10;

    private DemoShop() {}

    /** Fills an empty node. */
    static void stock(NodeApi api) {
        add(api, FIRST_SKU, "Steam wallet 50", 4_990, 1_000);
        add(api, "demo-netflix-month", "Netflix, one month", 6_500, 600);
        add(api, "demo-windows-key", "Windows licence key", 19_900, 400);
    }

    private static void add(NodeApi api, String sku, String name, long price, int codes) {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("name", name);
        definition.put("price", price);
        definition.put("currency", "CNY");
        api.call("PUT", SkuCommand.path(sku), JsonMapper.shared().valueToTree(definition));
        api.upload(SkuCommand.path(sku) + "/units?lot=demo", codes(codes));
    }

    private static byte[] codes(int count) {
        SecureRandom random = new SecureRandom();
        byte[] bytes = new byte[CODE_BYTES];
        StringBuilder text = new StringBuilder(count * (5 + 2 * CODE_BYTES + 1));
        for (int i = 0; i < count; i++) {
            random.nextBytes(bytes);
            text.append("DEMO-")
                    .append(HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT))
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
