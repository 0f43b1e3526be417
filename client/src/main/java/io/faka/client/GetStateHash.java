package io.faka.client;

import io.faka.codec.command.GetStateHashEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** The hash over the whole state; takes long on a large one and holds everything else up meanwhile. */
public record GetStateHash() implements Request<StateHashResult> {
    @Override
    public int maxEncodedLength() {
        return 64;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        GetStateHashEncoder get =
                new GetStateHashEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        return MessageHeaderEncoder.ENCODED_LENGTH + get.encodedLength();
    }

    @Override
    public StateHashResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.stateHash(buffer, offset);
    }
}
