package io.faka.engine;

import io.faka.codec.command.AddCountedUnitsEncoder;
import io.faka.codec.command.FulfillOrderEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import java.util.List;

/** Encodes the commands of manual delivery, beside {@link Commands}. */
public final class DeliveryCommands {
    private DeliveryCommands() {}

    /** Counted stock. */
    public static Commands count(Commands into, String sku, String lot, long offer, long expiresAt, long count) {
        AddCountedUnitsEncoder add = new AddCountedUnitsEncoder();
        add.wrapAndApplyHeader(into.buffer, 0, new MessageHeaderEncoder())
                .expiresAtMicros(expiresAt)
                .offerId(offer)
                .quantity(count)
                .sku(sku)
                .lot(lot);
        into.length = add.limit();
        return into;
    }

    /** Contents by number, sealed as {@link Commands.Unit#of} does. */
    public static Commands fulfil(Commands into, long order, long first, int keyId, List<Long> contents) {
        FulfillOrderEncoder fulfil = new FulfillOrderEncoder();
        FulfillOrderEncoder.ContentsEncoder group = fulfil.wrapAndApplyHeader(
                        into.buffer, 0, new MessageHeaderEncoder())
                .orderIdHigh(31 * order)
                .orderIdLow(order)
                .firstContent(first)
                .keyId(keyId)
                .contentsCount(contents.size());
        for (long number : contents) {
            Commands.Unit unit = Commands.Unit.of(number);
            group.next()
                    .fingerprintHigh(unit.high())
                    .fingerprintLow(unit.low())
                    .putSealedContent(unit.code(), 0, unit.code().length);
        }
        into.length = fulfil.limit();
        return into;
    }
}
