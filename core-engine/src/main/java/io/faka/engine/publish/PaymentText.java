package io.faka.engine.publish;

/** A payment notice as events show it; its texts are named by their place in memory. */
public interface PaymentText {
    long orderIdHigh();

    long orderIdLow();

    /** Minor units. */
    long amount();

    int currency();

    long channelAt();

    int channelLength();

    long refAt();

    int refLength();
}
