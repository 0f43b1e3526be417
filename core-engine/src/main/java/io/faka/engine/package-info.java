/**
 * The pure state machine: commands in, events and replies out. Nothing here knows of clocks, threads, files or sockets; time
 * and sequence are parameters, so the same journal gives the same state on every machine.
 *
 * <p>{@link io.faka.engine.CardEngine} holds the tables and hands each command to the class that decides it:
 * {@link io.faka.engine.supply} brings SKUs and units in, {@link io.faka.engine.order} places, cancels and expires,
 * {@link io.faka.engine.payment} settles. {@link io.faka.engine.inventory.Stock} alone moves units.
 *
 * <h2>What a snapshot will hold</h2>
 *
 * One section per table, each with its row count, between a begin with the sequence and an end with the counts:
 *
 * <ol>
 *   <li>SHARD: shard id, hash seed, last sequence, last time.
 *   <li>SKUS: key, name, definition, quantities, version; in number order.
 *   <li>OFFERS: SKU, head, tail and length of the queue; in number order.
 *   <li>LOTS: SKU, offer, name, imported; in number order.
 *   <li>SEALING_KEYS: key ids in slot order.
 *   <li>UNITS: fingerprint, sealed code, state, owner, lot, key slot, next and previous; in id order, free ids included, because
 *       ids are public and the order of the free list decides which comes next.
 *   <li>ORDERS: id, state, amount, currency, deadline, last sequence, ttl, payment, lines with their first unit, texts; in row
 *       order.
 *   <li>REFUSALS: code, detail, sequence and the request; in row order.
 *   <li>PAYMENTS: order id and row, amount, currency, code, sequence, channel and reference; in row order.
 * </ol>
 *
 * Indices, lanes and the heap of holds, the list of changed SKUs and the places of texts are not stored: they follow from the
 * rows. The state hash covers what the sections hold and nothing else.
 */
package io.faka.engine;
