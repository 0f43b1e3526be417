package io.faka.client;

import java.util.List;

/**
 * A page of a lot's units.
 *
 * @param next ask for the next page with it; 0 = this was the last
 */
public record LotUnitsPage(String sku, String lot, List<LotUnit> units, long next) {
    public LotUnitsPage {
        units = List.copyOf(units);
    }
}
