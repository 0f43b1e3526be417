package io.faka.engine.supply;

import static io.faka.codec.reply.ResultCode.LOT_AMBIGUOUS;
import static io.faka.codec.reply.ResultCode.LOT_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.SKU_NOT_FOUND;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.Skus;
import io.faka.engine.memory.Memory;

/** Finds a lot by its name where its SKU may be left out. Lot names are unique within a SKU only. */
final class LotNames {
    private final Skus skus;
    private final Lots lots;
    private int lot;

    LotNames(Skus skus, Lots lots) {
        this.skus = skus;
        this.lots = lots;
    }

    /** Finds {@link #lot}; null, or why there is not exactly one. */
    ResultCode find(long name, int nameLength, long sku, int skuLength) {
        lot = 0;
        if (skuLength > 0) {
            int number = skus.find(sku, skuLength);
            if (number == 0) {
                return SKU_NOT_FOUND;
            }
            lot = lots.find(number, name, nameLength);
            return lot == 0 ? LOT_NOT_FOUND : null;
        }
        // A look at every lot: this is for operators, and there are few lots beside units and orders.
        for (int candidate = 1; candidate <= lots.count(); candidate++) {
            if (lots.nameLength(candidate) == nameLength && Memory.equal(lots.name(candidate), name, nameLength)) {
                if (lot != 0) {
                    return LOT_AMBIGUOUS;
                }
                lot = candidate;
            }
        }
        return lot == 0 ? LOT_NOT_FOUND : null;
    }

    int lot() {
        return lot;
    }
}
