package io.faka.client;

/**
 * A lower price for many units taken at once.
 *
 * @param minQuantity at least 2
 * @param unitPrice   minor units, at least 1
 */
public record Tier(long minQuantity, long unitPrice) {}
