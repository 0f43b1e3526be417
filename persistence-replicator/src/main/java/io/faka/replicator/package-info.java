/**
 * Replicates the event log into MariaDB behind the engine, exactly once, and reads history back. Nothing here is on an order's
 * way: a database that is slow, away or full delays only the tables.
 */
package io.faka.replicator;
