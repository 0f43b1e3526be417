package io.faka.engine.publish;

/** A payment notice as events show it; its texts are named by their place in memory. */
public interface PaymentText {
    /** High half of the order id it names. */
    long orderIdHigh();

    /** Low half of the order id it names. */
    long orderIdLow();

    /** Minor units. */
    long amount();

    /** Packed as by {@link io.faka.engine.Currency}. */
    int currency();

    /** Where the channel is in memory. */
    long channelAt();

    /** Bytes of the channel. */
    int channelLength();

    /** Where the payment_ref is in memory. */
    long refAt();

    /** Bytes of the payment_ref. */
    int refLength();
}
