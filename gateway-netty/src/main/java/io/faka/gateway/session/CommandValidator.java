package io.faka.gateway.session;

import io.faka.codec.command.AddLabelledUnitsDecoder;
import io.faka.codec.command.AddUnitsDecoder;
import io.faka.codec.command.CancelLineDecoder;
import io.faka.codec.command.CancelOrderDecoder;
import io.faka.codec.command.ChangeLotteryDecoder;
import io.faka.codec.command.ChangeOfferDecoder;
import io.faka.codec.command.ChangeWalletDecoder;
import io.faka.codec.command.CreateOrderDecoder;
import io.faka.codec.command.CreatePaidOrderDecoder;
import io.faka.codec.command.Delivery;
import io.faka.codec.command.ExtendHoldDecoder;
import io.faka.codec.command.Fill;
import io.faka.codec.command.FulfillOrderDecoder;
import io.faka.codec.command.GetCouponDecoder;
import io.faka.codec.command.GetLotteryDecoder;
import io.faka.codec.command.GetOffersDecoder;
import io.faka.codec.command.GetOrderByClientIdDecoder;
import io.faka.codec.command.GetOrderDecoder;
import io.faka.codec.command.GetPublicUnitsDecoder;
import io.faka.codec.command.GetRefundsDueDecoder;
import io.faka.codec.command.GetSkuDecoder;
import io.faka.codec.command.GetStateHashDecoder;
import io.faka.codec.command.GetSuspenseDecoder;
import io.faka.codec.command.GetWalletDecoder;
import io.faka.codec.command.GetWalletStatementDecoder;
import io.faka.codec.command.LatePolicy;
import io.faka.codec.command.LotteryAction;
import io.faka.codec.command.MessageHeaderDecoder;
import io.faka.codec.command.OfferState;
import io.faka.codec.command.OpenShardDecoder;
import io.faka.codec.command.OrderMode;
import io.faka.codec.command.PayDecoder;
import io.faka.codec.command.PayFromWalletDecoder;
import io.faka.codec.command.Pick;
import io.faka.codec.command.PutCouponDecoder;
import io.faka.codec.command.PutOfferDecoder;
import io.faka.codec.command.PutRetentionDecoder;
import io.faka.codec.command.PutSkuDecoder;
import io.faka.codec.command.RefundOrderDecoder;
import io.faka.codec.command.ResolveSuspenseDecoder;
import io.faka.codec.command.SkuState;
import io.faka.codec.command.SuspenseAction;
import io.faka.codec.command.TickDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.Currency;
import io.faka.engine.SkuLimits;
import io.faka.engine.inventory.Offers;
import io.faka.engine.limit.Coupons;
import io.faka.engine.order.LotteryDesk;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Judges an untrusted message of the command schema before it may enter the ring: shape first, then the range of every field,
 * then features that this version does not have. What passes can be decoded by the state machine without another look. Not
 * thread-safe; one per event loop.
 */
public final class CommandValidator {
    /** Most units in a line. */
    public static final int MAX_QUANTITY = 1_000_000;
    /** Most lines in an order. */
    public static final int MAX_LINES = 64;
    /** Most minor units in any amount. */
    public static final long MAX_AMOUNT = 1_000_000_000_000_000L;
    /** Shortest hold that can be asked for. */
    public static final long MIN_TTL_MILLIS = 1_000;
    /** Longest hold that can be asked for: 30 days. */
    public static final long MAX_TTL_MILLIS = 2_592_000_000L;
    /** Longest time after a hold's end in which a payment is still taken: 366 days. */
    public static final long MAX_LATE_WINDOW_MILLIS = 31_622_400_000L;

    /** Most items in a page of refunds due or of suspense. */
    public static final int MAX_PAGE_ITEMS = 200;

    private static final int HEADER_BYTES = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int LINE_BYTES = 16;
    private static final int TIER_BYTES = 12;
    private static final int UNCHANGED = 255;
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

    private final MessageCursor cursor = new MessageCursor();
    private final RefusalReply refusal = new RefusalReply();
    private final OrderLineChecks lines = new OrderLineChecks(this);
    private final ChoiceChecks choices = new ChoiceChecks(this);
    private final UnitChecks units = new UnitChecks(this);
    private final CouponChecks coupons = new CouponChecks(this);
    private UnsafeBuffer buffer;
    private boolean refused;
    private boolean prioritized;
    private boolean isFok;

    /**
     * Judges one message.
     *
     * @return its template id; or -1 if it is refused, {@link #refusal} telling why
     */
    public int check(UnsafeBuffer buffer, int offset, int length) {
        this.buffer = buffer;
        refused = false;
        prioritized = false;
        if (length < HEADER_BYTES) {
            return refuse(ResultCode.MALFORMED, "a message starts with an 8-byte header");
        }
        int templateId = unsignedShort(offset + 2);
        if (unsignedShort(offset + 4) != CreateOrderDecoder.SCHEMA_ID) {
            return refuse(ResultCode.UNKNOWN_COMMAND, "requests are of schema " + CreateOrderDecoder.SCHEMA_ID);
        }
        if (unsignedShort(offset + 6) > CreateOrderDecoder.SCHEMA_VERSION) {
            return refuse(
                    ResultCode.UNSUPPORTED_VERSION,
                    "the newest known version of the command schema is " + CreateOrderDecoder.SCHEMA_VERSION);
        }
        if (templateId == CreatePaidOrderDecoder.TEMPLATE_ID) {
            return checkPaidOrder(offset, length);
        }
        int version = unsignedShort(offset + 6);
        int blockLength = CommandBlocks.lengthIn(version, templateId, blockLength(templateId));
        if (blockLength < 0) {
            return refuseTemplate(templateId);
        }
        if (unsignedShort(offset) != blockLength) {
            return refuse(ResultCode.MALFORMED, "the block length is not the one of schema version " + version);
        }
        cursor.wrap(buffer, offset + HEADER_BYTES, length - HEADER_BYTES);
        checkFields(templateId, cursor.block(blockLength));
        return result(templateId);
    }

    /** Whether the message that passed last is an order with a priority above 0. */
    public boolean isPrioritized() {
        return prioritized;
    }

    /** Why the message was refused; valid until the next {@link #check}. */
    public RefusalReply refusal() {
        return refusal;
    }

    private int result(int templateId) {
        if (cursor.failed()) {
            return refuse(ResultCode.MALFORMED, cursor.failure());
        }
        return refused ? -1 : templateId;
    }

    private static int blockLength(int templateId) {
        return switch (templateId) {
            case CreateOrderDecoder.TEMPLATE_ID -> CreateOrderDecoder.BLOCK_LENGTH;
            case PayDecoder.TEMPLATE_ID -> PayDecoder.BLOCK_LENGTH;
            case CancelOrderDecoder.TEMPLATE_ID -> CancelOrderDecoder.BLOCK_LENGTH;
            case CancelLineDecoder.TEMPLATE_ID -> OrderLineChecks.blockLength(templateId);
            case ExtendHoldDecoder.TEMPLATE_ID -> ExtendHoldDecoder.BLOCK_LENGTH;
            case PutCouponDecoder.TEMPLATE_ID -> PutCouponDecoder.BLOCK_LENGTH;
            case GetCouponDecoder.TEMPLATE_ID -> GetCouponDecoder.BLOCK_LENGTH;
            case RefundOrderDecoder.TEMPLATE_ID -> RefundOrderDecoder.BLOCK_LENGTH;
            case ResolveSuspenseDecoder.TEMPLATE_ID -> ResolveSuspenseDecoder.BLOCK_LENGTH;
            case GetRefundsDueDecoder.TEMPLATE_ID -> GetRefundsDueDecoder.BLOCK_LENGTH;
            case GetSuspenseDecoder.TEMPLATE_ID -> GetSuspenseDecoder.BLOCK_LENGTH;
            case GetOrderDecoder.TEMPLATE_ID -> GetOrderDecoder.BLOCK_LENGTH;
            case GetOrderByClientIdDecoder.TEMPLATE_ID -> GetOrderByClientIdDecoder.BLOCK_LENGTH;
            case GetSkuDecoder.TEMPLATE_ID -> GetSkuDecoder.BLOCK_LENGTH;
            case PutSkuDecoder.TEMPLATE_ID -> PutSkuDecoder.BLOCK_LENGTH;
            case GetStateHashDecoder.TEMPLATE_ID -> GetStateHashDecoder.BLOCK_LENGTH;
            case PutOfferDecoder.TEMPLATE_ID -> PutOfferDecoder.BLOCK_LENGTH;
            case ChangeOfferDecoder.TEMPLATE_ID -> ChangeOfferDecoder.BLOCK_LENGTH;
            case GetOffersDecoder.TEMPLATE_ID -> GetOffersDecoder.BLOCK_LENGTH;
            case GetLotteryDecoder.TEMPLATE_ID -> GetLotteryDecoder.BLOCK_LENGTH;
            case ChangeLotteryDecoder.TEMPLATE_ID -> ChangeLotteryDecoder.BLOCK_LENGTH;
            case GetPublicUnitsDecoder.TEMPLATE_ID -> GetPublicUnitsDecoder.BLOCK_LENGTH;
            case ChangeWalletDecoder.TEMPLATE_ID -> ChangeWalletDecoder.BLOCK_LENGTH;
            case PayFromWalletDecoder.TEMPLATE_ID -> PayFromWalletDecoder.BLOCK_LENGTH;
            case GetWalletDecoder.TEMPLATE_ID -> GetWalletDecoder.BLOCK_LENGTH;
            case GetWalletStatementDecoder.TEMPLATE_ID -> GetWalletStatementDecoder.BLOCK_LENGTH;
            default -> UnitChecks.blockLength(templateId);
        };
    }

    private int refuseTemplate(int templateId) {
        return switch (templateId) {
            case AddUnitsDecoder.TEMPLATE_ID, AddLabelledUnitsDecoder.TEMPLATE_ID ->
                refuse(
                        ResultCode.UNKNOWN_COMMAND,
                        "codes are sealed by the node: send ImportCodes of the session schema");
            case FulfillOrderDecoder.TEMPLATE_ID ->
                refuse(
                        ResultCode.UNKNOWN_COMMAND,
                        "contents are sealed by the node: send DeliverContents of the session schema");
            case OpenShardDecoder.TEMPLATE_ID, TickDecoder.TEMPLATE_ID, PutRetentionDecoder.TEMPLATE_ID ->
                refuse(ResultCode.UNKNOWN_COMMAND, "message " + templateId + " is the node's own");
            default -> refuse(ResultCode.UNKNOWN_COMMAND, "the command schema has no request " + templateId);
        };
    }

    /** Field values are looked at only as long as the shape holds. */
    private void checkFields(int templateId, int block) {
        if (cursor.failed()) {
            return;
        }
        switch (templateId) {
            case CreateOrderDecoder.TEMPLATE_ID -> checkCreateOrder(block);
            case PayDecoder.TEMPLATE_ID -> checkPay(block);
            case CancelLineDecoder.TEMPLATE_ID -> lines.check(buffer, block);
            case ExtendHoldDecoder.TEMPLATE_ID -> {
                long ttl = unsignedInt(block + ExtendHoldDecoder.ttlMillisEncodingOffset());
                require(ttl != 0 && isTtl(ttl), "ttlMillis must be 1000 to 2592000000");
            }
            case PutCouponDecoder.TEMPLATE_ID -> coupons.checkPut(buffer, block, cursor);
            case GetCouponDecoder.TEMPLATE_ID -> text("code", 1, Coupons.MAX_CODE_LENGTH);
            case RefundOrderDecoder.TEMPLATE_ID -> checkRefund(block);
            case PayFromWalletDecoder.TEMPLATE_ID -> checkPayFromWallet(block);
            case ChangeWalletDecoder.TEMPLATE_ID -> checkChangeWallet(block);
            case GetWalletDecoder.TEMPLATE_ID -> text("account", 1, 128);
            case GetWalletStatementDecoder.TEMPLATE_ID -> checkStatement(block);
            case ResolveSuspenseDecoder.TEMPLATE_ID -> checkResolve(block);
            case GetRefundsDueDecoder.TEMPLATE_ID, GetSuspenseDecoder.TEMPLATE_ID -> checkMoneyPage(block);
            case PutSkuDecoder.TEMPLATE_ID -> checkPutSku(block);
            case GetOrderByClientIdDecoder.TEMPLATE_ID -> text("clientOrderId", 1, 64);
            case GetSkuDecoder.TEMPLATE_ID, GetOffersDecoder.TEMPLATE_ID, GetLotteryDecoder.TEMPLATE_ID -> sku();
            case ChangeLotteryDecoder.TEMPLATE_ID -> checkChangeLottery(block);
            case GetPublicUnitsDecoder.TEMPLATE_ID -> choices.checkList(buffer, block);
            case PutOfferDecoder.TEMPLATE_ID -> checkPutOffer(block);
            case ChangeOfferDecoder.TEMPLATE_ID -> checkChangeOffer(block);
            default -> units.check(templateId, buffer, block);
        }
        cursor.end();
    }

    private void checkCreateOrder(int block) {
        long expected = buffer.getLong(block + CreateOrderDecoder.expectedAmountEncodingOffset(), LE);
        require(expected >= -1 && expected <= MAX_AMOUNT, "expectedAmount must be -1 or 0 to 10^15");
        require(
                isTtl(unsignedInt(block + CreateOrderDecoder.ttlMillisEncodingOffset())),
                "ttlMillis must be 0 or 1000 to 2592000000");
        optionalCurrency(block + CreateOrderDecoder.currencyEncodingOffset());
        checkMode(block);
        checkLines();
        text("clientOrderId", 1, 64);
        text("buyer", 1, 128);
        text("clientAddress", 0, 64);
        text("coupon", 0, Coupons.MAX_CODE_LENGTH);
    }

    private void checkChangeLottery(int block) {
        long seed = buffer.getLong(block + ChangeLotteryDecoder.seedEncodingOffset(), LE);
        require(seed >= 0 && seed <= LotteryDesk.MAX_SEED, "seed must be 0 to 9007199254740991");
        int action = buffer.getByte(block + ChangeLotteryDecoder.actionEncodingOffset()) & 0xff;
        require(
                action >= LotteryAction.OPEN.value() && action <= LotteryAction.END.value(),
                "action must be OPEN, DRAW or END");
        sku();
    }

    private void checkMode(int block) {
        int mode = unsignedByte(block + CreateOrderDecoder.modeEncodingOffset());
        isFok = mode == OrderMode.FOK.value();
        require(mode >= OrderMode.FOK.value() && mode <= OrderMode.GTC.value(), "mode must be FOK, IOC or GTC");
        int fill = unsignedByte(block + CreateOrderDecoder.fillEncodingOffset());
        require(
                fill >= Fill.ALL_OR_NONE.value() && fill <= Fill.PARTIAL.value(),
                "fill must be ALL_OR_NONE or PARTIAL");
        int priority = unsignedByte(block + CreateOrderDecoder.priorityEncodingOffset());
        require(priority <= 9, "priority must be 0 to 9");
        long ttl = unsignedInt(block + CreateOrderDecoder.backorderTtlMillisEncodingOffset());
        require(isTtl(ttl), "backorderTtlMillis must be 0 or 1000 to 2592000000");
        boolean waits = mode == OrderMode.GTC.value();
        require(waits || fill == Fill.ALL_OR_NONE.value(), "fill PARTIAL is for orders of mode GTC");
        require(waits || ttl == 0, "backorderTtlMillis is for orders of mode GTC");
        prioritized = priority > 0;
    }

    private void checkLines() {
        int lines = cursor.group(LINE_BYTES);
        require(cursor.failed() || lines >= 1 && lines <= MAX_LINES, "lines must be 1 to 64");
        for (int i = 0; i < lines && !cursor.failed(); i++) {
            int line = cursor.block(LINE_BYTES);
            if (!cursor.failed()) {
                checkLine(line);
            }
            sku();
        }
    }

    private void checkLine(int line) {
        long cap = buffer.getLong(line + CreateOrderDecoder.LinesDecoder.maxUnitPriceEncodingOffset(), LE);
        require(cap >= -1 && cap <= MAX_AMOUNT, "maxUnitPrice must be -1 or 0 to 10^15");
        choices.checkLine(buffer, line, isFok);
        long quantity = unsignedInt(line + CreateOrderDecoder.LinesDecoder.quantityEncodingOffset());
        if (quantity == 0) {
            refuse(ResultCode.QUANTITY_BELOW_MINIMUM, 1, "quantity must be at least 1");
        } else if (quantity > MAX_QUANTITY) {
            refuse(ResultCode.QUANTITY_GREATER_THAN_LIMIT, MAX_QUANTITY, "quantity must be at most 1000000");
        }
    }

    private void checkPay(int block) {
        long amount = buffer.getLong(block + PayDecoder.amountEncodingOffset(), LE);
        require(amount >= 0 && amount <= MAX_AMOUNT, "amount must be 0 to 10^15");
        require(
                Currency.isValid(buffer.getInt(block + PayDecoder.currencyEncodingOffset(), LE)),
                "currency must be three letters A-Z packed big-endian");
        text("channel", 1, 32);
        text("paymentRef", 1, 128);
    }

    private void checkPayFromWallet(int block) {
        checkPay(block);
        text("account", 1, 128);
    }

    private void checkChangeWallet(int block) {
        require(WalletChecks.isKind(buffer, block), "kind must be CREDIT, DEBIT, HOLD or RELEASE");
        boolean release = WalletChecks.isRelease(buffer, block);
        long amount = buffer.getLong(block + ChangeWalletDecoder.amountEncodingOffset(), LE);
        require(
                release ? amount == 0 : amount >= 1 && amount <= MAX_AMOUNT,
                "amount must be 1 to 10^15, of a release 0");
        int currency = buffer.getInt(block + ChangeWalletDecoder.currencyEncodingOffset(), LE);
        require(
                release ? currency == 0 : Currency.isValid(currency),
                "currency must be three letters A-Z packed big-endian, of a release 0");
        text("account", 1, 128);
        text("walletRef", 1, 128);
    }

    private void checkStatement(int block) {
        require(
                buffer.getLong(block + GetWalletStatementDecoder.afterEncodingOffset(), LE) >= 0,
                "after must be the next of a page");
        require(
                unsignedShort(block + GetWalletStatementDecoder.maxItemsEncodingOffset()) <= MAX_PAGE_ITEMS,
                "maxItems must be 0 to 200");
        text("account", 1, 128);
    }

    /** Both messages are checked by themselves, each with its own header. */
    private int checkPaidOrder(int offset, int length) {
        int order = offset + HEADER_BYTES + Integer.BYTES;
        int end = offset + length;
        int orderLength = unsignedShort(offset) == 0 && order <= end ? buffer.getInt(order - Integer.BYTES, LE) : -1;
        int pay = order + orderLength + Integer.BYTES;
        if (orderLength < HEADER_BYTES || orderLength > end - order - Integer.BYTES) {
            return refuse(ResultCode.MALFORMED, "the message ends within its order");
        }
        int payLength = buffer.getInt(pay - Integer.BYTES, LE);
        if (payLength < HEADER_BYTES || payLength != end - pay) {
            return refuse(ResultCode.MALFORMED, "the message ends within its payment, or behind it");
        }
        int payTemplate = unsignedShort(pay + 2);
        if (unsignedShort(order + 2) != CreateOrderDecoder.TEMPLATE_ID
                || payTemplate != PayDecoder.TEMPLATE_ID && payTemplate != PayFromWalletDecoder.TEMPLATE_ID) {
            return refuse(ResultCode.MALFORMED, "CreatePaidOrder holds a CreateOrder and a Pay or a PayFromWallet");
        }
        boolean valid = check(buffer, order, orderLength) > 0;
        boolean isFirst = prioritized;
        valid = valid && check(buffer, pay, payLength) > 0;
        prioritized = isFirst;
        return valid ? CreatePaidOrderDecoder.TEMPLATE_ID : -1;
    }

    private void checkRefund(int block) {
        long amount = buffer.getLong(block + RefundOrderDecoder.amountEncodingOffset(), LE);
        require(amount >= 1 && amount <= MAX_AMOUNT, "amount must be 1 to 10^15");
        optionalCurrency(block + RefundOrderDecoder.currencyEncodingOffset());
        text("refundRef", 1, 128);
        text("reason", 0, 200);
    }

    private void checkResolve(int block) {
        int action = unsignedByte(block + ResolveSuspenseDecoder.actionEncodingOffset());
        require(
                action == SuspenseAction.APPLY.value() || action == SuspenseAction.REFUND.value(),
                "action must be APPLY or REFUND");
        text("channel", 1, 32);
        text("paymentRef", 1, 128);
        text("operatorId", 1, 64);
        text("reason", 1, 200);
    }

    private void checkMoneyPage(int block) {
        require(
                buffer.getLong(block + GetSuspenseDecoder.afterEncodingOffset(), LE) >= 0,
                "after must be the next of a page");
        require(
                unsignedShort(block + GetSuspenseDecoder.maxItemsEncodingOffset()) <= MAX_PAGE_ITEMS,
                "maxItems must be 0 to 200");
    }

    private void checkPutSku(int block) {
        long price = buffer.getLong(block + PutSkuDecoder.priceEncodingOffset(), LE);
        require(price >= 0 && price <= MAX_AMOUNT, "price must be 0 to 10^15");
        require(
                Currency.isValid(buffer.getInt(block + PutSkuDecoder.currencyEncodingOffset(), LE)),
                "currency must be three letters A-Z packed big-endian");
        require(
                isTtl(unsignedInt(block + PutSkuDecoder.holdTtlMillisEncodingOffset())),
                "holdTtlMillis must be 0 or 1000 to 2592000000");
        long least = unsignedInt(block + PutSkuDecoder.minPerOrderEncodingOffset());
        long most = unsignedInt(block + PutSkuDecoder.maxPerOrderEncodingOffset());
        require(most == 0 || Math.max(1, least) <= most, "maxPerOrder must be 0 or at least minPerOrder");
        checkTimes(block);
        checkPolicies(block);
        checkLimits(block);
        sku();
        text("name", 0, 254);
    }

    private void checkPutOffer(int block) {
        long price = buffer.getLong(block + PutOfferDecoder.unitPriceEncodingOffset(), LE);
        require(price >= 0 && price <= MAX_AMOUNT, "unitPrice must be 0 to 10^15");
        int pick = unsignedByte(block + PutOfferDecoder.pickEncodingOffset());
        require(pick >= Pick.FIFO.value() && pick <= Pick.RANDOM.value(), "pick must be FIFO, LIFO, FEFO or RANDOM");
        int tiers = cursor.group(TIER_BYTES);
        require(cursor.failed() || tiers <= Offers.MAX_TIERS, "tiers must be at most " + Offers.MAX_TIERS);
        long previous = 1;
        for (int i = 0; i < tiers && !cursor.failed(); i++) {
            int tier = cursor.block(TIER_BYTES);
            if (!cursor.failed()) {
                checkTier(tier, previous);
                previous = unsignedInt(tier + PutOfferDecoder.TiersDecoder.minQuantityEncodingOffset());
            }
        }
        sku();
        text("seller", 1, Offers.MAX_SELLER_LENGTH);
    }

    private void checkTier(int tier, long previous) {
        long price = buffer.getLong(tier + PutOfferDecoder.TiersDecoder.unitPriceEncodingOffset(), LE);
        require(price >= 1 && price <= MAX_AMOUNT, "a tier's unitPrice must be 1 to 10^15");
        long quantity = unsignedInt(tier + PutOfferDecoder.TiersDecoder.minQuantityEncodingOffset());
        require(
                quantity > previous && quantity <= MAX_QUANTITY,
                "minQuantity must be 2 to 1000000 and grow from tier to tier");
    }

    private void checkChangeOffer(int block) {
        long price = buffer.getLong(block + ChangeOfferDecoder.unitPriceEncodingOffset(), LE);
        require(price >= -1 && price <= MAX_AMOUNT, "unitPrice must be -1 or 0 to 10^15");
        int state = unsignedByte(block + ChangeOfferDecoder.stateEncodingOffset());
        require(
                state == UNCHANGED || state >= OfferState.ACTIVE.value() && state <= OfferState.WITHDRAWN.value(),
                "state must be ACTIVE, PAUSED, WITHDRAWN or 255");
        require(price >= 0 || state != UNCHANGED, "a change names unitPrice or state");
    }

    private void checkTimes(int block) {
        long starts = buffer.getLong(block + PutSkuDecoder.saleStartsAtMicrosEncodingOffset(), LE);
        long ends = buffer.getLong(block + PutSkuDecoder.saleEndsAtMicrosEncodingOffset(), LE);
        require(starts >= 0, "saleStartsAtMicros must not be negative");
        require(ends == 0 || ends > starts, "saleEndsAtMicros must be 0 or after saleStartsAtMicros");
        long window = buffer.getLong(block + PutSkuDecoder.lateWindowMillisEncodingOffset(), LE);
        require(window >= 0 && window <= MAX_LATE_WINDOW_MILLIS, "lateWindowMillis must be 0 to 31622400000");
    }

    private void checkPolicies(int block) {
        int delivery = unsignedByte(block + PutSkuDecoder.deliveryEncodingOffset());
        require(
                delivery >= Delivery.ONE_TIME.value() && delivery <= Delivery.MANUAL.value(),
                "delivery must be ONE_TIME, REUSABLE or MANUAL");
        int pick = unsignedByte(block + PutSkuDecoder.pickEncodingOffset());
        require(pick >= Pick.FIFO.value() && pick <= Pick.RANDOM.value(), "pick must be FIFO, LIFO, FEFO or RANDOM");
        int late = unsignedByte(block + PutSkuDecoder.latePolicyEncodingOffset());
        require(
                late >= LatePolicy.REFUND_DUE.value() && late <= LatePolicy.BACKORDER.value(),
                "latePolicy must be REFUND_DUE or BACKORDER");
        int state = unsignedByte(block + PutSkuDecoder.stateEncodingOffset());
        require(state == SkuState.ACTIVE.value() || state == SkuState.PAUSED.value(), "state must be ACTIVE or PAUSED");
    }

    private void checkLimits(int block) {
        long window = buffer.getLong(block + PutSkuDecoder.buyerWindowMillisEncodingOffset(), LE);
        require(
                window >= 0 && window <= SkuLimits.MAX_WINDOW_MILLIS,
                "buyerWindowMillis must be 0 to " + SkuLimits.MAX_WINDOW_MILLIS);
        require(
                unsignedShort(block + PutSkuDecoder.maxHeldShareBpsEncodingOffset()) <= SkuLimits.MAX_SHARE_BPS,
                "maxHeldShareBps must be 0 to " + SkuLimits.MAX_SHARE_BPS);
        DeliveryChecks.checkSaleCap(this, buffer, block);
    }

    private static boolean isTtl(long millis) {
        return millis == 0 || millis >= MIN_TTL_MILLIS && millis <= MAX_TTL_MILLIS;
    }

    private void optionalCurrency(int offset) {
        int currency = buffer.getInt(offset, LE);
        require(
                currency == 0 || Currency.isValid(currency),
                "currency must be 0 or three letters A-Z packed big-endian");
    }

    void sku() {
        sku(1);
    }

    void optionalSku() {
        sku(0);
    }

    private void sku(int least) {
        cursor.text8();
        int length = cursor.textLength();
        require(
                cursor.failed() || length >= least && length <= 64 && Texts.isSku(buffer, cursor.textOffset(), length),
                "sku must be 1-64 bytes of A-Z a-z 0-9 . _ -");
    }

    void text(String field, int least, int most) {
        cursor.text8();
        int length = cursor.textLength();
        if (cursor.failed() || refused) {
            return;
        }
        if (length < least || length > most) {
            refuse(ResultCode.INVALID_FIELD, field + " must be " + least + "-" + most + " bytes");
        } else if (!Texts.isUtf8(buffer, cursor.textOffset(), length)) {
            refuse(ResultCode.INVALID_FIELD, field + " must be UTF-8");
        }
    }

    void require(boolean holds, String rule) {
        if (!holds) {
            refuse(ResultCode.INVALID_FIELD, rule);
        }
    }

    private int refuse(ResultCode code, String message) {
        return refuse(code, RefusalReply.NO_DETAIL, message);
    }

    /** The first reason stays. A broken shape outranks it, see {@link #result}. */
    int refuse(ResultCode code, long detail, String message) {
        if (!refused || code == ResultCode.MALFORMED) {
            refused = true;
            refusal.set(code, detail, 0, message);
        }
        return -1;
    }

    private int unsignedByte(int offset) {
        return buffer.getByte(offset) & 0xff;
    }

    private int unsignedShort(int offset) {
        return buffer.getShort(offset, LE) & 0xffff;
    }

    private long unsignedInt(int offset) {
        return buffer.getInt(offset, LE) & 0xffffffffL;
    }
}
