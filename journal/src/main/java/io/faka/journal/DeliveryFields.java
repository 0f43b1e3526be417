package io.faka.journal;

import io.faka.codec.command.AddCountedUnitsDecoder;
import io.faka.codec.command.FulfillOrderDecoder;
import io.faka.codec.command.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/** Names the fields of the commands of manual delivery, for {@link CommandFields}. Contents have no way out. */
final class DeliveryFields {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AddCountedUnitsDecoder counted = new AddCountedUnitsDecoder();
    private final FulfillOrderDecoder fulfill = new FulfillOrderDecoder();

    void counted(DirectBuffer buffer, int offset, FieldText out) {
        counted.wrapAndApplyHeader(buffer, offset, header);
        out.type("add_counted_units");
        out.number("expires_at_micros", counted.expiresAtMicros());
        out.number("offer_id", counted.offerId());
        out.number("quantity", counted.quantity());
        out.text("sku", counted.sku());
        out.text("lot", counted.lot());
    }

    void fulfill(DirectBuffer buffer, int offset, FieldText out) {
        fulfill.wrapAndApplyHeader(buffer, offset, header);
        out.type("fulfill_order");
        out.text("order_id", FieldText.hex(fulfill.orderIdHigh(), fulfill.orderIdLow()));
        out.number("first_content", fulfill.firstContent());
        out.number("key_id", fulfill.keyId());
        out.number("contents", fulfill.contents().count());
    }
}
