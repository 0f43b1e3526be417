package io.faka.client;

import java.util.List;

/**
 * A page of the units of a SKU that a buyer may choose.
 *
 * @param next ask for the next page with it; 0 = this was the last
 */
public record PublicUnitsPage(String currency, List<PublicUnit> units, long next) {
    public PublicUnitsPage {
        units = List.copyOf(units);
    }
}
