package io.faka.gateway.session;

import io.faka.codec.command.CreateOrderDecoder;
import io.faka.codec.command.GetPublicUnitsDecoder;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** Checks what concerns units that buyers choose, for {@link CommandValidator}. */
final class ChoiceChecks {
    private static final int MAX_PAGE_UNITS = 200;
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

    private final CommandValidator validator;

    ChoiceChecks(CommandValidator validator) {
        this.validator = validator;
    }

    /** Checks the unit that a line of an order names. */
    void checkLine(UnsafeBuffer buffer, int line, boolean isFok) {
        int unit = buffer.getInt(line + CreateOrderDecoder.LinesDecoder.unitIdEncodingOffset(), LE);
        int quantity = buffer.getInt(line + CreateOrderDecoder.LinesDecoder.quantityEncodingOffset(), LE);
        validator.require(
                unit == 0 || unit > 0 && quantity == 1 && isFok,
                "unitId is 0, or 1 to 2147483647 in a line of quantity 1 of an order of mode FOK");
    }

    /** Checks a GetPublicUnits. */
    void checkList(UnsafeBuffer buffer, int block) {
        int after = buffer.getInt(block + GetPublicUnitsDecoder.afterUnitIdEncodingOffset(), LE);
        validator.require(after >= 0, "a unit id must be 0 to 2147483647");
        int items = buffer.getShort(block + GetPublicUnitsDecoder.maxItemsEncodingOffset(), LE) & 0xffff;
        validator.require(items <= MAX_PAGE_UNITS, "maxItems must be 0 to 200");
        validator.sku();
    }
}
