package io.faka.gateway.json;

import io.faka.codec.reply.LotteryReplyDecoder;
import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.ResultCode;
import java.util.Locale;
import org.agrona.DirectBuffer;

/** Writes lotteries as JSON. One thread. */
public final class LotteryWriter {
    private static final byte[] CODE = Names.ascii("{\"code\":\"");
    private static final byte[] SKU_AFTER_CODE = Names.ascii("\",\"sku\":");
    private static final byte[] SKU = Names.ascii("{\"sku\":");
    private static final byte[] STATE = Names.ascii(",\"state\":");
    private static final byte[] ENTRIES = Names.ascii(",\"entries\":");
    private static final byte[] WAITING = Names.ascii(",\"waiting\":");
    private static final byte[] SEED = Names.ascii(",\"seed\":");
    private static final byte[] CHANGED_SEQ = Names.ascii(",\"changed_seq\":");
    private static final byte[] SEQ = Names.ascii(",\"seq\":");
    private static final byte[] NULL = Names.ascii("null");

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final LotteryReplyDecoder reply = new LotteryReplyDecoder();

    /** Nothing to set. */
    public LotteryWriter() {}

    /** The reply's result code. */
    public ResultCode code(DirectBuffer buffer, int offset) {
        return reply.wrapAndApplyHeader(buffer, offset, header).code();
    }

    /** Writes a reply; {@code withCode} says whether the object starts with the result code. */
    public void write(DirectBuffer buffer, int offset, boolean withCode, JsonBytes out) {
        reply.wrapAndApplyHeader(buffer, offset, header);
        if (withCode) {
            out.raw(CODE).raw(Names.ascii(Names.of(reply.code()))).raw(SKU_AFTER_CODE);
        } else {
            out.raw(SKU);
        }
        out.string(reply.sku());
        out.raw(STATE).string(reply.state().name().toLowerCase(Locale.ROOT));
        out.raw(ENTRIES)
                .number(reply.entries())
                .raw(WAITING)
                .number(reply.waiting())
                .raw(SEED);
        if (reply.seed() == 0) {
            out.raw(NULL);
        } else {
            out.number(reply.seed());
        }
        out.raw(CHANGED_SEQ).number(reply.changedSeq());
        out.raw(SEQ).number(reply.seq()).raw('}');
    }
}
