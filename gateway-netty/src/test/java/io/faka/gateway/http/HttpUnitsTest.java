package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.FakaException;
import io.faka.client.GetLotUnits;
import io.faka.client.ImportCodes;
import io.faka.client.LotUnitsPage;
import io.faka.client.MoveCode;
import io.faka.client.MoveUnits;
import io.faka.client.MovedResult;
import io.faka.client.NewOrder;
import io.faka.client.OrderResult;
import io.faka.client.PayOrder;
import io.faka.client.RecallResult;
import io.faka.client.ReplaceUnit;
import io.faka.client.ReturnUnit;
import io.faka.client.VoidLot;
import io.faka.codec.command.UnitAction;
import io.faka.codec.command.UnitState;
import io.faka.codec.reply.ResultCode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Single units and lots moved by an operator, over HTTP and from the Java client. */
@Timeout(60)
class HttpUnitsTest extends NodeOverHttp {
    @BeforeEach
    void stock() throws Exception {
        String sku = "{\"name\":\"Game\",\"price\":100,\"currency\":\"CNY\"}";
        assertThat(http.call("PUT", "/v1/skus/game", sku).status()).isEqualTo(201);
        assertThat(codes("lot-1", "\"AAA\",\"BBB\",\"CCC\"").status()).isEqualTo(200);
    }

    @Test
    void shouldQuarantineByUnitCodeAndLotAndReleaseAgain() throws Exception {
        RawHttp.Answer one = http.call("POST", "/v1/skus/game/quarantine", "{\"unit_id\":2,\"reason\":\"complaint\"}");
        assertThat(one.status()).as(one.text()).isEqualTo(200);
        assertThat(one.code()).isEqualTo("updated");
        assertThat(one.json().path("changed").asInt()).isEqualTo(1);
        RawHttp.Answer code = http.call("POST", "/v1/skus/game/quarantine", "{\"code\":\" AAA\\n\"}");
        assertThat(code.json().path("unit_id").asInt()).as(code.text()).isEqualTo(1);
        assertThat(code.text()).doesNotContain("AAA");
        JsonNode sku = http.call("GET", "/v1/skus/game", "").json();
        assertThat(sku.path("available").asInt()).isEqualTo(1);
        assertThat(sku.path("quarantined").asInt()).isEqualTo(2);
        assertThat(sku.path("on_hand").asInt()).isEqualTo(3);
        RawHttp.Answer lot = http.call("POST", "/v1/skus/game/release", "{\"lot\":\"lot-1\"}");
        assertThat(lot.json().path("changed").asInt()).isEqualTo(2);
        assertThat(lot.json().path("available").asInt()).isEqualTo(3);
        assertThat(http.call("GET", "/v1/skus/game", "")
                        .json()
                        .path("available")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void shouldReplaceABadCodeOnceHoweverOftenItIsAsked() throws Exception {
        String order = paid("o-1", 1);
        String path = "/v1/orders/" + order + "/units/1/replace";
        RawHttp.Answer replaced = http.call("POST", path, "{\"reason\":\"does not work\"}");
        assertThat(replaced.status()).as(replaced.text()).isEqualTo(200);
        assertThat(replaced.code()).isEqualTo("replaced");
        assertThat(replaced.json().path("replaced").toString()).isEqualTo("{\"unit_id\":1,\"new_unit_id\":2}");
        assertThat(replaced.json().path("units")).hasSize(1);
        assertThat(replaced.json().path("units").get(0).path("code").asString()).isEqualTo("BBB");
        RawHttp.Answer again = http.call("POST", path, "{\"reason\":\"does not work\"}");
        assertThat(again.code()).isEqualTo("exists");
        assertThat(again.json().path("units").get(0).path("code").asString()).isEqualTo("BBB");
        JsonNode shown = http.call("GET", "/v1/orders/" + order, "").json();
        assertThat(shown.path("units").get(0).path("unit_id").asInt()).isEqualTo(2);
        JsonNode sku = http.call("GET", "/v1/skus/game", "").json();
        assertThat(sku.path("sold").asInt()).isEqualTo(1);
        assertThat(sku.path("voided").asInt()).isEqualTo(1);
        assertThat(sku.path("available").asInt()).isEqualTo(1);
        String life = http.call("GET", "/v1/trace/unit/1", "").text();
        assertThat(life).contains("unit_replaced", "does not work").doesNotContain("AAA");
        assertThat(http.call("GET", "/v1/trace/unit/2", "").text()).contains("unit_replaced");
    }

    @Test
    void shouldQuarantineWhatIsReturned() throws Exception {
        String order = paid("o-1", 2);
        String path = "/v1/orders/" + order + "/units/2/return";
        RawHttp.Answer returned = http.call("POST", path, "{\"reason\":\"unwanted\"}");
        assertThat(returned.code()).as(returned.text()).isEqualTo("returned");
        assertThat(returned.json().path("returned").path("unit_id").asInt()).isEqualTo(2);
        assertThat(returned.json().path("units")).hasSize(1);
        assertThat(http.call("POST", path, "{\"reason\":\"unwanted\"}").code()).isEqualTo("exists");
        JsonNode sku = http.call("GET", "/v1/skus/game", "").json();
        assertThat(sku.path("sold").asInt()).isEqualTo(1);
        assertThat(sku.path("quarantined").asInt()).isEqualTo(1);
        assertThat(sku.path("available").asInt()).isEqualTo(1);
    }

    @Test
    void shouldRecallALot() throws Exception {
        String sold = paid("o-1", 1);
        assertThat(http.call("POST", "/v1/orders", order("o-2", 1)).status()).isEqualTo(201);
        assertThat(codes("lot/2", "\"DDD\"").status()).isEqualTo(200);
        RawHttp.Answer recalled = http.call("POST", "/v1/lots/lot-1/void", "{\"reason\":\"stolen\"}");
        assertThat(recalled.status()).as(recalled.text()).isEqualTo(200);
        JsonNode json = recalled.json();
        assertThat(json.path("voided").asInt()).isEqualTo(1);
        assertThat(json.path("swapped").asInt()).isEqualTo(1);
        assertThat(json.path("kept").asInt()).isZero();
        assertThat(json.path("delivered").asInt()).isEqualTo(1);
        assertThat(json.path("delivered_units").toString())
                .isEqualTo("[{\"unit_id\":1,\"order_id\":\"" + sold + "\"}]");
        JsonNode units = http.call("GET", "/v1/lots/lot-1/units?state=voided&limit=1", "")
                .json();
        assertThat(units.path("units").toString())
                .isEqualTo("[{\"unit_id\":2,\"state\":\"VOIDED\",\"order_id\":null}]");
        assertThat(units.path("next").asInt()).isEqualTo(2);
        assertThat(http.call("GET", "/v1/lots/lot%2F2/units", "").json().path("units"))
                .hasSize(1);
        assertThat(codes("lot-1", "\"EEE\"").code()).isEqualTo("lot_voided");
        assertThat(http.call("POST", "/v1/lots/lot-1/void", "")
                        .json()
                        .path("voided_before")
                        .asInt())
                .isEqualTo(2);
        assertThat(http.call("GET", "/v1/trace/unit/3", "").text()).contains("units_moved", "stolen");
    }

    @Test
    void shouldRefuseByName() throws Exception {
        assertThat(quarantine("{}").code()).isEqualTo("invalid_unit_id");
        assertThat(quarantine("{\"unit_id\":1,\"lot\":\"lot-1\"}").code()).isEqualTo("invalid_unit_id");
        assertThat(quarantine("{\"unit_id\":0}").code()).isEqualTo("invalid_unit_id");
        assertThat(quarantine("{\"unit\":1}").code()).isEqualTo("unknown_field");
        assertThat(quarantine("{\"unit_id\":99}").code()).isEqualTo("unit_not_found");
        assertThat(quarantine("{\"code\":\"ZZZ\"}").status()).isEqualTo(404);
        assertThat(quarantine("{\"lot\":\"none\"}").code()).isEqualTo("lot_not_found");
        assertThat(http.call("POST", "/v1/skus/none/quarantine", "{\"unit_id\":1}")
                        .code())
                .isEqualTo("sku_not_found");
        assertThat(http.call("POST", "/v1/skus/game/release", "{\"unit_id\":1}").status())
                .isEqualTo(200);
        http.call("PUT", "/v1/skus/card", "{\"name\":\"Card\",\"price\":1,\"currency\":\"CNY\"}");
        assertThat(http.call("POST", "/v1/skus/card/quarantine", "{\"unit_id\":1}")
                        .code())
                .isEqualTo("unit_of_another_sku");
        String order = paid("o-1", 1);
        assertThat(quarantine("{\"unit_id\":1}").code()).isEqualTo("unit_not_available");
        assertThat(http.call("POST", "/v1/skus/game/release", "{\"unit_id\":1}").code())
                .isEqualTo("unit_not_quarantined");
        String units = "/v1/orders/" + order + "/units/";
        assertThat(http.call("POST", units + "2/replace", "{\"reason\":\"x\"}").code())
                .isEqualTo("unit_of_another_order");
        assertThat(http.call("POST", units + "99/return", "{\"reason\":\"x\"}").code())
                .isEqualTo("unit_not_found");
        assertThat(http.call("POST", units + "1/replace", "{}").code()).isEqualTo("invalid_reason");
        assertThat(http.call("POST", units + "one/replace", "{\"reason\":\"x\"}")
                        .code())
                .isEqualTo("invalid_unit_id");
        assertThat(http.call("POST", "/v1/orders/12/units/1/replace", "{\"reason\":\"x\"}")
                        .code())
                .isEqualTo("invalid_order_id");
        assertThat(http.call("POST", "/v1/orders/" + "0".repeat(32) + "/units/1/return", "{\"reason\":\"x\"}")
                        .code())
                .isEqualTo("order_not_found");
        assertThat(http.call("POST", "/v1/lots/none/void", "").code()).isEqualTo("lot_not_found");
        assertThat(http.call("GET", "/v1/lots/lot-1/units?state=gone", "").code())
                .isEqualTo("invalid_state");
        quarantine("{\"lot\":\"lot-1\"}");
        RawHttp.Answer none = http.call("POST", units + "1/replace", "{\"reason\":\"x\"}");
        assertThat(none.code()).isEqualTo("insufficient_stock");
        assertThat(none.status()).isEqualTo(409);
    }

    @Test
    void shouldServeTheJavaClient() {
        try (FakaClient client = FakaClient.connect(ClientConfig.of("127.0.0.1", node.tcpPort(), Credentials.none()))) {
            MovedResult moved = client.call(new MoveCode(false, "game", "BBB", "complaint"));
            assertThat(moved.unitId()).isEqualTo(2);
            assertThat(moved.changed()).isEqualTo(1);
            assertThat(client.call(new MoveUnits(UnitAction.RELEASE, "game", 2, "", ""))
                            .available())
                    .isEqualTo(1);
            assertThat(client.call(new MoveUnits(UnitAction.QUARANTINE, "game", 0, "lot-1", ""))
                            .quarantined())
                    .isEqualTo(3);
            client.call(new MoveUnits(UnitAction.RELEASE, "game", 0, "lot-1", ""));
            OrderResult order = client.call(NewOrder.of("o-1", "zoe", "game", 1));
            order = client.call(new PayOrder(order.orderId(), "alipay", "ref-1", 100, "CNY"));
            long unit = order.units().get(0).unitId();
            OrderResult replaced = client.call(new ReplaceUnit(order.orderId(), unit, "bad"));
            assertThat(replaced.code()).isEqualTo(ResultCode.REPLACED);
            assertThat(replaced.newUnitId()).isEqualTo(replaced.units().get(0).unitId());
            OrderResult returned = client.call(new ReturnUnit(order.orderId(), replaced.newUnitId(), "bad too"));
            assertThat(returned.code()).isEqualTo(ResultCode.RETURNED);
            assertThat(returned.units()).isEmpty();
            client.call(ImportCodes.of("game", "lot-2", List.of("DDD")));
            RecallResult recalled = client.call(new VoidLot("lot-1", "game", "stolen"));
            assertThat(recalled.voided()).isEqualTo(2);
            assertThat(recalled.voidedBefore()).isEqualTo(1);
            LotUnitsPage page = client.call(new GetLotUnits("lot-1", "", 0, 0, UnitState.FREE));
            assertThat(page.units()).hasSize(3);
            assertThat(page.next()).isZero();
            assertThatThrownBy(() -> client.call(new MoveCode(true, "game", "NONE", "")))
                    .isInstanceOfSatisfying(
                            FakaException.class, e -> assertThat(e.getMessage()).contains("UNIT_NOT_FOUND"));
            assertThatThrownBy(() -> client.call(new MoveCode(true, "g me", "NONE", "")))
                    .isInstanceOfSatisfying(
                            FakaException.class, e -> assertThat(e.getMessage()).contains("sku must be"));
        }
    }

    private String paid(String client, int quantity) throws Exception {
        String id = http.call("POST", "/v1/orders", order(client, quantity))
                .json()
                .path("order_id")
                .asString();
        String pay = "{\"channel\":\"alipay\",\"payment_ref\":\"" + client + "\",\"amount\":" + 100 * quantity
                + ",\"currency\":\"CNY\"}";
        assertThat(http.call("POST", "/v1/orders/" + id + "/pay", pay).code()).isEqualTo("paid");
        return id;
    }

    private RawHttp.Answer quarantine(String body) throws Exception {
        return http.call("POST", "/v1/skus/game/quarantine", body);
    }

    private RawHttp.Answer codes(String lot, String codes) throws Exception {
        return http.call("POST", "/v1/skus/game/units", "{\"lot\":\"" + lot + "\",\"codes\":[" + codes + "]}");
    }

    private static String order(String id, int quantity) {
        return "{\"client_order_id\":\"" + id + "\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"game\",\"quantity\":"
                + quantity + "}]}";
    }
}
