package io.faka.gateway.feed;

import io.faka.engine.SkuView;
import io.faka.engine.pipeline.SkuBoard;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** Names of SKUs by their internal number, which never changes. Any thread. */
public final class SkuNames {
    private final IntFunction<String> learn;
    private final ConcurrentHashMap<Integer, String> names = new ConcurrentHashMap<>();

    /** Learns the names from the board as they are asked for. */
    public SkuNames(SkuBoard board) {
        this.learn = number -> {
            int listed = board.list(
                    "", Integer.MAX_VALUE, new SkuView(), view -> names.putIfAbsent(view.skuNumber, view.sku));
            assert listed >= 0;
            return names.get(number);
        };
    }

    /** Asks for the names one by one. */
    public SkuNames(IntFunction<String> nameOf) {
        this.learn = nameOf;
    }

    /** Name of a SKU that an event speaks of. */
    public String of(int number) {
        String name = names.get(number);
        if (name == null) {
            name = learn.apply(number);
        }
        if (name == null) {
            throw new IllegalStateException("an event speaks of SKU " + number + ", which is not on the board");
        }
        names.putIfAbsent(number, name);
        return name;
    }
}
