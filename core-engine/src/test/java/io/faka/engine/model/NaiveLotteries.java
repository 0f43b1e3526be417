package io.faka.engine.model;

import io.faka.engine.LotteryCommands;
import io.faka.engine.memory.Hash;
import io.faka.engine.model.NaiveBacklog.Wait;
import io.faka.engine.model.NaiveShop.Sku;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lotteries of the {@link NaiveShop}: who is in, and in which order the draw puts them. */
final class NaiveLotteries {
    private static final class Lottery {
        String state;
        int entries;
        long seed;
        long changedSeq;
    }

    private final Map<Sku, Lottery> lotteries = new HashMap<>();
    private final NaiveShop shop;
    private final NaiveBacklog backlog;
    private long shardSeed;

    NaiveLotteries(NaiveShop shop, NaiveBacklog backlog) {
        this.shop = shop;
        this.backlog = backlog;
    }

    void seed(long seed) {
        shardSeed = seed;
    }

    boolean isOpen(Sku sku) {
        return lotteries.containsKey(sku) && lotteries.get(sku).state.equals("OPEN");
    }

    /** Why an order is no entry to the lottery that is open for one of its SKUs; null if it is one, or none is open. */
    String refusal(Command.Create create) {
        if (create.lines().stream().noneMatch(line -> isOpen(shop.sku(line.sku())))) {
            return null;
        }
        if (create.mode() != 3 || create.lines().size() != 1 || create.waiting().partial()) {
            return "LOTTERY_ENTRIES_ONLY";
        }
        Sku sku = shop.sku(create.lines().get(0).sku());
        boolean entered = backlog.waits().stream()
                .anyMatch(wait -> wait.entered
                        && shop.skuOf(wait.order, 0) == sku
                        && wait.order.request.buyer().equals(create.buyer()));
        return entered ? "ALREADY_ENTERED" : null;
    }

    String change(Command.ChangeLottery change) {
        Sku sku = shop.sku(change.sku());
        if (sku == null) {
            return shop.refusal("SKU_NOT_FOUND", -1);
        }
        Lottery lottery = lotteries.get(sku);
        switch (change.action()) {
            case "OPEN" -> {
                if (isOpen(sku)) {
                    return reply("EXISTS", sku, lottery);
                }
                lottery = new Lottery();
                lotteries.put(sku, lottery);
                become(lottery, "OPEN", 0, 0);
                tell(sku, lottery);
                return reply("CREATED", sku, lottery);
            }
            case "DRAW" -> {
                if (lottery != null && lottery.state.equals("DRAWN")) {
                    return reply("EXISTS", sku, lottery);
                }
                if (!isOpen(sku)) {
                    return shop.refusal("LOTTERY_NOT_FOUND", -1);
                }
                long seed = change.seed() != 0
                        ? change.seed()
                        : 1 + (Hash.ofWords(shardSeed, shop.seq(), sku.number) & (1L << 52) - 1);
                List<Wait> all = backlog.queue(sku);
                for (Wait wait : all) {
                    wait.drawn = true;
                    wait.rank = Hash.ofWords(seed, wait.seq, 0) >>> 1;
                }
                become(lottery, "DRAWN", all.size(), seed);
            }
            default -> {
                if (!isOpen(sku)) {
                    return shop.refusal("LOTTERY_NOT_FOUND", -1);
                }
                become(lottery, "ENDED", backlog.queue(sku).size(), 0);
            }
        }
        backlog.mark(sku);
        tell(sku, lottery);
        return reply("UPDATED", sku, lottery);
    }

    private void become(Lottery lottery, String state, int entries, long seed) {
        lottery.state = state;
        lottery.entries = entries;
        lottery.seed = seed;
        lottery.changedSeq = shop.seq();
    }

    private void tell(Sku sku, Lottery lottery) {
        shop.events.add(LotteryCommands.event(sku.number, lottery.state, lottery.entries, lottery.seed));
    }

    private String reply(String code, Sku sku, Lottery lottery) {
        int waiting = backlog.queue(sku).size();
        return LotteryCommands.reply(
                code,
                sku.definition.sku(),
                lottery.state,
                lottery.state.equals("OPEN") ? waiting : lottery.entries,
                waiting,
                lottery.seed,
                lottery.changedSeq,
                shop.seq());
    }
}
