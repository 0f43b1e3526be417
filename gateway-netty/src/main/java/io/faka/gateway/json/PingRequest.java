package io.faka.gateway.json;

/** {@code ping}: asks for nothing. */
public final class PingRequest extends JsonRequest {
    /** There are pings on JSON lines only. */
    public PingRequest() {
        super(Form.LINE);
    }

    @Override
    void reset() {}

    @Override
    boolean field() {
        return false;
    }

    @Override
    void complete() {}
}
