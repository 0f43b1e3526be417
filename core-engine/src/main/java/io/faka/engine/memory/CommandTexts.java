package io.faka.engine.memory;

/** The texts behind a command's block, named by their place in its memory. Reused for every command. */
public final class CommandTexts {
    private static final int HEADER = 8;

    private final long[] addresses;
    private final int[] lengths;

    /** @param count how many texts the command has */
    public CommandTexts(int count) {
        addresses = new long[count];
        lengths = new int[count];
    }

    /** Finds them; false if the lengths do not fit together. */
    public boolean parse(long command, int length, int leastBlockLength) {
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

    /** Where a text is. */
    public long address(int text) {
        return addresses[text];
    }

    /** Bytes of a text. */
    public int length(int text) {
        return lengths[text];
    }

    /** Whether a text has so many bytes. */
    public boolean isBetween(int text, int least, int most) {
        return lengths[text] >= least && lengths[text] <= most;
    }
}
