package io.faka.engine.order;

import static io.faka.codec.reply.ResultCode.UNIT_NOT_AVAILABLE;
import static io.faka.codec.reply.ResultCode.UNIT_OF_ANOTHER_SKU;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.FillPlan;
import io.faka.engine.inventory.OfferBooks;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.UnitLabels;
import io.faka.engine.inventory.Units;

/** Units that buyers name themselves: whether they may be had, and at what price. */
public final class UnitChoice {
    private final Units units;
    private final UnitLabels labels;
    private final Skus skus;
    private final OfferBooks books;

    /** Reads these tables. */
    public UnitChoice(Units units, UnitLabels labels, Skus skus, OfferBooks books) {
        this.units = units;
        this.labels = labels;
        this.skus = skus;
        this.books = books;
    }

    /** Why the units that a request names can't be had; null if they can, each by one line. */
    ResultCode refusal(OrderRequest request) {
        ResultCode refusal = null;
        for (int line = 0; line < request.lineCount; line++) {
            int unit = request.unitId[line];
            if (unit == 0) {
                continue;
            }
            boolean exists = unit > 0 && unit <= units.count();
            if (exists && units.sku(unit) != request.sku[line]) {
                refusal = refusal == null ? UNIT_OF_ANOTHER_SKU : refusal;
            } else if (!isAvailable(unit) || isNamedBefore(request, line)) {
                refusal = UNIT_NOT_AVAILABLE;
            }
        }
        return refusal;
    }

    /** Whether the unit can be chosen and no order has it. */
    boolean isAvailable(int unit) {
        return unit > 0 && unit <= units.count() && units.state(unit) == Units.AVAILABLE && labels.find(unit) != 0;
    }

    /** What a unit that can be chosen costs. */
    long price(int unit) {
        return skus.getLong(units.sku(unit), Skus.PRICE) + labels.surcharge(labels.find(unit));
    }

    /** Plans a line that names a unit at a price. */
    void plan(int line, int unit, long price, FillPlan into) {
        books.quoteUnit(line, unit, price, into);
    }

    private static boolean isNamedBefore(OrderRequest request, int line) {
        for (int before = 0; before < line; before++) {
            if (request.unitId[before] == request.unitId[line]) {
                return true;
            }
        }
        return false;
    }
}
