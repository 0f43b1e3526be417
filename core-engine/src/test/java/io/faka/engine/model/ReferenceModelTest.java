package io.faka.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.engine.CardEngine;
import io.faka.engine.Commands;
import io.faka.engine.Outputs;
import io.faka.engine.RecordBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The engine and the naive shop get the same random commands and must say the same, word for word. */
class ReferenceModelTest {
    private static final int COMMANDS = Integer.getInteger("faka.commands", 500_000);

    private final Commands commands = new Commands();
    private final RecordBuffer events = new RecordBuffer(4096);
    private final RecordBuffer replies = new RecordBuffer(4096);

    @Test
    void shouldAgreeWithTheNaiveShopOnRandomCommands() {
        long seed = Long.getLong("faka.seed", System.nanoTime());
        System.out.println("reference model: seed " + seed + ", repeat with -Dfaka.seed=" + seed);
        CardEngine engine = new CardEngine();
        NaiveShop shop = new NaiveShop();
        shop.seed(seed);
        RandomCommands random = new RandomCommands(seed, shop::amountOf, shop::unitOf);
        Map<String, Integer> seen = new TreeMap<>();
        commands.openShard(1, seed);
        engine.onCommand(1, 0, commands.buffer, 0, commands.length, events, replies);
        for (int seq = 2; seq <= COMMANDS; seq++) {
            long time = random.nextTime();
            Command command = random.next();
            RandomCommands.encode(command, commands);
            events.clear();
            replies.clear();
            engine.foresee(commands.buffer, 0, commands.length);
            engine.touch();
            engine.onCommand(seq, time, commands.buffer, 0, commands.length, events, replies);
            shop.apply(seq, time, command);
            String at = "seed " + seed + " seq " + seq + " " + command;
            assertThat(Outputs.events(events)).as(at).isEqualTo(shop.events);
            assertThat(Outputs.replies(replies)).as(at).containsExactly(shop.reply);
            if (command instanceof Command.PutOffer put && shop.reply.startsWith("CREATED")) {
                random.onOffer(put.sku(), Long.parseLong(shop.reply.split(" ")[2]));
            }
            seen.merge(shop.reply.substring(0, shop.reply.concat(" ").indexOf(' ')), 1, Integer::sum);
            if (seq % 5_000 == 0) {
                engine.verifyAll();
            }
        }
        engine.verifyAll();
        System.out.println("reference model: " + seen);
    }
}
