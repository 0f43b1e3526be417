package io.faka.gateway.tcp;

import io.faka.codec.command.WalletEntryKind;
import io.faka.engine.SkuView;
import io.faka.engine.pipeline.SkuBoard;
import io.faka.gateway.cipher.CodeCipher;
import io.faka.gateway.json.AddUnitsRequest;
import io.faka.gateway.json.AuthRequest;
import io.faka.gateway.json.CancelLineRequest;
import io.faka.gateway.json.CancelRequest;
import io.faka.gateway.json.ChangeOfferRequest;
import io.faka.gateway.json.CreateOrderRequest;
import io.faka.gateway.json.ExtendRequest;
import io.faka.gateway.json.Form;
import io.faka.gateway.json.GetLotteryRequest;
import io.faka.gateway.json.GetOffersRequest;
import io.faka.gateway.json.GetOrderRequest;
import io.faka.gateway.json.GetSkuRequest;
import io.faka.gateway.json.JsonBytes;
import io.faka.gateway.json.LineHead;
import io.faka.gateway.json.LineWriter;
import io.faka.gateway.json.LotUnitsRequest;
import io.faka.gateway.json.LotteryRequest;
import io.faka.gateway.json.MoneyListRequest;
import io.faka.gateway.json.MoveUnitsRequest;
import io.faka.gateway.json.OrderUnitRequest;
import io.faka.gateway.json.PayRequest;
import io.faka.gateway.json.PingRequest;
import io.faka.gateway.json.PublicUnitsRequest;
import io.faka.gateway.json.PutOfferRequest;
import io.faka.gateway.json.PutSkuRequest;
import io.faka.gateway.json.RefundRequest;
import io.faka.gateway.json.ReplyWriter;
import io.faka.gateway.json.ResolveRequest;
import io.faka.gateway.json.VoidLotRequest;
import io.faka.gateway.json.WalletQuery;
import io.faka.gateway.json.WalletRequest;

/** What the JSON-lines connections of one event loop share, used by one of them at a time. */
final class LineTools {
    final LineHead head = new LineHead();
    final PingRequest ping = new PingRequest();
    final AuthRequest auth = new AuthRequest();
    final CreateOrderRequest createOrder = new CreateOrderRequest(Form.LINE);
    final PayRequest pay = new PayRequest(Form.LINE);
    final CancelRequest cancel = new CancelRequest(Form.LINE);
    final CancelLineRequest cancelLine = new CancelLineRequest(Form.LINE);
    final ExtendRequest extend = new ExtendRequest(Form.LINE);
    final RefundRequest refund = new RefundRequest(Form.LINE);
    final ResolveRequest resolve = new ResolveRequest(Form.LINE);
    final WalletRequest creditWallet = new WalletRequest(Form.LINE, WalletEntryKind.CREDIT);
    final WalletRequest debitWallet = new WalletRequest(Form.LINE, WalletEntryKind.DEBIT);
    final WalletRequest holdWallet = new WalletRequest(Form.LINE, WalletEntryKind.HOLD);
    final WalletRequest releaseWallet = new WalletRequest(Form.LINE, WalletEntryKind.RELEASE);
    final WalletQuery getWallet = new WalletQuery(false);
    final WalletQuery walletStatement = new WalletQuery(true);
    final MoneyListRequest refundsDue = new MoneyListRequest(true);
    final MoneyListRequest suspense = new MoneyListRequest(false);
    final GetOrderRequest getOrder = new GetOrderRequest();
    final GetSkuRequest getSku = new GetSkuRequest();
    final PutSkuRequest putSku = new PutSkuRequest(Form.LINE);
    final PutOfferRequest putOffer = new PutOfferRequest(Form.LINE);
    final ChangeOfferRequest changeOffer = new ChangeOfferRequest(Form.LINE);
    final GetOffersRequest getOffers = new GetOffersRequest();
    final VoidLotRequest voidLot = new VoidLotRequest(Form.LINE);
    final OrderUnitRequest replaceUnit = new OrderUnitRequest(Form.LINE, false);
    final OrderUnitRequest returnUnit = new OrderUnitRequest(Form.LINE, true);
    final LotteryRequest lottery = new LotteryRequest(Form.LINE);
    final GetLotteryRequest getLottery = new GetLotteryRequest();
    final PublicUnitsRequest publicUnits = new PublicUnitsRequest();
    final LotUnitsRequest lotUnits = new LotUnitsRequest();
    final MoveUnitsRequest moveUnits;
    final AddUnitsRequest addUnits = new AddUnitsRequest(Form.LINE);
    final LineImport imports;
    final LineWriter writer;
    final JsonBytes scratch = new JsonBytes(512);
    final SkuView sku = new SkuView();
    final SkuBoard board;

    LineTools(CodeCipher cipher, SkuBoard board) {
        this.board = board;
        this.imports = new LineImport(cipher);
        this.moveUnits = new MoveUnitsRequest(Form.LINE, cipher);
        this.writer = new LineWriter(new ReplyWriter(cipher));
    }
}
