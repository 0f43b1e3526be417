package io.faka.node;

import io.faka.codec.command.AddUnitsDecoder;
import io.faka.codec.command.CancelOrderDecoder;
import io.faka.codec.command.CreateOrderDecoder;
import io.faka.codec.command.MessageHeaderDecoder;
import io.faka.codec.command.OpenShardDecoder;
import io.faka.codec.command.PayDecoder;
import io.faka.codec.command.PutSkuDecoder;
import io.faka.codec.command.TickDecoder;
import io.faka.engine.Currency;
import io.faka.engine.port.CommandHandler;
import io.faka.journal.DamagedJournalException;
import io.faka.journal.JournalVerifier;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a journal's commands out as JSON objects. One thread. */
public final class JournalDump implements CommandHandler {
    private final long from;
    private final Consumer<ObjectNode> out;
    private long left;

    private JournalDump(long from, long limit, Consumer<ObjectNode> out) {
        this.from = from;
        this.left = limit;
        this.out = out;
    }

    /**
     * Hands over at most {@code limit} commands from sequence {@code from} on.
     *
     * @throws NodeFailure if there is no journal, the directory is in use, or it is damaged
     */
    public static void run(Path data, long from, long limit, Consumer<ObjectNode> out) {
        Verification.requireJournal(data);
        try {
            Optional<DamagedJournalException> damage = JournalVerifier.verify(data, new JournalDump(from, limit, out))
                    .damage();
            if (damage.isPresent()) {
                throw damage.get();
            }
        } catch (RuntimeException e) {
            throw DurableState.explain(e);
        }
    }

    @Override
    public void onCommand(long seq, long timeMicros, long epoch, DirectBuffer buffer, int offset, int length) {
        if (seq < from || left == 0) {
            return;
        }
        left--;
        ObjectNode line = JsonMapper.shared().createObjectNode();
        line.put("seq", seq).put("time", time(timeMicros)).put("epoch", epoch);
        describe(line, buffer, offset);
        out.accept(line);
    }

    private static void describe(ObjectNode line, DirectBuffer buffer, int offset) {
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        switch (header.templateId()) {
            case OpenShardDecoder.TEMPLATE_ID ->
                openShard(line, new OpenShardDecoder().wrapAndApplyHeader(buffer, offset, header));
            case TickDecoder.TEMPLATE_ID -> line.put("command", "tick");
            case PutSkuDecoder.TEMPLATE_ID ->
                putSku(line, new PutSkuDecoder().wrapAndApplyHeader(buffer, offset, header));
            case AddUnitsDecoder.TEMPLATE_ID ->
                addUnits(line, new AddUnitsDecoder().wrapAndApplyHeader(buffer, offset, header));
            case CreateOrderDecoder.TEMPLATE_ID ->
                createOrder(line, new CreateOrderDecoder().wrapAndApplyHeader(buffer, offset, header));
            case PayDecoder.TEMPLATE_ID -> pay(line, new PayDecoder().wrapAndApplyHeader(buffer, offset, header));
            case CancelOrderDecoder.TEMPLATE_ID ->
                cancel(line, new CancelOrderDecoder().wrapAndApplyHeader(buffer, offset, header));
            default -> line.put("command", "template_" + header.templateId());
        }
    }

    private static void openShard(ObjectNode line, OpenShardDecoder command) {
        line.put("command", "open_shard").put("shard", command.shardId());
    }

    private static void putSku(ObjectNode line, PutSkuDecoder command) {
        line.put("command", "put_sku");
        line.put("price", command.price()).put("currency", Currency.unpack((int) command.currency()));
        line.put("hold_ttl_ms", command.holdTtlMillis());
        line.put("min_per_order", command.minPerOrder()).put("max_per_order", command.maxPerOrder());
        line.put("state", lower(command.state())).put("delivery", lower(command.delivery()));
        line.put("pick", lower(command.pick())).put("sku", command.sku()).put("name", command.name());
    }

    private static void addUnits(ObjectNode line, AddUnitsDecoder command) {
        line.put("command", "add_units");
        int units = 0;
        for (AddUnitsDecoder.UnitsDecoder unit : command.units()) {
            unit.skipSealedCode();
            units++;
        }
        line.put("units", units).put("key_id", command.keyId());
        line.put("sku", command.sku()).put("lot", command.lot());
    }

    private static void createOrder(ObjectNode line, CreateOrderDecoder command) {
        line.put("command", "create_order").put("order_id", id(command.orderIdHigh(), command.orderIdLow()));
        line.put("ttl_ms", command.ttlMillis()).put("mode", lower(command.mode()));
        ArrayNode lines = line.putArray("lines");
        for (CreateOrderDecoder.LinesDecoder each : command.lines()) {
            ObjectNode node = lines.addObject().put("quantity", each.quantity());
            if (each.maxUnitPrice() >= 0) {
                node.put("max_unit_price", each.maxUnitPrice());
            }
            node.put("sku", each.sku());
        }
        line.put("client_order_id", command.clientOrderId()).put("buyer", command.buyer());
    }

    private static void pay(ObjectNode line, PayDecoder command) {
        line.put("command", "pay").put("order_id", id(command.orderIdHigh(), command.orderIdLow()));
        line.put("amount", command.amount()).put("currency", Currency.unpack((int) command.currency()));
        line.put("channel", command.channel()).put("payment_ref", command.paymentRef());
    }

    private static void cancel(ObjectNode line, CancelOrderDecoder command) {
        line.put("command", "cancel_order").put("order_id", id(command.orderIdHigh(), command.orderIdLow()));
    }

    private static String id(long high, long low) {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
