package io.faka.engine.supply;

import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.MALFORMED;

import io.faka.codec.command.GetLotUnitsDecoder;
import io.faka.codec.command.VoidLotDecoder;
import io.faka.codec.event.MoveCause;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.UnitMoves;
import io.faka.engine.inventory.UnitRuns;
import io.faka.engine.inventory.Units;
import io.faka.engine.memory.CommandTexts;
import io.faka.engine.memory.Memory;
import io.faka.engine.order.UnitExchange;
import io.faka.engine.publish.ReplyPublisher;
import io.faka.engine.publish.UnitEvents;
import io.faka.engine.publish.UnitReplies;

/**
 * Decides VoidLot, the recall of a lot, and answers GetLotUnits.
 *
 * <p>What no order has is void at once. A unit that an order holds is exchanged for another one of the same offer, in its place; where
 * there is none, the order keeps it, and it is void when the hold ends. Delivered units stay the buyers'; the reply lists them, so
 * that they can be replaced. Nothing more can be imported into the lot. The same command again exchanges what could not be exchanged
 * before.
 *
 * <p>Refused are: MALFORMED; INVALID_FIELD with the field's schema id as detail; SKU_NOT_FOUND; LOT_NOT_FOUND; LOT_AMBIGUOUS where
 * several SKUs have a lot of this name and none is named.
 */
public final class LotRecall {
    private static final int HEADER = 8;
    private static final int NO_DETAIL = -1;
    private static final int LOT = 0;
    private static final int SKU = 1;
    private static final int REASON = 2;
    private static final int MAX_REASON_LENGTH = 200;
    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 200;

    private final CommandTexts texts = new CommandTexts(3);
    private final CommandTexts queryTexts = new CommandTexts(2);
    private final UnitRuns voidedUnits = new UnitRuns();
    private final int[] page = new int[MAX_PAGE];
    private final LotNames names;
    private final Lots lots;
    private final Units units;
    private final UnitMoves moves;
    private final UnitExchange exchange;
    private final UnitEvents events;
    private final ReplyPublisher refusals;
    private final UnitReplies replies;

    private int lot;
    private int voided;
    private int swapped;
    private int kept;
    private int delivered;
    private int before;
    private int found;
    private int next;

    /** Works on these tables. */
    public LotRecall(
            Skus skus,
            Lots lots,
            Units units,
            UnitMoves moves,
            UnitExchange exchange,
            UnitEvents events,
            ReplyPublisher refusals,
            UnitReplies replies) {
        this.names = new LotNames(skus, lots);
        this.lots = lots;
        this.units = units;
        this.moves = moves;
        this.exchange = exchange;
        this.events = events;
        this.refusals = refusals;
        this.replies = replies;
    }

    /** Decides one VoidLot. */
    public void onVoidLot(long seq, long command, int length) {
        if (!texts.parse(command, length, VoidLotDecoder.BLOCK_LENGTH)) {
            refusals.refusal(MALFORMED, NO_DETAIL, seq);
            return;
        }
        if (!texts.isBetween(LOT, 1, Lots.MAX_NAME_LENGTH) || !texts.isBetween(REASON, 0, MAX_REASON_LENGTH)) {
            boolean badLot = !texts.isBetween(LOT, 1, Lots.MAX_NAME_LENGTH);
            refusals.refusal(INVALID_FIELD, badLot ? VoidLotDecoder.lotId() : VoidLotDecoder.reasonId(), seq);
            return;
        }
        ResultCode refusal = find(texts);
        if (refusal != null) {
            refusals.refusal(refusal, NO_DETAIL, seq);
            return;
        }
        recall();
        events.recalled(lot, voided, swapped, kept, delivered, texts.address(REASON), texts.length(REASON));
        replies.recalled(lot, voided, swapped, kept, delivered, before, seq);
    }

    /** Answers one GetLotUnits. */
    public void onGetLotUnits(long seq, long query, int length) {
        if (!queryTexts.parse(query, length, GetLotUnitsDecoder.BLOCK_LENGTH)) {
            refusals.refusal(MALFORMED, NO_DETAIL, 0);
            return;
        }
        ResultCode refusal = find(queryTexts);
        if (refusal != null) {
            refusals.refusal(refusal, NO_DETAIL, 0);
            return;
        }
        long block = query + HEADER;
        int asked = Memory.getUnsignedShort(block + GetLotUnitsDecoder.maxItemsEncodingOffset());
        gather(
                Memory.getInt(block + GetLotUnitsDecoder.afterUnitIdEncodingOffset()),
                asked == 0 ? DEFAULT_PAGE : Math.min(asked, MAX_PAGE),
                Memory.getByte(block + GetLotUnitsDecoder.stateEncodingOffset()));
        replies.lotUnits(lot, page, found, next, seq);
    }

    private ResultCode find(CommandTexts from) {
        ResultCode refusal = names.find(from.address(LOT), from.length(LOT), from.address(SKU), from.length(SKU));
        lot = names.lot();
        return refusal;
    }

    private void recall() {
        moves.recall(lot);
        voidedUnits.clear();
        voided = 0;
        swapped = 0;
        kept = 0;
        delivered = 0;
        before = 0;
        // The whole lot leaves the shelf before any held unit is exchanged: none may be exchanged for one of the lot.
        for (int run = lots.firstRun(lot); run != 0; run = lots.nextRun(run)) {
            for (int i = 0; i < lots.runUnits(run); i++) {
                takeOut(lots.runFirstUnit(run) + i);
            }
        }
        events.moved(
                lots.sku(lot),
                Units.VOIDED,
                MoveCause.RECALL,
                voidedUnits,
                texts.address(REASON),
                texts.length(REASON));
        for (int run = lots.firstRun(lot); run != 0; run = lots.nextRun(run)) {
            for (int i = 0; i < lots.runUnits(run); i++) {
                exchangeHeld(lots.runFirstUnit(run) + i);
            }
        }
    }

    private void takeOut(int unit) {
        switch (units.state(unit)) {
            case Units.AVAILABLE, Units.QUARANTINED -> {
                moves.voidUnit(unit);
                voidedUnits.add(unit);
                voided++;
            }
            case Units.DELIVERED -> delivered++;
            case Units.VOIDED, Units.REPLACED -> before++;
            default -> {
                // Held: its turn comes.
            }
        }
    }

    private void exchangeHeld(int unit) {
        byte state = units.state(unit);
        if (state != Units.RESERVED && state != Units.ALLOCATED) {
            return;
        }
        if (exchange.exchange(unit, texts.address(REASON), texts.length(REASON)) == 0) {
            kept++;
        } else {
            swapped++;
        }
    }

    private void gather(int after, int limit, byte state) {
        found = 0;
        next = 0;
        for (int run = lots.firstRun(lot); run != 0 && next == 0; run = lots.nextRun(run)) {
            int end = lots.runFirstUnit(run) + lots.runUnits(run);
            for (int unit = Math.max(after + 1, lots.runFirstUnit(run)); unit < end && next == 0; unit++) {
                if (state != 0 && units.state(unit) != state) {
                    continue;
                }
                if (found == limit) {
                    next = page[found - 1];
                } else {
                    page[found++] = unit;
                }
            }
        }
    }
}
