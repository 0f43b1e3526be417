package io.faka.engine.order;

import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Memory;
import io.faka.engine.memory.StateHash;

/**
 * What an order keeps of its request beside the row: client_order_id, buyer, client address, and, only where they were given,
 * the expected amount, the price caps and how it waits for stock or ranks. One block of the arena.
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
    private static final int HAS_WAIT = 8;
    private static final int HAS_UNITS = 64;

    private static final int WAIT_TTL = 0;
    private static final int WAIT_PRIORITY = 4;
    private static final int WAIT_FILL = 5;
    private static final int WAIT_BYTES = 8;

    private final Arena arena;

    OrderText(Arena arena) {
        this.arena = arena;
    }

    int store(OrderRequest request) {
        int texts = request.clientLength + request.buyerLength + request.addressLength;
        boolean caps = request.hasPriceCaps();
        boolean expected = request.expectedAmount >= 0;
        boolean waits = request.ranks();
        boolean units = request.namesUnits();
        int length = TEXTS
                + texts
                + (expected ? 8 : 0)
                + (caps ? 8 * request.lineCount : 0)
                + (waits ? WAIT_BYTES : 0)
                + (units ? 4 * request.lineCount : 0);
        int ref = arena.allocate(length);
        long at = arena.address(ref);
        Memory.putByte(at + CLIENT_LENGTH, (byte) request.clientLength);
        Memory.putByte(at + BUYER_LENGTH, (byte) request.buyerLength);
        Memory.putByte(at + ADDRESS_LENGTH, (byte) request.addressLength);
        int flags = (expected ? HAS_EXPECTED_AMOUNT : 0)
                | (caps ? HAS_PRICE_CAPS : 0)
                | (request.currency != 0 ? HAS_CURRENCY : 0)
                | (waits ? HAS_WAIT : 0)
                | (units ? HAS_UNITS : 0);
        Memory.putByte(at + FLAGS, (byte) flags);
        Memory.copy(request.clientAt, at + TEXTS, request.clientLength);
        Memory.copy(request.buyerAt, at + TEXTS + request.clientLength, request.buyerLength);
        Memory.copy(request.addressAt, at + TEXTS + texts - request.addressLength, request.addressLength);
        if (expected) {
            Memory.putLong(at + TEXTS + texts, request.expectedAmount);
        }
        if (waits) {
            Memory.putLong(wait(ref), 0);
            Memory.putInt(wait(ref) + WAIT_TTL, request.backorderTtlMillis);
            Memory.putByte(wait(ref) + WAIT_PRIORITY, (byte) request.priority);
            Memory.putByte(wait(ref) + WAIT_FILL, request.fill);
        }
        if (caps) {
            long first = caps(ref);
            for (int line = 0; line < request.lineCount; line++) {
                Memory.putLong(first + 8L * line, request.maxUnitPrice[line]);
            }
        }
        for (int line = 0; units && line < request.lineCount; line++) {
            Memory.putInt(units(ref, request.lineCount) + 4L * line, request.unitId[line]);
        }
        return ref;
    }

    /** Whether a line names its unit. */
    boolean namesUnits(int ref) {
        return has(ref, HAS_UNITS);
    }

    /** The unit that a line of so many names, 0 = none. */
    int unitId(int ref, int line, int lineCount) {
        return has(ref, HAS_UNITS) ? Memory.getInt(units(ref, lineCount) + 4L * line) : 0;
    }

    long client(int ref) {
        return arena.address(ref) + TEXTS;
    }

    int clientLength(int ref) {
        return lengthAt(ref, CLIENT_LENGTH);
    }

    long buyer(int ref) {
        return client(ref) + clientLength(ref);
    }

    int buyerLength(int ref) {
        return lengthAt(ref, BUYER_LENGTH);
    }

    long address(int ref) {
        return buyer(ref) + buyerLength(ref);
    }

    int addressLength(int ref) {
        return lengthAt(ref, ADDRESS_LENGTH);
    }

    /** As the request gave it, -1 = not given. */
    long expectedAmount(int ref) {
        return has(ref, HAS_EXPECTED_AMOUNT) ? Memory.getLong(optional(ref)) : -1;
    }

    boolean hasCurrency(int ref) {
        return has(ref, HAS_CURRENCY);
    }

    /** As the request gave it, -1 = no cap. */
    long maxUnitPrice(int ref, int line) {
        return has(ref, HAS_PRICE_CAPS) ? Memory.getLong(caps(ref) + 8L * line) : -1;
    }

    /** How long it waits for stock as the request gave it, in milliseconds; 0 = not given. */
    long backorderTtlMillis(int ref) {
        return has(ref, HAS_WAIT) ? Memory.getInt(wait(ref) + WAIT_TTL) & 0xffffffffL : 0;
    }

    /** Whether the order may have what a VIP quota keeps. */
    boolean isPrivileged(int ref) {
        return priority(ref) > 0;
    }

    /** 0 to 9. */
    int priority(int ref) {
        return has(ref, HAS_WAIT) ? Memory.getByte(wait(ref) + WAIT_PRIORITY) : 0;
    }

    /** Whether it takes what comes, as it comes. */
    boolean isPartial(int ref) {
        return has(ref, HAS_WAIT) && Memory.getByte(wait(ref) + WAIT_FILL) == OrderRequest.PARTIAL;
    }

    boolean hasClientOrderId(int ref, long address, int length) {
        return clientLength(ref) == length && Memory.equal(client(ref), address, length);
    }

    boolean hasBuyer(int ref, long address, int length) {
        return buyerLength(ref) == length && Memory.equal(buyer(ref), address, length);
    }

    /** Bytes of the whole block. */
    int length(int ref, int lineCount) {
        return (int) (units(ref, lineCount) - arena.address(ref)) + (has(ref, HAS_UNITS) ? 4 * lineCount : 0);
    }

    void free(int ref, int lineCount) {
        arena.free(ref, length(ref, lineCount));
    }

    void addTo(StateHash hash, int ref, int lineCount) {
        hash.addBytes(arena.address(ref), length(ref, lineCount));
    }

    private long optional(int ref) {
        return address(ref) + addressLength(ref);
    }

    private long wait(int ref) {
        return optional(ref) + (has(ref, HAS_EXPECTED_AMOUNT) ? 8 : 0);
    }

    private long units(int ref, int lineCount) {
        return caps(ref) + (has(ref, HAS_PRICE_CAPS) ? 8L * lineCount : 0);
    }

    private long caps(int ref) {
        return wait(ref) + (has(ref, HAS_WAIT) ? WAIT_BYTES : 0);
    }

    private boolean has(int ref, int flag) {
        return (Memory.getByte(arena.address(ref) + FLAGS) & flag) != 0;
    }

    private int lengthAt(int ref, int field) {
        return Memory.getUnsignedByte(arena.address(ref) + field);
    }
}
