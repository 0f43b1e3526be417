package io.faka.gateway.webhook;

/**
 * An event that was given up.
 *
 * @param error what the last try met
 * @param time  of the last try, milliseconds since 1970
 */
public record DeadLetter(long seq, int index, String type, String error, long time) {}
