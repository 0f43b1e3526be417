package io.faka.engine.order;

import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.MALFORMED;

import io.faka.codec.command.PutRetentionDecoder;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Units;
import io.faka.engine.memory.Memory;
import io.faka.engine.memory.StateHash;
import io.faka.engine.publish.ReplyPublisher;

/**
 * Lets finished orders leave memory, if it was told after how many hours. An order leaves when it was neither placed nor changed
 * within that many hours of journal time, counted in whole hours, if it is over or delivered, nobody owes anybody money for it and no
 * late payment could revive it. Its row stays, see {@link Orders#hasLeft}, and so do its payments, its refunds and the fingerprints
 * of its codes: money that comes for it is recognised and due back, its key makes no second order, its codes are not taken in
 * again.
 *
 * <p>With each command the next {@value #LOOKS} orders old enough are looked at, in the order in which they were placed, and every {@value
 * #SECOND_LOOK_EVERY}th command at one of those that had to stay then. So the work of a command is bounded; an order that had to stay waits for its turn
 * among the others that did.
 */
public final class OrderRetention {
    /** Shortest time that can be asked for. */
    public static final int MIN_HOURS = 72;
    /** Longest time that can be asked for: ten years. */
    public static final int MAX_HOURS = 87_600;

    static final int LOOKS = 4;
    static final int SECOND_LOOK_EVERY = 64;

    private static final int HEADER = 8;
    private static final int NO_DETAIL = -1;

    private final HourMarks marks = new HourMarks();
    private final RowRing stayed = new RowRing();
    private final Orders orders;
    private final OrderView view;
    private final ClientKeys keys;
    private final LineCancels cancels;
    private final Units units;
    private final Skus skus;
    private final LateWindow lateWindow;
    private final MoneyOpen money;
    private final ReplyPublisher replies;
    private int hours;
    private int looked;
    private int left;
    private long seqBound;
    private int orderBound;

    /** Works on these tables. */
    public OrderRetention(
            OrderTables tables,
            Units units,
            Skus skus,
            LateWindow lateWindow,
            MoneyOpen money,
            ReplyPublisher replies) {
        this.orders = tables.orders();
        this.view = tables.view();
        this.keys = tables.clientKeys();
        this.cancels = tables.cancels();
        this.units = units;
        this.skus = skus;
        this.lateWindow = lateWindow;
        this.money = money;
        this.replies = replies;
    }

    /** Decides PutRetention: 0 = orders stay for ever. Refused are MALFORMED and INVALID_FIELD. */
    public void onPutRetention(long seq, long timeMicros, long command, int length) {
        if (length < HEADER + PutRetentionDecoder.BLOCK_LENGTH) {
            replies.refusal(MALFORMED, NO_DETAIL, seq);
            return;
        }
        long asked = Memory.getInt(command + HEADER + PutRetentionDecoder.orderHoursEncodingOffset()) & 0xffffffffL;
        if (asked != 0 && (asked < MIN_HOURS || asked > MAX_HOURS)) {
            replies.refusal(INVALID_FIELD, PutRetentionDecoder.orderHoursId(), seq);
            return;
        }
        hours = (int) asked;
        bound(timeMicros);
        replies.ticked(seq);
    }

    /** Lets a few orders leave; called with every command before it is decided. */
    public void run(long seq, long timeMicros) {
        if (marks.isNewHour(timeMicros)) {
            marks.begin(timeMicros, seq, orders.count());
            bound(timeMicros);
        }
        if (hours == 0) {
            return;
        }
        for (int i = 0; i < LOOKS && looked < orderBound; i++) {
            look(++looked, timeMicros);
        }
        if (seq % SECOND_LOOK_EVERY == 0 && stayed.size() > 0) {
            look(stayed.take(), timeMicros);
        }
    }

    /** After how many hours finished orders leave, 0 = never. */
    public int hours() {
        return hours;
    }

    /** Orders that have left. */
    public int left() {
        return left;
    }

    /** Adds what decides who leaves next. */
    public void addTo(StateHash hash) {
        hash.add((long) hours << 32 | looked).add(left);
        marks.addTo(hash);
        stayed.addTo(hash);
    }

    /** Bytes held. */
    public long memoryBytes() {
        return marks.memoryBytes() + stayed.memoryBytes();
    }

    /**
     * Checks that those who left are counted and have nothing any more.
     *
     * @throws IllegalStateException if not
     */
    public void verify() {
        int found = 0;
        for (int order = 1; order <= orders.count(); order++) {
            if (orders.hasLeft(order)) {
                found++;
                boolean empty = orders.lineCount(order) == 0 && orders.text(order) == 0 && orders.allotment(order) == 0;
                require(empty && order <= looked, "has left and has nothing order row " + order);
            }
        }
        require(found == left, found + " orders have left, " + left + " counted");
    }

    private void bound(long timeMicros) {
        int mark = marks.find(timeMicros / HourMarks.HOUR_MICROS - hours);
        seqBound = marks.seq(mark);
        orderBound = marks.orders(mark);
    }

    private void look(int order, long timeMicros) {
        if (mayLeave(order, timeMicros)) {
            leave(order);
        } else {
            stayed.add(order);
        }
    }

    private boolean mayLeave(int order, long timeMicros) {
        if (orders.lastSeq(order) >= seqBound) {
            return false;
        }
        byte state = orders.state(order);
        boolean over = state == Orders.EXPIRED || state == Orders.CANCELED;
        boolean settled = state == Orders.FULFILLED || state == Orders.PARTIALLY_REFUNDED || state == Orders.REFUNDED;
        return (settled || over && !lateWindow.isOpen(order, timeMicros))
                && !money.isOpen(orders.idHigh(order), orders.idLow(order));
    }

    private void leave(int order) {
        for (int line = 0; line < orders.lineCount(order); line++) {
            forgetCodes(order, line);
        }
        long client = view.client(order);
        int length = view.clientLength(order);
        long keyHash = keys.hash(client, length);
        long keyCheck = keys.check(client, length);
        cancels.remove(orders.allotment(order));
        view.forgetTexts(order);
        orders.leave(order, keyHash, keyCheck);
        left++;
    }

    private void forgetCodes(int order, int line) {
        boolean shared = skus.isReusable(orders.sku(order, line));
        for (int unit = orders.firstUnit(order, line); unit != 0; unit = units.next(unit)) {
            if (shared) {
                units.forgetText(unit);
            } else {
                units.forgetCode(unit);
            }
        }
    }

    private static void require(boolean holds, String statement) {
        if (!holds) {
            throw new IllegalStateException("does not hold: " + statement);
        }
    }
}
