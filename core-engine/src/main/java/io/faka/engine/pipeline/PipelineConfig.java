package io.faka.engine.pipeline;

import io.faka.engine.port.AckMode;

/**
 * Sizes of the pipeline.
 *
 * @param ackMode          how durable a command is when its reply leaves
 * @param ringSize         slots, a power of two, 64 to 1,048,576
 * @param highWaterPercent of the ring in use above which new orders are refused, 10 to 100
 * @param maxBatch         most commands taken through the stages together, 1 to 65,536
 * @param largeBuffers     how many commands longer than a slot may be under way, 1 to 4,096
 * @param spins            looks at an empty ring before the thread parks
 */
public record PipelineConfig(
        AckMode ackMode, int ringSize, int highWaterPercent, int maxBatch, int largeBuffers, int spins) {
    /** Checks the ranges above. */
    public PipelineConfig {
        require(ackMode != null, "ackMode is needed");
        require(
                ringSize >= 64 && ringSize <= 1 << 20 && Integer.bitCount(ringSize) == 1,
                "ringSize must be a power of two from 64 to 1048576: " + ringSize);
        require(
                highWaterPercent >= 10 && highWaterPercent <= 100,
                "highWaterPercent must be 10 to 100: " + highWaterPercent);
        require(maxBatch >= 1 && maxBatch <= 65_536, "maxBatch must be 1 to 65536: " + maxBatch);
        require(largeBuffers >= 1 && largeBuffers <= 4_096, "largeBuffers must be 1 to 4096: " + largeBuffers);
        require(spins >= 0, "spins must not be negative: " + spins);
    }

    /** What suits two cores. Below the high-water mark fit 50 connections with 256 in flight each. */
    public static PipelineConfig defaults(AckMode ackMode) {
        return new PipelineConfig(ackMode, 32_768, 75, 1_024, 64, 200);
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
