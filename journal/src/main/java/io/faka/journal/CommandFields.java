package io.faka.journal;

import io.faka.codec.command.AddCountedUnitsDecoder;
import io.faka.codec.command.AddLabelledUnitsDecoder;
import io.faka.codec.command.AddUnitsDecoder;
import io.faka.codec.command.CancelLineDecoder;
import io.faka.codec.command.CancelOrderDecoder;
import io.faka.codec.command.ChangeLotteryDecoder;
import io.faka.codec.command.ChangeOfferDecoder;
import io.faka.codec.command.ChangeWalletDecoder;
import io.faka.codec.command.CreateOrderDecoder;
import io.faka.codec.command.CreatePaidOrderDecoder;
import io.faka.codec.command.ExtendHoldDecoder;
import io.faka.codec.command.FulfillOrderDecoder;
import io.faka.codec.command.MessageHeaderDecoder;
import io.faka.codec.command.OfferState;
import io.faka.codec.command.OpenShardDecoder;
import io.faka.codec.command.PayDecoder;
import io.faka.codec.command.PayFromWalletDecoder;
import io.faka.codec.command.PutCouponDecoder;
import io.faka.codec.command.PutOfferDecoder;
import io.faka.codec.command.PutRetentionDecoder;
import io.faka.codec.command.PutSkuDecoder;
import io.faka.codec.command.RefundOrderDecoder;
import io.faka.codec.command.ResolveSuspenseDecoder;
import io.faka.codec.command.TickDecoder;
import java.nio.ByteOrder;
import java.util.Locale;
import org.agrona.DirectBuffer;

/** Spells out a command's fields. A type that this build does not know is named by its number and length. */
final class CommandFields {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OpenShardDecoder openShard = new OpenShardDecoder();
    private final ChangeLotteryDecoder changeLottery = new ChangeLotteryDecoder();
    private final PutRetentionDecoder putRetention = new PutRetentionDecoder();
    private final PutSkuDecoder putSku = new PutSkuDecoder();
    private final DeliveryFields deliveries = new DeliveryFields();
    private final AddUnitsDecoder addUnits = new AddUnitsDecoder();
    private final AddLabelledUnitsDecoder addLabelledUnits = new AddLabelledUnitsDecoder();
    private final CreateOrderDecoder createOrder = new CreateOrderDecoder();
    private final PayDecoder pay = new PayDecoder();
    private final CancelOrderDecoder cancelOrder = new CancelOrderDecoder();
    private final CancelLineDecoder cancelLine = new CancelLineDecoder();
    private final ExtendHoldDecoder extendHold = new ExtendHoldDecoder();
    private final PutCouponDecoder putCoupon = new PutCouponDecoder();
    private final ResolveSuspenseDecoder resolveSuspense = new ResolveSuspenseDecoder();
    private final PutOfferDecoder putOffer = new PutOfferDecoder();
    private final ChangeOfferDecoder changeOffer = new ChangeOfferDecoder();
    private final RefundOrderDecoder refundOrder = new RefundOrderDecoder();
    private final WalletFields wallets = new WalletFields();

    void write(DirectBuffer buffer, int offset, int length, FieldText out) {
        header.wrap(buffer, offset);
        boolean known =
                length >= MessageHeaderDecoder.ENCODED_LENGTH && header.schemaId() == MessageHeaderDecoder.SCHEMA_ID;
        switch (known ? header.templateId() : -1) {
            case OpenShardDecoder.TEMPLATE_ID -> openShard(buffer, offset, out);
            case TickDecoder.TEMPLATE_ID -> out.type("tick");
            case ChangeLotteryDecoder.TEMPLATE_ID -> changeLottery(buffer, offset, out);
            case PutRetentionDecoder.TEMPLATE_ID -> putRetention(buffer, offset, out);
            case PutSkuDecoder.TEMPLATE_ID -> putSku(buffer, offset, out);
            case AddUnitsDecoder.TEMPLATE_ID -> addUnits(buffer, offset, out);
            case AddLabelledUnitsDecoder.TEMPLATE_ID -> addLabelledUnits(buffer, offset, out);
            case CreateOrderDecoder.TEMPLATE_ID -> createOrder(buffer, offset, out);
            case PayDecoder.TEMPLATE_ID -> pay(buffer, offset, out);
            case CreatePaidOrderDecoder.TEMPLATE_ID -> createPaidOrder(buffer, offset, out);
            case CancelOrderDecoder.TEMPLATE_ID -> cancelOrder(buffer, offset, out);
            case CancelLineDecoder.TEMPLATE_ID -> cancelLine(buffer, offset, out);
            case ExtendHoldDecoder.TEMPLATE_ID -> extendHold(buffer, offset, out);
            case PutCouponDecoder.TEMPLATE_ID -> putCoupon(buffer, offset, out);
            case ResolveSuspenseDecoder.TEMPLATE_ID -> resolveSuspense(buffer, offset, out);
            case PutOfferDecoder.TEMPLATE_ID -> putOffer(buffer, offset, out);
            case ChangeOfferDecoder.TEMPLATE_ID -> changeOffer(buffer, offset, out);
            case RefundOrderDecoder.TEMPLATE_ID -> refundOrder(buffer, offset, out);
            case ChangeWalletDecoder.TEMPLATE_ID -> wallets.change(buffer, offset, out);
            case PayFromWalletDecoder.TEMPLATE_ID -> wallets.pay(buffer, offset, out);
            case AddCountedUnitsDecoder.TEMPLATE_ID -> deliveries.counted(buffer, offset, out);
            case FulfillOrderDecoder.TEMPLATE_ID -> deliveries.fulfill(buffer, offset, out);
            default -> unknown(known ? header.templateId() : -1, length, out);
        }
    }

    private void openShard(DirectBuffer buffer, int offset, FieldText out) {
        openShard.wrapAndApplyHeader(buffer, offset, header);
        out.type("open_shard");
        out.number("shard_id", openShard.shardId());
    }

    private void changeLottery(DirectBuffer buffer, int offset, FieldText out) {
        changeLottery.wrapAndApplyHeader(buffer, offset, header);
        out.type("change_lottery");
        out.text("action", changeLottery.action().name().toLowerCase(Locale.ROOT));
        out.number("seed", changeLottery.seed());
        out.text("sku", changeLottery.sku());
    }

    private void putRetention(DirectBuffer buffer, int offset, FieldText out) {
        putRetention.wrapAndApplyHeader(buffer, offset, header);
        out.type("put_retention");
        out.number("order_hours", putRetention.orderHours());
    }

    private void putSku(DirectBuffer buffer, int offset, FieldText out) {
        putSku.wrapAndApplyHeader(buffer, offset, header);
        out.type("put_sku");
        out.number("price", putSku.price());
        out.text("currency", FieldText.currency(putSku.currency()));
        out.number("hold_ttl_ms", putSku.holdTtlMillis());
        out.number("min_per_order", putSku.minPerOrder());
        out.number("max_per_order", putSku.maxPerOrder());
        out.number("max_per_buyer", putSku.maxPerBuyer());
        out.number("buyer_window_ms", putSku.buyerWindowMillis());
        out.number("max_open_holds_per_buyer", putSku.maxOpenHoldsPerBuyer());
        out.number("max_open_holds_per_address", putSku.maxOpenHoldsPerAddress());
        out.number("max_held_share_bps", putSku.maxHeldShareBps());
        out.number("sale_starts_at_micros", putSku.saleStartsAtMicros());
        out.number("sale_ends_at_micros", putSku.saleEndsAtMicros());
        out.number("safety_stock", putSku.safetyStock());
        out.number("low_stock_at", putSku.lowStockAt());
        out.number("late_window_ms", putSku.lateWindowMillis());
        out.number("sale_cap", putSku.saleCap());
        long vipQuota = putSku.vipQuota();
        out.number("vip_quota", vipQuota == PutSkuDecoder.vipQuotaNullValue() ? 0 : vipQuota);
        out.text("delivery", lower(putSku.delivery()));
        out.text("pick", lower(putSku.pick()));
        out.text("late_policy", lower(putSku.latePolicy()));
        out.text("state", lower(putSku.state()));
        out.text("sku", putSku.sku());
        out.text("name", putSku.name());
    }

    private void putOffer(DirectBuffer buffer, int offset, FieldText out) {
        putOffer.wrapAndApplyHeader(buffer, offset, header);
        out.type("put_offer");
        out.number("unit_price", putOffer.unitPrice());
        out.text("pick", lower(putOffer.pick()));
        out.beginList("tiers");
        for (PutOfferDecoder.TiersDecoder tier : putOffer.tiers()) {
            out.beginItem();
            out.number("unit_price", tier.unitPrice());
            out.number("min_quantity", tier.minQuantity());
            out.endItem();
        }
        out.endList();
        out.text("sku", putOffer.sku());
        out.text("seller", putOffer.seller());
    }

    private void changeOffer(DirectBuffer buffer, int offset, FieldText out) {
        changeOffer.wrapAndApplyHeader(buffer, offset, header);
        out.type("change_offer");
        out.number("offer_id", changeOffer.offerId());
        // What the command does not name stays as it is.
        if (changeOffer.unitPrice() >= 0) {
            out.number("unit_price", changeOffer.unitPrice());
        }
        if (changeOffer.state() != OfferState.NULL_VAL) {
            out.text("state", lower(changeOffer.state()));
        }
    }

    private void addUnits(DirectBuffer buffer, int offset, FieldText out) {
        addUnits.wrapAndApplyHeader(buffer, offset, header);
        out.type("add_units");
        out.number("expires_at_micros", addUnits.expiresAtMicros());
        out.number("offer_id", addUnits.offerId());
        out.number("key_id", addUnits.keyId());
        out.beginList("units");
        for (AddUnitsDecoder.UnitsDecoder unit : addUnits.units()) {
            out.beginItem();
            out.text("fingerprint", FieldText.hex(unit.fingerprintHigh(), unit.fingerprintLow()));
            out.number("sealed_bytes", unit.skipSealedCode());
            out.endItem();
        }
        out.endList();
        out.text("sku", addUnits.sku());
        out.text("lot", addUnits.lot());
    }

    private void addLabelledUnits(DirectBuffer buffer, int offset, FieldText out) {
        addLabelledUnits.wrapAndApplyHeader(buffer, offset, header);
        out.type("add_labelled_units");
        out.number("expires_at_micros", addLabelledUnits.expiresAtMicros());
        out.number("key_id", addLabelledUnits.keyId());
        out.beginList("units");
        for (AddLabelledUnitsDecoder.UnitsDecoder unit : addLabelledUnits.units()) {
            out.beginItem();
            out.text("fingerprint", FieldText.hex(unit.fingerprintHigh(), unit.fingerprintLow()));
            out.number("surcharge", unit.surcharge());
            out.number("sealed_bytes", unit.skipSealedCode());
            out.text("label", unit.label());
            out.endItem();
        }
        out.endList();
        out.text("sku", addLabelledUnits.sku());
        out.text("lot", addLabelledUnits.lot());
    }

    private void createOrder(DirectBuffer buffer, int offset, FieldText out) {
        out.type("create_order");
        order(buffer, offset, out);
    }

    private void createPaidOrder(DirectBuffer buffer, int offset, FieldText out) {
        out.type("create_paid_order");
        int order = offset + MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength() + Integer.BYTES;
        int pay = order + buffer.getInt(order - Integer.BYTES, ByteOrder.LITTLE_ENDIAN) + Integer.BYTES;
        order(buffer, order, out);
        if (header.wrap(buffer, pay).templateId() == PayFromWalletDecoder.TEMPLATE_ID) {
            wallets.payment("pay_currency", buffer, pay, out);
            return;
        }
        this.pay.wrapAndApplyHeader(buffer, pay, header);
        payment("pay_currency", out);
    }

    private void order(DirectBuffer buffer, int offset, FieldText out) {
        createOrder.wrapAndApplyHeader(buffer, offset, header);
        out.text("order_id", FieldText.hex(createOrder.orderIdHigh(), createOrder.orderIdLow()));
        out.number("expected_amount", createOrder.expectedAmount());
        out.text("currency", FieldText.currency(createOrder.currency()));
        out.number("ttl_ms", createOrder.ttlMillis());
        out.number("backorder_ttl_ms", createOrder.backorderTtlMillis());
        out.text("mode", lower(createOrder.mode()));
        out.text("fill", lower(createOrder.fill()));
        out.number("priority", createOrder.priority());
        out.beginList("lines");
        for (CreateOrderDecoder.LinesDecoder orderLine : createOrder.lines()) {
            out.beginItem();
            out.number("max_unit_price", orderLine.maxUnitPrice());
            out.number("unit_id", orderLine.unitId());
            out.number("quantity", orderLine.quantity());
            out.text("sku", orderLine.sku());
            out.endItem();
        }
        out.endList();
        out.text("client_order_id", createOrder.clientOrderId());
        out.text("buyer", createOrder.buyer());
        out.text("client_address", createOrder.clientAddress());
        out.text("coupon", createOrder.coupon());
    }

    private void pay(DirectBuffer buffer, int offset, FieldText out) {
        pay.wrapAndApplyHeader(buffer, offset, header);
        out.type("pay");
        out.text("order_id", FieldText.hex(pay.orderIdHigh(), pay.orderIdLow()));
        payment("currency", out);
    }

    private void payment(String currencyName, FieldText out) {
        out.number("amount", pay.amount());
        out.text(currencyName, FieldText.currency(pay.currency()));
        out.text("channel", pay.channel());
        out.text("payment_ref", pay.paymentRef());
    }

    private void cancelOrder(DirectBuffer buffer, int offset, FieldText out) {
        cancelOrder.wrapAndApplyHeader(buffer, offset, header);
        out.type("cancel_order");
        out.text("order_id", FieldText.hex(cancelOrder.orderIdHigh(), cancelOrder.orderIdLow()));
    }

    private void cancelLine(DirectBuffer buffer, int offset, FieldText out) {
        cancelLine.wrapAndApplyHeader(buffer, offset, header);
        out.type("cancel_line");
        out.text("order_id", FieldText.hex(cancelLine.orderIdHigh(), cancelLine.orderIdLow()));
        out.number("quantity", cancelLine.quantity());
        out.number("line", cancelLine.line());
        out.text("ref", cancelLine.cancelRef());
    }

    private void extendHold(DirectBuffer buffer, int offset, FieldText out) {
        extendHold.wrapAndApplyHeader(buffer, offset, header);
        out.type("extend_hold");
        out.text("order_id", FieldText.hex(extendHold.orderIdHigh(), extendHold.orderIdLow()));
        out.number("ttl_ms", extendHold.ttlMillis());
    }

    private void putCoupon(DirectBuffer buffer, int offset, FieldText out) {
        putCoupon.wrapAndApplyHeader(buffer, offset, header);
        out.type("put_coupon");
        out.number("discount_amount", putCoupon.discountAmount());
        out.number("discount_bps", putCoupon.discountBps());
        out.text("currency", FieldText.currency(putCoupon.currency()));
        out.number("max_uses", putCoupon.maxUses());
        out.number("max_per_buyer", putCoupon.maxPerBuyer());
        for (PutCouponDecoder.SkusDecoder sku : putCoupon.skus()) {
            out.text("sku", sku.sku());
        }
        out.text("code", putCoupon.code());
    }

    private void resolveSuspense(DirectBuffer buffer, int offset, FieldText out) {
        resolveSuspense.wrapAndApplyHeader(buffer, offset, header);
        out.type("resolve_suspense");
        out.text("action", lower(resolveSuspense.action()));
        out.text("channel", resolveSuspense.channel());
        out.text("payment_ref", resolveSuspense.paymentRef());
        out.text("operator", resolveSuspense.operatorId());
        out.text("reason", resolveSuspense.reason());
    }

    private void refundOrder(DirectBuffer buffer, int offset, FieldText out) {
        refundOrder.wrapAndApplyHeader(buffer, offset, header);
        out.type("refund_order");
        out.text("order_id", FieldText.hex(refundOrder.orderIdHigh(), refundOrder.orderIdLow()));
        out.number("amount", refundOrder.amount());
        out.text("currency", FieldText.currency(refundOrder.currency()));
        out.text("ref", refundOrder.refundRef());
        out.text("reason", refundOrder.reason());
    }

    private static void unknown(int templateId, int length, FieldText out) {
        out.type("unknown");
        out.number("template_id", templateId);
        out.number("bytes", length);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
