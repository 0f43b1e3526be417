package io.faka.gateway.json;

import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.codec.reply.WalletBalancesDecoder;
import io.faka.codec.reply.WalletEntryKind;
import io.faka.codec.reply.WalletReplyDecoder;
import io.faka.codec.reply.WalletStatementDecoder;
import io.faka.engine.Currency;
import java.util.Locale;
import org.agrona.DirectBuffer;

/** Writes replies about wallets as JSON. One thread. */
public final class WalletWriter {
    private static final byte[] CODE = Names.ascii("\"code\":\"");
    private static final byte[] AFTER_CODE = Names.ascii("\",");
    private static final byte[] ACCOUNT = Names.ascii("\"account\":");
    private static final byte[] KIND = Names.ascii("\"kind\":\"");
    private static final byte[] AMOUNT = Names.ascii("\",\"amount\":");
    private static final byte[] CURRENCY = Names.ascii(",\"currency\":");
    private static final byte[] BALANCE_CURRENCY = Names.ascii("{\"currency\":");
    private static final byte[] AVAILABLE = Names.ascii(",\"available\":");
    private static final byte[] HELD = Names.ascii(",\"held\":");
    private static final byte[] REF = Names.ascii(",\"ref\":");
    private static final byte[] ORDER_ID = Names.ascii(",\"order_id\":\"");
    private static final byte[] NO_ORDER_ID = Names.ascii(",\"order_id\":null");
    private static final byte[] TIME = Names.ascii(",\"time\":\"");
    private static final byte[] SEQ = Names.ascii(",\"seq\":");
    private static final byte[] BALANCES = Names.ascii("\"balances\":[");
    private static final byte[] ENTRIES = Names.ascii("\"entries\":[");
    private static final byte[] AFTER_LIST = Names.ascii("],");
    private static final byte[] NEXT = Names.ascii(",\"next\":");
    private static final byte[] NULL = Names.ascii("null");

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final WalletReplyDecoder reply = new WalletReplyDecoder();
    private final WalletBalancesDecoder balances = new WalletBalancesDecoder();
    private final WalletStatementDecoder statement = new WalletStatementDecoder();
    private final UtcTime time = new UtcTime();

    /** Whether {@link #write} takes replies of this template. */
    public static boolean takes(int templateId) {
        return templateId == WalletReplyDecoder.TEMPLATE_ID
                || templateId == WalletBalancesDecoder.TEMPLATE_ID
                || templateId == WalletStatementDecoder.TEMPLATE_ID;
    }

    /** The reply's result code. */
    public ResultCode code(DirectBuffer buffer, int offset) {
        boolean isEntry = header.wrap(buffer, offset).templateId() == WalletReplyDecoder.TEMPLATE_ID;
        return isEntry ? reply.wrapAndApplyHeader(buffer, offset, header).code() : ResultCode.FOUND;
    }

    /** Under which name a line carries the reply. */
    public String name(DirectBuffer buffer, int offset) {
        boolean isStatement = header.wrap(buffer, offset).templateId() == WalletStatementDecoder.TEMPLATE_ID;
        return isStatement ? "page" : "wallet";
    }

    /**
     * Writes a reply.
     *
     * @param withCode whether the object of a change starts with the result code
     */
    public void write(DirectBuffer buffer, int offset, boolean withCode, JsonBytes out) {
        switch (header.wrap(buffer, offset).templateId()) {
            case WalletReplyDecoder.TEMPLATE_ID ->
                entry(reply.wrapAndApplyHeader(buffer, offset, header), withCode, out);
            case WalletBalancesDecoder.TEMPLATE_ID ->
                balances(balances.wrapAndApplyHeader(buffer, offset, header), out);
            default -> statement(statement.wrapAndApplyHeader(buffer, offset, header), out);
        }
    }

    private static void entry(WalletReplyDecoder d, boolean withCode, JsonBytes out) {
        out.raw('{');
        if (withCode) {
            out.raw(CODE).raw(Names.ascii(Names.of(d.code()))).raw(AFTER_CODE);
        }
        kind(d.kind(), out);
        out.raw(AMOUNT).number(d.amount()).raw(CURRENCY).string(Currency.unpack((int) d.currency()));
        out.raw(AVAILABLE).number(d.available()).raw(HELD).number(d.held());
        out.raw(',').raw(ACCOUNT).string(d.account()).raw(REF).string(d.walletRef());
        out.raw(SEQ).number(d.seq()).raw('}');
    }

    private static void balances(WalletBalancesDecoder d, JsonBytes out) {
        long seq = d.seq();
        out.raw('{').raw(BALANCES);
        boolean first = true;
        for (WalletBalancesDecoder.BalancesDecoder one : d.balances()) {
            if (!first) {
                out.raw(',');
            }
            first = false;
            out.raw(BALANCE_CURRENCY).string(Currency.unpack((int) one.currency()));
            out.raw(AVAILABLE)
                    .number(one.available())
                    .raw(HELD)
                    .number(one.held())
                    .raw('}');
        }
        out.raw(AFTER_LIST)
                .raw(ACCOUNT)
                .string(d.account())
                .raw(SEQ)
                .number(seq)
                .raw('}');
    }

    private void statement(WalletStatementDecoder d, JsonBytes out) {
        long next = d.next();
        out.raw('{').raw(ENTRIES);
        boolean first = true;
        for (WalletStatementDecoder.EntriesDecoder one : d.entries()) {
            if (!first) {
                out.raw(',');
            }
            first = false;
            item(one, out);
        }
        out.raw(AFTER_LIST).raw(ACCOUNT).string(d.account()).raw(NEXT);
        if (next == 0) {
            out.raw(NULL).raw('}');
        } else {
            out.number(next).raw('}');
        }
    }

    private void item(WalletStatementDecoder.EntriesDecoder one, JsonBytes out) {
        out.raw('{');
        kind(one.kind(), out);
        out.raw(AMOUNT).number(one.amount()).raw(CURRENCY).string(Currency.unpack((int) one.currency()));
        out.raw(AVAILABLE).number(one.available()).raw(HELD).number(one.held());
        if ((one.orderIdHigh() | one.orderIdLow()) == 0) {
            out.raw(NO_ORDER_ID);
        } else {
            out.raw(ORDER_ID).hex(one.orderIdHigh()).hex(one.orderIdLow()).raw('"');
        }
        out.raw(TIME).raw(time.format(one.timeMicros() / 1000)).raw('"');
        out.raw(SEQ).number(one.seq()).raw(REF).string(one.walletRef()).raw('}');
    }

    private static void kind(WalletEntryKind kind, JsonBytes out) {
        out.raw(KIND).raw(Names.ascii(kind.name().toLowerCase(Locale.ROOT)));
    }
}
