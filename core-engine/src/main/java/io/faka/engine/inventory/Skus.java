package io.faka.engine.inventory;

import io.faka.codec.command.Delivery;
import io.faka.engine.SkuLimits;
import io.faka.engine.SkuView;
import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Hash;
import io.faka.engine.memory.LineLoads;
import io.faka.engine.memory.Memory;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.SegmentedIndex;
import io.faka.engine.memory.StateHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The SKUs: key, definition and quantities, numbered densely from 1. Keeps the list of SKUs changed since they were last
 * published.
 */
public final class Skus {
    /** Longest key in bytes. */
    public static final int MAX_KEY_LENGTH = 64;

    // Three cache lines that every order reads come first.
    /** 8 bytes: minor units. */
    public static final int PRICE = 64;
    /** 8 bytes: units in the queue of the offer. */
    public static final int AVAILABLE = 72;
    /** 8 bytes: units held by pending orders. */
    public static final int RESERVED = 80;
    /** 8 bytes: units paid for and not delivered yet. */
    public static final int ALLOCATED = 88;
    /** 8 bytes: units delivered. */
    public static final int SOLD = 96;
    /** 8 bytes: units set aside. */
    public static final int QUARANTINED = 104;
    /** 8 bytes: units taken out for good. */
    public static final int VOIDED = 112;
    /** 8 bytes: all units that ever came in. */
    public static final int IMPORTED = 120;
    /** 4 bytes: packed as by {@link io.faka.engine.Currency}. */
    public static final int CURRENCY = 128;
    /** 4 bytes, unsigned: length of a hold in milliseconds. */
    public static final int HOLD_TTL = 132;
    /** 4 bytes, unsigned: at least 1. */
    public static final int MIN_PER_ORDER = 136;
    /** 4 bytes, unsigned: 0 = no limit. */
    public static final int MAX_PER_ORDER = 140;
    /** 4 bytes, unsigned: units not for sale. */
    public static final int SAFETY_STOCK = 144;
    /** 4 bytes: number of the default offer. */
    public static final int OFFER = 148;
    /** 8 bytes: microseconds, 0 = always. */
    public static final int SALE_STARTS = 152;
    /** 8 bytes: microseconds, 0 = never. */
    public static final int SALE_ENDS = 160;
    /** 8 bytes: sequence of the last change of definition or quantity. */
    public static final int VERSION = 168;
    /** 1 byte: value of {@code SkuState}. */
    public static final int STATE = 176;
    /** 1 byte: value of {@code Delivery}. */
    public static final int DELIVERY = 177;
    /** 1 byte: value of {@code Pick}. */
    public static final int PICK = 178;
    /** 1 byte: value of {@code LatePolicy}. */
    public static final int LATE_POLICY = 179;

    private static final byte MANUAL = (byte) Delivery.MANUAL.value();
    private static final byte REUSABLE = (byte) Delivery.REUSABLE.value();
    private static final byte ONE_TIME = (byte) Delivery.ONE_TIME.value();
    private static final int KEY_LENGTH = 180;
    private static final int NAME_LENGTH = 181;
    private static final int CHANGED = 182;
    /** 1 byte: {@link #LIMITED}, {@link #WATCHED}, {@link #LOTTERY}, {@link #REPLENISHED}, {@link #QUOTA}. */
    private static final int MARKS = 183;

    private static final int LIMITED = 1;
    private static final int WATCHED = 2;
    private static final int LOTTERY = 4;
    private static final int REPLENISHED = 8;
    private static final int QUOTA = 16;
    /** 4 bytes: number of its book in {@link OfferBooks}, 0 while it has its default offer alone. */
    static final int BOOK = 184;

    /** 4 bytes, unsigned: units of those on sale that are kept for orders of a priority above 0. */
    public static final int VIP_QUOTA = 188;
    /** 8 bytes: milliseconds after the end of a hold in which a payment still counts. */
    public static final int LATE_WINDOW = 192;
    /** 8 bytes: sequence of the last change of the definition. */
    public static final int DEFINITION_VERSION = 200;
    /** 8 bytes: units that resting orders wait for. */
    public static final int BACKORDERED = 208;
    /** 4 bytes, unsigned: where stock is called low. */
    public static final int LOW_STOCK_AT = 216;

    private static final int LIMITS = 220;
    /** 1 byte: which alerts of its stock were told and still hold. */
    public static final int ALERTS = 224;
    /** 4 bytes, unsigned: how often a reusable text may be sold; 0 for other kinds of delivery. */
    public static final int SALE_CAP = 244;
    /** 8 bytes: uses of a reusable text that can be sold and are not units yet. */
    public static final int UNMADE = 232;
    /** 4 bytes: row in {@link ReusableStock}, 0 if it never had a text. */
    static final int REUSE = 240;

    private static final int NAME_REF = 228;

    private static final int ROW_BYTES = 256;

    private final RowTable rows = new RowTable(ROW_BYTES);
    private final SegmentedIndex byKey = new SegmentedIndex();
    private final LimitRules limits = new LimitRules();
    private final Arena texts;
    private int[] changed = new int[64];
    private int changedCount;
    private int[] watched = new int[64];
    private int watchedCount;
    private int[] toReplenish = new int[16];
    private int toReplenishCount;
    private long seed;

    /** @param texts where names are kept */
    public Skus(Arena texts) {
        this.texts = texts;
    }

    /** Sets the seed of the index; only while there is no SKU. */
    public void seed(long seed) {
        this.seed = seed;
    }

    /** Hash of a key, for {@link #find} and {@link #candidate}. */
    public long hash(long address, int length) {
        return Hash.of(seed, address, length);
    }

    /** Row of the SKU with this key, 0 if there is none. */
    public int find(long address, int length) {
        long hash = hash(address, length);
        for (int at = byKey.first(hash); at >= 0; at = byKey.next(hash, at)) {
            int sku = byKey.row(hash, at);
            if (hasKey(sku, address, length)) {
                return sku;
            }
        }
        return 0;
    }

    /** Whether the SKU has this key. */
    public boolean hasKey(int sku, long address, int length) {
        return keyLength(sku) == length && Memory.equal(rows.address(sku), address, length);
    }

    /** Adds a SKU with all its fields zero. */
    public int add(long address, int length) {
        int sku = rows.allocate();
        Memory.copy(address, rows.address(sku), length);
        rows.putByte(sku, KEY_LENGTH, (byte) length);
        byKey.insert(hash(address, length), sku);
        return sku;
    }

    /** Whether operators deliver its units. */
    public boolean isManual(int sku) {
        return rows.getByte(sku, DELIVERY) == MANUAL;
    }

    /** Whether its units are uses of one text. */
    public boolean isReusable(int sku) {
        return rows.getByte(sku, DELIVERY) == REUSABLE;
    }

    /** Whether its units come in without codes. */
    public boolean isCounted(int sku) {
        return rows.getByte(sku, DELIVERY) > ONE_TIME;
    }

    /** What can be sold of it: what is available and, of a reusable text, the uses that are not units yet. */
    public long forSale(int sku) {
        return getLong(sku, AVAILABLE) + getLong(sku, UNMADE);
    }

    /** Replaces the name. */
    public void name(int sku, long address, int length) {
        if (nameLength(sku) > 0) {
            texts.free(nameRef(sku), nameLength(sku));
        }
        int ref = length == 0 ? 0 : texts.allocate(length);
        if (length > 0) {
            Memory.copy(address, texts.address(ref), length);
        }
        rows.putInt(sku, NAME_REF, ref);
        rows.putByte(sku, NAME_LENGTH, (byte) length);
    }

    /** Where the key is in memory. */
    public long key(int sku) {
        return rows.address(sku);
    }

    /** Bytes of the key, 1 to 64. */
    public int keyLength(int sku) {
        return rows.getByte(sku, KEY_LENGTH);
    }

    /** Where the name is in memory; any place if it is empty. */
    public long name(int sku) {
        return nameRef(sku) == 0 ? rows.address(sku) : texts.address(nameRef(sku));
    }

    /** Bytes of the name, 0 to 254. */
    public int nameLength(int sku) {
        return rows.getByte(sku, NAME_LENGTH) & 0xff;
    }

    /** Reads a field of 4 bytes. */
    public int getInt(int sku, int field) {
        return rows.getInt(sku, field);
    }

    /** Reads an unsigned field of 4 bytes. */
    public long getUnsignedInt(int sku, int field) {
        return rows.getInt(sku, field) & 0xffffffffL;
    }

    /** Writes a field of 4 bytes. */
    public void putInt(int sku, int field, int value) {
        rows.putInt(sku, field, value);
    }

    /** Reads a field of 8 bytes. */
    public long getLong(int sku, int field) {
        return rows.getLong(sku, field);
    }

    /** Writes a field of 8 bytes. */
    public void putLong(int sku, int field, long value) {
        rows.putLong(sku, field, value);
    }

    /** Adds to a 64-bit field. */
    public void add(int sku, int field, long delta) {
        long at = rows.address(sku) + field;
        Memory.putLong(at, Memory.getLong(at) + delta);
    }

    /** Reads a field of 1 byte, unsigned. */
    public short getByte(int sku, int field) {
        return (short) (rows.getByte(sku, field) & 0xff);
    }

    /** Writes a field of 1 byte. */
    public void putByte(int sku, int field, short value) {
        rows.putByte(sku, field, (byte) value);
    }

    /** What a new order may take: available without the safety stock, at least 0. */
    public long availableToPromise(int sku) {
        return Math.max(0, getLong(sku, AVAILABLE) - getUnsignedInt(sku, SAFETY_STOCK));
    }

    /** Whether it limits more than single orders. */
    public boolean isLimited(int sku) {
        return (rows.getByte(sku, MARKS) & LIMITED) != 0;
    }

    /** Its row of {@link #limits}, 0 if it never had a limit. */
    public int limitsRow(int sku) {
        return rows.getInt(sku, LIMITS);
    }

    /** The limits. */
    public LimitRules limits() {
        return limits;
    }

    /** Replaces its limits; false if it has none and never had. */
    public boolean limit(int sku, SkuLimits to) {
        boolean limited = !to.equals(SkuLimits.NONE);
        if (!limited && limitsRow(sku) == 0) {
            return false;
        }
        if (limitsRow(sku) == 0) {
            rows.putInt(sku, LIMITS, limits.add());
        }
        limits.put(limitsRow(sku), to);
        mark(sku, LIMITED, limited);
        return true;
    }

    /** Whether orders for the SKU are entries to a lottery. */
    public boolean isLottery(int sku) {
        return (rows.getByte(sku, MARKS) & LOTTERY) != 0;
    }

    /** Says whether orders for the SKU are entries to a lottery. */
    public void lottery(int sku, boolean isLottery) {
        mark(sku, LOTTERY, isLottery);
    }

    /** Whether units of it are kept for orders of a priority above 0. */
    public boolean keepsQuota(int sku) {
        return (rows.getByte(sku, MARKS) & QUOTA) != 0;
    }

    /** Keeps so many units for orders of a priority above 0; whether that is another number than before. */
    public boolean vipQuota(int sku, long quota) {
        boolean changes = getUnsignedInt(sku, VIP_QUOTA) != quota;
        rows.putInt(sku, VIP_QUOTA, (int) quota);
        mark(sku, QUOTA, quota != 0);
        return changes;
    }

    /** Whether {@link #watchedChange} is to tell of every change of the SKU. */
    public void watch(int sku, boolean watch) {
        mark(sku, WATCHED, watch);
    }

    /** The lowest of the watched SKUs that changed, and forgets it; 0 if there is none. */
    public int watchedChange() {
        return watchedCount == 0 ? 0 : watched[--watchedCount];
    }

    /** Whether a watched SKU changed. */
    public boolean hasWatchedChange() {
        return watchedCount > 0;
    }

    /** Whether {@link #toReplenish} is to tell of every change of the SKU, and of it now. */
    void replenish(int sku, boolean replenish) {
        mark(sku, REPLENISHED, replenish);
        if (replenish) {
            noteReplenished(sku);
        }
    }

    /** A SKU that has uses which are not units yet, and changed; forgets it. 0 if there is none. */
    public int toReplenish() {
        return toReplenishCount == 0 ? 0 : toReplenish[--toReplenishCount];
    }

    private void noteReplenished(int sku) {
        if (toReplenishCount > 0 && toReplenish[toReplenishCount - 1] == sku) {
            return;
        }
        if (toReplenishCount == toReplenish.length) {
            toReplenish = Arrays.copyOf(toReplenish, toReplenishCount * 2);
        }
        toReplenish[toReplenishCount++] = sku;
    }

    private void mark(int sku, int mark, boolean set) {
        int marks = rows.getByte(sku, MARKS);
        rows.putByte(sku, MARKS, (byte) (set ? marks | mark : marks & ~mark));
    }

    private void noteWatched(int sku) {
        int place = watchedCount;
        while (place > 0 && watched[place - 1] < sku) {
            place--;
        }
        if (place > 0 && watched[place - 1] == sku) {
            return;
        }
        if (watchedCount == watched.length) {
            watched = Arrays.copyOf(watched, watchedCount * 2);
        }
        System.arraycopy(watched, place, watched, place + 1, watchedCount - place);
        watched[place] = sku;
        watchedCount++;
    }

    /** Notes that the SKU was changed by command {@code seq}. */
    public void markChanged(int sku, long seq) {
        rows.putLong(sku, VERSION, seq);
        int marks = rows.getByte(sku, MARKS) & (WATCHED | REPLENISHED);
        if (marks != 0) {
            noteMarked(sku, marks);
        }
        if (rows.getByte(sku, CHANGED) != 0) {
            return;
        }
        rows.putByte(sku, CHANGED, (byte) 1);
        if (changedCount == changed.length) {
            changed = Arrays.copyOf(changed, changedCount * 2);
        }
        changed[changedCount++] = sku;
    }

    private void noteMarked(int sku, int marks) {
        if ((marks & WATCHED) != 0) {
            noteWatched(sku);
        }
        if ((marks & REPLENISHED) != 0) {
            noteReplenished(sku);
        }
    }

    /** How many SKUs changed since {@link #clearChanged}. */
    public int changedCount() {
        return changedCount;
    }

    /** The SKU at a place of the list of changed ones; each stands there once. */
    public int changed(int index) {
        if (index >= changedCount) {
            throw new IndexOutOfBoundsException("changed SKU " + index + " of " + changedCount);
        }
        return changed[index];
    }

    /** Forgets the changes. */
    public void clearChanged() {
        for (int i = 0; i < changedCount; i++) {
            rows.putByte(changed[i], CHANGED, (byte) 0);
        }
        changedCount = 0;
    }

    /** Copies the SKU; its texts only if they may have changed since they were last copied. */
    public void read(int sku, SkuView into) {
        long definition = getLong(sku, DEFINITION_VERSION);
        if (into.skuNumber != sku || into.definitionVersion != definition) {
            into.sku = text(key(sku), keyLength(sku));
            into.name = text(name(sku), nameLength(sku));
            into.limits = limits.read(limitsRow(sku));
        }
        into.skuNumber = sku;
        into.definitionVersion = definition;
        into.version = getLong(sku, VERSION);
        into.price = getLong(sku, PRICE);
        into.currency = getInt(sku, CURRENCY);
        into.state = getByte(sku, STATE);
        into.delivery = getByte(sku, DELIVERY);
        into.pick = getByte(sku, PICK);
        into.latePolicy = getByte(sku, LATE_POLICY);
        into.holdTtlMillis = getUnsignedInt(sku, HOLD_TTL);
        into.minPerOrder = getUnsignedInt(sku, MIN_PER_ORDER);
        into.maxPerOrder = getUnsignedInt(sku, MAX_PER_ORDER);
        into.safetyStock = getUnsignedInt(sku, SAFETY_STOCK);
        into.vipQuota = getUnsignedInt(sku, VIP_QUOTA);
        into.lowStockAt = getUnsignedInt(sku, LOW_STOCK_AT);
        into.saleStartsAtMicros = getLong(sku, SALE_STARTS);
        into.saleEndsAtMicros = getLong(sku, SALE_ENDS);
        into.lateWindowMillis = getLong(sku, LATE_WINDOW);
        into.saleCap = getUnsignedInt(sku, SALE_CAP);
        readQuantities(sku, into);
    }

    private static String text(long address, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = Memory.getByte(address + i);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void readQuantities(int sku, SkuView into) {
        into.imported = getLong(sku, IMPORTED);
        into.available = forSale(sku);
        into.reserved = getLong(sku, RESERVED);
        into.allocated = getLong(sku, ALLOCATED);
        into.sold = getLong(sku, SOLD);
        into.quarantined = getLong(sku, QUARANTINED);
        into.voided = getLong(sku, VOIDED);
        into.backordered = getLong(sku, BACKORDERED);
    }

    /** Highest SKU number; all from 1 to it exist. */
    public int count() {
        return rows.highest();
    }

    /** Where in memory the search for a key with this hash begins. */
    public long line(long hash) {
        return byKey.line(hash);
    }

    /** The SKU that most likely has the key with this hash, 0 if there is surely none. */
    public int candidate(long hash) {
        return byKey.candidate(hash);
    }

    /** Notes what an order of this SKU reads. */
    public void foresee(int sku, LineLoads loads) {
        loads.add(rows.address(sku), LATE_WINDOW);
    }

    /** Adds every SKU to the hash. */
    public void addTo(StateHash hash) {
        hash.add(count());
        for (int sku = 1; sku <= count(); sku++) {
            hash.addBytes(rows.address(sku), KEY_LENGTH)
                    .add(getInt(sku, LOW_STOCK_AT))
                    .add(getLong(sku, LATE_WINDOW))
                    .add(getLong(sku, DEFINITION_VERSION))
                    .add(getLong(sku, BACKORDERED))
                    .add(getByte(sku, ALERTS))
                    .add(keyLength(sku))
                    .addBytes(name(sku), nameLength(sku));
            if (limitsRow(sku) != 0) {
                limits.addTo(hash, limitsRow(sku));
            }
            if (keepsQuota(sku)) {
                hash.add(getInt(sku, VIP_QUOTA));
            }
            if (getInt(sku, SALE_CAP) != 0) {
                hash.add(getInt(sku, SALE_CAP)).add(getLong(sku, UNMADE)).add(getInt(sku, REUSE));
            }
        }
    }

    /** Whether the index finds the SKU. */
    public boolean isIndexed(int sku) {
        return find(key(sku), keyLength(sku)) == sku && byKey.size() == count();
    }

    /** Bytes held. */
    public long memoryBytes() {
        return rows.memoryBytes()
                + limits.memoryBytes()
                + byKey.memoryBytes()
                + (changed.length + watched.length + toReplenish.length) * 4L;
    }

    private int nameRef(int sku) {
        return rows.getInt(sku, NAME_REF);
    }
}
