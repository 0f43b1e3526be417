package io.faka.engine.pipeline;

import io.faka.engine.SkuView;
import java.lang.invoke.VarHandle;

/**
 * One SKU on the board: a sequence lock over plain fields, one writer, any number of readers. An odd stamp means a write is under
 * way. After Boehm, "Can seqlocks get along with programming language memory models?" (2012).
 */
final class SkuRow {
    private final long[] quantities = new long[11];
    private volatile SkuDefinition definition;
    private volatile long stamp;

    SkuRow(SkuView from) {
        write(from);
    }

    void write(SkuView from) {
        long next = stamp + 1;
        stamp = next;
        VarHandle.storeStoreFence();
        if (definition == null || definition.definitionVersion() != from.definitionVersion) {
            definition = SkuDefinition.of(from);
        }
        quantities[0] = from.version;
        quantities[1] = from.imported;
        quantities[2] = from.available;
        quantities[3] = from.reserved;
        quantities[4] = from.allocated;
        quantities[5] = from.sold;
        quantities[6] = from.quarantined;
        quantities[7] = from.voided;
        quantities[8] = from.backordered;
        quantities[9] = from.orderable;
        quantities[10] = from.orderableByVips;
        stamp = next + 1;
    }

    void read(SkuView into) {
        while (true) {
            long before = stamp;
            if ((before & 1) == 0) {
                definition.copyTo(into);
                copyQuantities(into);
                VarHandle.loadLoadFence();
                if (stamp == before) {
                    return;
                }
            }
            Thread.onSpinWait();
        }
    }

    private void copyQuantities(SkuView into) {
        into.version = quantities[0];
        into.imported = quantities[1];
        into.available = quantities[2];
        into.reserved = quantities[3];
        into.allocated = quantities[4];
        into.sold = quantities[5];
        into.quarantined = quantities[6];
        into.voided = quantities[7];
        into.backordered = quantities[8];
        into.orderable = quantities[9];
        into.orderableByVips = quantities[10];
    }
}
