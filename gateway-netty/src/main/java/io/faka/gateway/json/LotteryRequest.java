package io.faka.gateway.json;

import io.faka.codec.command.ChangeLotteryEncoder;
import io.faka.codec.command.LotteryAction;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.engine.order.LotteryDesk;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * {@code open_lottery}, {@code draw_lottery} and {@code end_lottery}. What is done is set with {@link #action} before each read; on HTTP
 * so is the SKU, from the path.
 */
public final class LotteryRequest extends CommandRequest {
    private static final Field SEED = new Field(0, "seed");
    private static final Field SKU = new Field(1, "sku");

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ChangeLotteryEncoder encoder = new ChangeLotteryEncoder();
    private final Text sku = new Text();
    private LotteryAction action = LotteryAction.OPEN;
    private long seed;

    /** Takes requests of one form. */
    public LotteryRequest(Form form) {
        super(form);
    }

    /** What is to be done; no seed is given yet. */
    public LotteryRequest action(LotteryAction to) {
        action = to;
        seed = 0;
        return this;
    }

    /** The SKU it is about, where the request itself does not say. */
    public LotteryRequest sku(byte[] bytes, int offset, int length) {
        sku.set(bytes, offset, length);
        return this;
    }

    @Override
    void reset() {
        if (isLine()) {
            sku.clear();
        }
        seed = 0;
    }

    @Override
    boolean field() {
        if (is(SEED) && action == LotteryAction.DRAW) {
            seed = integer(SEED, 1, LotteryDesk.MAX_SEED);
        } else if (isLine() && is(SKU)) {
            sku(SKU, sku);
        } else {
            return false;
        }
        return true;
    }

    @Override
    void complete() {
        if (isLine()) {
            require(SKU);
        }
    }

    @Override
    public int encodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH + ChangeLotteryEncoder.BLOCK_LENGTH + 1 + sku.length();
    }

    @Override
    public int encode(UnsafeBuffer into) {
        encoder.wrapAndApplyHeader(into, 0, header)
                .seed(seed)
                .action(action)
                .putSku(sku.bytes(), sku.offset(), sku.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
