package io.faka.gateway.admin;

import io.faka.codec.command.GetStateHashEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.StateHashDecoder;
import io.faka.engine.pipeline.CommandClass;
import io.faka.engine.pipeline.CommandIngress;
import io.faka.engine.port.ReplyReceiver;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.agrona.DirectBuffer;

/** One question for the hash and the counts of the whole state, which rides the ring like any query. */
final class StateQuery implements ReplyReceiver {
    private static final int COMMAND_BYTES = MessageHeaderEncoder.ENCODED_LENGTH + GetStateHashEncoder.BLOCK_LENGTH;

    private final CompletableFuture<Page> answer = new CompletableFuture<>();

    private StateQuery() {}

    /** Asks; the answer comes on the pipeline's thread. */
    static CompletableFuture<Page> ask(CommandIngress ingress) {
        long claim = ingress.tryClaim(CommandClass.QUERY, COMMAND_BYTES);
        if (claim < 0) {
            return CompletableFuture.completedFuture(
                    Page.problem(503, "overloaded", "the pipeline has no room at this moment"));
        }
        StateQuery query = new StateQuery();
        new GetStateHashEncoder().wrapAndApplyHeader(ingress.slot(claim).buffer(), 0, new MessageHeaderEncoder());
        ingress.slot(claim).length(COMMAND_BYTES).replyTo(query, 0, 0);
        ingress.publish(claim);
        return query.answer;
    }

    @Override
    public void onReply(long sessionId, long correlationId, DirectBuffer buffer, int offset, int length) {
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        if (header.wrap(buffer, offset).templateId() != StateHashDecoder.TEMPLATE_ID) {
            answer.complete(Page.problem(503, "refused", "the state machine did not answer"));
            return;
        }
        StateHashDecoder state = new StateHashDecoder().wrapAndApplyHeader(buffer, offset, header);
        answer.complete(Page.json(
                200,
                "{\"seq\":" + state.seq() + ",\"time_micros\":" + state.timeMicros() + ",\"hash\":\""
                        + HexFormat.of().toHexDigits(state.hash()) + "\",\"skus\":" + state.skus() + ",\"units\":"
                        + state.units() + ",\"orders\":" + state.orders() + ",\"payments\":" + state.payments() + "}"));
    }

    @Override
    public void onBatchEnd() {
        // The answer was complete with the reply.
    }
}
