package io.faka.node.demo;

import io.faka.node.http.HttpConnection;
import io.faka.node.http.HttpResponse;
import io.faka.node.http.NodeAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Buyers who come over HTTP: one keep-alive connection, requests pipelined. */
final class HttpLane implements Lane {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final NodeAddress address;
    private final String key;
    private final Sale sale;
    private HttpConnection connection;

    HttpLane(NodeAddress address, String key, Sale sale) {
        this.address = address;
        this.key = key;
        this.sale = sale;
    }

    @Override
    public List<Answer> exchange(List<Ask> asks) {
        List<Answer> answers = new ArrayList<>(asks.size());
        try {
            if (connection == null) {
                connection = new HttpConnection(address, key, TIMEOUT_MILLIS);
            }
            for (Ask ask : asks) {
                send(ask);
            }
            connection.flush();
            for (int i = 0; i < asks.size(); i++) {
                answers.add(answer(connection.receive()));
            }
        } catch (IOException e) {
            close();
            answers.addAll(Collections.nCopies(asks.size() - answers.size(), Answer.UNKNOWN));
        }
        return answers;
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    private void send(Ask ask) throws IOException {
        if (ask instanceof Ask.Place place) {
            post("/v1/orders", body(place));
        } else if (ask instanceof Ask.Pay pay) {
            post("/v1/orders/" + pay.orderId() + "/pay", body(pay));
        } else if (ask instanceof Ask.Cancel cancel) {
            connection.send("POST", "/v1/orders/" + cancel.orderId() + "/cancel", null, null);
        } else if (ask instanceof Ask.Look look) {
            connection.send("GET", "/v1/orders/" + look.orderId(), null, null);
        }
    }

    private void post(String path, ObjectNode body) throws IOException {
        connection.send("POST", path, "application/json", JSON.writeValueAsBytes(body));
    }

    private ObjectNode body(Ask.Place place) {
        ObjectNode body = JSON.createObjectNode();
        body.put("client_order_id", place.clientOrderId()).put("buyer", place.buyer());
        body.putArray("lines").addObject().put("sku", sale.sku()).put("quantity", place.quantity());
        if (place.ttlMillis() > 0) {
            body.put("ttl_ms", place.ttlMillis());
        }
        if (place.waitMillis() > 0) {
            body.put("mode", "GTC").put("backorder_ttl_ms", place.waitMillis());
        }
        return body;
    }

    private static ObjectNode body(Ask.Pay pay) {
        ObjectNode body = JSON.createObjectNode();
        body.put("channel", Sale.CHANNEL).put("payment_ref", pay.paymentRef());
        return body.put("amount", pay.amount()).put("currency", Sale.CURRENCY);
    }

    private static Answer answer(HttpResponse response) {
        JsonNode json = JSON.readTree(response.body());
        JsonNode order = json.has("order") ? json.path("order") : json;
        List<String> codes = new ArrayList<>();
        for (JsonNode unit : order.path("units")) {
            codes.add(unit.path("code").asString());
        }
        return new Answer(
                code(response, json),
                response.isSuccess() ? order.path("order_id").asString("") : "",
                order.path("amount").asLong(0),
                order.path("state").asString("").toUpperCase(Locale.ROOT),
                fills(order),
                codes);
    }

    private static List<Answer.Fill> fills(JsonNode order) {
        List<Answer.Fill> fills = new ArrayList<>();
        for (JsonNode line : order.path("lines")) {
            for (JsonNode fill : line.path("fills")) {
                fills.add(new Answer.Fill(
                        fill.path("seller").asString(""),
                        fill.path("quantity").asLong(),
                        fill.path("unit_price").asLong()));
            }
        }
        return fills;
    }

    private static String code(HttpResponse response, JsonNode json) {
        String code = json.path("code").asString("");
        if (!code.isEmpty()) {
            return code;
        }
        return response.status() == 201 ? "created" : response.isSuccess() ? "ok" : "http_" + response.status();
    }
}
