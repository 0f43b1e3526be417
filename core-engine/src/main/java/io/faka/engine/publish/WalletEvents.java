package io.faka.engine.publish;

import io.faka.codec.event.MessageHeaderEncoder;
import io.faka.codec.event.WalletChangedEncoder;
import io.faka.codec.event.WalletEntryKind;
import io.faka.engine.RecordBuffer;
import io.faka.engine.memory.Memory;
import io.faka.engine.wallet.WalletEntries;
import io.faka.engine.wallet.Wallets;

/** Writes the events of wallets behind those of {@link EventPublisher}. */
public final class WalletEvents {
    private static final int TEXTS = 2 + 2 * 128;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final WalletChangedEncoder walletChanged = new WalletChangedEncoder();
    private final EventPublisher events;

    /** Writes where {@code events} writes. */
    public WalletEvents(EventPublisher events) {
        this.events = events;
    }

    /** Sequence of the command whose events are written. */
    public long seq() {
        return events.seq();
    }

    /** Its journal time. */
    public long timeMicros() {
        return events.timeMicros();
    }

    /** An entry and the balance after it. */
    public void walletChanged(Wallets wallets, WalletEntries entries, int entry) {
        RecordBuffer records = events.records();
        int at = records.claim(MessageHeaderEncoder.ENCODED_LENGTH + WalletChangedEncoder.BLOCK_LENGTH + TEXTS);
        int account = entries.account(entry);
        walletChanged
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(entries.seq(entry))
                .timeMicros(entries.timeMicros(entry))
                .orderIdHigh(entries.orderIdHigh(entry))
                .orderIdLow(entries.orderIdLow(entry))
                .amount(entries.amount(entry))
                .available(entries.available(entry))
                .held(entries.held(entry))
                .entryId(entry)
                .currency(wallets.currency(entries.balance(entry)))
                .kind(WalletEntryKind.get(entries.kind(entry)));
        int end = Memory.putText8(
                records.buffer(), walletChanged.limit(), wallets.name(account), wallets.nameLength(account));
        end = Memory.putText8(records.buffer(), end, entries.ref(entry), entries.refLength(entry));
        records.commit(end - at);
    }
}
