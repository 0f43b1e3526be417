package io.faka.engine.order;

import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Bytes;
import io.faka.engine.memory.StateHash;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What an order keeps of its request beside the row: client_order_id, buyer, client address, and, only where they were given,
 * the expected amount and the price caps. One block of the arena.
 */
final class OrderText {
    private static final int CLIENT_LENGTH = 0;
    private static final int BUYER_LENGTH = 1;
    private static final int ADDRESS_LENGTH = 2;
    private static final int FLAGS = 3;
    private static final int TEXTS = 4;

    private static final int HAS_EXPECTED_AMOUNT = 1;
    private static final int HAS_PRICE_CAPS = 2;
    private static final int HAS_CURRENCY = 4;

    private final Arena arena;

    OrderText(Arena arena) {
        this.arena = arena;
    }

    int store(OrderRequest request) {
        int texts = request.clientLength + request.buyerLength + request.addressLength;
        boolean caps = request.hasPriceCaps();
        boolean expected = request.expectedAmount >= 0;
        int length = TEXTS + texts + (expected ? 8 : 0) + (caps ? 8 * request.lineCount : 0);
        int ref = arena.allocate(length);
        UnsafeBuffer chunk = arena.chunk(ref);
        int at = arena.offset(ref);
        chunk.putByte(at + CLIENT_LENGTH, (byte) request.clientLength);
        chunk.putByte(at + BUYER_LENGTH, (byte) request.buyerLength);
        chunk.putByte(at + ADDRESS_LENGTH, (byte) request.addressLength);
        int flags = (expected ? HAS_EXPECTED_AMOUNT : 0)
                | (caps ? HAS_PRICE_CAPS : 0)
                | (request.currency != 0 ? HAS_CURRENCY : 0);
        chunk.putByte(at + FLAGS, (byte) flags);
        chunk.putBytes(at + TEXTS, request.buffer, request.clientAt, request.clientLength);
        chunk.putBytes(buyerOffset(ref), request.buffer, request.buyerAt, request.buyerLength);
        chunk.putBytes(addressOffset(ref), request.buffer, request.addressAt, request.addressLength);
        if (expected) {
            chunk.putLong(at + TEXTS + texts, request.expectedAmount);
        }
        if (caps) {
            int first = capsOffset(ref);
            for (int line = 0; line < request.lineCount; line++) {
                chunk.putLong(first + 8 * line, request.maxUnitPrice[line]);
            }
        }
        return ref;
    }

    UnsafeBuffer buffer(int ref) {
        return arena.chunk(ref);
    }

    int clientOffset(int ref) {
        return arena.offset(ref) + TEXTS;
    }

    int clientLength(int ref) {
        return lengthAt(ref, CLIENT_LENGTH);
    }

    int buyerOffset(int ref) {
        return clientOffset(ref) + clientLength(ref);
    }

    int buyerLength(int ref) {
        return lengthAt(ref, BUYER_LENGTH);
    }

    int addressOffset(int ref) {
        return buyerOffset(ref) + buyerLength(ref);
    }

    int addressLength(int ref) {
        return lengthAt(ref, ADDRESS_LENGTH);
    }

    /** As the request gave it, -1 = not given. */
    long expectedAmount(int ref) {
        return has(ref, HAS_EXPECTED_AMOUNT) ? arena.chunk(ref).getLong(optionalOffset(ref)) : -1;
    }

    boolean hasCurrency(int ref) {
        return has(ref, HAS_CURRENCY);
    }

    /** As the request gave it, -1 = no cap. */
    long maxUnitPrice(int ref, int line) {
        return has(ref, HAS_PRICE_CAPS) ? arena.chunk(ref).getLong(capsOffset(ref) + 8 * line) : -1;
    }

    boolean hasClientOrderId(int ref, UnsafeBuffer buffer, int offset, int length) {
        return clientLength(ref) == length && Bytes.equal(buffer(ref), clientOffset(ref), buffer, offset, length);
    }

    boolean hasBuyer(int ref, UnsafeBuffer buffer, int offset, int length) {
        return buyerLength(ref) == length && Bytes.equal(buffer(ref), buyerOffset(ref), buffer, offset, length);
    }

    /** Bytes of the whole block. */
    int length(int ref, int lineCount) {
        return capsOffset(ref) - arena.offset(ref) + (has(ref, HAS_PRICE_CAPS) ? 8 * lineCount : 0);
    }

    void addTo(StateHash hash, int ref, int lineCount) {
        hash.add(buffer(ref), arena.offset(ref), length(ref, lineCount));
    }

    private int optionalOffset(int ref) {
        return addressOffset(ref) + addressLength(ref);
    }

    private int capsOffset(int ref) {
        return optionalOffset(ref) + (has(ref, HAS_EXPECTED_AMOUNT) ? 8 : 0);
    }

    private boolean has(int ref, int flag) {
        return (arena.chunk(ref).getByte(arena.offset(ref) + FLAGS) & flag) != 0;
    }

    private int lengthAt(int ref, int field) {
        return arena.chunk(ref).getByte(arena.offset(ref) + field) & 0xff;
    }
}
