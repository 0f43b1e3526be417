package io.faka.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.engine.inventory.FreedStock;
import io.faka.engine.inventory.LotExpiry;
import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.OfferBooks;
import io.faka.engine.inventory.Offers;
import io.faka.engine.inventory.PickQueues;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Stock;
import io.faka.engine.inventory.Units;
import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Memory;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A quantity that is wrong by one stops the next move of its SKU, and the audit names it. */
class InvariantTest {
    private final Arena names = new Arena();
    private final Skus skus = new Skus(names);
    private final Offers offers = new Offers(names);
    private final Lots lots = new Lots(names);
    private final Units units = new Units(lots);
    private final OfferBooks books = new OfferBooks(skus, offers, lots, units);
    private final Stock stock = new Stock(
            skus,
            offers,
            books,
            lots,
            units,
            new FreedStock(),
            new PickQueues(offers, lots, units),
            new LotExpiry(lots));
    private final UnsafeBuffer text = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
    private int sku;

    @BeforeEach
    void importFourUnits() {
        Memory.putByte(text.addressOffset(), (byte) 'A');
        sku = skus.add(text.addressOffset(), 1);
        int offer = offers.add(sku);
        skus.putInt(sku, Skus.OFFER, offer);
        int lot = stock.addLot(sku, offer, 0, text.addressOffset(), 1);
        stock.begin(1);
        for (int i = 1; i <= 4; i++) {
            stock.receive(sku, lot, 0, i, i, text.addressOffset(), 32);
        }
        stock.imported(sku, lot, 4);
    }

    @Test
    void shouldMoveUnitsWhileAllQuantitiesAgree() {
        int first = stock.reserve(sku, 2, 9);
        audit();
        stock.deliver(sku, first, 2, 9);
        audit();
    }

    @Test
    void shouldStopWhenAUnitWasMadeFromNothing() {
        skus.add(sku, Skus.AVAILABLE, 1);
        assertThatThrownBy(() -> stock.reserve(sku, 1, 9)).hasMessageContaining("conservation broken: SKU 1");
        assertThatThrownBy(this::audit).hasMessageContaining("available = units of SKU 1");
    }

    @Test
    void shouldStopWhenAQuantityIsNegative() {
        skus.add(sku, Skus.SOLD, 5);
        skus.add(sku, Skus.QUARANTINED, -5);
        assertThatThrownBy(() -> stock.reserve(sku, 1, 9)).hasMessageContaining("conservation broken");
    }

    @Test
    void shouldStopWhenMoreIsTakenThanThereIs() {
        assertThatThrownBy(() -> stock.reserve(sku, 5, 9)).hasMessageContaining("5 units of 4");
        assertThatThrownBy(() -> stock.reserve(sku, 0, 9)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldStopWhenAUnitIsDeliveredTwice() {
        int first = stock.reserve(sku, 1, 9);
        stock.deliver(sku, first, 1, 9);
        assertThatThrownBy(() -> stock.deliver(sku, first, 1, 9)).hasMessageContaining("unit 1 is in state 4");
        assertThatThrownBy(() -> stock.release(sku, first, 1)).hasMessageContaining("unit 1 is in state 4");
    }

    @Test
    void shouldStopWhenALineHasMoreUnitsThanItsQuantity() {
        int first = stock.reserve(sku, 2, 9);
        assertThatThrownBy(() -> stock.deliver(sku, first, 1, 9)).hasMessageContaining("more units than 1");
    }

    @Test
    void shouldCountTheLotsAgain() {
        skus.add(sku, Skus.IMPORTED, 1);
        skus.add(sku, Skus.VOIDED, 1);
        assertThatCode(() -> stock.reserve(sku, 1, 9)).doesNotThrowAnyException();
        assertThatThrownBy(this::audit).hasMessageContaining("voided = units of SKU 1");
    }

    private void audit() {
        new StockAudit(skus, offers, books, lots, units).verify();
    }
}
