package io.faka.node;

import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.OrderReplyDecoder;
import io.faka.codec.reply.RefusalDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.Currency;
import io.faka.engine.SkuLimits;
import io.faka.engine.SkuView;
import io.faka.engine.schema.FieldSink;
import io.faka.engine.schema.MessageSchema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * Why an order request was answered as it was: the guard, and its SKUs at that sequence, as a refusing guard saw them or as an accepted request
 * left them.
 */
public final class Explanation {
    private Explanation() {}

    /**
     * Replays the journal and explains every request with that {@code client_order_id}, oldest first.
     *
     * @throws NodeFailure if there is none, or the journal cannot be had
     */
    public static List<Map<String, Object>> run(Path data, String clientOrderId) {
        Finder finder = new Finder(clientOrderId);
        JournalReplay.run(data, Long.MAX_VALUE, finder).engine().verifyAll();
        if (finder.found.isEmpty()) {
            throw new NodeFailure(
                    ExitCode.CHECK_FAILED,
                    "the journal has no order request " + clientOrderId
                            + "; one that was refused at the edge (a bad field, a key, overload) is not journaled");
        }
        return finder.found;
    }

    /** What a code's guard asks, in words. */
    static String guard(ResultCode code) {
        return switch (code) {
            case CREATED, EXISTS, BACKORDERED, PARTIALLY_RESERVED, PAID, PAID_WAITING -> "none refused it";
            case SKU_NOT_FOUND -> "every line names a SKU that exists";
            case SKU_INACTIVE -> "every SKU is active";
            case SALE_NOT_STARTED, SALE_ENDED -> "the time is within every SKU's sale window";
            case QUANTITY_BELOW_MINIMUM -> "each quantity is at least the SKU's min_per_order";
            case QUANTITY_GREATER_THAN_LIMIT -> "each quantity is at most the SKU's max_per_order";
            case LOTTERY_ENTRIES_ONLY ->
                "while a SKU's lottery is open, the order is one line of mode GTC, all or none";
            case ALREADY_ENTERED -> "the buyer has no entry to the SKU's lottery yet";
            case BUYER_LIMIT_EXCEEDED -> "the buyer stays within max_per_buyer in the window";
            case OPEN_HOLDS_EXCEEDED -> "buyer and address stay within their open unpaid holds";
            case HOLD_SHARE_EXCEEDED -> "unpaid holds stay within their share of the stock";
            case UNIT_NOT_AVAILABLE -> "the unit asked for can be chosen and is free";
            case UNIT_OF_ANOTHER_SKU -> "the unit asked for is one of the line's SKU";
            case COUPON_NOT_FOUND -> "the coupon exists";
            case COUPON_EXHAUSTED -> "unpaid and paid orders have fewer uses of the coupon than its max_uses";
            case COUPON_PER_BUYER_LIMIT -> "the buyer's orders have fewer uses of the coupon than its max_per_buyer";
            case COUPON_NOT_APPLICABLE ->
                "the coupon is for a SKU of the order and for the currency of all, and the time is within its own";
            case CURRENCY_MISMATCH -> "all lines and the request have one currency";
            case AMOUNT_OVERFLOW -> "the amount can be written in 63 bits";
            case PRICE_CHANGED -> "the amount, less the coupon, is the one expected, each price at most the cap";
            case INSUFFICIENT_STOCK -> "each SKU has as many units for sale as are asked for";
            case VIP_QUOTA_RESERVED ->
                "each SKU has as many units for sale as are asked for beside its vip_quota, which is for orders of a priority above 0";
            case KEY_EXPIRED -> "the client_order_id made no order that has left memory since";
            default -> "see the code in docs/PROTOCOL.md";
        };
    }

    private static final class Finder implements JournalReplay.Onlooker {
        private final String wanted;
        private final List<Map<String, Object>> found = new ArrayList<>();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private Map<String, Object> current;
        private List<String> lines = List.of();

        Finder(String wanted) {
            this.wanted = wanted;
        }

        @Override
        public void before(
                JournalReplay replay, long seq, long timeMicros, DirectBuffer command, int offset, int length) {
            current = null;
            if (!MessageSchema.commands().nameOf(command, offset).equals("create_order")) {
                return;
            }
            Request request = new Request();
            MessageSchema.commands().read(command, offset, length, request);
            if (request.clientOrderId.equals(wanted)) {
                current = new LinkedHashMap<>();
                current.put("client_order_id", wanted);
                current.put("seq", seq);
                current.put("time", StateAt.time(timeMicros));
                current.put("request", request.fields);
                lines = request.lines;
                found.add(current);
            }
        }

        @Override
        public void after(JournalReplay replay, long seq, DirectBuffer reply, int offset) {
            if (current == null) {
                return;
            }
            header.wrap(reply, offset);
            ResultCode code;
            long detail = -1;
            String message = "";
            if (header.templateId() == RefusalDecoder.TEMPLATE_ID) {
                RefusalDecoder refusal = new RefusalDecoder().wrapAndApplyHeader(reply, offset, header);
                code = refusal.code();
                detail = refusal.detail();
                message = refusal.message();
            } else {
                code = new OrderReplyDecoder()
                        .wrapAndApplyHeader(reply, offset, header)
                        .code();
            }
            current.put("outcome", header.templateId() == RefusalDecoder.TEMPLATE_ID ? "refused" : "accepted");
            current.put("code", code.name().toLowerCase(Locale.ROOT));
            current.put("guard", guard(code));
            if (detail >= 0) {
                current.put("detail", detail);
            }
            if (!message.isEmpty()) {
                current.put("message", message);
            }
            // A refusal changes no stock, so after it the stock is what the guard saw, with holds ended that were due.
            current.put("skus", lines.stream().map(line -> sku(replay, line)).toList());
        }

        private static Map<String, Object> sku(JournalReplay replay, String name) {
            Map<String, Object> seen = new LinkedHashMap<>();
            seen.put("sku", name);
            SkuView view = new SkuView();
            seen.put("exists", replay.readSku(name, view));
            if (view.skuNumber > 0) {
                StateAt.put(seen, view);
                seen.put(
                        "state",
                        io.faka.codec.event.SkuState.get(view.state).name().toLowerCase(Locale.ROOT));
                seen.put("price", view.price);
                seen.put("currency", Currency.unpack(view.currency));
                seen.put("min_per_order", view.minPerOrder);
                seen.put("max_per_order", view.maxPerOrder);
                limits(seen, view.limits);
                seen.put("safety_stock", view.safetyStock);
                seen.put("vip_quota", view.vipQuota);
                seen.put("orderable", view.orderable);
                seen.put("orderable_by_vips", view.orderableByVips);
                seen.put("sale_starts_at", view.saleStartsAtMicros == 0 ? null : StateAt.time(view.saleStartsAtMicros));
                seen.put("sale_ends_at", view.saleEndsAtMicros == 0 ? null : StateAt.time(view.saleEndsAtMicros));
            }
            return seen;
        }
    }

    private static void limits(Map<String, Object> into, SkuLimits limits) {
        if (!limits.equals(SkuLimits.NONE)) {
            into.put("max_per_buyer", limits.maxPerBuyer());
            into.put("buyer_window_ms", limits.buyerWindowMillis());
            into.put("max_open_holds_per_buyer", limits.maxOpenHoldsPerBuyer());
            into.put("max_open_holds_per_address", limits.maxOpenHoldsPerAddress());
            into.put("max_held_share_bps", limits.maxHeldShareBps());
        }
    }

    /** A request as it came, by the names of its fields. */
    private static final class Request implements FieldSink {
        private final Map<String, Object> fields = new LinkedHashMap<>();
        private final List<Map<String, Object>> items = new ArrayList<>();
        private final List<String> lines = new ArrayList<>();
        private Map<String, Object> into = fields;
        private String clientOrderId = "";

        @Override
        public void number(String name, long value) {
            if (value > 0) {
                into.put(name, value);
            }
        }

        @Override
        public void text(String name, DirectBuffer buffer, int offset, int length) {
            byte[] bytes = new byte[length];
            buffer.getBytes(offset, bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (!text.isEmpty()) {
                into.put(name, text);
            }
            if (name.equals("client_order_id")) {
                clientOrderId = text;
            } else if (name.equals("sku") && !lines.contains(text)) {
                lines.add(text);
            }
        }

        @Override
        public void name(String name, String value) {
            if (!value.isEmpty()) {
                into.put(name, value);
            }
        }

        @Override
        public void beginList(String name, int count) {
            fields.put(name, items);
        }

        @Override
        public void beginItem() {
            into = new LinkedHashMap<>();
            items.add(into);
        }

        @Override
        public void endItem() {
            into = fields;
        }
    }
}
