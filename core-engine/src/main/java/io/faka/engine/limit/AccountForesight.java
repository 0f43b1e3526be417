package io.faka.engine.limit;

import io.faka.engine.memory.LineLoads;
import java.util.Arrays;

/**
 * Notes level by level what look-ups of {@link Accounts} will read: their places in the index, the rows that most likely are
 * there, the names those rows refer to. Changes nothing.
 */
public final class AccountForesight {
    private final Accounts accounts;
    private long[] hashes = new long[64];
    private int[] rows = new int[64];
    private int count;

    /** Reads these accounts. */
    AccountForesight(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Notes where the search for an account begins. */
    public void add(int owner, byte kind, long text, int length, LineLoads loads) {
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * count);
            rows = Arrays.copyOf(rows, 2 * count);
        }
        long hash = accounts.hash(owner, kind, text, length);
        loads.add(accounts.line(hash));
        hashes[count++] = hash;
    }

    /** Notes the rows, once the index is there. */
    public void followRows(LineLoads loads) {
        for (int i = 0; i < count; i++) {
            rows[i] = accounts.candidate(hashes[i]);
            if (rows[i] != 0) {
                accounts.foresee(rows[i], loads);
            }
        }
    }

    /** Notes the names, once the rows are there; the last level. */
    public void followNames(LineLoads loads) {
        for (int i = 0; i < count; i++) {
            if (rows[i] != 0) {
                accounts.foreseeName(rows[i], loads);
            }
        }
        count = 0;
    }
}
