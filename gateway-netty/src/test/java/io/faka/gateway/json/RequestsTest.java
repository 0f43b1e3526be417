package io.faka.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.codec.command.CreateOrderDecoder;
import io.faka.codec.command.MessageHeaderDecoder;
import io.faka.codec.command.PayDecoder;
import io.faka.codec.command.PutSkuDecoder;
import io.faka.engine.Currency;
import io.faka.engine.SkuLimits;
import io.faka.engine.SkuView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {
    private static final String LINE = "{\"sku\":\"s\",\"quantity\":1}";

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[16 << 10]);
    private final CreateOrderRequest order = new CreateOrderRequest(Form.HTTP);
    private final PayRequest pay = new PayRequest(Form.HTTP);
    private final PutSkuRequest sku = new PutSkuRequest(Form.HTTP);

    @Test
    void shouldEncodeAnOrderInAnyFieldOrder() {
        assertThat(
                        read(
                                order,
                                "{\"lines\":[{\"quantity\":2,\"sku\":\"a\"},{\"max_unit_price\":0,\"sku\":\"b.c_d-E\",\"quantity\":2147483647}],"
                                        + "\"mode\":\"FOK\",\"priority\":0,\"currency\":\"CNY\",\"expected_amount\":5,\"ttl_ms\":7,"
                                        + "\"client_address\":\"::1\",\"buyer\":\"b\\u00e9\\ud83d\\ude00\",\"client_order_id\":\"\\\"k\\\"\"}"))
                .isNull();
        order.orderId(3, 4);

        assertThat(order.encode(buffer)).isEqualTo(order.encodedLength());

        CreateOrderDecoder decoded = new CreateOrderDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        assertThat(decoded.orderIdHigh()).isEqualTo(3);
        assertThat(decoded.orderIdLow()).isEqualTo(4);
        assertThat(decoded.expectedAmount()).isEqualTo(5);
        assertThat(decoded.ttlMillis()).isEqualTo(7);
        assertThat(Currency.unpack((int) decoded.currency())).isEqualTo("CNY");
        CreateOrderDecoder.LinesDecoder lines = decoded.lines();
        assertThat(lines.count()).isEqualTo(2);
        lines.next();
        assertThat(lines.quantity()).isEqualTo(2);
        assertThat(lines.maxUnitPrice()).isEqualTo(-1);
        assertThat(lines.sku()).isEqualTo("a");
        lines.next();
        assertThat(lines.quantity()).isEqualTo(Integer.MAX_VALUE);
        assertThat(lines.maxUnitPrice()).isZero();
        assertThat(lines.sku()).isEqualTo("b.c_d-E");
        assertThat(decoded.clientOrderId()).isEqualTo("\"k\"");
        assertThat(decoded.buyer()).isEqualTo("bé😀");
        assertThat(decoded.clientAddress()).isEqualTo("::1");
        assertThat(decoded.coupon()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "                                                                    | malformed",
                "{                                                                   | malformed",
                "[]                                                                  | malformed",
                "{} {}                                                               | malformed",
                "{}                                                                  | invalid_client_order_id",
                "{'client_order_id':'k'}                                             | invalid_buyer",
                "{'client_order_id':'k','buyer':'b'}                                 | invalid_lines",
                "{'client_order_id':'k','buyer':'b','lines':[]}                      | invalid_lines",
                "{'client_order_id':'k','buyer':'b','lines':{}}                      | invalid_lines",
                "{'client_order_id':'k','buyer':'b','lines':[1]}                     | invalid_lines",
                "{'client_order_id':'','buyer':'b','lines':[LINE]}                   | invalid_client_order_id",
                "{'client_order_id':7,'buyer':'b','lines':[LINE]}                    | invalid_client_order_id",
                "{'client_order_id':null,'buyer':'b','lines':[LINE]}                 | invalid_client_order_id",
                "{'client_order_id':'k','buyer':'','lines':[LINE]}                   | invalid_buyer",
                "{'client_order_id':'k','client_order_id':'k'}                       | malformed",
                "{'Client_order_id':'k'}                                             | unknown_field",
                "{'client_order_id':'k','quantiy':1}                                 | unknown_field",
                "{'lines':[{'sku':'s','quantity':0}]}                                | invalid_quantity",
                "{'lines':[{'sku':'s','quantity':-1}]}                               | invalid_quantity",
                "{'lines':[{'sku':'s','quantity':1.0}]}                              | invalid_quantity",
                "{'lines':[{'sku':'s','quantity':1e0}]}                              | invalid_quantity",
                "{'lines':[{'sku':'s','quantity':'1'}]}                              | invalid_quantity",
                "{'lines':[{'sku':'s','quantity':2147483648}]}                       | invalid_quantity",
                "{'lines':[{'sku':'s','quantity':99999999999999999999}]}             | invalid_quantity",
                "{'lines':[{'sku':'s','quantity':18446744073709551617}]}             | invalid_quantity",
                "{'lines':[{'sku':'s'}]}                                             | invalid_quantity",
                "{'lines':[{'quantity':1}]}                                          | invalid_sku",
                "{'lines':[{'sku':'','quantity':1}]}                                 | invalid_sku",
                "{'lines':[{'sku':'a b','quantity':1}]}                              | invalid_sku",
                "{'lines':[{'sku':'../a','quantity':1}]}                             | invalid_sku",
                "{'lines':[{'sku':'s','sku':'t','quantity':1}]}                      | malformed",
                "{'lines':[{'sku':'s','quantity':1,'quantity':2}]}                   | malformed",
                "{'lines':[{'sku':'s','quantity':1,'price':2}]}                      | unknown_field",
                "{'lines':[{'sku':'s','quantity':1,'unit_id':0}]}                    | invalid_unit_id",
                "{'lines':[{'sku':'s','quantity':1,'max_unit_price':-1}]}            | invalid_max_unit_price",
                "{'lines':[{'sku':'s','quantity':1,'max_unit_price':1.5}]}           | invalid_max_unit_price",
                "{'ttl_ms':0}                                                        | invalid_ttl_ms",
                "{'ttl_ms':4294967295}                                               | invalid_ttl_ms",
                "{'expected_amount':0.5}                                             | invalid_expected_amount",
                "{'expected_amount':1000000000000001}                                | invalid_expected_amount",
                "{'currency':'cny'}                                                  | invalid_currency",
                "{'currency':'CN'}                                                   | invalid_currency",
                "{'mode':'GTD'}                                                      | invalid_mode",
                "{'mode':'GTC','priority':10}                                        | invalid_priority",
                "{'mode':'GTC','priority':-1}                                        | invalid_priority",
                "{'mode':'GTC','fill':'all'}                                         | invalid_fill",
                "{'mode':'GTC','backorder_ttl_ms':999}                               | invalid_backorder_ttl_ms",
                "{'mode':'GTC','backorder_ttl_ms':2592000001}                        | invalid_backorder_ttl_ms",
                "{'mode':'IOC','backorder_ttl_ms':1000}                              | invalid_backorder_ttl_ms",
                "{'mode':'GTC','fill':'partial','lines':[LINE,{'sku':'x','quantity':1}]} | invalid_fill",
                "{'mode':'fok'}                                                      | invalid_mode",
                "{'coupon':''}                                                      | invalid_coupon",
                "{'fill':'partial'}                                                  | invalid_fill",
                "{'backorder_ttl_ms':1}                                              | invalid_backorder_ttl_ms",
                "{'pay':{}}                                                          | invalid_pay",
                "{'client_address':''}                                               | invalid_client_address"
            })
    void shouldNameWhatIsWrongWithAnOrder(String body, String code) {
        String text = body == null ? "" : body.replace("LINE", LINE).replace('\'', '"');
        RequestProblem problem = read(order, text);
        assertThat(problem).as(text).isNotNull();
        assertThat(problem.codeText()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'codes':['c'],'expires_at':'tomorrow'} | invalid_expires_at",
                "{'codes':['c'],'offer':'o'}                             | invalid_offer",
                "{'count':0}                                             | invalid_count",
                "{'codes':'c'}                                           | invalid_codes",
                "{'codes':['c'],'Lot':'l'}                               | unknown_field",
            })
    void shouldNameWhatIsWrongWithAnImport(String body, String code) {
        assertThat(read(new AddUnitsRequest(Form.HTTP), body.replace('\'', '"')).codeText())
                .isEqualTo(code);
    }

    @Test
    void shouldBoundLinesAndTexts() {
        assertThat(read(order, orderOf(64, 64, 128))).isNull();
        assertThat(order.encode(buffer)).isEqualTo(order.encodedLength());
        assertThat(read(order, orderOf(65, 1, 1)).codeText()).isEqualTo("invalid_lines");
        assertThat(read(order, orderOf(1, 65, 1)).codeText()).isEqualTo("invalid_client_order_id");
        assertThat(read(order, orderOf(1, 1, 129)).codeText()).isEqualTo("invalid_buyer");
    }

    @Test
    void shouldLetTheIdempotencyKeyStandInForTheId() {
        byte[] key = "k-1".getBytes(StandardCharsets.US_ASCII);
        order.idempotencyKey(key, 0, key.length);
        assertThat(read(order, "{\"buyer\":\"b\",\"lines\":[" + LINE + "]}")).isNull();
        assertThat(order.encode(buffer)).isPositive();
        assertThat(read(order, "{\"client_order_id\":\"k-1\",\"buyer\":\"b\",\"lines\":[" + LINE + "]}"))
                .isNull();
        assertThat(read(order, "{\"client_order_id\":\"k-2\",\"buyer\":\"b\",\"lines\":[" + LINE + "]}")
                        .codeText())
                .isEqualTo("invalid_idempotency_key");
        order.idempotencyKey(key, 0, 0);
    }

    @Test
    void shouldEncodeAPayment() {
        assertThat(read(pay, "{\"amount\":9007199254740,\"currency\":\"USD\",\"payment_ref\":\"r\",\"channel\":\"c\"}"))
                .isNull();
        pay.orderId(1, 2);
        assertThat(pay.encode(buffer)).isEqualTo(pay.encodedLength());
        PayDecoder decoded = new PayDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        assertThat(decoded.amount()).isEqualTo(9007199254740L);
        assertThat(decoded.channel()).isEqualTo("c");
        assertThat(decoded.paymentRef()).isEqualTo("r");

        List<String> codes = new ArrayList<>();
        for (String body : new String[] {
            "{\"amount\":1.5}",
            "{\"amount\":-1}",
            "{\"amount\":1000000000000001}",
            "{\"order_id\":\"x\"}",
            "{\"channel\":\"\"}"
        }) {
            codes.add(read(pay, body).codeText());
        }
        assertThat(codes)
                .containsExactly(
                        "invalid_amount", "invalid_amount", "invalid_amount", "unknown_field", "invalid_channel");
    }

    @Test
    void shouldReadALineWithItsEnvelope() {
        PayRequest line = new PayRequest(Form.LINE);
        String body = "{\"id\":[7,{\"x\":1}],\"op\":\"pay\",\"order_id\":\"000000000000000f00000000000000a0\","
                + "\"channel\":\"c\",\"payment_ref\":\"r\",\"amount\":1,\"currency\":\"CNY\"}";
        assertThat(read(line, body)).isNull();
        assertThat(line.encode(buffer)).isPositive();
        PayDecoder decoded = new PayDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        assertThat(decoded.orderIdHigh()).isEqualTo(0xf);
        assertThat(decoded.orderIdLow()).isEqualTo(0xa0);
        assertThat(read(line, body.replace("a0", "A0")).codeText()).isEqualTo("invalid_order_id");
        assertThat(read(line, body.replace("\"id\":", "\"id\":1,\"id\":")).codeText())
                .isEqualTo("malformed");
    }

    @Test
    void shouldChangeOnlyTheFieldsOfAPatch() {
        SkuView base = new SkuView();
        base.name = "Old";
        base.price = 5;
        base.currency = Currency.pack("CNY");
        base.state = 1;
        base.pick = 3;
        base.delivery = 1;
        base.maxPerOrder = 9;
        base.latePolicy = 2;
        base.limits = new SkuLimits(4, 60_000, 2, 3, 5_000);
        byte[] name = {'s'};
        sku.sku(name, 0, 1);
        sku.changeOf(base);
        assertThat(read(sku, "{\"price\":6,\"state\":\"paused\"}")).isNull();
        assertThat(sku.encode(buffer)).isEqualTo(sku.encodedLength());
        PutSkuDecoder decoded = new PutSkuDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        assertThat(decoded.price()).isEqualTo(6);
        assertThat(decoded.maxPerOrder()).isEqualTo(9);
        assertThat(decoded.latePolicy().name()).isEqualTo("BACKORDER");
        assertThat(decoded.maxPerBuyer()).isEqualTo(4);
        assertThat(decoded.buyerWindowMillis()).isEqualTo(60_000);
        assertThat(decoded.maxOpenHoldsPerBuyer()).isEqualTo(2);
        assertThat(decoded.maxOpenHoldsPerAddress()).isEqualTo(3);
        assertThat(decoded.maxHeldShareBps()).isEqualTo(5_000);
        assertThat(decoded.pickRaw()).isEqualTo((short) 3);
        assertThat(decoded.state().name()).isEqualTo("PAUSED");
        assertThat(decoded.sku()).isEqualTo("s");
        assertThat(decoded.name()).isEqualTo("Old");

        sku.changeOf(null);
        assertThat(read(sku, "{\"price\":6}").codeText()).isEqualTo("invalid_name");
        String whole = "{\"name\":\"n\",\"price\":6,\"currency\":\"CNY\",";
        assertThat(read(sku, whole + "\"max_per_buyer\":-1}").codeText()).isEqualTo("invalid_max_per_buyer");
        assertThat(read(sku, whole + "\"buyer_window_ms\":31622400001}").codeText())
                .isEqualTo("invalid_buyer_window_ms");
        assertThat(read(sku, whole + "\"max_held_share_bps\":10001}").codeText())
                .isEqualTo("invalid_max_held_share_bps");
        assertThat(read(sku, whole + "\"delivery\":\"reusable\"}").codeText()).isEqualTo("invalid_sale_cap");
        assertThat(read(sku, whole + "\"sale_cap\":5}").codeText()).isEqualTo("invalid_sale_cap");
        assertThat(read(sku, whole + "\"delivery\":\"reusable\",\"sale_cap\":10000001}")
                        .codeText())
                .isEqualTo("invalid_sale_cap");
        assertThat(read(sku, whole + "\"delivery\":\"reusable\",\"sale_cap\":0}")
                        .codeText())
                .isEqualTo("invalid_sale_cap");
        assertThat(read(sku, whole + "\"delivery\":\"reusable\",\"sale_cap\":10000000}"))
                .isNull();
        assertThat(read(sku, whole + "\"sale_starts_at\":\"tomorrow\"}").codeText())
                .isEqualTo("invalid_sale_starts_at");
        assertThat(read(sku, whole + "\"sale_ends_at\":\"9999-12-31T23:59:59.999Z\"}"))
                .as("farther than nanoseconds reach")
                .isNull();
        assertThat(read(sku, whole + "\"sale_starts_at\":\"2026-01-31T09:30:00.000Z\"}"))
                .isNull();
    }

    @Test
    void shouldWriteNumbersAndTexts() {
        JsonBytes out = new JsonBytes(16);
        for (long value : new long[] {0, 9, 10, -1, 1234567890123456789L, Long.MAX_VALUE, Long.MIN_VALUE}) {
            out.clear().number(value);
            assertThat(text(out)).isEqualTo(Long.toString(value));
        }
        out.clear().string("a\"b\\c\n\u0001é😀");
        assertThat(text(out)).isEqualTo("\"a\\\"b\\\\c\\u000a\\u0001é😀\"");
        UtcTime time = new UtcTime();
        for (long millis : new long[] {0, 999, 1000, 951_782_399_999L, 1_800_000_000_123L, 253_402_300_799_999L}) {
            assertThat(new String(time.format(millis), StandardCharsets.US_ASCII))
                    .isEqualTo(java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
                            .withZone(java.time.ZoneOffset.UTC)
                            .format(java.time.Instant.ofEpochMilli(millis)));
        }
    }

    private static String orderOf(int lines, int idLength, int buyerLength) {
        return "{\"client_order_id\":\"" + "k".repeat(idLength) + "\",\"buyer\":\"" + "b".repeat(buyerLength)
                + "\",\"lines\":[" + String.join(",", java.util.Collections.nCopies(lines, LINE)) + "]}";
    }

    private static RequestProblem read(JsonRequest request, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return request.read(bytes, 0, bytes.length);
    }

    private static String text(JsonBytes out) {
        return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
    }
}
