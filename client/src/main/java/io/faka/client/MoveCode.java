package io.faka.client;

import io.faka.codec.session.MessageHeaderEncoder;
import io.faka.codec.session.MoveCodeEncoder;
import io.faka.codec.session.UnitAction;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Quarantines or releases the unit that has this code. The node keeps the code's fingerprint alone.
 *
 * @param release whether it goes back on sale; else it is quarantined
 * @param code    1-4,096 bytes
 * @param reason  0-200 bytes
 */
public record MoveCode(boolean release, String sku, String code, String reason) implements Request<MovedResult> {
    @Override
    public int maxEncodedLength() {
        return 64 + 2 * 255 + code.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        byte[] bytes = code.getBytes(StandardCharsets.UTF_8);
        MoveCodeEncoder move = new MoveCodeEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        move.action(release ? UnitAction.RELEASE : UnitAction.QUARANTINE);
        move.sku(sku).putCode(bytes, 0, bytes.length).reason(reason);
        return MessageHeaderEncoder.ENCODED_LENGTH + move.encodedLength();
    }

    @Override
    public MovedResult decode(DirectBuffer buffer, int offset, int length) {
        return UnitReplies.moved(buffer, offset);
    }

    @Override
    public String toString() {
        return "MoveCode[" + sku + "]";
    }
}
