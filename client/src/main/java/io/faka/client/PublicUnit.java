package io.faka.client;

/**
 * A unit that a buyer may choose.
 *
 * @param unitPrice in minor units, with the surcharge
 */
public record PublicUnit(long unitId, String label, long surcharge, long unitPrice) {}
