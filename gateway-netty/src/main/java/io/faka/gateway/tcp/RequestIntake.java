package io.faka.gateway.tcp;

import io.faka.codec.command.ChangeWalletDecoder;
import io.faka.codec.command.CreateOrderDecoder;
import io.faka.codec.command.CreatePaidOrderDecoder;
import io.faka.codec.command.MessageHeaderDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.codec.session.RequestBatchDecoder;
import io.faka.engine.pipeline.CommandClass;
import io.faka.gateway.auth.Principal;
import io.faka.gateway.auth.RateLimit;
import io.faka.gateway.auth.Scope;
import io.faka.gateway.session.CommandPublisher;
import io.faka.gateway.session.OrderIds;
import io.faka.gateway.session.RefusalReply;
import io.faka.gateway.session.Requests;
import io.faka.gateway.session.WalletChecks;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Takes one {@code RequestBatch} apart and publishes its requests, one after the other, stopping where there is no room and going
 * on from there. A request that is refused gets its own refusal; a batch whose lengths do not add up is broken as a whole from
 * there on.
 */
final class RequestIntake {
    private static final int HEADER_BYTES = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int GROUP_OFFSET = HEADER_BYTES + RequestBatchDecoder.BLOCK_LENGTH;
    private static final int FIRST_REQUEST = GROUP_OFFSET + 4;
    private static final int LENGTH_BYTES = 4;
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

    private final TcpLoop tcp;
    private final CommandPublisher publisher;
    private final RequestSession session;
    private UnsafeBuffer frame;
    private int position;
    private int limit;
    private int remaining;
    private long requestId;
    private boolean counted;

    /** How far a batch got. */
    enum Progress {
        /** All its requests are taken. */
        DONE,
        /** The session takes no more for now: call {@link RequestIntake#run} again later. */
        FULL,
        /** The pipeline has no room: call {@link RequestIntake#run} again when it has. */
        BACK_PRESSURED,
        /** Its lengths do not add up: the session must end. */
        BROKEN
    }

    /** The session for which requests are taken. */
    interface RequestSession {
        /** Id to publish with. */
        long sessionId();

        /** Who asks. */
        Principal principal();

        /** When the requests were read, on the monotonic clock. */
        long readAtNanos();

        /** Whether one more request may be taken. */
        boolean hasRoom();

        /** A request went to the pipeline. */
        void onPublished();

        /** A request is answered here. */
        void onRefused(long requestId, RefusalReply refusal);
    }

    RequestIntake(TcpLoop tcp, RequestSession session) {
        this.tcp = tcp;
        this.publisher = tcp.loop.publisher();
        this.session = session;
    }

    /** Whether a batch is begun and not done. */
    boolean isBusy() {
        return remaining > 0;
    }

    /** Gives up the batch. */
    void abandon() {
        remaining = 0;
    }

    /**
     * Begins a batch.
     *
     * @param frame stays as it is until the batch is done
     */
    Progress begin(UnsafeBuffer frame, int length) {
        if (length < FIRST_REQUEST
                || unsignedShort(frame, 0) != RequestBatchDecoder.BLOCK_LENGTH
                || unsignedShort(frame, GROUP_OFFSET) != 0) {
            return Progress.BROKEN;
        }
        this.frame = frame;
        limit = length;
        requestId = frame.getLong(HEADER_BYTES, LE);
        remaining = unsignedShort(frame, GROUP_OFFSET + 2);
        position = FIRST_REQUEST;
        return run();
    }

    /** Goes on with the batch. */
    Progress run() {
        while (remaining > 0) {
            if (!session.hasRoom()) {
                return Progress.FULL;
            }
            int left = limit - position - LENGTH_BYTES;
            int length = left < 0 ? -1 : frame.getInt(position, LE);
            if (length < 0 || length > left) {
                return Progress.BROKEN;
            }
            if (!take(position + LENGTH_BYTES, length)) {
                return Progress.BACK_PRESSURED;
            }
            counted = false;
            position += LENGTH_BYTES + length;
            requestId++;
            remaining--;
        }
        return position == limit ? Progress.DONE : Progress.BROKEN;
    }

    /** False if there was no room. */
    private boolean take(int offset, int length) {
        if (ImportSealer.isImport(frame, offset, length)) {
            return takeImport(offset, length);
        }
        if (CodeMover.takes(frame, offset, length)) {
            return takeMove(offset, length);
        }
        if (ContentMover.takes(frame, offset, length)) {
            return takeContents(offset, length);
        }
        int templateId = tcp.validator.check(frame, offset, length);
        if (templateId < 0) {
            session.onRefused(requestId, tcp.validator.refusal());
            return true;
        }
        boolean isPaid = templateId == CreatePaidOrderDecoder.TEMPLATE_ID;
        CommandClass commandClass = Requests.commandClass(templateId);
        Scope scope = templateId == ChangeWalletDecoder.TEMPLATE_ID
                ? WalletChecks.scope(frame, offset)
                : Requests.scope(templateId);
        if (!mayDo(scope)
                || isPaid && !mayDo(Scope.PAY)
                || tcp.validator.isPrioritized() && !session.principal().mayPrioritize() && !mayDo(Scope.PRIORITY)
                || isTooMany(commandClass)) {
            return true;
        }
        long claim = publisher.tryClaim(commandClass, length);
        if (claim < 0) {
            return refused(claim);
        }
        UnsafeBuffer slot = publisher.buffer(claim);
        slot.putBytes(0, frame, offset, length);
        if (templateId == CreateOrderDecoder.TEMPLATE_ID) {
            drawOrderId(slot, 0);
        } else if (isPaid) {
            drawOrderId(slot, HEADER_BYTES + LENGTH_BYTES);
        }
        publish(claim, length);
        return true;
    }

    private boolean takeImport(int offset, int length) {
        if (!mayDo(Scope.ADMIN) || isTooMany(CommandClass.SUPPLY)) {
            return true;
        }
        // Sealed before the claim: a claim that is not published at once holds up the whole ring.
        int sealedLength = tcp.sealer.seal(frame, offset, length);
        if (sealedLength < 0) {
            session.onRefused(requestId, tcp.sealer.refusal());
            return true;
        }
        long claim = publisher.tryClaim(CommandClass.SUPPLY, sealedLength);
        if (claim < 0) {
            return refused(claim);
        }
        publisher.buffer(claim).putBytes(0, tcp.sealer.command(), 0, sealedLength);
        publish(claim, sealedLength);
        return true;
    }

    private boolean takeMove(int offset, int length) {
        if (!mayDo(Scope.ADMIN)) {
            return true;
        }
        int commandLength = tcp.codes.turn(frame, offset, length);
        if (commandLength < 0) {
            session.onRefused(requestId, tcp.codes.refusal());
            return true;
        }
        long claim = publisher.tryClaim(CommandClass.SUPPLY, commandLength);
        if (claim < 0) {
            return refused(claim);
        }
        publisher.buffer(claim).putBytes(0, tcp.codes.command(), 0, commandLength);
        publish(claim, commandLength);
        return true;
    }

    private boolean takeContents(int offset, int length) {
        if (!mayDo(Scope.ADMIN)) {
            return true;
        }
        int commandLength = tcp.contents.turn(frame, offset, length);
        if (commandLength < 0) {
            session.onRefused(requestId, tcp.contents.refusal());
            return true;
        }
        long claim = publisher.tryClaim(CommandClass.SETTLEMENT, commandLength);
        if (claim < 0) {
            return refused(claim);
        }
        publisher.buffer(claim).putBytes(0, tcp.contents.command(), 0, commandLength);
        publish(claim, commandLength);
        return true;
    }

    private void publish(long claim, int length) {
        publisher.publish(claim, length, session.sessionId(), requestId, session.readAtNanos());
        session.onPublished();
    }

    private boolean refused(long claim) {
        if (claim == CommandPublisher.BACK_PRESSURED) {
            return false;
        }
        session.onRefused(requestId, publisher.refusal(claim));
        return true;
    }

    private boolean mayDo(Scope scope) {
        if (session.principal().may(scope)) {
            return true;
        }
        session.onRefused(requestId, tcp.refusal.set(ResultCode.FORBIDDEN, "this key lacks the scope " + scope.text()));
        return false;
    }

    /** A request that found no room is counted once. */
    private boolean isTooMany(CommandClass commandClass) {
        if (counted || commandClass == CommandClass.SETTLEMENT) {
            return false;
        }
        RateLimit rate = session.principal().rate();
        int waitMillis = rate.take();
        if (waitMillis > 0) {
            session.onRefused(
                    requestId,
                    tcp.refusal.set(ResultCode.RATE_LIMITED, RefusalReply.NO_DETAIL, waitMillis, rate.refusal()));
            return true;
        }
        counted = true;
        return false;
    }

    private void drawOrderId(UnsafeBuffer slot, int order) {
        OrderIds ids = tcp.loop.orderIds();
        ids.next();
        slot.putLong(order + HEADER_BYTES + CreateOrderDecoder.orderIdHighEncodingOffset(), ids.high(), LE);
        slot.putLong(order + HEADER_BYTES + CreateOrderDecoder.orderIdLowEncodingOffset(), ids.low(), LE);
    }

    private static int unsignedShort(UnsafeBuffer buffer, int offset) {
        return buffer.getShort(offset, LE) & 0xffff;
    }
}
