/** The Disruptor ring and its stages: ingress, journal, business logic, event log, replies. */
package io.faka.engine.pipeline;
