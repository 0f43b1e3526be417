package io.faka.gateway.json;

import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.MoneyPageDecoder;
import io.faka.codec.reply.OrderState;
import io.faka.codec.reply.PaymentReplyDecoder;
import io.faka.codec.reply.RefundReplyDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.Currency;
import org.agrona.DirectBuffer;

/** Writes replies about money as JSON. One thread. */
public final class MoneyWriter {
    private static final byte[] CODE = Names.ascii("\"code\":\"");
    private static final byte[] ORDER_ID = Names.ascii("\"order_id\":\"");
    private static final byte[] OUTCOME = Names.ascii("\",\"outcome\":\"");
    private static final byte[] STATE = Names.ascii("\",\"state\":");
    private static final byte[] REF = Names.ascii(",\"ref\":");
    private static final byte[] CHANNEL = Names.ascii("\",\"channel\":");
    private static final byte[] PAYMENT_REF = Names.ascii(",\"payment_ref\":");
    private static final byte[] AMOUNT = Names.ascii(",\"amount\":");
    private static final byte[] CURRENCY = Names.ascii(",\"currency\":");
    private static final byte[] SUSPENDED = Names.ascii(",\"suspended\":");
    private static final byte[] REFUND_DUE = Names.ascii(",\"refund_due\":");
    private static final byte[] REFUNDED = Names.ascii(",\"refunded\":");
    private static final byte[] REASON = Names.ascii(",\"reason\":\"");
    private static final byte[] SEQ = Names.ascii(",\"seq\":");
    private static final byte[] SEQ_AFTER_REASON = Names.ascii("\",\"seq\":");
    private static final byte[] SEPARATOR = Names.ascii("\",");
    private static final byte[] ITEMS = Names.ascii("{\"items\":[");
    private static final byte[] NEXT = Names.ascii("],\"next\":");
    private static final byte[] NULL = Names.ascii("null");

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PaymentReplyDecoder payment = new PaymentReplyDecoder();
    private final RefundReplyDecoder refund = new RefundReplyDecoder();
    private final MoneyPageDecoder page = new MoneyPageDecoder();

    /** Whether {@link #write} takes replies of this template. */
    public static boolean takes(int templateId) {
        return templateId == PaymentReplyDecoder.TEMPLATE_ID
                || templateId == RefundReplyDecoder.TEMPLATE_ID
                || templateId == MoneyPageDecoder.TEMPLATE_ID;
    }

    /** The reply's result code. */
    public ResultCode code(DirectBuffer buffer, int offset) {
        return switch (header.wrap(buffer, offset).templateId()) {
            case PaymentReplyDecoder.TEMPLATE_ID ->
                payment.wrapAndApplyHeader(buffer, offset, header).code();
            case RefundReplyDecoder.TEMPLATE_ID ->
                refund.wrapAndApplyHeader(buffer, offset, header).code();
            default -> page.wrapAndApplyHeader(buffer, offset, header).code();
        };
    }

    /** Under which name a line carries the reply. */
    public String name(DirectBuffer buffer, int offset) {
        return switch (header.wrap(buffer, offset).templateId()) {
            case PaymentReplyDecoder.TEMPLATE_ID -> "payment";
            case RefundReplyDecoder.TEMPLATE_ID -> "refund";
            default -> "page";
        };
    }

    /**
     * Writes a reply.
     *
     * @param withCode whether the object starts with the result code; pages never do
     */
    public void write(DirectBuffer buffer, int offset, boolean withCode, JsonBytes out) {
        switch (header.wrap(buffer, offset).templateId()) {
            case PaymentReplyDecoder.TEMPLATE_ID ->
                payment(payment.wrapAndApplyHeader(buffer, offset, header), withCode, out);
            case RefundReplyDecoder.TEMPLATE_ID ->
                refund(refund.wrapAndApplyHeader(buffer, offset, header), withCode, out);
            default -> page(page.wrapAndApplyHeader(buffer, offset, header), out);
        }
    }

    private static void payment(PaymentReplyDecoder d, boolean withCode, JsonBytes out) {
        begin(d.code(), withCode, out);
        out.raw(ORDER_ID).hex(d.orderIdHigh()).hex(d.orderIdLow());
        out.raw(OUTCOME).raw(Names.code(d.outcomeRaw()));
        out.raw(CHANNEL).string(d.channel()).raw(PAYMENT_REF).string(d.paymentRef());
        out.raw(AMOUNT).number(d.amount()).raw(CURRENCY).string(Currency.unpack((int) d.currency()));
        out.raw(SUSPENDED).number(d.suspended()).raw(REFUND_DUE).number(d.refundDue());
        out.raw(REFUNDED).number(d.refunded()).raw(SEQ).number(d.seq()).raw('}');
    }

    private static void refund(RefundReplyDecoder d, boolean withCode, JsonBytes out) {
        begin(d.code(), withCode, out);
        out.raw(ORDER_ID).hex(d.orderIdHigh()).hex(d.orderIdLow()).raw(STATE);
        if (d.state() == OrderState.REFUSED) {
            out.raw(NULL);
        } else {
            out.string(d.state().name());
        }
        out.raw(REF).string(d.refundRef());
        out.raw(AMOUNT).number(d.amount()).raw(CURRENCY).string(Currency.unpack((int) d.currency()));
        out.raw(REFUNDED).number(d.refunded()).raw(REFUND_DUE).number(d.refundDue());
        out.raw(SEQ).number(d.seq()).raw('}');
    }

    private static void page(MoneyPageDecoder d, JsonBytes out) {
        long next = d.next();
        out.raw(ITEMS);
        boolean first = true;
        for (MoneyPageDecoder.ItemsDecoder item : d.items()) {
            if (!first) {
                out.raw(',');
            }
            first = false;
            item(item, out);
        }
        out.raw(NEXT);
        if (next == 0) {
            out.raw(NULL).raw('}');
        } else {
            out.number(next).raw('}');
        }
    }

    private static void item(MoneyPageDecoder.ItemsDecoder item, JsonBytes out) {
        out.raw('{').raw(ORDER_ID).hex(item.orderIdHigh()).hex(item.orderIdLow());
        out.raw(CHANNEL).string(item.channel()).raw(PAYMENT_REF).string(item.paymentRef());
        out.raw(AMOUNT).number(item.amount()).raw(CURRENCY).string(Currency.unpack((int) item.currency()));
        out.raw(REASON).raw(Names.code(item.reasonRaw()));
        out.raw(SEQ_AFTER_REASON).number(item.seq()).raw('}');
    }

    private static void begin(ResultCode code, boolean withCode, JsonBytes out) {
        out.raw('{');
        if (withCode) {
            out.raw(CODE).raw(Names.ascii(Names.of(code))).raw(SEPARATOR);
        }
    }
}
