package io.faka.engine.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.engine.Currency;
import org.junit.jupiter.api.Test;

/** Money that is wrong by one stops the node with the movement that made it so. */
class LedgerTest {
    private static final int CNY = Currency.pack("CNY");
    private static final int USD = Currency.pack("USD");

    private final Ledger ledger = new Ledger();

    @Test
    void shouldKeepEachCurrencyByItself() {
        ledger.receive(CNY, Ledger.DELIVERED, 100);
        ledger.receive(USD, Ledger.SUSPENSE, 7);
        ledger.move(USD, Ledger.SUSPENSE, Ledger.DUE, 5);
        assertThat(ledger.count()).isEqualTo(2);
        assertThat(ledger.currency(1)).isEqualTo(USD);
        assertThat(ledger.balance(0, Ledger.DELIVERED)).isEqualTo(100);
        assertThat(ledger.balance(1, Ledger.RECEIVED)).isEqualTo(7);
        assertThat(ledger.balance(1, Ledger.SUSPENSE)).isEqualTo(2);
        assertThat(ledger.balance(1, Ledger.DUE)).isEqualTo(5);
    }

    @Test
    void shouldHoldEveryCurrencyThereCanBe() {
        int[] edges = {Currency.pack("AAA"), Currency.pack("ZZZ"), Currency.pack("AZA"), Currency.pack("ZAZ"), CNY, USD
        };
        for (int currency : edges) {
            ledger.receive(currency, Ledger.DELIVERED, currency);
        }
        assertThat(ledger.count()).isEqualTo(edges.length);
        for (int i = 0; i < edges.length; i++) {
            assertThat(ledger.currency(i)).isEqualTo(edges[i]);
            assertThat(ledger.balance(i, Ledger.RECEIVED)).isEqualTo(edges[i]);
        }
    }

    @Test
    void shouldStopWhenMoreGoesThanThereIs() {
        ledger.receive(CNY, Ledger.SUSPENSE, 5);
        assertThatThrownBy(() -> ledger.move(CNY, Ledger.SUSPENSE, Ledger.REFUNDED, 6))
                .hasMessageContaining("money conservation broken: CNY");
    }

    @Test
    void shouldStopWhenMoneyIsMadeFromNothing() {
        ledger.receive(CNY, Ledger.DELIVERED, 5);
        assertThatThrownBy(() -> ledger.receive(CNY, Ledger.RECEIVED, 1)).hasMessageContaining("received 7");
    }

    @Test
    void shouldSayWhenASumWouldNotBeCountable() {
        assertThat(ledger.fits(CNY, Long.MAX_VALUE)).isTrue();
        ledger.receive(CNY, Ledger.DELIVERED, 1);
        assertThat(ledger.fits(CNY, Long.MAX_VALUE - 1)).isTrue();
        assertThat(ledger.fits(CNY, Long.MAX_VALUE)).isFalse();
        assertThat(ledger.fits(USD, Long.MAX_VALUE)).isTrue();
    }
}
