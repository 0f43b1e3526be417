/** Measurements: JMH micro-benchmarks, and the side-by-side comparison with Redis and nginx. */
package io.faka.benchmarks;
