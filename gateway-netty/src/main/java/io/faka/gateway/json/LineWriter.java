package io.faka.gateway.json;

import io.faka.codec.reply.OfferReplyDecoder;
import io.faka.codec.reply.OrderReplyDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.codec.reply.SkuReplyDecoder;
import io.faka.engine.SkuView;
import org.agrona.DirectBuffer;

/**
 * Writes answers as JSON lines: {@code {"id":7,"code":"created","order":{…}}}, each ended by a line feed. One per event loop.
 */
public final class LineWriter {
    private static final int HEADER_BYTES = 8;
    private static final byte[] ID = Names.ascii("{\"id\":");
    private static final byte[] NO_ID = Names.ascii("{\"id\":null");
    private static final byte[] CODE = Names.ascii(",\"code\":\"");
    private static final byte[] ORDER = Names.ascii("\",\"order\":");
    private static final byte[] SKU = Names.ascii("\",\"sku\":");
    private static final byte[] NAME = Names.ascii("\",\"");
    private static final byte[] VALUE = Names.ascii("\":");
    private static final byte[] DETAIL = Names.ascii("\",\"detail\":");
    private static final byte[] RETRY_AFTER_MS = Names.ascii(",\"retry_after_ms\":");
    private static final byte[] LOT = Names.ascii("\",\"lot\":");
    private static final byte[] IMPORTED = Names.ascii(",\"imported\":");
    private static final byte[] DUPLICATES = Names.ascii(",\"duplicates\":");
    private static final byte[] REJECTED = Names.ascii(",\"rejected\":");
    private static final byte[] BLANK = Names.ascii(",\"blank\":");
    private static final byte[] ERRORS = Names.ascii(",\"errors\":[");
    private static final byte[] ERROR_LINE = Names.ascii("{\"line\":");
    private static final byte[] ERROR_REASON = Names.ascii(",\"reason\":\"");
    private static final byte[] CLOSING = Names.ascii("{\"id\":null,\"code\":\"closing\",\"reason\":\"");
    private static final byte[] END = Names.ascii("}\n");

    private final MoneyWriter money = new MoneyWriter();
    private final WalletWriter wallets = new WalletWriter();
    private static final byte[] LOTTERY = Names.ascii("\",\"lottery\":");
    private static final byte[] OFFER = Names.ascii("\",\"offer\":");
    private static final byte[] COUPON = Names.ascii("\",\"coupon\":");
    private static final byte[] OFFERS = Names.ascii("\",\"page\":");

    private final LotteryWriter lotteries = new LotteryWriter();
    private final OfferWriter offers = new OfferWriter();
    private final CouponWriter coupons = new CouponWriter();
    private final UnitsWriter units = new UnitsWriter();
    private final ReplyWriter replies;

    /** Writes orders and SKUs with this writer. */
    public LineWriter(ReplyWriter replies) {
        this.replies = replies;
    }

    /** An answer that is a code and nothing more. */
    public void plain(Text id, ResultCode code, JsonBytes out) {
        head(id, Names.of(code), out);
        out.raw('"').raw(END);
    }

    /**
     * An order with its first page of units.
     *
     * @return index of the first unit still to come; the line is ended if it is {@link #unitsTotal}
     */
    public int order(Text id, DirectBuffer reply, int offset, JsonBytes out) {
        int code = reply.getByte(offset + HEADER_BYTES + OrderReplyDecoder.codeEncodingOffset()) & 0xff;
        head(id, out);
        out.raw(Names.code((short) code)).raw(ORDER);
        return ended(replies.beginOrder(reply, offset, false, out), out);
    }

    /** One more page of the order; result as for {@link #order}. */
    public int morePages(DirectBuffer reply, int offset, JsonBytes out) {
        return ended(replies.continueOrder(reply, offset, out), out);
    }

    /** Delivered units of the order written last. */
    public int unitsTotal() {
        return replies.unitsTotal();
    }

    /** A SKU, whose whole definition comes from {@code view} where there is one. */
    public void sku(Text id, DirectBuffer reply, int offset, SkuView view, JsonBytes out) {
        int code = reply.getByte(offset + HEADER_BYTES + SkuReplyDecoder.codeEncodingOffset()) & 0xff;
        head(id, out);
        out.raw(Names.code((short) code)).raw(SKU);
        if (view == null) {
            replies.sku(reply, offset, out);
        } else {
            replies.sku(view, out);
        }
        out.raw(END);
    }

    /** A payment, a refund, or a page of money that waits. */
    public void money(Text id, DirectBuffer reply, int offset, JsonBytes out) {
        head(id, Names.of(money.code(reply, offset)), out);
        out.raw(NAME).raw(Names.ascii(money.name(reply, offset))).raw(VALUE);
        money.write(reply, offset, false, out);
        out.raw(END);
    }

    /** A change of a wallet, its balances, or a page of its statement. */
    public void wallet(Text id, DirectBuffer reply, int offset, JsonBytes out) {
        head(id, Names.of(wallets.code(reply, offset)), out);
        out.raw(NAME).raw(Names.ascii(wallets.name(reply, offset))).raw(VALUE);
        wallets.write(reply, offset, false, out);
        out.raw(END);
    }

    /** Single units or a lot after a change, or a page of a lot's units. */
    public void lots(Text id, DirectBuffer reply, int offset, JsonBytes out) {
        head(id, Names.of(units.code(reply, offset)), out);
        out.raw(NAME).raw(Names.ascii(units.name(reply, offset))).raw(VALUE);
        units.write(reply, offset, false, out);
        out.raw(END);
    }

    /** A lottery. */
    public void lottery(Text id, DirectBuffer reply, int offset, JsonBytes out) {
        head(id, Names.of(lotteries.code(reply, offset)), out);
        out.raw(LOTTERY);
        lotteries.write(reply, offset, false, out);
        out.raw(END);
    }

    /** An offer after a change, or a page of a SKU's offers. */
    public void offers(Text id, DirectBuffer reply, int offset, JsonBytes out) {
        boolean one = replies.templateId(reply, offset) == OfferReplyDecoder.TEMPLATE_ID;
        head(id, Names.of(one ? offers.code(reply, offset) : ResultCode.FOUND), out);
        out.raw(one ? OFFER : OFFERS);
        if (one) {
            offers.offer(reply, offset, out);
        } else {
            offers.page(reply, offset, out);
        }
        out.raw(END);
    }

    /** A coupon. */
    public void coupon(Text id, DirectBuffer reply, int offset, JsonBytes out) {
        head(id, Names.of(coupons.code(reply, offset)), out);
        out.raw(COUPON);
        coupons.coupon(reply, offset, out);
        out.raw(END);
    }

    /** What became of an import. */
    public void units(Text id, ImportSummary summary, JsonBytes out) {
        head(id, Names.of(ResultCode.IMPORTED), out);
        out.raw(LOT).string(summary.lot);
        out.raw(IMPORTED).number(summary.imported).raw(DUPLICATES).number(summary.duplicates);
        out.raw(REJECTED)
                .number(summary.rejected)
                .raw(BLANK)
                .number(summary.blank)
                .raw(ERRORS);
        for (int i = 0; i < summary.errors.size(); i++) {
            out.raw(i == 0 ? new byte[0] : Names.ascii(","));
            out.raw(ERROR_LINE).number(summary.errors.get(i).position());
            out.raw(ERROR_REASON).raw(Names.ascii(summary.errors.get(i).reason()));
            out.raw(Names.ascii("\"}"));
        }
        out.raw(']').raw(END);
    }

    /** A refusal of the state machine or of the gateway. */
    public void refusal(Text id, DirectBuffer reply, int offset, JsonBytes out) {
        ResultCode code = replies.refusalCode(reply, offset);
        head(id, Names.of(code), out);
        out.raw(DETAIL).string(replies.refusalMessage());
        String number = Meaning.of(code).numberName();
        if (!number.isEmpty() && replies.refusalDetail() >= 0) {
            out.raw(',').string(number).raw(':').number(replies.refusalDetail());
        }
        if (replies.refusalRetryAfterMillis() > 0) {
            out.raw(RETRY_AFTER_MS).number(replies.refusalRetryAfterMillis());
        }
        out.raw(END);
    }

    /** What is wrong with a line. */
    public void problem(Text id, RequestProblem problem, JsonBytes out) {
        problem(id, problem.codeText(), problem.detail(), out);
    }

    /** What is wrong with a line. */
    public void problem(Text id, ResultCode code, String detail, JsonBytes out) {
        problem(id, Names.of(code), detail, out);
    }

    /** The last line of a connection. */
    public void closing(String reason, String detail, JsonBytes out) {
        out.raw(CLOSING).raw(Names.ascii(reason)).raw(DETAIL).string(detail).raw(END);
    }

    private void problem(Text id, String code, String detail, JsonBytes out) {
        head(id, code, out);
        out.raw(DETAIL).string(detail).raw(END);
    }

    private int ended(int next, JsonBytes out) {
        if (next >= replies.unitsTotal()) {
            replies.endOrder(out);
            out.raw(END);
        }
        return next;
    }

    private static void head(Text id, String code, JsonBytes out) {
        head(id, out);
        // An unknown field's name may be part of it only where it is one of ours, so it is ASCII.
        out.raw(Names.ascii(code));
    }

    private static void head(Text id, JsonBytes out) {
        if (id.isEmpty()) {
            out.raw(NO_ID);
        } else {
            out.raw(ID).raw(id.bytes(), id.offset(), id.length());
        }
        out.raw(CODE);
    }
}
