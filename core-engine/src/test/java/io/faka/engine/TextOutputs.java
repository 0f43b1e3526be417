package io.faka.engine;

import io.faka.codec.event.MessageHeaderDecoder;
import io.faka.codec.event.TextPutDecoder;
import io.faka.codec.event.TextUsedDecoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.agrona.DirectBuffer;

/** Writes the events of reusable texts as one line of text each, beside {@link Outputs}. */
final class TextOutputs {
    private TextOutputs() {}

    static String put(DirectBuffer buffer, int at) {
        TextPutDecoder d = new TextPutDecoder().wrapAndApplyHeader(buffer, at, new MessageHeaderDecoder());
        String head = "TextPut " + d.textNumber() + " key " + d.keyId() + " sku " + d.sku() + " lot " + d.lotNumber()
                + " " + d.lot();
        byte[] code = new byte[d.sealedCodeLength()];
        int length = d.getSealedCode(code, 0, code.length);
        return head + " " + new String(code, 0, Math.min(8, length), StandardCharsets.US_ASCII);
    }

    static String used(DirectBuffer buffer, int at) {
        TextUsedDecoder d = new TextUsedDecoder().wrapAndApplyHeader(buffer, at, new MessageHeaderDecoder());
        StringJoiner units = new StringJoiner(",", " units ", "");
        for (TextUsedDecoder.UnitsDecoder unit : d.units()) {
            units.add(String.valueOf(unit.unitId()));
        }
        return "TextUsed " + Outputs.orderName(d.orderIdLow()) + " line " + d.line() + " sku " + d.skuNumber()
                + " text "
                + d.textNumber() + " use " + d.firstUse() + " sold " + d.sold() + " cap " + d.saleCap() + units + " "
                + d.buyer();
    }
}
