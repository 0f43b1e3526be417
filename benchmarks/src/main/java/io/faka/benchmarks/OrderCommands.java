package io.faka.benchmarks;

import io.faka.codec.command.AddUnitsEncoder;
import io.faka.codec.command.CreateOrderEncoder;
import io.faka.codec.command.Delivery;
import io.faka.codec.command.Fill;
import io.faka.codec.command.LatePolicy;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.OrderMode;
import io.faka.codec.command.PayEncoder;
import io.faka.codec.command.Pick;
import io.faka.codec.command.PutSkuEncoder;
import io.faka.codec.command.SkuState;
import io.faka.engine.Currency;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes the commands of a benchmark; nothing is allocated for orders and payments. Order ids come from the order's number. */
final class OrderCommands {
    private static final long PRICE = 100;
    private static final int CNY = Currency.pack("CNY");
    private static final int SEALED_BYTES = 48;
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] CHANNEL = "bench".getBytes(StandardCharsets.US_ASCII);

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CreateOrderEncoder order = new CreateOrderEncoder();
    private final PayEncoder payment = new PayEncoder();
    private final byte[][] skus;
    private final byte[] buyer = "buyer-000000".getBytes(StandardCharsets.US_ASCII);
    private final byte[] text = new byte[24];
    private long units;

    OrderCommands(int skuCount) {
        skus = new byte[skuCount][];
        for (int i = 0; i < skuCount; i++) {
            skus[i] = ("sku-" + i).getBytes(StandardCharsets.US_ASCII);
        }
    }

    int skuCount() {
        return skus.length;
    }

    int encodeSku(UnsafeBuffer buffer, int sku) {
        PutSkuEncoder put = new PutSkuEncoder().wrapAndApplyHeader(buffer, 0, header);
        put.price(PRICE).currency(CNY).holdTtlMillis(86_400_000).minPerOrder(0).maxPerOrder(0);
        put.maxPerBuyer(0).buyerWindowMillis(0).maxOpenHoldsPerBuyer(0).maxOpenHoldsPerAddress(0);
        put.maxHeldShareBps(0)
                .saleStartsAtMicros(0)
                .saleEndsAtMicros(0)
                .safetyStock(0)
                .lowStockAt(0);
        put.lateWindowMillis(0).saleCap(0).delivery(Delivery.ONE_TIME).pick(Pick.FIFO);
        put.latePolicy(LatePolicy.REFUND_DUE).state(SkuState.ACTIVE).vipQuota(0);
        put.putSku(skus[sku], 0, skus[sku].length).putName(NOTHING, 0, 0);
        return MessageHeaderEncoder.ENCODED_LENGTH + put.encodedLength();
    }

    int encodeUnits(UnsafeBuffer buffer, int sku, int count) {
        AddUnitsEncoder add = new AddUnitsEncoder().wrapAndApplyHeader(buffer, 0, header);
        add.expiresAtMicros(0).offerId(0).keyId(1).continued((short) 0);
        AddUnitsEncoder.UnitsEncoder encoder = add.unitsCount(count);
        byte[] sealed = new byte[SEALED_BYTES];
        for (int i = 0; i < count; i++) {
            units++;
            encoder.next().fingerprintHigh(mix(units)).fingerprintLow(mix(~units));
            encoder.putSealedCode(sealed, 0, sealed.length);
        }
        byte[] lot = ("lot-" + sku).getBytes(StandardCharsets.US_ASCII);
        add.putSku(skus[sku], 0, skus[sku].length).putLot(lot, 0, lot.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + add.encodedLength();
    }

    int encodeOrder(UnsafeBuffer buffer, long number) {
        byte[] sku = skus[(int) (number % skus.length)];
        putNumber(number);
        putBuyer((int) (number % 1_000));
        order.wrapAndApplyHeader(buffer, 0, header).orderIdHigh(mix(number)).orderIdLow(mix(~number));
        order.expectedAmount(-1).ttlMillis(0).backorderTtlMillis(0).currency(0);
        order.mode(OrderMode.FOK).fill(Fill.ALL_OR_NONE).priority((short) 0);
        order.linesCount(1).next().maxUnitPrice(-1).unitId(0).quantity(1).putSku(sku, 0, sku.length);
        order.putClientOrderId(text, 0, text.length).putBuyer(buyer, 0, buyer.length);
        order.putClientAddress(NOTHING, 0, 0).putCoupon(NOTHING, 0, 0);
        return MessageHeaderEncoder.ENCODED_LENGTH + order.encodedLength();
    }

    int encodePayment(UnsafeBuffer buffer, long number) {
        putNumber(number);
        payment.wrapAndApplyHeader(buffer, 0, header).orderIdHigh(mix(number)).orderIdLow(mix(~number));
        payment.amount(PRICE).currency(CNY);
        payment.putChannel(CHANNEL, 0, CHANNEL.length).putPaymentRef(text, 0, text.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + payment.encodedLength();
    }

    private void putNumber(long number) {
        long rest = number;
        for (int i = text.length - 1; i >= 0; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private void putBuyer(int number) {
        buyer[11] = (byte) ('0' + number % 10);
        buyer[10] = (byte) ('0' + number / 10 % 10);
        buyer[9] = (byte) ('0' + number / 100);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
