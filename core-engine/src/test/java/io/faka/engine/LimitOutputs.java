package io.faka.engine;

import io.faka.codec.event.SkuLimitsPutDecoder;

/** Writes the events of limits as one line of text each. */
final class LimitOutputs {
    private LimitOutputs() {}

    static String limits(SkuLimitsPutDecoder d) {
        return "SkuLimitsPut " + d.skuNumber() + " buyer " + d.maxPerBuyer() + " in " + d.buyerWindowMillis()
                + " holds " + d.maxOpenHoldsPerBuyer() + "/" + d.maxOpenHoldsPerAddress() + " share "
                + d.maxHeldShareBps();
    }
}
