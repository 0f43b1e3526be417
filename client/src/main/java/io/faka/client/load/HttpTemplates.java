package io.faka.client.load;

import io.faka.client.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whole HTTP requests; one set per worker, patched in place before each use. All fields have a fixed width. */
final class HttpTemplates {
    private static final int AMOUNT_WIDTH = 16;
    private static final String ORDER_ID = "#order-id--32-characters-of-hex#";
    private static final String AMOUNT = "#amount-of-money";
    private static final String CURRENCY = "###";

    private final byte[] run;
    private final Template[] orders;
    private final int[] numberOffsets;
    private final int[] buyerOffsets;
    private final Template payment;
    private final int paymentRefOffset;
    private final int orderIdOffset;
    private final int amountOffset;
    private final int currencyOffset;

    HttpTemplates(byte[] run, LoadOptions options) {
        this.run = run;
        List<String> skus = options.skus();
        orders = new Template[skus.size()];
        numberOffsets = new int[orders.length];
        buyerOffsets = new int[orders.length];
        for (int i = 0; i < orders.length; i++) {
            String body = "{\"client_order_id\":\"" + Template.NUMBER + "\",\"buyer\":\"" + Template.BUYER
                    + "\",\"lines\":[{\"sku\":\"" + skus.get(i) + "\",\"quantity\":1}]}";
            orders[i] = Template.of(post(options, "/v1/orders", body));
            numberOffsets[i] = orders[i].find(Template.NUMBER);
            buyerOffsets[i] = orders[i].find(Template.BUYER);
            orders[i].buffer.putStringWithoutLengthAscii(buyerOffsets[i], "buyer-");
        }
        String body = "{\"channel\":\"bench\",\"payment_ref\":\"" + Template.NUMBER + "\",\"amount\":" + AMOUNT
                + ",\"currency\":\"" + CURRENCY + "\"}";
        payment = Template.of(post(options, "/v1/orders/" + ORDER_ID + "/pay", body));
        paymentRefOffset = payment.find(Template.NUMBER);
        orderIdOffset = payment.find(ORDER_ID);
        amountOffset = payment.find(AMOUNT);
        currencyOffset = payment.find(CURRENCY);
    }

    Template order(long number, int sku, int buyer) {
        Template order = orders[sku];
        order.putNumber(numberOffsets[sku], run, number);
        order.putBuyer(buyerOffsets[sku], buyer);
        return order;
    }

    Template payment(long number, long orderIdHigh, long orderIdLow, long amount, int currency) {
        payment.putNumber(paymentRefOffset, run, number);
        payment.putHex(orderIdOffset, orderIdHigh);
        payment.putHex(orderIdOffset + 16, orderIdLow);
        payment.putDecimal(amountOffset, AMOUNT_WIDTH, amount);
        for (int i = 0; i < 3; i++) {
            payment.buffer.putByte(currencyOffset + i, (byte) (currency >>> 16 - 8 * i));
        }
        return payment;
    }

    private static String post(LoadOptions options, String target, String body) {
        String authorization = options.credentials() instanceof Credentials.Bearer bearer
                ? "Authorization: Bearer " + bearer.key() + "\r\n"
                : "";
        return "POST " + target + " HTTP/1.1\r\nHost: " + options.host() + ":" + options.port() + "\r\n"
                + authorization + "Content-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }
}
