package io.faka.engine.publish;

import org.agrona.concurrent.UnsafeBuffer;

/** A payment notice as events show it; its texts stand in {@link #buffer}. */
public interface PaymentText {
    long orderIdHigh();

    long orderIdLow();

    /** Minor units. */
    long amount();

    int currency();

    UnsafeBuffer buffer();

    int channelAt();

    int channelLength();

    int refAt();

    int refLength();
}
