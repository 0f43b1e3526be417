package io.faka.client;

import io.faka.codec.reply.LotteryReplyDecoder;
import io.faka.codec.reply.LotteryState;
import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.ResultCode;
import org.agrona.DirectBuffer;

/**
 * The last lottery of a SKU.
 *
 * @param entries    orders that take part, or took
 * @param waiting    orders that wait for the SKU, before the command served any
 * @param seed       what the draw was made with, 0 if none was
 * @param changedSeq sequence of the command that changed it last
 */
public record LotteryResult(
        ResultCode code,
        String sku,
        LotteryState state,
        long entries,
        long waiting,
        long seed,
        long changedSeq,
        long seq) {
    static LotteryResult decode(DirectBuffer buffer, int offset) {
        Replies.expect(LotteryReplyDecoder.TEMPLATE_ID, buffer, offset);
        LotteryReplyDecoder d =
                new LotteryReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        return new LotteryResult(
                d.code(), d.sku(), d.state(), d.entries(), d.waiting(), d.seed(), d.changedSeq(), d.seq());
    }
}
