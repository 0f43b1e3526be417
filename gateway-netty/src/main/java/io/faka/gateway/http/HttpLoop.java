package io.faka.gateway.http;

import io.faka.engine.SkuView;
import io.faka.gateway.cipher.CodeCipher;
import io.faka.gateway.json.AddUnitsRequest;
import io.faka.gateway.json.CancelRequest;
import io.faka.gateway.json.ChangeOfferRequest;
import io.faka.gateway.json.CreateOrderRequest;
import io.faka.gateway.json.ExtendRequest;
import io.faka.gateway.json.Form;
import io.faka.gateway.json.FulfillRequest;
import io.faka.gateway.json.GetOffersRequest;
import io.faka.gateway.json.Hex128;
import io.faka.gateway.json.OfferWriter;
import io.faka.gateway.json.PayRequest;
import io.faka.gateway.json.PutOfferRequest;
import io.faka.gateway.json.PutSkuRequest;
import io.faka.gateway.json.ReplyWriter;
import io.faka.gateway.session.GatewayLoop;

/** What the HTTP connections of one event loop share: the loop's own tools, used by one connection at a time. */
final class HttpLoop {
    private static final int INPUT_BYTES = 128 << 10;

    final GatewayLoop loop;
    final HttpContext context;
    final Imports imports;
    final Responses responses;
    final Operations operations;
    final FeedOperations feed;
    final HistoryOperations history;
    final LotteryOperations lottery;
    final WebhookOperations webhooks;
    final MoneyOperations money;
    final WalletOperations wallets;
    final UnitOperations units;
    final OrderLineOperations lines;
    final CouponOperations coupons;
    final ReplyWriter replies;
    final CreateOrderRequest createOrder = new CreateOrderRequest(Form.HTTP);
    final PayRequest pay = new PayRequest(Form.HTTP);
    final CancelRequest cancel = new CancelRequest(Form.HTTP);
    final ExtendRequest extend = new ExtendRequest(Form.HTTP);
    final FulfillRequest fulfill;
    final PutSkuRequest putSku = new PutSkuRequest(Form.HTTP);
    final PutOfferRequest putOffer = new PutOfferRequest(Form.HTTP);
    final ChangeOfferRequest changeOffer = new ChangeOfferRequest(Form.HTTP);
    final GetOffersRequest getOffers = new GetOffersRequest();
    final OfferOperations offers;
    final OfferWriter offerWriter = new OfferWriter();
    final AddUnitsRequest addUnits = new AddUnitsRequest(Form.HTTP);
    final WholeRequest request = new WholeRequest();
    final Hex128 orderId = new Hex128();
    final SkuView sku = new SkuView();
    private byte[] input = new byte[INPUT_BYTES];

    HttpLoop(GatewayLoop loop, HttpContext context, Imports imports) {
        this.loop = loop;
        this.context = context;
        this.imports = imports;
        this.responses = new Responses(context.facts().clock());
        this.replies = new ReplyWriter(new CodeCipher(context.codeKeys()));
        this.operations = new Operations(this);
        this.offers = new OfferOperations(this);
        this.feed = new FeedOperations(this);
        this.history = new HistoryOperations(this);
        this.lottery = new LotteryOperations(this);
        this.webhooks = new WebhookOperations(this);
        this.money = new MoneyOperations(this);
        this.wallets = new WalletOperations(this);
        this.lines = new OrderLineOperations(this);
        this.units = new UnitOperations(this, new CodeCipher(context.codeKeys()));
        this.coupons = new CouponOperations(this);
        this.fulfill = new FulfillRequest(Form.HTTP, new CodeCipher(context.codeKeys()));
    }

    /** Room for the bytes just read. */
    byte[] input(int length) {
        if (input.length < length) {
            input = new byte[length];
        }
        return input;
    }
}
