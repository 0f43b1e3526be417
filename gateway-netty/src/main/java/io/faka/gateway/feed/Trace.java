package io.faka.gateway.feed;

import io.faka.engine.schema.MessageSchema;
import io.faka.gateway.json.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;

/**
 * The life of a unit, an order or a payment, gathered from commands and events that are handed over in order. A unit's life includes that of
 * every order that held it. One thread.
 */
public final class Trace {
    /** Entries kept; a trace with more says so. */
    public static final int MAX_ENTRIES = 10_000;

    private final TraceKind kind;
    private final String id;
    private final EventJson json;
    private final Mentions mentions;
    private final Set<String> orders = new HashSet<>();
    private final Set<String> clientOrders = new HashSet<>();
    private final List<byte[]> entries = new ArrayList<>();
    private final JsonBytes out = new JsonBytes(1 << 10);
    private byte[] command = new byte[0];
    private boolean truncated;

    /** Resolves SKUs by these names; {@link TraceKind#check} holds for the id. */
    public Trace(TraceKind kind, String id, SkuNames skus) {
        this.kind = kind;
        this.id = id;
        this.json = new EventJson(skus);
        this.mentions = new Mentions(kind == TraceKind.UNIT ? Long.parseLong(id) : 0);
        if (kind == TraceKind.ORDER) {
            orders.add(id);
            clientOrders.add(id);
        }
    }

    /** The next command. Its events follow. */
    public void onCommand(long seq, long timeMicros, DirectBuffer buffer, int offset, int length) {
        mentions.clear();
        MessageSchema.commands().read(buffer, offset, length, mentions);
        command = new byte[0];
        boolean matters = matters();
        // A unit is not named by the command that takes it: kept until the events tell.
        if (matters || kind == TraceKind.UNIT && !mentions.orderId().isEmpty()) {
            out.clear();
            json.writeCommand(seq, timeMicros, buffer, offset, length, out);
            command = Arrays.copyOf(out.array(), out.length());
        }
        if (matters) {
            follow();
            addCommand();
        }
    }

    /** The next event, the {@code index}th of its sequence. */
    public void onEvent(DirectBuffer buffer, int offset, int length, int index) {
        mentions.clear();
        MessageSchema.events().read(buffer, offset, length, mentions);
        if (matters()) {
            follow();
            addCommand();
            out.clear();
            json.write(buffer, offset, length, index, out);
            add(Arrays.copyOf(out.array(), out.length()));
        }
    }

    /** Whether nothing was found. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** What was found, each a JSON object; commands have no {@code index}. */
    public List<byte[]> entries() {
        return List.copyOf(entries);
    }

    /** All of it as a JSON object. */
    public byte[] toJson() {
        JsonBytes page = new JsonBytes(4 << 10);
        page.raw(ascii("{\"kind\":")).string(kind.text());
        page.raw(ascii(",\"id\":")).string(id).raw(ascii(",\"entries\":["));
        for (int i = 0; i < entries.size(); i++) {
            if (i > 0) {
                page.raw(',');
            }
            page.raw(entries.get(i));
        }
        page.raw(ascii("],\"truncated\":" + truncated + "}"));
        return Arrays.copyOf(page.array(), page.length());
    }

    private boolean matters() {
        return switch (kind) {
            case UNIT -> mentions.hasUnit() || orders.contains(mentions.orderId());
            case ORDER -> orders.contains(mentions.orderId()) || clientOrders.contains(mentions.clientOrderId());
            case PAYMENT -> mentions.isPayment(id);
        };
    }

    private void follow() {
        if (kind != TraceKind.PAYMENT && !mentions.orderId().isEmpty()) {
            orders.add(mentions.orderId());
            if (!mentions.clientOrderId().isEmpty()) {
                clientOrders.add(mentions.clientOrderId());
            }
        }
    }

    private void addCommand() {
        if (command.length > 0) {
            add(command);
            command = new byte[0];
        }
    }

    private void add(byte[] entry) {
        if (entries.size() < MAX_ENTRIES) {
            entries.add(entry);
        } else {
            truncated = true;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
