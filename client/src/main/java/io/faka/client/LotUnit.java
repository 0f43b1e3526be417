package io.faka.client;

import io.faka.codec.reply.UnitState;

/**
 * A unit of a lot.
 *
 * @param orderId whose it is or was; null = nobody's
 */
public record LotUnit(long unitId, UnitState state, OrderId orderId) {}
