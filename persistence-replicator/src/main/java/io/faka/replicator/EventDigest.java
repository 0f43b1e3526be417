package io.faka.replicator;

import java.util.zip.CRC32C;

/** CRC32C over all events of the newest sequence seen: the same journal gives the same number wherever its batches are cut. */
final class EventDigest {
    private final CRC32C crc = new CRC32C();
    private byte[] bytes = new byte[1024];

    void add(EventCursor event) {
        if (event.index() == 0) {
            crc.reset();
        }
        if (bytes.length < event.length()) {
            bytes = new byte[event.length() * 2];
        }
        event.payload().getBytes(event.offset(), bytes, 0, event.length());
        crc.update(bytes, 0, event.length());
    }

    int value() {
        return (int) crc.getValue();
    }
}
