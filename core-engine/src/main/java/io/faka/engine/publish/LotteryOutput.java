package io.faka.engine.publish;

import io.faka.codec.event.LotteryChangedEncoder;
import io.faka.codec.reply.LotteryReplyEncoder;
import io.faka.codec.reply.LotteryState;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.RecordBuffer;
import io.faka.engine.inventory.Skus;
import io.faka.engine.memory.Memory;
import io.faka.engine.order.Lotteries;

/** Writes what is told of lotteries, among the events and replies of the other publishers. */
public final class LotteryOutput {
    private static final int HEADER = io.faka.codec.event.MessageHeaderEncoder.ENCODED_LENGTH;

    private final io.faka.codec.event.MessageHeaderEncoder eventHeader = new io.faka.codec.event.MessageHeaderEncoder();
    private final io.faka.codec.reply.MessageHeaderEncoder replyHeader = new io.faka.codec.reply.MessageHeaderEncoder();
    private final LotteryChangedEncoder lotteryChanged = new LotteryChangedEncoder();
    private final LotteryReplyEncoder lotteryReply = new LotteryReplyEncoder();
    private final EventPublisher events;
    private final ReplyPublisher replies;
    private final Lotteries lotteries;
    private final Skus skus;

    /** Reads what it writes from these tables. */
    public LotteryOutput(EventPublisher events, ReplyPublisher replies, Lotteries lotteries, Skus skus) {
        this.events = events;
        this.replies = replies;
        this.lotteries = lotteries;
        this.skus = skus;
    }

    /** The lottery as it is now. */
    public void changed(int row) {
        RecordBuffer records = events.records();
        int at = records.claim(HEADER + LotteryChangedEncoder.BLOCK_LENGTH);
        lotteryChanged
                .wrapAndApplyHeader(records.buffer(), at, eventHeader)
                .seq(events.seq())
                .timeMicros(events.timeMicros())
                .seed(lotteries.seed(row))
                .skuNumber(lotteries.sku(row))
                .entries(lotteries.entries(row))
                .state(io.faka.codec.event.LotteryState.get(lotteries.state(row)));
        records.commit(HEADER + LotteryChangedEncoder.BLOCK_LENGTH);
    }

    /** @param waiting how many wait for the SKU before the command serves any */
    public void reply(int row, ResultCode code, int waiting, long seq) {
        int sku = lotteries.sku(row);
        RecordBuffer records = replies.records();
        int at = records.claim(HEADER + LotteryReplyEncoder.BLOCK_LENGTH + 1 + Skus.MAX_KEY_LENGTH);
        lotteryReply
                .wrapAndApplyHeader(records.buffer(), at, replyHeader)
                .seq(seq)
                .seed(lotteries.seed(row))
                .changedSeq(lotteries.changedSeq(row))
                .entries(lotteries.state(row) == Lotteries.OPEN ? waiting : lotteries.entries(row))
                .waiting(waiting)
                .code(code)
                .state(LotteryState.get(lotteries.state(row)));
        int end = Memory.putText8(records.buffer(), lotteryReply.limit(), skus.key(sku), skus.keyLength(sku));
        records.commit(end - at);
    }
}
