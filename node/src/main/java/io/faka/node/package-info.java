/** The process: configuration, the wiring of a primary node, and its start and end. */
package io.faka.node;
