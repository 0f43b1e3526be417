package io.faka.node.demo;

import java.util.List;

/** One connection to the shop. Belongs to one thread. */
interface Lane extends AutoCloseable {
    /**
     * Makes all asks at once, pipelined, and returns an answer for each, in order; {@link Answer#UNKNOWN} where none came. Connects
     * anew when it must.
     */
    List<Answer> exchange(List<Ask> asks);

    @Override
    void close();
}
