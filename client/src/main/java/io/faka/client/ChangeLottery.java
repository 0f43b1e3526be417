package io.faka.client;

import io.faka.codec.command.ChangeLotteryEncoder;
import io.faka.codec.command.LotteryAction;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Opens the lottery of a SKU, draws, or ends it without a draw. Repeated, each answers as it did.
 *
 * @param seed what the draw is made with, below 2^53; 0 = the node's own
 */
public record ChangeLottery(String sku, LotteryAction action, long seed) implements Request<LotteryResult> {
    /** From now on orders for the SKU are entries. */
    public static ChangeLottery open(String sku) {
        return new ChangeLottery(sku, LotteryAction.OPEN, 0);
    }

    /** Draws with the node's own seed. */
    public static ChangeLottery draw(String sku) {
        return new ChangeLottery(sku, LotteryAction.DRAW, 0);
    }

    @Override
    public int maxEncodedLength() {
        return 64 + 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        ChangeLotteryEncoder change =
                new ChangeLotteryEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        change.seed(seed).action(action).sku(sku);
        return MessageHeaderEncoder.ENCODED_LENGTH + change.encodedLength();
    }

    @Override
    public LotteryResult decode(DirectBuffer buffer, int offset, int length) {
        return LotteryResult.decode(buffer, offset);
    }
}
