package io.faka.gateway.feed;

import io.faka.engine.SkuView;
import io.faka.engine.pipeline.SkuBoard;
import java.util.concurrent.ConcurrentHashMap;

/** Names of SKUs by their internal number, which never changes. Any thread. */
public final class SkuNames {
    private final SkuBoard board;
    private final ConcurrentHashMap<Integer, String> names = new ConcurrentHashMap<>();

    /** Learns the names from the board as they are asked for. */
    public SkuNames(SkuBoard board) {
        this.board = board;
    }

    /** Name of a SKU that an event speaks of. */
    public String of(int number) {
        String name = names.get(number);
        if (name == null) {
            learn();
            name = names.get(number);
        }
        if (name == null) {
            throw new IllegalStateException("an event speaks of SKU " + number + ", which is not on the board");
        }
        return name;
    }

    private void learn() {
        int listed =
                board.list("", Integer.MAX_VALUE, new SkuView(), view -> names.putIfAbsent(view.skuNumber, view.sku));
        assert listed >= names.size() - 1;
    }
}
