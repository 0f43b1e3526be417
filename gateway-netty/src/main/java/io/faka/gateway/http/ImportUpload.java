package io.faka.gateway.http;

import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.RefusalDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.codec.reply.UnitsReplyDecoder;
import io.faka.engine.pipeline.CommandClass;
import io.faka.engine.pipeline.CommandIngress;
import io.faka.gateway.json.ImportSummary;
import io.faka.gateway.json.JsonBytes;
import io.faka.gateway.json.Names;
import io.faka.gateway.session.BackPressured;
import io.faka.gateway.session.CommandPublisher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.agrona.DirectBuffer;

/**
 * One import under way: blocks of text go to a worker that seals them, the sealed commands into the pipeline, and the replies into
 * the account. Memory is bounded by stopping the connection's reading. Event loop only, but for what the worker runs.
 */
final class ImportUpload implements BackPressured {
    private static final int BLOCK_BYTES = 64 << 10;
    private static final int MAX_BLOCKS = 2;
    private static final int MAX_IN_FLIGHT = 8;

    private final HttpLoop http;
    private final HttpConnection connection;
    private final Exchange exchange;
    private byte[] lot;
    private final CodeLines lines;
    private final ArrayDeque<Block> blocks = new ArrayDeque<>();
    private final ArrayDeque<CodeLines.SealedUnits> commands = new ArrayDeque<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final UnitsReplyDecoder units = new UnitsReplyDecoder();
    private Block filling = new Block();
    private boolean sealing;
    private boolean ended;
    private boolean lastSealed;
    private boolean waitsForRoom;
    private boolean canceled;
    private boolean answered;
    private int inFlight;
    private long imported;
    private long duplicates;
    private ResultCode failure;
    private String failureDetail = "";
    private long retryAfterMillis;

    private static final class Block {
        final byte[] bytes = new byte[BLOCK_BYTES];
        int length;
    }

    ImportUpload(
            HttpLoop http,
            HttpConnection connection,
            Exchange exchange,
            byte[] lot,
            long offer,
            long expiresAtMicros,
            boolean labelled) {
        this.http = http;
        this.connection = connection;
        this.exchange = exchange;
        this.lot = lot;
        byte[] sku = exchange.sku.getBytes(StandardCharsets.US_ASCII);
        this.lines = new CodeLines(http.imports.newSealer(offer, expiresAtMicros, labelled), sku, lot);
    }

    /** Takes a run of the text. */
    void text(byte[] in, int offset, int length) {
        int at = offset;
        int left = length;
        while (left > 0 && failure == null) {
            int run = Math.min(left, BLOCK_BYTES - filling.length);
            System.arraycopy(in, at, filling.bytes, filling.length, run);
            filling.length += run;
            at += run;
            left -= run;
            if (filling.length == BLOCK_BYTES) {
                blocks.add(filling);
                filling = new Block();
                sealNext();
            }
        }
    }

    /** Whether reading must stop until the connection is told to go on. */
    boolean isFull() {
        return blocks.size() >= MAX_BLOCKS || !commands.isEmpty();
    }

    /** Whether the rest of the body is of no use any more. */
    boolean hasFailed() {
        return failure != null;
    }

    /** The text has ended. */
    void end() {
        ended = true;
        sealNext();
        settle();
    }

    /** Takes codes from a list instead of text; the import ends with them. */
    void codes(Runnable feed) {
        ended = true;
        lastSealed = true;
        sealing = true;
        run(feed);
    }

    /** Takes a command as it is; the import ends with it. */
    void command(byte[] command) {
        ended = true;
        lastSealed = true;
        commands.add(new CodeLines.SealedUnits(command, 0));
        publishMore();
        settle();
    }

    /** The lines, for {@link #codes}. */
    CodeLines lines() {
        return lines;
    }

    /** The connection is gone. */
    void cancel() {
        canceled = true;
        blocks.clear();
        commands.clear();
    }

    /** A reply to one of the commands. */
    void onReply(DirectBuffer buffer, int offset) {
        inFlight--;
        if (header.wrap(buffer, offset).templateId() == RefusalDecoder.TEMPLATE_ID) {
            ResultCode code = http.replies.refusalCode(buffer, offset);
            fail(code, http.replies.refusalMessage(), http.replies.refusalRetryAfterMillis());
        } else {
            units.wrapAndApplyHeader(buffer, offset, header);
            imported += units.imported();
            duplicates += units.duplicates();
            lot = ImportSummary.lot(buffer, offset).getBytes(StandardCharsets.UTF_8);
        }
        publishMore();
        settle();
    }

    @Override
    public void onRoom() {
        waitsForRoom = false;
        if (!canceled) {
            publishMore();
            settle();
        }
    }

    private void sealNext() {
        if (sealing || failure != null || isFullOfCommands()) {
            return;
        }
        Block block = blocks.poll();
        boolean last = block == null && ended && !lastSealed;
        if (last) {
            lastSealed = true;
            block = filling;
            filling = null;
        }
        if (block == null) {
            return;
        }
        sealing = true;
        Block work = block;
        run(() -> {
            lines.text(work.bytes, 0, work.length);
            if (last) {
                lines.end();
            }
        });
    }

    private boolean isFullOfCommands() {
        return !commands.isEmpty();
    }

    private void run(Runnable work) {
        try {
            http.imports.submit(() -> {
                RuntimeException fault = null;
                try {
                    work.run();
                } catch (RuntimeException e) {
                    fault = e;
                }
                List<CodeLines.SealedUnits> sealed = fault == null ? lines.takeSealed() : List.of();
                RuntimeException thrown = fault;
                http.loop.eventLoop().execute(() -> onSealed(sealed, thrown));
            });
        } catch (RejectedExecutionException e) {
            sealing = false;
            fail(ResultCode.STOPPING, "the node is stopping", 1000);
        }
    }

    private void onSealed(List<CodeLines.SealedUnits> sealed, RuntimeException fault) {
        sealing = false;
        if (canceled) {
            return;
        }
        if (fault != null) {
            connection.onFault(fault);
            return;
        }
        commands.addAll(sealed);
        publishMore();
        settle();
    }

    private void publishMore() {
        while (!commands.isEmpty() && failure == null && inFlight < MAX_IN_FLIGHT && !waitsForRoom) {
            publish(commands.peek());
        }
        if (failure != null) {
            commands.clear();
            blocks.clear();
        }
        sealNext();
    }

    private void publish(CodeLines.SealedUnits next) {
        CommandPublisher publisher = http.loop.publisher();
        byte[] command = next.command();
        long claim = publisher.tryClaim(CommandClass.SUPPLY, command.length);
        if (claim >= 0) {
            publisher.buffer(claim).putBytes(0, command);
            connection.published(exchange, claim, command.length);
            commands.remove();
            inFlight++;
        } else if (claim == CommandPublisher.BACK_PRESSURED || claim == CommandIngress.OVERLOADED) {
            // An import can wait, so it gives way rather than be refused half way.
            waitsForRoom = true;
            publisher.whenRoom(this);
        } else {
            ResultCode code = http.replies.refusalCode(publisher.refusal(claim).buffer(), 0);
            fail(code, http.replies.refusalMessage(), http.replies.refusalRetryAfterMillis());
        }
    }

    /** Ends the import early; what is in the pipeline is still waited for. */
    void fail(ResultCode code, String detail, long retryMillis) {
        if (failure == null) {
            failure = code;
            failureDetail = detail;
            retryAfterMillis = retryMillis;
            blocks.clear();
            commands.clear();
            settle();
        }
    }

    /** Answers if all is done, or lets the connection read on. */
    private void settle() {
        if (answered) {
            return;
        }
        boolean idle = !sealing && inFlight == 0 && commands.isEmpty();
        if (idle && (failure != null || lastSealed)) {
            answered = true;
            send();
            connection.importDone(exchange);
        } else if (failure == null && !isFull()) {
            connection.importWantsMore();
        }
    }

    private void send() {
        JsonBytes body = http.responses.body();
        if (failure != null) {
            String code = Names.of(failure);
            int status = io.faka.gateway.json.Meaning.of(failure).status();
            body.raw(bytes("{\"type\":\"urn:faka:problem:" + code + "\",\"title\":\"" + code.replace('_', ' ')
                    + "\",\"status\":" + status + ",\"code\":\"" + code + "\",\"detail\":"));
            body.string(failureDetail).raw(',');
            account(body);
            exchange.close |= !ended;
            http.responses.send(connection, exchange, status, failureHeaders());
            return;
        }
        body.raw('{');
        account(body);
        http.responses.sendJson(connection, exchange, 200);
    }

    private String[] failureHeaders() {
        String type = "Content-Type: application/problem+json";
        return retryAfterMillis == 0
                ? new String[] {type}
                : new String[] {type, "Retry-After: " + Math.max(1, (retryAfterMillis + 999) / 1000)};
    }

    private void account(JsonBytes body) {
        body.raw(bytes("\"lot\":")).string(lot, 0, lot.length);
        body.raw(bytes(",\"imported\":")).number(imported);
        body.raw(bytes(",\"duplicates\":")).number(duplicates);
        body.raw(bytes(",\"rejected\":")).number(lines.rejected());
        body.raw(bytes(",\"blank\":")).number(lines.blank());
        body.raw(bytes(",\"errors\":["));
        String separator = "";
        for (CodeLines.BadLine bad : lines.errors()) {
            body.raw(bytes(separator + "{\"line\":" + bad.line() + ",\"reason\":\"" + bad.reason() + "\"}"));
            separator = ",";
        }
        body.raw(bytes("]}"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
