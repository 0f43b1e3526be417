package io.faka.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.engine.inventory.FreedStock;
import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.Offers;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Units;
import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Memory;
import io.faka.engine.order.OrderTables;
import io.faka.engine.payment.Ledger;
import io.faka.engine.publish.EventPublisher;
import io.faka.engine.publish.WalletEvents;
import io.faka.engine.wallet.WalletBook;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wallets stop at what would make money from nothing, and the audit finds what was written past them. */
class WalletAuditTest {
    private final Arena names = new Arena();
    private final Skus skus = new Skus(names);
    private final Offers offers = new Offers(names);
    private final Lots lots = new Lots(names);
    private final Units units = new Units(lots);
    private final EventPublisher events =
            new EventPublisher(skus, offers, lots, units, new OrderTables(lots, units, new FreedStock()).view());
    private final WalletBook book = new WalletBook(new WalletEvents(events));
    private final UnsafeBuffer text = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
    private final Map<Integer, long[]> sums = new TreeMap<>();
    private int balance;

    @BeforeEach
    void creditAHundred() {
        events.begin(1, 1, new RecordBuffer(4096));
        Memory.putByte(text.addressOffset(), (byte) 'A');
        Memory.putByte(text.addressOffset() + 1, (byte) 'B');
        balance = book.wallets().openBalance(book.wallets().open(text.addressOffset(), 1), Commands.CNY);
        int ignored = book.credit(balance, 100, text.addressOffset(), 1);
    }

    @Test
    void shouldCountWhatEveryMovementLeaves() {
        int hold = book.hold(balance, 60, text.addressOffset(), 2);
        book.pay(balance, 30, text.addressOffset() + 1, 1, 1, 1);
        int ignored = book.release(hold, false);
        long[] sum = new long[WalletAudit.SUMS];
        sum[WalletAudit.SPENT] = 30;
        sums.put(Commands.CNY, sum);
        audit();
        assertThat(sums.get(Commands.CNY)[Ledger.WALLET]).isEqualTo(70);
    }

    @Test
    void shouldStopBelowZero() {
        assertThatThrownBy(() -> book.debit(balance, 101, text.addressOffset(), 2))
                .hasMessageContaining("would be -1");
        assertThatThrownBy(() -> book.hold(balance, 101, text.addressOffset(), 2))
                .hasMessageContaining("would be -1");
        assertThatCode(this::audit).doesNotThrowAnyException();
    }

    @Test
    void shouldFindAPaymentThatNobodyRecorded() {
        book.pay(balance, 30, text.addressOffset() + 1, 1, 1, 1);
        sums.put(Commands.CNY, new long[WalletAudit.SUMS]);
        assertThatThrownBy(() -> new WalletAudit(book, sums).verify()).hasMessageContaining("what wallets paid");
    }

    private void audit() {
        new WalletAudit(book, sums).verify();
    }
}
