package io.faka.engine.model;

import io.faka.engine.Commands;
import io.faka.engine.DeliveryCommands;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Random commands about manual delivery, for {@link RandomCommands}. The contents of an order follow from its number, mostly. */
final class RandomDelivery {
    private final Random random;
    private final Set<Long> manual = new HashSet<>();
    private final ArrayDeque<Long> paid = new ArrayDeque<>();

    RandomDelivery(Random random) {
        this.random = random;
    }

    /** Counted stock, mostly in a lot of its own. */
    Command count(String sku, String lot, long offer, long expires) {
        return new Command.CountUnits(sku, lot, offer, expires, random.nextInt(60) == 0 ? 0 : 1 + random.nextInt(12));
    }

    /** An order was sent that may have such a line. */
    void onOrder(Command.Create create) {
        boolean has = create.lines().stream()
                .anyMatch(line -> line.sku().equals("S3") || line.sku().equals("S7"));
        if (has) {
            boolean ignored = manual.add(create.id());
        }
    }

    /** A payment was sent for the order. */
    void onPay(long order) {
        if (!manual.contains(order)) {
            return;
        }
        paid.addLast(order);
        if (paid.size() > 60) {
            long ignored = paid.removeFirst();
        }
    }

    /** An order that may be paid, or the other one. */
    long paid(long other) {
        if (paid.isEmpty() || random.nextInt(4) == 0) {
            return other;
        }
        int back = random.nextInt(paid.size());
        return paid.stream().skip(back).findFirst().orElse(other);
    }

    Command next(long other) {
        return fulfil(paid(other));
    }

    private Command fulfil(long order) {
        int count = random.nextInt(40) == 0 ? 0 : 1 + random.nextInt(5);
        int first = random.nextInt(5) == 0 ? random.nextInt(4) : 0;
        List<Long> contents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean other = random.nextInt(40) == 0;
            contents.add(order * 100 + first + i + (other ? 50 : 0));
        }
        return new Command.Fulfil(order, first, 1 + random.nextInt(2), contents);
    }

    static Commands encode(Command.OfDelivery command, Commands into) {
        if (command instanceof Command.CountUnits count) {
            return DeliveryCommands.count(
                    into, count.sku(), count.lot(), count.offer(), count.expires(), count.count());
        }
        Command.Fulfil fulfil = (Command.Fulfil) command;
        return DeliveryCommands.fulfil(into, fulfil.order(), fulfil.first(), fulfil.keyId(), fulfil.contents());
    }
}
