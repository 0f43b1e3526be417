package io.faka.engine.order;

import static io.faka.codec.reply.ResultCode.CREATED;
import static io.faka.codec.reply.ResultCode.EXISTS;
import static io.faka.codec.reply.ResultCode.FOUND;
import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.LOTTERY_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.SKU_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.UPDATED;

import io.faka.codec.command.ChangeLotteryDecoder;
import io.faka.codec.command.GetLotteryDecoder;
import io.faka.codec.command.LotteryAction;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Stock;
import io.faka.engine.memory.CommandTexts;
import io.faka.engine.memory.Hash;
import io.faka.engine.memory.Memory;
import io.faka.engine.publish.LotteryOutput;
import io.faka.engine.publish.ReplyPublisher;

/**
 * Decides ChangeLottery and answers GetLottery. While the lottery of a SKU is open, an order for it is an entry: it waits, whatever is
 * on the shelf, see {@link OrderGuards}. The draw puts all who wait for the SKU into an order that follows from the seed alone,
 * whatever their priority, price cap and time, and sells in that order within the same command; who gets nothing stays in line, in the drawn
 * order, until the time of the wait is over, and has the units of winners who do not pay. First match wins, in this order:
 *
 * <ol>
 *   <li>MALFORMED, INVALID_FIELD, SKU_NOT_FOUND.
 *   <li>OPEN: EXISTS if it is open; else CREATED, the SKU's lottery before it is forgotten.
 *   <li>DRAW: EXISTS if the last was drawn, with what was drawn then; LOTTERY_NOT_FOUND if none is open; UPDATED.
 *   <li>END, without a draw: LOTTERY_NOT_FOUND if none is open; UPDATED, and who waits is served as ever.
 * </ol>
 *
 * <p>The place of an order follows from {@link #rank}: anybody who knows the seed and the sequences of the entries can draw again.
 */
public final class LotteryDesk {
    private static final int HEADER = 8;
    private static final int NO_DETAIL = -1;

    /** Largest seed: every reader of JSON keeps it as it is. */
    public static final long MAX_SEED = (1L << 53) - 1;

    private final CommandTexts texts = new CommandTexts(1);
    private final Lotteries lotteries;
    private final Backlog backlog;
    private final Skus skus;
    private final Stock stock;
    private final LotteryOutput output;
    private final ReplyPublisher replies;
    private long hashSeed;

    /** Works on these tables. */
    public LotteryDesk(OrderTables tables, Skus skus, Stock stock, LotteryOutput output, ReplyPublisher replies) {
        this.lotteries = tables.lotteries();
        this.backlog = tables.backlog();
        this.skus = skus;
        this.stock = stock;
        this.output = output;
        this.replies = replies;
    }

    /** Sets what draws without a seed of their own are made with. */
    public void seed(long seed) {
        hashSeed = seed;
    }

    /** Place of an entry among all: the highest is served first. */
    static long rank(long seed, long entrySeq) {
        return Hash.ofWords(seed, entrySeq, 0) >>> 1;
    }

    /** Decides one command. */
    public void onChangeLottery(long seq, long command, int length) {
        int sku = find(command, length, ChangeLotteryDecoder.BLOCK_LENGTH, seq);
        if (sku == 0) {
            return;
        }
        byte action = Memory.getByte(command + HEADER + ChangeLotteryDecoder.actionEncodingOffset());
        long seed = Memory.getLong(command + HEADER + ChangeLotteryDecoder.seedEncodingOffset());
        if (seed < 0 || seed > MAX_SEED) {
            replies.refusal(INVALID_FIELD, ChangeLotteryDecoder.seedId(), seq);
        } else if (action == LotteryAction.OPEN.value()) {
            open(sku, seq);
        } else if (action == LotteryAction.DRAW.value()) {
            draw(sku, seed, seq);
        } else if (action == LotteryAction.END.value()) {
            end(sku, seq);
        } else {
            replies.refusal(INVALID_FIELD, ChangeLotteryDecoder.actionId(), seq);
        }
    }

    /** Answers one query. */
    public void onGetLottery(long seq, long query, int length) {
        int sku = find(query, length, GetLotteryDecoder.BLOCK_LENGTH, 0);
        if (sku == 0) {
            return;
        }
        int row = lotteries.of(sku);
        if (row == 0) {
            replies.refusal(LOTTERY_NOT_FOUND, NO_DETAIL, 0);
        } else {
            output.reply(row, FOUND, backlog.waiting(sku), seq);
        }
    }

    private int find(long message, int length, int blockLength, long seq) {
        if (!texts.parse(message, length, blockLength)) {
            replies.refusal(MALFORMED, NO_DETAIL, seq);
            return 0;
        }
        int sku = skus.find(texts.address(0), texts.length(0));
        if (sku == 0) {
            replies.refusal(SKU_NOT_FOUND, NO_DETAIL, seq);
        }
        return sku;
    }

    private void open(int sku, long seq) {
        if (skus.isLottery(sku)) {
            output.reply(lotteries.of(sku), EXISTS, backlog.waiting(sku), seq);
            return;
        }
        int row = lotteries.open(sku, seq);
        skus.lottery(sku, true);
        output.changed(row);
        output.reply(row, CREATED, backlog.waiting(sku), seq);
    }

    private void draw(int sku, long asked, long seq) {
        int row = lotteries.of(sku);
        if (row != 0 && lotteries.state(row) == Lotteries.DRAWN) {
            output.reply(row, EXISTS, backlog.waiting(sku), seq);
            return;
        }
        if (!skus.isLottery(sku)) {
            replies.refusal(LOTTERY_NOT_FOUND, NO_DETAIL, seq);
            return;
        }
        long seed = asked != 0 ? asked : 1 + (Hash.ofWords(hashSeed, seq, sku) & MAX_SEED >>> 1);
        close(row, Lotteries.DRAWN, backlog.draw(sku, seed), seed, seq);
    }

    private void end(int sku, long seq) {
        if (!skus.isLottery(sku)) {
            replies.refusal(LOTTERY_NOT_FOUND, NO_DETAIL, seq);
            return;
        }
        close(lotteries.of(sku), Lotteries.ENDED, backlog.waiting(sku), 0, seq);
    }

    private void close(int row, byte state, int entries, long seed, long seq) {
        int sku = lotteries.sku(row);
        lotteries.become(row, state, entries, seed, seq);
        skus.lottery(sku, false);
        stock.offeredAnew(sku);
        output.changed(row);
        output.reply(row, UPDATED, entries, seq);
    }
}
