package io.faka.gateway.json;

/** {@code auth}: shows a key, for all lines to come. */
public final class AuthRequest extends JsonRequest {
    private static final Field KEY = new Field(0, "key");

    private final Text key = new Text();

    /** On HTTP the key is in a header. */
    public AuthRequest() {
        super(Form.LINE);
    }

    /** The key. */
    public Text key() {
        return key;
    }

    @Override
    void reset() {
        key.clear();
    }

    @Override
    boolean field() {
        if (is(KEY)) {
            text(KEY, 1, 254, key);
            return true;
        }
        return false;
    }

    @Override
    void complete() {
        require(KEY);
    }
}
