package io.faka.gateway.tcp;

import io.faka.gateway.json.ImportSummary;
import io.faka.gateway.json.JsonBytes;
import io.faka.gateway.json.LineHead;
import io.faka.gateway.json.Text;

/** One line of a connection that is not answered yet. Reused. */
final class LineExchange {
    private static final int KEEP_BYTES = 16 << 10;

    final byte[] idBytes = new byte[LineHead.MAX_ID_BYTES];
    final Text id = new Text();
    JsonBytes out = new JsonBytes(512);
    boolean begun;
    boolean done;
    /** Whether a page of units is still to be asked for, from {@link #nextUnit}. */
    boolean wantsPage;

    int nextUnit;
    long orderIdHigh;
    long orderIdLow;
    /** Of an import, else null. */
    ImportSummary summary;
    /** Commands of an import that are not answered. */
    int partsLeft;

    void begin(Text lineId) {
        System.arraycopy(lineId.bytes(), lineId.offset(), idBytes, 0, lineId.length());
        id.set(idBytes, 0, lineId.length());
        out = out.array().length > KEEP_BYTES ? new JsonBytes(512) : out.clear();
        begun = false;
        done = false;
        wantsPage = false;
        nextUnit = 0;
        summary = null;
        partsLeft = 0;
    }
}
