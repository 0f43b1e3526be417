/**
 * Products and what is in stock of them: SKUs, their offers, the lots units came in with, and the units. {@link
 * io.faka.engine.inventory.Stock} is the only one that moves a unit from one state to the next.
 */
package io.faka.engine.inventory;
