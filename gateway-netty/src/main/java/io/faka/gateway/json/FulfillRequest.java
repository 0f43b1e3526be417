package io.faka.gateway.json;

import io.faka.gateway.cipher.CodeCipher;
import io.faka.gateway.cipher.ContentSealer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * {@code fulfill}: an operator delivers units of an order, one text for each. The texts are sealed as they are read; none of them leaves
 * this object in clear. On HTTP the order comes from the path: set it with {@link #orderId}.
 */
public final class FulfillRequest extends CommandRequest {
    private static final Field CONTENT = new Field(0, "content");
    private static final Field FIRST = new Field(1, "first");
    private static final Field ORDER_ID = new Field(2, "order_id");
    private static final String RULE = "content must be an array of 1-" + ContentSealer.MAX_CONTENTS + " strings";

    private final JsonReader contentReader = new JsonReader();
    private final OrderIdField orderId = new OrderIdField();
    private final Text text = new Text();
    private final ContentSealer sealer;
    private long first;
    private int contentFrom;
    private int contentTo;
    private int length;

    /** @param cipher seals the contents, for nobody else at the same time */
    public FulfillRequest(Form form, CodeCipher cipher) {
        super(form);
        this.sealer = new ContentSealer(cipher);
    }

    /** The order it is about, where the request itself does not say. */
    public void orderId(long high, long low) {
        orderId.set(high, low);
    }

    @Override
    void reset() {
        first = 0;
        length = 0;
    }

    @Override
    boolean field() {
        if (is(CONTENT)) {
            findContents();
        } else if (is(FIRST)) {
            first = integer(FIRST, 0, Integer.MAX_VALUE);
        } else if (isLine() && is(ORDER_ID)) {
            orderId.read(this, ORDER_ID);
        } else {
            return false;
        }
        return true;
    }

    private void findContents() {
        if (reader.peek() != JsonReader.ARRAY) {
            throw RequestProblem.invalid(CONTENT.name, RULE);
        }
        contentFrom = reader.position();
        reader.beginArray();
        int count = 0;
        while (reader.nextElement()) {
            if (reader.peek() != JsonReader.STRING || ++count > ContentSealer.MAX_CONTENTS) {
                throw RequestProblem.invalid(CONTENT.name, RULE);
            }
            reader.string(text);
            if (text.length() < 1 || text.length() > CodeCipher.MAX_CODE_BYTES) {
                throw RequestProblem.invalid(
                        CONTENT.name, "each content must be 1-" + CodeCipher.MAX_CODE_BYTES + " bytes of UTF-8");
            }
        }
        if (count == 0) {
            throw RequestProblem.invalid(CONTENT.name, RULE);
        }
        contentTo = reader.position();
    }

    @Override
    void complete() {
        require(CONTENT);
        if (isLine()) {
            require(ORDER_ID);
        }
        sealer.begin(orderId.high(), orderId.low(), first);
        contentReader.wrap(reader.array(), contentFrom, contentTo - contentFrom);
        contentReader.beginArray();
        while (contentReader.nextElement()) {
            contentReader.string(text);
            if (!sealer.hasRoom(text.length())) {
                throw RequestProblem.invalid(CONTENT.name, "the contents are too long for one request; send a part");
            }
            sealer.add(text.bytes(), text.offset(), text.length());
        }
        length = sealer.end();
    }

    @Override
    public int encodedLength() {
        return length;
    }

    @Override
    public int encode(UnsafeBuffer into) {
        into.putBytes(0, sealer.buffer(), 0, length);
        return length;
    }
}
