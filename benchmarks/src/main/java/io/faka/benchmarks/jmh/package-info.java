/** JMH benchmarks of the state machine. */
package io.faka.benchmarks.jmh;
