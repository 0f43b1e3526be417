/** The commands that define SKUs and bring units in. */
package io.faka.engine.supply;
