package io.faka.engine.supply;

import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.LOT_EXPIRED;
import static io.faka.codec.reply.ResultCode.LOT_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.LOT_VOIDED;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.SKU_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.UNIT_NOT_AVAILABLE;
import static io.faka.codec.reply.ResultCode.UNIT_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.UNIT_NOT_QUARANTINED;
import static io.faka.codec.reply.ResultCode.UNIT_OF_ANOTHER_SKU;

import io.faka.codec.command.MoveUnitsDecoder;
import io.faka.codec.command.UnitAction;
import io.faka.codec.command.UnitTarget;
import io.faka.codec.event.MoveCause;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.ReusableStock;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.UnitMoves;
import io.faka.engine.inventory.UnitRuns;
import io.faka.engine.inventory.Units;
import io.faka.engine.memory.CommandTexts;
import io.faka.engine.memory.Memory;
import io.faka.engine.publish.ReplyPublisher;
import io.faka.engine.publish.UnitEvents;
import io.faka.engine.publish.UnitReplies;
import java.util.Arrays;

/**
 * Decides MoveUnits: a unit, the unit with a code's fingerprint, or all units of a lot that no order has go into quarantine or back
 * on sale. Units that come back are sold first. UPDATED tells how many changed, and is also what a repeated command gets.
 *
 * <p>Refused are, in this order: MALFORMED; INVALID_FIELD with the field's schema id as detail; SKU_NOT_FOUND; UNIT_NOT_FOUND or
 * LOT_NOT_FOUND; UNIT_OF_ANOTHER_SKU; for one unit UNIT_NOT_AVAILABLE (an order has it, or it is void) and UNIT_NOT_QUARANTINED;
 * LOT_VOIDED, LOT_EXPIRED where a release would put a recalled unit on sale, or one whose code has ended.
 */
public final class UnitDesk {
    private static final int HEADER = 8;
    private static final int NO_DETAIL = -1;
    private static final int VALID = 0;
    private static final int SKU = 0;
    private static final int LOT = 1;
    private static final int REASON = 2;
    private static final int MAX_REASON_LENGTH = 200;

    private final CommandTexts texts = new CommandTexts(3);
    private final UnitRuns moved = new UnitRuns();
    private final int[] counts = new int[Units.REPLACED + 1];
    private final Skus skus;
    private final Lots lots;
    private final Units units;
    private final UnitMoves moves;
    private final ReusableStock reusable;
    private final UnitEvents events;
    private final ReplyPublisher refusals;
    private final UnitReplies replies;

    private byte action;
    private byte target;
    private int unit;
    private long high;
    private long low;
    private int lot;
    private int changed;

    /** Works on these tables. */
    public UnitDesk(
            Skus skus,
            Lots lots,
            Units units,
            UnitMoves moves,
            ReusableStock reusable,
            UnitEvents events,
            ReplyPublisher refusals,
            UnitReplies replies) {
        this.skus = skus;
        this.lots = lots;
        this.units = units;
        this.moves = moves;
        this.reusable = reusable;
        this.events = events;
        this.refusals = refusals;
        this.replies = replies;
    }

    /** Decides one command. */
    public void onMoveUnits(long seq, long command, int length) {
        if (!texts.parse(command, length, MoveUnitsDecoder.BLOCK_LENGTH)) {
            refusals.refusal(MALFORMED, NO_DETAIL, seq);
            return;
        }
        readBlock(command + HEADER);
        int field = firstInvalidField();
        if (field != VALID) {
            refusals.refusal(INVALID_FIELD, field, seq);
            return;
        }
        int sku = skus.find(texts.address(SKU), texts.length(SKU));
        ResultCode refusal = sku == 0 ? SKU_NOT_FOUND : find(sku);
        if (refusal != null) {
            refusals.refusal(refusal, NO_DETAIL, seq);
            return;
        }
        move(sku, seq);
    }

    private void move(int sku, long seq) {
        moved.clear();
        changed = 0;
        Arrays.fill(counts, 0);
        if (lot == 0) {
            moveOne(unit);
        } else {
            // From the last unit to the first: each goes to the head of the queue, so the first ends up in front.
            for (int run = lots.lastRun(lot); run != 0; run = lots.previousRun(run)) {
                for (int i = lots.runUnits(run) - 1; i >= 0; i--) {
                    moveOne(lots.runFirstUnit(run) + i);
                }
            }
            reusable.setAside(lot, action == UnitAction.QUARANTINE.value());
        }
        if (changed > 0) {
            byte state = action == UnitAction.QUARANTINE.value() ? Units.QUARANTINED : Units.AVAILABLE;
            events.moved(sku, state, MoveCause.OPERATOR, moved, texts.address(REASON), texts.length(REASON));
        }
        replies.moved(sku, lot == 0 ? unit : 0, lot, changed, counts, seq);
    }

    private void moveOne(int one) {
        boolean quarantines = action == UnitAction.QUARANTINE.value();
        if (units.state(one) == (quarantines ? Units.AVAILABLE : Units.QUARANTINED)) {
            if (quarantines) {
                moves.quarantine(one);
            } else {
                moves.release(one);
            }
            moved.add(one);
            changed++;
        }
        counts[units.state(one)]++;
    }

    private ResultCode find(int sku) {
        lot = 0;
        if (target == UnitTarget.LOT.value()) {
            lot = lots.find(sku, texts.address(LOT), texts.length(LOT));
            if (lot == 0) {
                return LOT_NOT_FOUND;
            }
            return action == UnitAction.RELEASE.value() ? refusalOfLot(lot) : null;
        }
        if (target == UnitTarget.CODE.value()) {
            unit = units.find(sku, high, low);
        }
        if (unit < 1 || unit > units.count()) {
            return UNIT_NOT_FOUND;
        }
        return units.sku(unit) == sku ? refusalOfUnit() : UNIT_OF_ANOTHER_SKU;
    }

    private ResultCode refusalOfUnit() {
        byte state = units.state(unit);
        boolean isOut = state == Units.AVAILABLE || state == Units.QUARANTINED;
        if (action == UnitAction.QUARANTINE.value()) {
            return isOut ? null : UNIT_NOT_AVAILABLE;
        }
        if (!isOut) {
            return UNIT_NOT_QUARANTINED;
        }
        return state == Units.QUARANTINED ? refusalOfLot(units.lot(unit)) : null;
    }

    private ResultCode refusalOfLot(int of) {
        return lots.isVoided(of) ? LOT_VOIDED : lots.isExpired(of) ? LOT_EXPIRED : null;
    }

    private void readBlock(long block) {
        high = Memory.getLong(block + MoveUnitsDecoder.fingerprintHighEncodingOffset());
        low = Memory.getLong(block + MoveUnitsDecoder.fingerprintLowEncodingOffset());
        unit = Memory.getInt(block + MoveUnitsDecoder.unitIdEncodingOffset());
        action = Memory.getByte(block + MoveUnitsDecoder.actionEncodingOffset());
        target = Memory.getByte(block + MoveUnitsDecoder.targetEncodingOffset());
    }

    private int firstInvalidField() {
        if (action < UnitAction.QUARANTINE.value() || action > UnitAction.RELEASE.value()) {
            return MoveUnitsDecoder.actionId();
        }
        if (target < UnitTarget.UNIT.value() || target > UnitTarget.LOT.value()) {
            return MoveUnitsDecoder.targetId();
        }
        boolean namesLot = target == UnitTarget.LOT.value();
        if (!texts.isBetween(LOT, namesLot ? 1 : 0, namesLot ? Lots.MAX_NAME_LENGTH : 0)) {
            return MoveUnitsDecoder.lotId();
        }
        return texts.isBetween(REASON, 0, MAX_REASON_LENGTH) ? VALID : MoveUnitsDecoder.reasonId();
    }
}
