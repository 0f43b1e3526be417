package io.faka.engine.model;

import java.util.ArrayDeque;
import java.util.Map;

/** When refused keys are forgotten: after three days, four with one command. */
final class NaiveRefusals {
    private record Kept(String client, long time) {}

    private final ArrayDeque<Kept> kept = new ArrayDeque<>();
    private final Map<String, Object> keys;

    NaiveRefusals(Map<String, Object> keys) {
        this.keys = keys;
    }

    void add(String client, long time) {
        kept.addLast(new Kept(client, time));
    }

    void forget(long time) {
        for (int i = 0; i < 4 && !kept.isEmpty() && time - kept.getFirst().time() >= 259_200_000_000L; i++) {
            Object ignored = keys.remove(kept.removeFirst().client());
        }
    }
}
