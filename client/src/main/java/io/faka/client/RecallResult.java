package io.faka.client;

import java.util.List;

/**
 * What became of the units of a recalled lot.
 *
 * @param voided         units that no order had
 * @param swapped        held units that were exchanged for others
 * @param kept           held units for which there was no other; they are void when the hold ends
 * @param delivered      units that are buyers' already
 * @param voidedBefore   units that were void before
 * @param deliveredUnits the first 200 of the delivered; {@link GetLotUnits} has all
 */
public record RecallResult(
        String sku,
        String lot,
        long voided,
        long swapped,
        long kept,
        long delivered,
        long voidedBefore,
        List<LotUnit> deliveredUnits,
        long seq) {
    public RecallResult {
        deliveredUnits = List.copyOf(deliveredUnits);
    }
}
