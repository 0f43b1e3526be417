package io.faka.gateway.http;

import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One request of a connection that is not answered yet. Reused. */
final class Exchange {
    /** Which request of the connection it is; its commands' correlation id. */
    long index;

    Route route;
    boolean headOnly;
    /** Whether the caller may state payments. */
    boolean mayPay;

    boolean mayPrioritize;

    boolean isHttp10;
    boolean close;
    /** The SKU it is about, where the answer needs it. */
    String sku;
    /** The key it asks by, where the answer may need it. */
    String clientOrderId;
    /** Gives the answer when its turn comes, where no reply is waited for; else null. */
    Runnable answer;
    /** Index of the next unit to be fetched, of an answer that has begun; else 0. */
    int nextUnit;

    /** The import it is, while it is under way; else null. */
    ImportUpload upload;
    /** Whether its answer is a stream that has begun. */
    boolean streaming;
    /** Whether its answer is complete. */
    boolean finished;

    long orderIdHigh;
    long orderIdLow;
    private UnsafeBuffer early;
    private int earlyLength;

    void clear(long newIndex, Route newRoute, RequestHead head) {
        index = newIndex;
        route = newRoute;
        upload = null;
        finished = false;
        streaming = false;
        mayPay = false;
        mayPrioritize = false;
        headOnly = head.method == HttpMethod.HEAD;
        isHttp10 = head.isHttp10;
        close = head.endsConnection();
        sku = null;
        clientOrderId = null;
        answer = null;
        nextUnit = 0;
        early = null;
        earlyLength = 0;
    }

    /** Keeps a reply that came before its turn. */
    void keep(DirectBuffer buffer, int offset, int length) {
        early = new UnsafeBuffer(ByteBuffer.allocateDirect(length));
        early.putBytes(0, buffer, offset, length);
        earlyLength = length;
    }

    /** The kept reply, or null. */
    UnsafeBuffer early() {
        return early;
    }

    int earlyLength() {
        return earlyLength;
    }

    /** Forgets the kept reply. */
    void dropEarly() {
        early = null;
    }
}
