package io.faka.node;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.OpenShardEncoder;
import io.faka.engine.pipeline.CommandClass;
import io.faka.engine.pipeline.CommandIngress;
import io.faka.engine.pipeline.CommandSlot;
import io.faka.engine.port.ReplyReceiver;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/** The first command of a journal: fixes the seed of every hash, so that nobody outside can guess it and every replay has it. */
final class Genesis implements ReplyReceiver {
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch answered = new CountDownLatch(1);

    private Genesis() {}

    /** Puts {@code OpenShard} through an empty pipeline and returns once it is durable. */
    static void open(CommandIngress ingress, int shardId) {
        Genesis genesis = new Genesis();
        long claim = ingress.tryClaim(CommandClass.INTERNAL, CommandSlot.INLINE_BYTES);
        if (claim < 0) {
            throw new NodeFailure(ExitCode.INTERNAL, "the pipeline did not take its first command: " + claim);
        }
        CommandSlot slot = ingress.slot(claim);
        OpenShardEncoder command = new OpenShardEncoder()
                .wrapAndApplyHeader(slot.buffer(), 0, new MessageHeaderEncoder())
                .shardId(shardId)
                .hashSeed(new SecureRandom().nextLong());
        slot.length(MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength())
                .replyTo(genesis, 0, 0);
        ingress.publish(claim);
        genesis.await();
    }

    @Override
    public void onReply(long sessionId, long correlationId, DirectBuffer buffer, int offset, int length) {
        answered.countDown();
    }

    @Override
    public void onBatchEnd() {
        assert answered.getCount() == 0;
    }

    private void await() {
        try {
            if (!answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new NodeFailure(ExitCode.INTERNAL, "the pipeline did not answer its first command");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeFailure(ExitCode.INTERNAL, "interrupted while the journal was begun", e);
        }
    }
}
