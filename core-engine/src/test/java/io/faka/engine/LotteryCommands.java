package io.faka.engine;

import io.faka.codec.command.ChangeLotteryEncoder;
import io.faka.codec.command.GetLotteryEncoder;
import io.faka.codec.command.LotteryAction;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.event.LotteryChangedDecoder;
import io.faka.codec.reply.LotteryReplyDecoder;
import org.agrona.DirectBuffer;

/** Encodes the commands and queries about lotteries for tests, and spells out what comes of them. */
public final class LotteryCommands {
    private static final MessageHeaderEncoder HEADER = new MessageHeaderEncoder();

    private LotteryCommands() {}

    public static Commands change(Commands into, String sku, LotteryAction action, long seed) {
        ChangeLotteryEncoder change = new ChangeLotteryEncoder();
        change.wrapAndApplyHeader(into.buffer, 0, HEADER)
                .seed(seed)
                .action(action)
                .sku(sku);
        return into.ends(change.limit());
    }

    public static Commands get(Commands into, String sku) {
        GetLotteryEncoder get = new GetLotteryEncoder();
        get.wrapAndApplyHeader(into.buffer, 0, HEADER).sku(sku);
        return into.ends(get.limit());
    }

    static String event(DirectBuffer buffer, int at) {
        LotteryChangedDecoder d = new LotteryChangedDecoder()
                .wrapAndApplyHeader(buffer, at, new io.faka.codec.event.MessageHeaderDecoder());
        return event((int) d.skuNumber(), d.state().name(), (int) d.entries(), d.seed());
    }

    static String reply(DirectBuffer buffer, int at) {
        LotteryReplyDecoder d = new LotteryReplyDecoder()
                .wrapAndApplyHeader(buffer, at, new io.faka.codec.reply.MessageHeaderDecoder());
        return reply(
                d.code().name(),
                d.sku(),
                d.state().name(),
                (int) d.entries(),
                (int) d.waiting(),
                d.seed(),
                d.changedSeq(),
                d.seq());
    }

    /** As the event is spelt out. */
    public static String event(int sku, String state, int entries, long seed) {
        return "LotteryChanged " + sku + " " + state + " entries " + entries + seed(seed);
    }

    /** As the reply is spelt out. */
    public static String reply(
            String code, String sku, String state, int entries, int waiting, long seed, long changedSeq, long seq) {
        return code + " " + sku + " " + state + " entries " + entries + " waiting " + waiting + seed(seed) + " changed "
                + changedSeq + " seq " + seq;
    }

    private static String seed(long seed) {
        return seed == 0 ? "" : " seed " + Long.toHexString(seed);
    }
}
