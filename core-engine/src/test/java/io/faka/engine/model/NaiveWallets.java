package io.faka.engine.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Prepaid money on plain maps. Speaks in the lines of {@code Outputs}. */
final class NaiveWallets {
    private final Map<String, long[]> balances = new HashMap<>();
    private final Map<String, Change> changes = new HashMap<>();
    private final Map<String, Long> received;
    private final List<String> events;
    private int lastEntry;

    private static final class Change {
        Command.ChangeWallet request;
        String answer;
        String released;
        boolean used;
    }

    NaiveWallets(Map<String, Long> received, List<String> events) {
        this.received = received;
        this.events = events;
    }

    /** The answer to the command. */
    String change(Command.ChangeWallet change, long seq) {
        Change known = changes.get(change.account() + "/" + change.ref());
        if (change.kind().equals("RELEASE")) {
            return release(known, seq);
        }
        if (known != null) {
            return again(known, change, seq);
        }
        long[] balance = balance(change.account(), change.currency());
        if (change.kind().equals("CREDIT")) {
            long before = received.getOrDefault(change.currency(), 0L);
            if (before + change.amount() < 0) {
                return "AMOUNT_OVERFLOW seq " + seq;
            }
            received.put(change.currency(), before + change.amount());
            balance[0] += change.amount();
        } else if (balance[0] < change.amount()) {
            return "INSUFFICIENT_FUNDS " + balance[0] + " seq " + seq;
        } else {
            balance[0] -= change.amount();
            balance[1] += change.kind().equals("HOLD") ? change.amount() : 0;
        }
        Change made = new Change();
        made.request = change;
        made.answer = tell(change.kind(), change, change.amount(), change.ref(), "") + " seq " + seq + " "
                + change.account() + "/" + change.ref();
        changes.put(change.account() + "/" + change.ref(), made);
        return "CREATED " + made.answer;
    }

    private String release(Change hold, long seq) {
        if (hold == null || !hold.request.kind().equals("HOLD")) {
            return "HOLD_NOT_FOUND seq " + seq;
        }
        if (hold.used) {
            return "HOLD_ALREADY_USED seq " + seq;
        }
        if (hold.released != null) {
            return "EXISTS " + hold.released;
        }
        hold.released = end(hold) + " seq " + seq + " " + hold.request.account() + "/" + hold.request.ref();
        return "CREATED " + hold.released;
    }

    private static String again(Change known, Command.ChangeWallet change, long seq) {
        if (!known.request.kind().equals(change.kind())) {
            return "EXISTS_WITH_DIFFERENT_KIND seq " + seq;
        }
        if (known.request.amount() != change.amount()) {
            return "EXISTS_WITH_DIFFERENT_AMOUNT seq " + seq;
        }
        return known.request.currency().equals(change.currency())
                ? "EXISTS " + known.answer
                : "EXISTS_WITH_DIFFERENT_CURRENCY seq " + seq;
    }

    /** What a payment could take. */
    long spendable(String account, Command.Pay pay) {
        Change hold = hold(account, pay);
        return balance(account, pay.currency())[0] + (hold == null ? 0 : hold.request.amount());
    }

    /** Takes the money of a payment that was recorded. */
    void pay(String account, Command.Pay pay) {
        Change hold = hold(account, pay);
        if (hold != null) {
            hold.used = true;
            String ignored = end(hold);
        }
        balance(account, pay.currency())[0] -= pay.amount();
        String ignored = tell("PAYMENT", of(account, pay), pay.amount(), pay.ref(), " #" + pay.id());
    }

    /** Money of a payment is back. */
    void refund(String account, Command.Pay pay, long amount, String ref) {
        balance(account, pay.currency())[0] += amount;
        String ignored = tell("REFUND", of(account, pay), amount, ref, " #" + pay.id());
    }

    private Change hold(String account, Command.Pay pay) {
        Change hold = changes.get(account + "/" + pay.ref());
        boolean open = hold != null
                && hold.request.kind().equals("HOLD")
                && hold.request.currency().equals(pay.currency())
                && hold.released == null
                && !hold.used;
        return open ? hold : null;
    }

    private String end(Change hold) {
        Command.ChangeWallet held = hold.request;
        long[] balance = balance(held.account(), held.currency());
        balance[0] += held.amount();
        balance[1] -= held.amount();
        return tell("RELEASE", held, held.amount(), held.ref(), "");
    }

    private String tell(String kind, Command.ChangeWallet of, long amount, String ref, String order) {
        long[] balance = balance(of.account(), of.currency());
        String text = kind + " " + amount + " " + of.currency() + " available " + balance[0] + " held " + balance[1];
        events.add("WalletChanged " + ++lastEntry + " " + text + order + " " + of.account() + "/" + ref);
        return text;
    }

    private static Command.ChangeWallet of(String account, Command.Pay pay) {
        return new Command.ChangeWallet("", account, "", 0, pay.currency());
    }

    private long[] balance(String account, String currency) {
        return balances.computeIfAbsent(account + "/" + currency, key -> new long[2]);
    }
}
