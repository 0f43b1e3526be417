package io.faka.gateway.session;

import io.faka.codec.command.CancelLineDecoder;
import io.faka.codec.reply.ResultCode;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** Checks the messages about single lines of orders for {@link CommandValidator}. */
final class OrderLineChecks {
    private static final int MAX_REF_BYTES = 128;

    private final CommandValidator validator;

    OrderLineChecks(CommandValidator validator) {
        this.validator = validator;
    }

    /** Block length of a message, -1 if it is none of these. */
    static int blockLength(int templateId) {
        return templateId == CancelLineDecoder.TEMPLATE_ID ? CancelLineDecoder.BLOCK_LENGTH : -1;
    }

    /** Checks the fields of a message, which is one of these. */
    void check(UnsafeBuffer buffer, int block) {
        int quantity = buffer.getInt(block + CancelLineDecoder.quantityEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
        if (quantity == 0) {
            validator.refuse(ResultCode.QUANTITY_BELOW_MINIMUM, 1, "quantity must be at least 1");
        }
        validator.text("cancelRef", 0, MAX_REF_BYTES);
    }
}
