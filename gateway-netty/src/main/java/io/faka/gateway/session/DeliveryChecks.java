package io.faka.gateway.session;

import io.faka.codec.command.AddCountedUnitsDecoder;
import io.faka.codec.command.Delivery;
import io.faka.codec.command.PutSkuDecoder;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** Checks the messages about manual delivery for {@link CommandValidator}. */
final class DeliveryChecks {
    private static final int MAX_LOT_BYTES = 64;
    private static final int MAX_UNITS = 1_000_000;
    private static final long MAX_SALE_CAP = 10_000_000;
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

    private DeliveryChecks() {}

    /** Checks the sale cap of a definition. */
    static void checkSaleCap(CommandValidator validator, UnsafeBuffer buffer, int block) {
        long cap = buffer.getLong(block + PutSkuDecoder.saleCapEncodingOffset(), LE);
        boolean reusable = buffer.getByte(block + PutSkuDecoder.deliveryEncodingOffset()) == Delivery.REUSABLE.value();
        validator.require(
                reusable ? cap >= 1 && cap <= MAX_SALE_CAP : cap == 0,
                "saleCap must be 1 to 10000000 for delivery REUSABLE, 0 for others");
    }

    /** Checks the fields of counted stock. */
    static void checkCounted(CommandValidator validator, UnsafeBuffer buffer, int block) {
        validator.require(
                buffer.getLong(block + AddCountedUnitsDecoder.expiresAtMicrosEncodingOffset(), LE) >= 0,
                "expiresAtMicros must not be negative");
        validator.require(
                buffer.getInt(block + AddCountedUnitsDecoder.offerIdEncodingOffset(), LE) >= 0,
                "offerId must be 0 to 2147483647");
        long quantity = buffer.getInt(block + AddCountedUnitsDecoder.quantityEncodingOffset(), LE) & 0xffff_ffffL;
        validator.require(quantity >= 1 && quantity <= MAX_UNITS, "quantity must be 1 to 1000000");
        validator.sku();
        validator.text("lot", 1, MAX_LOT_BYTES);
    }
}
