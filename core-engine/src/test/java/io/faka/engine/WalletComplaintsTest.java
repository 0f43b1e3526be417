package io.faka.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.codec.command.WalletEntryKind;
import io.faka.engine.Commands.Line;
import io.faka.engine.Commands.Unit;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What agent sites and upstream shops complain of, each told as it ends here. */
class WalletComplaintsTest {
    private final CardEngine engine = new CardEngine();
    private final Commands commands = new Commands();
    private final RecordBuffer events = new RecordBuffer(4096);
    private final RecordBuffer replies = new RecordBuffer(4096);

    @BeforeEach
    void openShop() {
        apply(commands.openShard(1, 5));
        apply(commands.putSku("GAME", 100, put -> {}));
        List<Unit> units = LongStream.rangeClosed(1, 10).mapToObj(Unit::of).toList();
        apply(commands.addUnits("GAME", "lot", 1, units));
    }

    /** Complaint 17: an agent site sells from the upstream shop's stock and pays with a prepaid balance, in one call. */
    @Test
    void shouldLetAnAgentSiteBuyWithItsPrepaidBalanceAndNeverBeyondIt() {
        assertThat(change(WalletEntryKind.CREDIT, "transfer-1", 250)).startsWith("CREATED CREDIT 250");
        String first = buy(1, "site-order-1");
        assertThat(first).startsWith("CREATED #1").contains("FULFILLED").contains("units 1=code-1--");
        assertThat(buy(2, "site-order-2")).startsWith("CREATED #2").contains("units 2=code-2--");
        assertThat(buy(3, "site-order-3")).startsWith("INSUFFICIENT_FUNDS 50");
        assertThat(show()).contains("available 8 reserved 0 sold 2");
        assertThat(balances()).contains("CNY available 50 held 0");
        // The site's call timed out and it asks again: the same codes, nothing taken twice.
        assertThat(buy(9, "site-order-1")).isEqualTo(first.replaceFirst("CREATED", "EXISTS"));
        assertThat(balances()).contains("CNY available 50 held 0");
        assertThat(change(WalletEntryKind.CREDIT, "transfer-2", 50)).startsWith("CREATED CREDIT 50");
        assertThat(buy(3, "site-order-3")).startsWith("CREATED #3").contains("units 3=code-3--");
        engine.verifyAll();
    }

    /** Complaint 17: the same transfer is told twice, by the bank's notice and by hand. */
    @Test
    void shouldCreditATransferOnceHoweverOftenItIsTold() {
        String first = change(WalletEntryKind.CREDIT, "transfer-1", 250);
        for (int i = 0; i < 4; i++) {
            assertThat(change(WalletEntryKind.CREDIT, "transfer-1", 250))
                    .isEqualTo(first.replaceFirst("CREATED", "EXISTS"));
            assertThat(events.count()).isZero();
        }
        assertThat(balances()).contains("CNY available 250 held 0");
    }

    /** Complaint 17: two sales at once with money for one; the balance went below zero. */
    @Test
    void shouldKeepHeldMoneyFromEveryOtherSale() {
        assertThat(change(WalletEntryKind.CREDIT, "transfer-1", 150)).startsWith("CREATED");
        assertThat(change(WalletEntryKind.HOLD, "sale-1", 100))
                .startsWith("CREATED HOLD 100 CNY available 50 held 100");
        assertThat(buy(1, "sale-2")).startsWith("INSUFFICIENT_FUNDS 50");
        assertThat(buy(2, "sale-1")).startsWith("CREATED #2").contains("FULFILLED");
        assertThat(balances()).contains("CNY available 50 held 0");
        assertThat(change(WalletEntryKind.DEBIT, "payout", 51)).startsWith("INSUFFICIENT_FUNDS 50");
        engine.verifyAll();
    }

    @Test
    void shouldTellHowMuchPrepaidMoneyThereIs() {
        String ignored = change(WalletEntryKind.CREDIT, "transfer-1", 250);
        long version = engine.moneyVersion();
        assertThat(change(WalletEntryKind.HOLD, "later", 20)).startsWith("CREATED");
        assertThat(buy(1, "sale-1")).startsWith("CREATED");
        assertThat(engine.moneyVersion()).isGreaterThan(version);
        assertThat(engine.moneyTotals().sums()).containsExactly(new MoneyTotals.Sum("CNY", 0, 0, 0, 150));
        assertThat(change(WalletEntryKind.DEBIT, "payout", 30)).startsWith("CREATED");
        assertThat(engine.moneyTotals().sums()).containsExactly(new MoneyTotals.Sum("CNY", 0, 0, 30, 120));
        assertThat(ignored).startsWith("CREATED");
    }

    private String change(WalletEntryKind kind, String ref, long amount) {
        return apply(WalletCommands.change(commands, kind, "site", ref, amount, Commands.CNY));
    }

    private String buy(long id, String key) {
        return apply(commands.paid(
                to -> to.createOrder(31 * id, id, key, "site", List.of(new Line("GAME", 1)), create -> {}),
                "wallet",
                key,
                100,
                Commands.CNY));
    }

    private String show() {
        return query(commands.getSku("GAME"));
    }

    private String balances() {
        return query(WalletCommands.get(commands, "site"));
    }

    private String apply(Commands command) {
        events.clear();
        replies.clear();
        engine.onCommand(engine.lastSeq() + 1, 0, command.buffer, 0, command.length, events, replies);
        return Outputs.replies(replies).get(0);
    }

    private String query(Commands query) {
        replies.clear();
        engine.onQuery(query.buffer, 0, query.length, replies);
        return Outputs.replies(replies).get(0);
    }
}
