/**
 * Orders that have left memory: asked for from the database that a node replicates into, off the event loops, and written as the live
 * ones are.
 */
package io.faka.gateway.history;
