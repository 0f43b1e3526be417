package io.faka.client;

import io.faka.codec.command.GetLotteryEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Asks for the last lottery of a SKU. */
public record GetLottery(String sku) implements Request<LotteryResult> {
    @Override
    public int maxEncodedLength() {
        return 64 + 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        GetLotteryEncoder get = new GetLotteryEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        get.sku(sku);
        return MessageHeaderEncoder.ENCODED_LENGTH + get.encodedLength();
    }

    @Override
    public LotteryResult decode(DirectBuffer buffer, int offset, int length) {
        return LotteryResult.decode(buffer, offset);
    }
}
