package io.faka.engine.pipeline;

import io.faka.engine.SkuView;
import io.faka.engine.StateMachine;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/**
 * The catalogue and stock as of the last batch, for reads that do not ride the ring. The pipeline's thread publishes before it
 * hands out the batch's replies, so whoever has seen a reply finds its effect here. Reads are lock-free and may retry for a
 * moment while a row is being written.
 */
public final class SkuBoard {
    private final ConcurrentSkipListMap<String, SkuRow> rowsByName = new ConcurrentSkipListMap<>();
    private SkuRow[] rowsByNumber = new SkuRow[64];
    private final SkuView scratch = new SkuView();

    SkuBoard() {}

    /**
     * Copies one SKU. Any thread.
     *
     * @return false if there is none of this name
     */
    public boolean read(String sku, SkuView into) {
        SkuRow row = rowsByName.get(sku);
        if (row == null) {
            return false;
        }
        row.read(into);
        return true;
    }

    /**
     * Hands over SKUs in name order. Any thread.
     *
     * @param after only names after this one; empty = from the start
     * @param limit at most so many
     * @param view  filled anew for each call of {@code consumer}
     * @return how many
     */
    public int list(String after, int limit, SkuView view, Consumer<SkuView> consumer) {
        int listed = 0;
        for (SkuRow row : rowsByName.tailMap(after, false).values()) {
            if (listed == limit) {
                break;
            }
            row.read(view);
            consumer.accept(view);
            listed++;
        }
        return listed;
    }

    /** How many SKUs there are. Any thread; takes time in proportion to the answer. */
    public int size() {
        return rowsByName.size();
    }

    void publish(StateMachine stateMachine) {
        int changed = stateMachine.changedSkuCount();
        for (int i = 0; i < changed; i++) {
            publish(stateMachine, stateMachine.changedSku(i));
        }
        if (changed > 0) {
            stateMachine.clearChangedSkus();
        }
    }

    private void publish(StateMachine stateMachine, int skuNumber) {
        stateMachine.readSku(skuNumber, scratch);
        if (skuNumber >= rowsByNumber.length) {
            rowsByNumber = java.util.Arrays.copyOf(rowsByNumber, Integer.highestOneBit(skuNumber) * 2);
        }
        SkuRow row = rowsByNumber[skuNumber];
        if (row == null) {
            row = new SkuRow(scratch);
            rowsByNumber[skuNumber] = row;
            rowsByName.put(scratch.sku, row);
        } else {
            row.write(scratch);
        }
    }
}
