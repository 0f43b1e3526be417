package io.faka.engine.model;

import io.faka.engine.Commands;
import io.faka.engine.SkuLimits;
import java.util.List;

/** A command as the reference model reads it. */
public sealed interface Command {
    record PutSku(
            String sku,
            long price,
            String currency,
            long ttl,
            long min,
            long max,
            long safety,
            long quota,
            long low,
            long starts,
            long ends,
            long lateWindow,
            SkuLimits limits,
            boolean active,
            boolean lateBackorder,
            int pick,
            boolean manual,
            long cap)
            implements Command {
        boolean isDeliveredAs(PutSku other) {
            return manual == other.manual && cap > 0 == other.cap > 0;
        }
    }

    record AddUnits(String sku, String lot, int keyId, long offer, long expires, List<Long> numbers)
            implements Command {}

    record PutOffer(String sku, String seller, long price, int pick, List<Commands.Tier> tiers) implements Command {}

    /** Price -1 and an empty state leave it as it is. */
    record ChangeOffer(long offer, long price, String state) implements Command {}

    record Create(
            long id,
            String client,
            String buyer,
            String address,
            List<Commands.Line> lines,
            long expected,
            long ttl,
            String currency,
            int mode,
            String coupon,
            Wait waiting)
            implements Command {}

    /** How an order waits for stock; ttl 0 = not given. */
    record Wait(boolean partial, int priority, long ttl) {
        static final Wait NONE = new Wait(false, 0, 0);
    }

    /** An empty account is the buyer's, and that of every channel but wallet. */
    record Pay(long id, String channel, String ref, long amount, String currency, String account) implements Command {}

    /** Kind is CREDIT, DEBIT, HOLD or RELEASE; a release has no amount and no currency. */
    record ChangeWallet(String kind, String account, String ref, long amount, String currency) implements Command {}

    record CreatePaid(Create create, Pay pay) implements Command {}

    record Resolve(String channel, String ref, boolean apply, String operator) implements Command {}

    record Refund(long id, long amount, String currency, String ref) implements Command {}

    record AddLabelled(AddUnits units, List<Long> surcharges) implements Command {}

    record Cancel(long id) implements Command {}

    record CancelLine(long id, int line, long quantity, String ref) implements Command {}

    record Extend(long id, long ttl) implements Command {}

    record PutCoupon(
            String code,
            long off,
            int bps,
            String currency,
            long starts,
            long ends,
            long uses,
            long each,
            List<String> skus)
            implements Command {}

    record Tick() implements Command {}

    /** Action is OPEN, DRAW or END; seed 0 = the shard's own. */
    record ChangeLottery(String sku, String action, long seed) implements Command {}

    /** 0 = for ever. */
    record Keep(long hours) implements Command {}

    /** What is about single units and lots. */
    sealed interface OfUnits extends Command {}

    /** Names a unit, or a code by its number, or a lot; what is not named is 0 or empty. */
    record MoveUnits(String sku, boolean release, long unit, long number, String lot) implements OfUnits {}

    record VoidLot(String lot, String sku) implements OfUnits {}

    record ReplaceUnit(long order, long unit) implements OfUnits {}

    record ReturnUnit(long order, long unit) implements OfUnits {}

    /** What is about manual delivery. */
    sealed interface OfDelivery extends Command {}

    record CountUnits(String sku, String lot, long offer, long expires, long count) implements OfDelivery {}

    /** Contents by number. */
    record Fulfil(long order, long first, int keyId, List<Long> contents) implements OfDelivery {}
}
