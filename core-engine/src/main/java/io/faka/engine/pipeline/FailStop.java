package io.faka.engine.pipeline;

import com.lmax.disruptor.ExceptionHandler;

/**
 * What happens when the journal or the logic throws: no later command is applied and no later reply leaves. The Disruptor's own
 * handlers skip the failed event and go on, which a ledger must not.
 */
final class FailStop implements ExceptionHandler<CommandSlot> {
    private final CommandIngress ingress;
    private final FailStopListener listener;
    private volatile Throwable cause;

    FailStop(CommandIngress ingress, FailStopListener listener) {
        this.ingress = ingress;
        this.listener = listener;
    }

    @Override
    public void handleEventException(Throwable failure, long sequence, CommandSlot slot) {
        stop(failure);
        throw new IllegalStateException("the pipeline has stopped", failure);
    }

    @Override
    public void handleOnStartException(Throwable failure) {
        stop(failure);
    }

    @Override
    public void handleOnShutdownException(Throwable failure) {
        stop(failure);
    }

    /** What stopped the pipeline, or null. */
    Throwable cause() {
        return cause;
    }

    private void stop(Throwable failure) {
        ingress.close();
        cause = failure;
        listener.onFailStop(failure);
    }
}
