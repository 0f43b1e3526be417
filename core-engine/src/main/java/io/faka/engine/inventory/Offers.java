package io.faka.engine.inventory;

import io.faka.engine.memory.Arena;
import io.faka.engine.memory.LineLoads;
import io.faka.engine.memory.Memory;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.StateHash;

/**
 * The offers: each is one seller's queue of available units of one SKU, at a price that may fall with the quantity taken at once.
 * Every SKU has a default offer, which is the shop's own and has no seller, no tiers and the SKU's price. Numbered from 1.
 */
public final class Offers {
    /** State: it sells. */
    public static final byte ACTIVE = 1;
    /** State: it keeps its units and sells none. */
    public static final byte PAUSED = 2;
    /** State: as paused, for good. */
    public static final byte WITHDRAWN = 3;
    /** State: its units are those that buyers choose one by one; it is not told of, and they are shown as the SKU's own. */
    static final byte FOR_CHOICE = 4;
    /** Most price tiers of an offer. */
    public static final int MAX_TIERS = 16;
    /** Longest seller in bytes. */
    public static final int MAX_SELLER_LENGTH = 64;

    static final int NEXT_LIVE = 16;
    static final int PREVIOUS_LIVE = 20;
    static final int NEXT_OF_SKU = 24;
    static final int QUOTED = 28;

    private static final int SKU = 0;
    private static final int HEAD = 4;
    private static final int TAIL = 8;
    private static final int AVAILABLE = 12;
    private static final int PRICE = 32;
    private static final int LOWEST = 40;
    private static final int SELLER_REF = 48;
    private static final int TIERS_REF = 52;
    private static final int STATE = 56;
    private static final int PICK = 57;
    private static final int TIER_COUNT = 58;
    private static final int SELLER_LENGTH = 59;
    private static final int LIVE = 60;
    private static final int SCREENS = 61;
    private static final int ROW_BYTES = 64;

    private static final int TIER_PRICE = 0;
    private static final int TIER_QUANTITY = 8;
    private static final int TIER_BYTES = 12;
    /** Pick: first in, first out. */
    public static final byte FIFO = 1;
    /** Pick: last in, first out. */
    public static final byte LIFO = 2;
    /** Pick: first to expire, first out. */
    public static final byte FEFO = 3;
    /** Pick: drawn at random. */
    public static final byte RANDOM = 4;

    private final RowTable rows = new RowTable(ROW_BYTES, 1 << 20);
    private final Arena texts;

    /** @param texts where sellers and tiers are kept */
    public Offers(Arena texts) {
        this.texts = texts;
    }

    /** Adds a default offer without units. */
    public int add(int sku) {
        int offer = rows.allocate();
        rows.putInt(offer, SKU, sku);
        rows.putByte(offer, STATE, ACTIVE);
        rows.putByte(offer, PICK, FIFO);
        return offer;
    }

    /** Makes an offer without units the one whose units are chosen one by one. */
    void forChoice(int offer, int own) {
        rows.putByte(offer, STATE, FOR_CHOICE);
        rows.putInt(offer, SELLER_REF, own);
    }

    /** Whether its units are chosen one by one. */
    public boolean isForChoice(int offer) {
        return state(offer) == FOR_CHOICE;
    }

    /** The offer that is told of where this one's units are. */
    public int shown(int offer) {
        return isForChoice(offer) ? rows.getInt(offer, SELLER_REF) : offer;
    }

    /** Makes the offer a seller's own, with room for so many tiers. */
    public void seller(int offer, long seller, int length, int tiers) {
        int ref = texts.allocate(length);
        Memory.copy(seller, texts.address(ref), length);
        rows.putInt(offer, SELLER_REF, ref);
        rows.putByte(offer, SELLER_LENGTH, (byte) length);
        rows.putByte(offer, TIER_COUNT, (byte) tiers);
        if (tiers > 0) {
            rows.putInt(offer, TIERS_REF, texts.allocate(tiers * TIER_BYTES));
        }
    }

    /** Sets one tier; {@link #price(int, long)} is to follow. */
    public void tier(int offer, int tier, long price, int minQuantity) {
        Memory.putLong(tier(offer, tier) + TIER_PRICE, price);
        Memory.putInt(tier(offer, tier) + TIER_QUANTITY, minQuantity);
    }

    /** Number of the SKU on offer. */
    public int sku(int offer) {
        return rows.getInt(offer, SKU);
    }

    /** The unit that goes first, 0 if there is none. */
    public int head(int offer) {
        return rows.getInt(offer, HEAD);
    }

    /** The unit that goes last, 0 if there is none. */
    public int tail(int offer) {
        return rows.getInt(offer, TAIL);
    }

    /** Units in the queue. */
    public int available(int offer) {
        return rows.getInt(offer, AVAILABLE);
    }

    /** Notes the offer's row. */
    public void foresee(int offer, LineLoads loads) {
        loads.add(rows.address(offer), ROW_BYTES);
    }

    void queue(int offer, int head, int tail, int available) {
        rows.putInt(offer, HEAD, head);
        rows.putInt(offer, TAIL, tail);
        rows.putInt(offer, AVAILABLE, available);
    }

    /** Price of one unit where no tier is reached, in minor units. */
    public long price(int offer) {
        return rows.getLong(offer, PRICE);
    }

    /** Sets that price. */
    public void price(int offer, long price) {
        long lowest = price;
        for (int tier = 0; tier < tierCount(offer); tier++) {
            lowest = Math.min(lowest, tierPrice(offer, tier));
        }
        rows.putLong(offer, PRICE, price);
        rows.putLong(offer, LOWEST, lowest);
    }

    /** Price of one unit if so many are taken at once. */
    public long priceFor(int offer, int quantity) {
        long price = price(offer);
        int tiers = tierCount(offer);
        for (int tier = 0; tier < tiers && tierQuantity(offer, tier) <= quantity; tier++) {
            price = tierPrice(offer, tier);
        }
        return price;
    }

    /** The lowest price that any quantity pays. */
    long lowest(int offer) {
        return rows.getLong(offer, LOWEST);
    }

    /** Price tiers. */
    public int tierCount(int offer) {
        return rows.getByte(offer, TIER_COUNT);
    }

    /** Price of one unit from this tier on. */
    public long tierPrice(int offer, int tier) {
        return Memory.getLong(tier(offer, tier) + TIER_PRICE);
    }

    /** The quantity that reaches this tier. */
    public int tierQuantity(int offer, int tier) {
        return Memory.getInt(tier(offer, tier) + TIER_QUANTITY);
    }

    /** Whether it is the SKU's own: without a seller. */
    public boolean isDefault(int offer) {
        return sellerLength(offer) == 0;
    }

    /** Where the seller's name is in memory; any place if there is none. */
    public long seller(int offer) {
        return sellerLength(offer) == 0 ? rows.address(offer) : texts.address(rows.getInt(offer, SELLER_REF));
    }

    /** Bytes of the seller's name, 0 to 64. */
    public int sellerLength(int offer) {
        return rows.getByte(offer, SELLER_LENGTH);
    }

    /** {@link #ACTIVE}, {@link #PAUSED} or {@link #WITHDRAWN}. */
    public byte state(int offer) {
        return rows.getByte(offer, STATE);
    }

    void state(int offer, byte state) {
        rows.putByte(offer, STATE, state);
    }

    /** Value of {@code Pick}. */
    public byte pick(int offer) {
        return rows.getByte(offer, PICK);
    }

    /** Sets the policy; units that come back are looked at one by one where it is not the plain one. */
    void pick(int offer, byte pick) {
        rows.putByte(offer, PICK, pick);
        if (pick != FIFO) {
            screen(offer);
        }
    }

    boolean isLive(int offer) {
        return rows.getByte(offer, LIVE) != 0;
    }

    void live(int offer, boolean live) {
        rows.putByte(offer, LIVE, (byte) (live ? 1 : 0));
    }

    /** Whether units that come back are looked at one by one before they are on sale again. */
    boolean screens(int offer) {
        return rows.getByte(offer, SCREENS) != 0;
    }

    void screen(int offer) {
        rows.putByte(offer, SCREENS, (byte) 1);
    }

    int link(int offer, int field) {
        return rows.getInt(offer, field);
    }

    void link(int offer, int field, int value) {
        rows.putInt(offer, field, value);
    }

    /** Next offer of the same SKU, 0 at the end. */
    public int nextOfSku(int offer) {
        return rows.getInt(offer, NEXT_OF_SKU);
    }

    /** Highest offer number; all from 1 to it exist. */
    public int count() {
        return rows.highest();
    }

    /** Adds every offer to the hash. */
    public void addTo(StateHash hash) {
        hash.add(count());
        for (int offer = 1; offer <= count(); offer++) {
            hash.add((long) sku(offer) << 32 | available(offer))
                    .add((long) head(offer) << 32 | tail(offer))
                    .add(price(offer))
                    .add((long) state(offer) << 16
                            | pick(offer) << 8
                            | tierCount(offer)
                            | (screens(offer) ? 1L << 32 : 0))
                    .addBytes(seller(offer), sellerLength(offer));
            for (int tier = 0; tier < tierCount(offer); tier++) {
                hash.add(tierPrice(offer, tier)).add(tierQuantity(offer, tier));
            }
        }
    }

    /** Bytes held, texts not included. */
    public long memoryBytes() {
        return rows.memoryBytes();
    }

    private long tier(int offer, int tier) {
        return texts.address(rows.getInt(offer, TIERS_REF)) + (long) tier * TIER_BYTES;
    }
}
