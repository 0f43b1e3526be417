package io.faka.engine.model;

import java.util.Random;

/** Random commands about a few accounts, which are buyers too; refs are few, so that many are used again. */
final class RandomWallets {
    private static final int ACCOUNTS = 12;

    private final Random random;

    RandomWallets(Random random) {
        this.random = random;
    }

    /** Whether the next payment is to come from a wallet. */
    boolean pays() {
        return random.nextInt(5) == 0;
    }

    /** Whose wallet a payment names: mostly the buyer's own. */
    String payer() {
        return random.nextInt(3) == 0 ? account() : "";
    }

    /** A command; {@code nextRef} is near the payment refs of now, so that holds are taken by payments. */
    Command change(long nextRef) {
        int kind = random.nextInt(10);
        String ref = "w-" + random.nextInt(3_000);
        String currency = random.nextInt(6) == 0 ? "USD" : "CNY";
        if (kind < 6) {
            return new Command.ChangeWallet("CREDIT", account(), ref, 100 + random.nextInt(900), currency);
        } else if (kind < 7) {
            return new Command.ChangeWallet("DEBIT", account(), ref, 1 + random.nextInt(400), currency);
        }
        String hold = "ref-" + Math.max(1, nextRef + 30 - random.nextInt(60));
        return kind < 9
                ? new Command.ChangeWallet("HOLD", account(), hold, 1 + random.nextInt(300), currency)
                : new Command.ChangeWallet("RELEASE", account(), hold, 0, "");
    }

    private String account() {
        return "buyer-" + random.nextInt(ACCOUNTS);
    }
}
