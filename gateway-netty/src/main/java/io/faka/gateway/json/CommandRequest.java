package io.faka.gateway.json;

import org.agrona.concurrent.UnsafeBuffer;

/** A request that is one command or query. The array that was read must be unchanged until it is encoded. */
public abstract class CommandRequest extends JsonRequest {
    CommandRequest(Form form) {
        super(form);
    }

    /** Bytes that {@link #encode} writes; known after a read without a problem. */
    public abstract int encodedLength();

    /**
     * Encodes the command, header first, from index 0.
     *
     * @return bytes written
     */
    public abstract int encode(UnsafeBuffer into);
}
