/** One run that measures FakaCore beside Redis and nginx on the same machine, in alternating rounds. */
package io.faka.benchmarks.compare;
