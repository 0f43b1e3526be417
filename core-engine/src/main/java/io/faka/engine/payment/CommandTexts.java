package io.faka.engine.payment;

import io.faka.engine.memory.Memory;

/** The texts behind a command's block, named by their place in its memory. Reused for every command. */
final class CommandTexts {
    private static final int HEADER = 8;

    private final long[] addresses;
    private final int[] lengths;

    /** @param count how many texts the command has */
    CommandTexts(int count) {
        addresses = new long[count];
        lengths = new int[count];
    }

    /** Finds them; false if the lengths do not fit together. */
    boolean parse(long command, int length, int leastBlockLength) {
        int blockLength = Memory.getUnsignedShort(command);
        if (blockLength < leastBlockLength || length < HEADER + blockLength) {
            return false;
        }
        long end = command + length;
        long at = command + HEADER + blockLength;
        for (int i = 0; i < addresses.length; i++) {
            if (at >= end) {
                return false;
            }
            addresses[i] = at + 1;
            lengths[i] = Memory.getUnsignedByte(at);
            at = addresses[i] + lengths[i];
        }
        return at == end;
    }

    long address(int text) {
        return addresses[text];
    }

    int length(int text) {
        return lengths[text];
    }

    boolean isBetween(int text, int least, int most) {
        return lengths[text] >= least && lengths[text] <= most;
    }
}
