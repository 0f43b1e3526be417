package io.faka.benchmarks;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.OpenShardEncoder;
import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.RefusalDecoder;
import io.faka.engine.CardEngine;
import io.faka.engine.pipeline.CommandClass;
import io.faka.engine.pipeline.CommandIngress;
import io.faka.engine.pipeline.CommandSlot;
import io.faka.engine.pipeline.EnginePipeline;
import io.faka.engine.pipeline.JournalClock;
import io.faka.engine.pipeline.PipelineConfig;
import io.faka.engine.port.AckMode;
import io.faka.engine.port.ReplyReceiver;
import io.faka.journal.ChronicleEventLog;
import io.faka.journal.ChronicleJournal;
import io.faka.journal.JournalConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A node without sockets, in a temporary directory. Counts its replies; one thread publishes. */
final class BenchmarkNode implements ReplyReceiver, AutoCloseable {
    private static final int CHUNK = 1_000;
    private static final int COMMAND_BYTES = 100_000;

    private final Path directory;
    private final ChronicleJournal journal;
    private final ChronicleEventLog eventLog;
    private final EnginePipeline pipeline;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long published;
    private volatile long replies;
    private long repliesOfBatch;
    private volatile long refusals;

    BenchmarkNode(AckMode ackMode) throws IOException {
        directory = Files.createTempDirectory("faka-jmh");
        JournalConfig config = JournalConfig.of(directory, ackMode);
        journal = ChronicleJournal.open(config);
        eventLog = ChronicleEventLog.open(config, journal);
        pipeline = new EnginePipeline(
                PipelineConfig.defaults(ackMode),
                new CardEngine(),
                journal,
                eventLog,
                JournalClock.system(0),
                Throwable::printStackTrace);
        pipeline.start();
        submit(buffer -> MessageHeaderEncoder.ENCODED_LENGTH
                + new OpenShardEncoder()
                        .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                        .shardId(1)
                        .hashSeed(1)
                        .encodedLength());
    }

    CommandIngress ingress() {
        return pipeline.ingress();
    }

    /** Waits for a place on the ring. */
    long claim(CommandClass commandClass, int maxLength) {
        long claim = ingress().tryClaim(commandClass, maxLength);
        while (claim < 0) {
            if (claim == CommandIngress.STOPPING) {
                throw new IllegalStateException("the pipeline has stopped", pipeline.failure());
            }
            Thread.yield();
            claim = ingress().tryClaim(commandClass, maxLength);
        }
        return claim;
    }

    void publish(long claim) {
        published++;
        ingress().publish(claim);
    }

    void putSkus(OrderCommands commands) {
        for (int sku = 0; sku < commands.skuCount(); sku++) {
            int number = sku;
            submit(buffer -> commands.encodeSku(buffer, number));
        }
        awaitReplies();
    }

    /** The same number for every SKU. */
    void addUnits(OrderCommands commands, int units) {
        int each = units / commands.skuCount();
        for (int sku = 0; sku < commands.skuCount(); sku++) {
            for (int added = 0; added < each; added += CHUNK) {
                int number = sku;
                int count = Math.min(CHUNK, each - added);
                submit(buffer -> commands.encodeUnits(buffer, number, count));
            }
        }
        awaitReplies();
    }

    /** Returns when every published command was answered. */
    void awaitReplies() {
        while (replies < published) {
            if (pipeline.failure() != null) {
                throw new IllegalStateException("the pipeline has failed", pipeline.failure());
            }
            Thread.yield();
        }
    }

    long refusals() {
        return refusals;
    }

    @Override
    public void onReply(long sessionId, long correlationId, DirectBuffer buffer, int offset, int length) {
        repliesOfBatch++;
        if (header.wrap(buffer, offset).templateId() == RefusalDecoder.TEMPLATE_ID) {
            long refused = refusals + 1;
            refusals = refused;
        }
    }

    @Override
    public void onBatchEnd() {
        replies = repliesOfBatch;
    }

    @Override
    public void close() throws IOException {
        pipeline.close();
        eventLog.close();
        journal.close();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void submit(Encoding encoding) {
        long claim = claim(CommandClass.INTERNAL, COMMAND_BYTES);
        CommandSlot slot = ingress().slot(claim);
        slot.length(encoding.encode(slot.buffer())).replyTo(this, 1, 0);
        publish(claim);
    }

    /** Encodes one command at the start of the buffer. */
    @FunctionalInterface
    private interface Encoding {
        int encode(UnsafeBuffer buffer);
    }
}
