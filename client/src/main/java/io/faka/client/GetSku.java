package io.faka.client;

import io.faka.codec.command.GetSkuEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** A SKU and its quantities as of the latest command. */
public record GetSku(String sku) implements Request<SkuResult> {
    @Override
    public int maxEncodedLength() {
        return 64 + 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        GetSkuEncoder get = new GetSkuEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        get.sku(sku);
        return MessageHeaderEncoder.ENCODED_LENGTH + get.encodedLength();
    }

    @Override
    public SkuResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.sku(buffer, offset);
    }
}
