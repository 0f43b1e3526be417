package io.faka.engine.scenario;

import io.faka.codec.command.CreateOrderEncoder;
import io.faka.codec.command.Delivery;
import io.faka.codec.command.Fill;
import io.faka.codec.command.LatePolicy;
import io.faka.codec.command.LotteryAction;
import io.faka.codec.command.OfferState;
import io.faka.codec.command.OrderMode;
import io.faka.codec.command.Pick;
import io.faka.codec.command.PutCouponEncoder;
import io.faka.codec.command.PutSkuEncoder;
import io.faka.codec.command.SkuState;
import io.faka.codec.command.SuspenseAction;
import io.faka.engine.CardEngine;
import io.faka.engine.ChoiceCommands;
import io.faka.engine.Commands;
import io.faka.engine.Commands.Line;
import io.faka.engine.Commands.Tier;
import io.faka.engine.Commands.Unit;
import io.faka.engine.Currency;
import io.faka.engine.LotteryCommands;
import io.faka.engine.Outputs;
import io.faka.engine.RecordBuffer;
import io.faka.engine.WalletCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs a text of commands and writes down what came of them: the text again, each command followed by its events ({@code -}) and
 * its reply ({@code =}). Lines that begin with white space are the outcome of an earlier run and are skipped; {@code ;} begins a
 * comment. Times are seconds of the journal, {@code at 12.5}; an order is named by the low half of its id.
 *
 * <pre>
 * sku GAME 100 max=2        add GAME lot-1 1-3 7        order #1 key ann GAME*2<=90,CARD*1 ttl=5000
 * pay #1 alipay/ref-1 100 CNY      cancel #1      tick      get #1      key key-1      show GAME      hash
 * resolve alipay/ref-1 APPLY olga reason      refund #1 100 ref-1 reason CNY      suspense 0 100      refunds_due 0 100
 * wallet ann credit w-1 500 CNY      balances ann      statement ann 0 10      pay #1 wallet/p-1@ann 100
 * offer GAME ann 95 10+90          reprice 2 price=90 state=PAUSED          offers GAME
 * </pre>
 */
public final class Scenario {
    private final CardEngine engine = new CardEngine();
    private final Commands commands = new Commands();
    private final UnitLines units = new UnitLines(commands);
    private final RecordBuffer events = new RecordBuffer(4096);
    private final RecordBuffer replies = new RecordBuffer(4096);
    private final Set<String> codes = new TreeSet<>();
    private long timeMicros;

    /** Runs the text on a new engine. */
    public String run(String text) {
        apply(commands.openShard(1, 99));
        StringBuilder transcript = new StringBuilder();
        for (String line : text.split("\n")) {
            if (line.startsWith(" ")) {
                continue;
            }
            transcript.append(line).append('\n');
            if (line.isBlank() || line.startsWith(";")) {
                continue;
            }
            for (String outcome : run(line.trim().split(" +"))) {
                transcript.append("  ").append(outcome).append('\n');
            }
        }
        return transcript.toString();
    }

    /** First word of every reply so far. */
    public Set<String> codes() {
        return codes;
    }

    private List<String> run(String[] words) {
        switch (words[0]) {
            case "at" -> {
                timeMicros = Math.round(Double.parseDouble(words[1]) * 1_000_000);
                return List.of();
            }
            case "sku" -> apply(sku(words));
            case "add" -> apply(add(words));
            case "order" -> apply(order(words));
            case "buy" -> apply(buy(words));
            case "offer" -> apply(offer(words));
            case "reprice" -> apply(change(words));
            case "offers" -> query(commands.getOffers(words[1], words.length > 2 ? Long.parseLong(words[2]) : 0));
            case "pay" -> apply(pay(words));
            case "cancel" -> apply(commands.cancel(31 * id(words[1]), id(words[1])));
            case "cancel-line" -> apply(cancelLine(words));
            case "extend" -> apply(extend(words));
            case "coupon" -> apply(coupon(words));
            case "coupons" -> query(commands.getCoupon(words[1]));
            case "resolve" -> apply(resolve(words));
            case "refund" -> apply(refund(words));
            case "suspense" -> query(commands.getSuspense(after(words), limit(words)));
            case "refunds_due" -> query(commands.getRefundsDue(after(words), limit(words)));
            case "wallet" -> apply(WalletWords.change(commands, words));
            case "balances" -> query(WalletCommands.get(commands, words[1]));
            case "statement" -> query(WalletWords.statement(commands, words));
            case "tick" -> apply(commands.tick());
            case "lottery" ->
                apply(LotteryCommands.change(
                        commands,
                        words[1],
                        LotteryAction.valueOf(words[2]),
                        words.length > 3 ? Long.parseLong(words[3]) : 0));
            case "lottery-of" -> query(LotteryCommands.get(commands, words[1]));
            case "keep" -> apply(commands.putRetention(Long.parseLong(words[1])));
            case "open" -> apply(commands.openShard(2, 3));
            case "get" ->
                query(commands.getOrder(
                        31 * id(words[1]), id(words[1]), words.length > 2 ? Long.parseLong(words[2]) : 0));
            case "key" -> query(commands.getOrderByClientId(words[1], 0));
            case "show" -> query(commands.getSku(words[1]));
            case "cut" -> cut(words);
            case "label" -> apply(ChoiceWords.label(commands, words));
            case "choices" ->
                query(ChoiceCommands.list(commands, words[1], Long.parseLong(words[2]), Integer.parseInt(words[3])));
            default -> unitLine(words);
        }
        return outcome();
    }

    private void unitLine(String[] words) {
        Commands query = units.query(words);
        if (query != null) {
            query(query);
            return;
        }
        Commands command = units.command(words);
        command = command == null ? DeliveryWords.command(commands, words) : command;
        if (command == null) {
            throw new IllegalArgumentException("no such command: " + String.join(" ", words));
        }
        apply(command);
    }

    /** {@code cut 5 COMMAND}: the command without its last 5 bytes. */
    private void cut(String[] words) {
        String[] rest = List.of(words).subList(2, words.length).toArray(new String[0]);
        Commands command = switch (rest[0]) {
            case "sku" -> sku(rest);
            case "add" -> add(rest);
            case "label" -> ChoiceWords.label(commands, rest);
            case "order" -> order(rest);
            case "buy" -> buy(rest);
            case "offer" -> offer(rest);
            case "reprice" -> change(rest);
            case "pay" -> pay(rest);
            case "cancel" -> commands.cancel(31 * id(rest[1]), id(rest[1]));
            case "cancel-line" -> cancelLine(rest);
            case "extend" -> extend(rest);
            case "coupon" -> coupon(rest);
            case "resolve" -> resolve(rest);
            case "refund" -> refund(rest);
            case "wallet" -> WalletWords.change(commands, rest);
            case "count", "fulfil" -> DeliveryWords.command(commands, rest);
            default -> units.command(rest);
        };
        command.length -= Integer.parseInt(words[1]);
        apply(command);
    }

    private void apply(Commands command) {
        events.clear();
        replies.clear();
        engine.foresee(command.buffer, 0, command.length);
        engine.touch();
        engine.onCommand(engine.lastSeq() + 1, timeMicros, command.buffer, 0, command.length, events, replies);
        engine.verifyAll();
    }

    private void query(Commands query) {
        events.clear();
        replies.clear();
        engine.onQuery(query.buffer, 0, query.length, replies);
    }

    private List<String> outcome() {
        List<String> lines = new ArrayList<>();
        Outputs.events(events).forEach(event -> lines.add("- " + event));
        Outputs.replies(replies).forEach(reply -> {
            lines.add("= " + reply);
            codes.add(reply.split(" ")[0]);
        });
        return lines;
    }

    private Commands sku(String[] words) {
        return commands.putSku(words[1], Long.parseLong(words[2]), put -> {
            for (int i = 3; i < words.length; i++) {
                String[] field = words[i].split("=");
                set(put, field[0], field[1]);
            }
        });
    }

    private static void set(PutSkuEncoder put, String field, String value) {
        switch (field) {
            case "currency" -> put.currency(currency(value));
            case "ttl" -> put.holdTtlMillis(Long.parseLong(value));
            case "min" -> put.minPerOrder(Long.parseLong(value));
            case "max" -> put.maxPerOrder(Long.parseLong(value));
            case "low" -> put.lowStockAt(Long.parseLong(value));
            case "safety" -> put.safetyStock(Long.parseLong(value));
            case "quota" -> put.vipQuota(Long.parseLong(value));
            case "starts" -> put.saleStartsAtMicros(Long.parseLong(value) * 1_000_000);
            case "ends" -> put.saleEndsAtMicros(Long.parseLong(value) * 1_000_000);
            case "window" -> put.lateWindowMillis(Long.parseLong(value));
            case "state" -> put.state(SkuState.valueOf(value));
            case "delivery" -> put.delivery(Delivery.valueOf(value));
            case "pick" -> put.pick(Pick.valueOf(value));
            case "late" -> put.latePolicy(LatePolicy.valueOf(value));
            case "cap" -> put.saleCap(Long.parseLong(value));
            case "perBuyer" -> put.maxPerBuyer(Long.parseLong(value));
            case "buyerWindow" -> put.buyerWindowMillis(Long.parseLong(value));
            case "holdsPerBuyer" -> put.maxOpenHoldsPerBuyer(Long.parseLong(value));
            case "holdsPerAddress" -> put.maxOpenHoldsPerAddress(Long.parseLong(value));
            case "share" -> put.maxHeldShareBps(Integer.parseInt(value));
            default -> throw new IllegalArgumentException("no such field: " + field);
        }
    }

    private Commands add(String[] words) {
        List<Unit> units = new ArrayList<>();
        long offer = 0;
        long expires = 0;
        for (int i = 3; i < words.length; i++) {
            if (words[i].contains("=")) {
                offer = words[i].startsWith("offer=") ? Long.parseLong(words[i].substring(6)) : offer;
                expires = words[i].startsWith("expires=") ? Long.parseLong(words[i].substring(8)) : expires;
                continue;
            }
            String[] range = words[i].split("-");
            for (long n = Long.parseLong(range[0]); n <= Long.parseLong(range[range.length - 1]); n++) {
                units.add(Unit.of(n));
            }
        }
        return commands.addUnits(words[1], words[2].equals("none") ? "" : words[2], 7, offer, expires, units);
    }

    /** {@code offer SKU seller price 10+90 pick=LIFO}. */
    private Commands offer(String[] words) {
        List<Tier> tiers = new ArrayList<>();
        Pick pick = Pick.FIFO;
        for (int i = 4; i < words.length; i++) {
            if (words[i].startsWith("pick=")) {
                pick = Pick.valueOf(words[i].substring(5));
                continue;
            }
            String[] tier = words[i].split("\\+");
            tiers.add(new Tier(Long.parseLong(tier[0]), Long.parseLong(tier[1])));
        }
        return commands.putOffer(
                words[1], words[2].equals("none") ? "" : words[2], Long.parseLong(words[3]), pick, tiers);
    }

    /** {@code reprice 2 price=90 state=PAUSED}. */
    private Commands change(String[] words) {
        long price = -1;
        OfferState state = null;
        for (int i = 2; i < words.length; i++) {
            price = words[i].startsWith("price=") ? Long.parseLong(words[i].substring(6)) : price;
            state = words[i].startsWith("state=") ? OfferState.valueOf(words[i].substring(6)) : state;
        }
        return commands.changeOffer(Long.parseLong(words[1]), price, state);
    }

    private Commands order(String[] words) {
        List<Line> lines = new ArrayList<>();
        for (String part : words[4].split(",")) {
            lines.add(ChoiceWords.line(part));
        }
        String coupon = "";
        String address = "";
        for (String word : words) {
            address = word.startsWith("from=") ? word.substring(5) : address;
            coupon = word.startsWith("coupon=") ? word.substring(7) : coupon;
        }
        long id = id(words[1]);
        return commands.createOrder(31 * id, id, words[2], words[3], address, coupon, lines, create -> {
            for (int i = 5; i < words.length; i++) {
                String[] field = words[i].split("=");
                set(create, field[0], field[1]);
            }
        });
    }

    /** {@code buy alipay/ref-1 100 CNY order #1 ...}: an order and its payment in one. */
    private Commands buy(String[] words) {
        String[] ref = words[1].split("/", -1);
        String[] order = List.of(words).subList(4, words.length).toArray(new String[0]);
        return WalletCommands.paid(
                commands,
                to -> order(order),
                ref[0],
                WalletWords.ref(ref[1]),
                Long.parseLong(words[2]),
                currency(words[3]),
                WalletWords.account(ref[1]));
    }

    private static void set(CreateOrderEncoder create, String field, String value) {
        switch (field) {
            case "ttl" -> create.ttlMillis(Long.parseLong(value));
            case "expect" -> create.expectedAmount(Long.parseLong(value));
            case "currency" -> create.currency(currency(value));
            case "mode" -> create.mode(OrderMode.valueOf(value));
            case "fill" -> create.fill(Fill.valueOf(value));
            case "priority" -> create.priority(Short.parseShort(value));
            case "backorder" -> create.backorderTtlMillis(Long.parseLong(value));
            case "coupon", "from" -> {}
            default -> throw new IllegalArgumentException("no such field: " + field);
        }
    }

    private Commands pay(String[] words) {
        String[] ref = words[2].split("/", -1);
        return WalletCommands.pay(
                commands,
                id(words[1]),
                ref[0],
                WalletWords.ref(ref[1]),
                Long.parseLong(words[3]),
                words.length > 4 ? currency(words[4]) : Commands.CNY,
                WalletWords.account(ref[1]));
    }

    /** {@code cancel-line #1 0 2 ref-1}. */
    private Commands cancelLine(String[] words) {
        return commands.cancelLine(
                31 * id(words[1]),
                id(words[1]),
                Integer.parseInt(words[2]),
                Long.parseLong(words[3]),
                words.length > 4 ? words[4] : "");
    }

    /** {@code coupon CODE 3 off=50 bps=1000 each=1 starts=5 ends=9 for=GAME,CARD}: three uses. */
    private Commands coupon(String[] words) {
        List<String> skus = new ArrayList<>();
        for (String word : words) {
            skus.addAll(word.startsWith("for=") ? List.of(word.substring(4).split(",")) : List.of());
        }
        return commands.putCoupon(text(words[1]), skus, put -> {
            put.maxUses(Long.parseLong(words[2]));
            for (int i = 3; i < words.length; i++) {
                String[] field = words[i].split("=");
                set(put, field[0], field[1]);
            }
        });
    }

    private static void set(PutCouponEncoder put, String field, String value) {
        switch (field) {
            case "off" -> put.discountAmount(Long.parseLong(value));
            case "bps" -> put.discountBps(Integer.parseInt(value));
            case "each" -> put.maxPerBuyer(Long.parseLong(value));
            case "currency" -> put.currency(currency(value));
            case "starts" -> put.startsAtMicros(Long.parseLong(value) * 1_000_000);
            case "ends" -> put.endsAtMicros(Long.parseLong(value) * 1_000_000);
            case "for" -> {}
            default -> throw new IllegalArgumentException("no such field: " + field);
        }
    }

    /** {@code extend #1 60000}. */
    private Commands extend(String[] words) {
        return commands.extend(31 * id(words[1]), id(words[1]), Long.parseLong(words[2]));
    }

    /** {@code resolve alipay/ref-1 APPLY olga reason}; {@code none} is an empty text. */
    private Commands resolve(String[] words) {
        String[] ref = words[1].split("/", -1);
        return commands.resolve(SuspenseAction.valueOf(words[2]), ref[0], ref[1], text(words[3]), text(words[4]));
    }

    /** {@code refund #1 100 ref-1 reason [CNY]}. */
    private Commands refund(String[] words) {
        return commands.refund(
                31 * id(words[1]),
                id(words[1]),
                Long.parseLong(words[2]),
                words.length > 5 ? currency(words[5]) : 0,
                text(words[3]),
                text(words[4]));
    }

    private static String text(String word) {
        return word.equals("none") ? "" : word;
    }

    private static long after(String[] words) {
        return words.length > 1 ? Long.parseLong(words[1]) : 0;
    }

    private static int limit(String[] words) {
        return words.length > 2 ? Integer.parseInt(words[2]) : 0;
    }

    private static int currency(String code) {
        return code.equals("bad") ? 0x616263 : Currency.pack(code);
    }

    private static long id(String word) {
        return Long.parseLong(word.substring(1));
    }
}
