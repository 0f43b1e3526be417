package io.faka.gateway.session;

import java.util.ArrayList;

/** Every connection of one event loop that has deadlines, looked at in turn a few times a second. Loop thread only. */
public final class Deadlines {
    /** How often each is looked at. */
    public static final long PERIOD_MILLIS = 200;

    private final ArrayList<Timed> timed = new ArrayList<>();

    /** Something with deadlines. */
    public interface Timed {
        /**
         * Look at the deadlines. May call {@link Deadlines#remove} for itself.
         *
         * @param nowNanos the monotonic clock
         */
        void onTime(long nowNanos);
    }

    /** Adds one; at most once each. */
    public void add(Timed one) {
        timed.add(one);
    }

    /** Takes one away; unknown ones are ignored. Takes time in proportion to the number of connections of the loop. */
    public void remove(Timed one) {
        int index = timed.lastIndexOf(one);
        if (index >= 0) {
            int last = timed.size() - 1;
            timed.set(index, timed.get(last));
            timed.remove(last);
        }
    }

    /** Looks at all of them. */
    void look(long nowNanos) {
        // From the end: one that takes itself away is replaced by one that was looked at already.
        for (int i = timed.size() - 1; i >= 0; i--) {
            if (i < timed.size()) {
                timed.get(i).onTime(nowNanos);
            }
        }
    }
}
