package io.faka.gateway.json;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.Pick;
import io.faka.codec.command.PutOfferEncoder;
import io.faka.engine.inventory.Offers;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code put_offer}: lists a seller's offer. On HTTP set the SKU with {@link #sku}. */
public final class PutOfferRequest extends CommandRequest {
    private static final Field SELLER = new Field(0, "seller");
    private static final Field UNIT_PRICE = new Field(1, "unit_price");
    private static final Field TIERS = new Field(2, "tiers");
    private static final Field PICK = new Field(3, "pick");
    private static final Field SKU = new Field(4, "sku");
    private static final Field MIN_QUANTITY = new Field(5, "min_quantity");
    private static final int MAX_QUANTITY = 1_000_000;
    private static final int BLOCKS = MessageHeaderEncoder.ENCODED_LENGTH
            + PutOfferEncoder.BLOCK_LENGTH
            + PutOfferEncoder.TiersEncoder.HEADER_SIZE;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PutOfferEncoder encoder = new PutOfferEncoder();
    private Pick pick = Pick.FIFO;
    private final Text sku = new Text();
    private final Text seller = new Text();
    private final Text name = new Text();
    private final long[] tierPrices = new long[Offers.MAX_TIERS];
    private final long[] tierQuantities = new long[Offers.MAX_TIERS];
    private int tiers;
    private long unitPrice;

    /** Takes requests of one form. */
    public PutOfferRequest(Form form) {
        super(form);
    }

    /** The SKU it is about, where the request itself does not say. */
    public void sku(byte[] bytes, int offset, int length) {
        sku.set(bytes, offset, length);
    }

    @Override
    void reset() {
        pick = Pick.FIFO;
        seller.clear();
        tiers = 0;
        unitPrice = 0;
    }

    @Override
    boolean field() {
        if (is(SELLER)) {
            text(SELLER, 1, Offers.MAX_SELLER_LENGTH, seller);
        } else if (is(UNIT_PRICE)) {
            unitPrice = integer(UNIT_PRICE, 0, CreateOrderRequest.MAX_MONEY);
        } else if (is(TIERS)) {
            tiers();
        } else if (is(PICK)) {
            pick = Pick.get((short) (1 + choice(PICK, Names.picks())));
        } else if (isLine() && is(SKU)) {
            sku(SKU, sku);
        } else {
            return false;
        }
        return true;
    }

    private void tiers() {
        if (reader.peek() != JsonReader.ARRAY) {
            throw RequestProblem.invalid(TIERS.name, "tiers must be an array");
        }
        reader.beginArray();
        while (reader.nextElement()) {
            if (tiers == Offers.MAX_TIERS) {
                throw RequestProblem.invalid(TIERS.name, "an offer has at most " + Offers.MAX_TIERS + " tiers");
            }
            tier();
            if (tiers > 0 && tierQuantities[tiers] <= tierQuantities[tiers - 1]) {
                throw RequestProblem.invalid(TIERS.name, "min_quantity must grow from tier to tier");
            }
            tiers++;
        }
    }

    private void tier() {
        if (reader.peek() != JsonReader.OBJECT) {
            throw RequestProblem.invalid(TIERS.name, "a tier must be an object");
        }
        long price = 0;
        long quantity = 0;
        reader.beginObject();
        while (reader.nextField(name)) {
            if (price == 0 && name.is(UNIT_PRICE.bytes)) {
                price = integer(UNIT_PRICE, 1, CreateOrderRequest.MAX_MONEY);
            } else if (quantity == 0 && name.is(MIN_QUANTITY.bytes)) {
                quantity = integer(MIN_QUANTITY, 2, MAX_QUANTITY);
            } else if (name.is(UNIT_PRICE.bytes) || name.is(MIN_QUANTITY.bytes)) {
                throw RequestProblem.malformed("field \"" + name + "\" is there twice in one tier");
            } else {
                int shown = Math.min(name.length(), 64);
                throw RequestProblem.unknownField(
                        new Text().set(name.bytes(), name.offset(), shown).toString());
            }
        }
        if (price == 0 || quantity == 0) {
            throw RequestProblem.invalid(TIERS.name, "a tier needs min_quantity and unit_price");
        }
        tierPrices[tiers] = price;
        tierQuantities[tiers] = quantity;
    }

    @Override
    void complete() {
        require(SELLER);
        require(UNIT_PRICE);
        if (isLine()) {
            require(SKU);
        }
    }

    @Override
    public int encodedLength() {
        return BLOCKS + tiers * PutOfferEncoder.TiersEncoder.sbeBlockLength() + 2 + sku.length() + seller.length();
    }

    @Override
    public int encode(UnsafeBuffer into) {
        PutOfferEncoder.TiersEncoder group = encoder.wrapAndApplyHeader(into, 0, header)
                .unitPrice(unitPrice)
                .pick(pick)
                .tiersCount(tiers);
        for (int i = 0; i < tiers; i++) {
            group.next().unitPrice(tierPrices[i]).minQuantity(tierQuantities[i]);
        }
        encoder.putSku(sku.bytes(), sku.offset(), sku.length())
                .putSeller(seller.bytes(), seller.offset(), seller.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
