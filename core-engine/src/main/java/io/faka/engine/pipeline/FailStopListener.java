package io.faka.engine.pipeline;

/** Told once, on the pipeline's thread, that it has stopped for good. The process should end. */
@FunctionalInterface
public interface FailStopListener {
    /** @param cause what was thrown */
    void onFailStop(Throwable cause);
}
