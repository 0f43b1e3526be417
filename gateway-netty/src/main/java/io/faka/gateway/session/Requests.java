package io.faka.gateway.session;

import io.faka.codec.command.CancelLineDecoder;
import io.faka.codec.command.CancelOrderDecoder;
import io.faka.codec.command.ChangeWalletDecoder;
import io.faka.codec.command.CreateOrderDecoder;
import io.faka.codec.command.CreatePaidOrderDecoder;
import io.faka.codec.command.ExtendHoldDecoder;
import io.faka.codec.command.FulfillOrderDecoder;
import io.faka.codec.command.GetCouponDecoder;
import io.faka.codec.command.GetLotteryDecoder;
import io.faka.codec.command.GetOffersDecoder;
import io.faka.codec.command.GetOrderByClientIdDecoder;
import io.faka.codec.command.GetOrderDecoder;
import io.faka.codec.command.GetPublicUnitsDecoder;
import io.faka.codec.command.GetRefundsDueDecoder;
import io.faka.codec.command.GetSkuDecoder;
import io.faka.codec.command.GetSuspenseDecoder;
import io.faka.codec.command.GetWalletDecoder;
import io.faka.codec.command.GetWalletStatementDecoder;
import io.faka.codec.command.PayDecoder;
import io.faka.codec.command.PayFromWalletDecoder;
import io.faka.codec.command.RefundOrderDecoder;
import io.faka.codec.command.ReplaceUnitDecoder;
import io.faka.codec.command.ResolveSuspenseDecoder;
import io.faka.codec.command.ReturnUnitDecoder;
import io.faka.engine.pipeline.CommandClass;
import io.faka.gateway.auth.Scope;

/** What each request of the command schema needs. */
public final class Requests {
    private Requests() {}

    /** The right a caller must have, by template id. */
    public static Scope scope(int templateId) {
        return switch (templateId) {
            case CreateOrderDecoder.TEMPLATE_ID,
                    CreatePaidOrderDecoder.TEMPLATE_ID,
                    CancelOrderDecoder.TEMPLATE_ID,
                    CancelLineDecoder.TEMPLATE_ID,
                    ExtendHoldDecoder.TEMPLATE_ID -> Scope.ORDER;
            case PayDecoder.TEMPLATE_ID, PayFromWalletDecoder.TEMPLATE_ID, RefundOrderDecoder.TEMPLATE_ID -> Scope.PAY;
            case GetOrderDecoder.TEMPLATE_ID,
                    GetOrderByClientIdDecoder.TEMPLATE_ID,
                    GetSkuDecoder.TEMPLATE_ID,
                    GetOffersDecoder.TEMPLATE_ID,
                    GetLotteryDecoder.TEMPLATE_ID,
                    GetPublicUnitsDecoder.TEMPLATE_ID,
                    GetWalletDecoder.TEMPLATE_ID,
                    GetWalletStatementDecoder.TEMPLATE_ID,
                    GetRefundsDueDecoder.TEMPLATE_ID,
                    GetCouponDecoder.TEMPLATE_ID,
                    GetSuspenseDecoder.TEMPLATE_ID -> Scope.READ;
            default -> Scope.ADMIN;
        };
    }

    /** How early the pipeline turns it away, by template id. */
    public static CommandClass commandClass(int templateId) {
        return switch (templateId) {
            case CreateOrderDecoder.TEMPLATE_ID, CreatePaidOrderDecoder.TEMPLATE_ID -> CommandClass.NEW_ORDER;
            case PayDecoder.TEMPLATE_ID,
                    PayFromWalletDecoder.TEMPLATE_ID,
                    ChangeWalletDecoder.TEMPLATE_ID,
                    CancelOrderDecoder.TEMPLATE_ID,
                    CancelLineDecoder.TEMPLATE_ID,
                    ExtendHoldDecoder.TEMPLATE_ID,
                    RefundOrderDecoder.TEMPLATE_ID,
                    ReplaceUnitDecoder.TEMPLATE_ID,
                    FulfillOrderDecoder.TEMPLATE_ID,
                    ReturnUnitDecoder.TEMPLATE_ID,
                    ResolveSuspenseDecoder.TEMPLATE_ID -> CommandClass.SETTLEMENT;
            default -> templateId >= GetOrderDecoder.TEMPLATE_ID ? CommandClass.QUERY : CommandClass.SUPPLY;
        };
    }
}
