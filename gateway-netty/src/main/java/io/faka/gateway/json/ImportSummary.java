package io.faka.gateway.json;

import java.util.ArrayList;
import java.util.List;

/** What became of the codes of one import so far. */
public final class ImportSummary {
    /** As many refused codes are named one by one. */
    public static final int MAX_ERRORS = 100;

    /** A code that was refused. */
    public record CodeError(int position, String reason) {}

    public String lot = "";
    public long imported;
    public long duplicates;
    public long rejected;
    public long blank;
    public final List<CodeError> errors = new ArrayList<>();

    /** Counts a refused code, and names it if not too many are named. */
    public void reject(int position, String reason) {
        rejected++;
        if (errors.size() < MAX_ERRORS) {
            errors.add(new CodeError(position, reason));
        }
    }
}
