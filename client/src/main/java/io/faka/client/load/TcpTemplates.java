package io.faka.client.load;

import io.faka.client.NewOrder;
import io.faka.client.OrderId;
import io.faka.client.PayOrder;
import io.faka.client.Request;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.PayEncoder;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Encoded commands; one set per worker, patched in place before each use. */
final class TcpTemplates {
    private static final int PAY_BODY = MessageHeaderEncoder.ENCODED_LENGTH;

    private final byte[] run;
    private final Template[] orders;
    private final int[] numberOffsets;
    private final int[] buyerOffsets;
    private final Template payment;
    private final int paymentRefOffset;

    TcpTemplates(byte[] run, List<String> skus) {
        this.run = run;
        orders = new Template[skus.size()];
        numberOffsets = new int[orders.length];
        buyerOffsets = new int[orders.length];
        for (int i = 0; i < orders.length; i++) {
            orders[i] = encode(NewOrder.of(Template.NUMBER, Template.BUYER, skus.get(i), 1));
            numberOffsets[i] = orders[i].find(Template.NUMBER);
            buyerOffsets[i] = orders[i].find(Template.BUYER);
            orders[i].buffer.putStringWithoutLengthAscii(buyerOffsets[i], "buyer-");
        }
        payment = encode(new PayOrder(new OrderId(0, 0), "bench", Template.NUMBER, 0, ""));
        paymentRefOffset = payment.find(Template.NUMBER);
    }

    Template order(long number, int sku, int buyer) {
        Template order = orders[sku];
        order.putNumber(numberOffsets[sku], run, number);
        order.putBuyer(buyerOffsets[sku], buyer);
        return order;
    }

    Template payment(long number, long orderIdHigh, long orderIdLow, long amount, int currency) {
        payment.putNumber(paymentRefOffset, run, number);
        UnsafeBuffer buffer = payment.buffer;
        buffer.putLong(PAY_BODY + PayEncoder.orderIdHighEncodingOffset(), orderIdHigh, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(PAY_BODY + PayEncoder.orderIdLowEncodingOffset(), orderIdLow, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(PAY_BODY + PayEncoder.amountEncodingOffset(), amount, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(PAY_BODY + PayEncoder.currencyEncodingOffset(), currency, ByteOrder.LITTLE_ENDIAN);
        return payment;
    }

    private static Template encode(Request<?> request) {
        byte[] bytes = new byte[request.maxEncodedLength()];
        return new Template(bytes, request.encode(new UnsafeBuffer(bytes), 0));
    }
}
