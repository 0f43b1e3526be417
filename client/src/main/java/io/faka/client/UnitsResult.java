package io.faka.client;

import java.util.List;

/**
 * What became of one chunk of an import. A chunk that was sent twice (a reply lost with its connection) counts the units its
 * first try brought in as duplicates.
 *
 * @param duplicatePositions positions in the chunk, from 0, of codes the SKU already had
 */
public record UnitsResult(String lot, long imported, long duplicates, long seq, List<Integer> duplicatePositions) {
    public UnitsResult {
        duplicatePositions = List.copyOf(duplicatePositions);
    }
}
