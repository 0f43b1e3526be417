package io.faka.node;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.OpenShardEncoder;
import io.faka.codec.command.PutRetentionEncoder;
import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.TickedDecoder;
import io.faka.engine.pipeline.CommandClass;
import io.faka.engine.pipeline.CommandIngress;
import io.faka.engine.pipeline.CommandSlot;
import io.faka.engine.port.ReplyReceiver;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** A command of the node itself, put through the pipeline before anybody else's: what every replay has to know of how it runs. */
final class OwnCommand implements ReplyReceiver {
    private static final long PATIENCE_SECONDS = 60;
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final CountDownLatch answered = new CountDownLatch(1);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private volatile boolean done;

    private OwnCommand() {}

    /**
     * The first command of a journal: fixes the seed of every hash, so that nobody outside can guess it and every replay has it. Returns
     * once it is durable.
     */
    static void openShard(CommandIngress ingress, int shardId) {
        new OwnCommand()
                .send(
                        ingress,
                        buffer -> new OpenShardEncoder()
                                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                                .shardId(shardId)
                                .hashSeed(new SecureRandom().nextLong())
                                .encodedLength());
    }

    /** Sets after how many hours finished orders leave memory, 0 = never. Returns once it is durable. */
    static void putRetention(CommandIngress ingress, int orderHours) {
        new OwnCommand()
                .send(
                        ingress,
                        buffer -> new PutRetentionEncoder()
                                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                                .orderHours(orderHours)
                                .encodedLength());
    }

    @Override
    public void onReply(long sessionId, long correlationId, DirectBuffer buffer, int offset, int length) {
        done = header.wrap(buffer, offset).templateId() == TickedDecoder.TEMPLATE_ID;
        answered.countDown();
    }

    @Override
    public void onBatchEnd() {
        assert answered.getCount() == 0;
    }

    private void send(CommandIngress ingress, Body body) {
        long claim = ingress.tryClaim(CommandClass.INTERNAL, CommandSlot.INLINE_BYTES);
        if (claim < 0) {
            throw new NodeFailure(ExitCode.INTERNAL, "the pipeline did not take its own first command: " + claim);
        }
        CommandSlot slot = ingress.slot(claim);
        slot.length(HEADER + body.encode(slot.buffer())).replyTo(this, 0, 0);
        ingress.publish(claim);
        await();
    }

    private void await() {
        try {
            if (!answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new NodeFailure(ExitCode.INTERNAL, "the pipeline did not answer its own first command");
            }
            if (!done) {
                throw new NodeFailure(
                        ExitCode.DISK,
                        "the journal did not take the node's own first command; is there room on the disk?");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeFailure(ExitCode.INTERNAL, "interrupted while the node sent its own first command", e);
        }
    }

    /** Writes a command at the beginning of a buffer; returns the bytes behind its header. */
    private interface Body {
        int encode(MutableDirectBuffer buffer);
    }
}
