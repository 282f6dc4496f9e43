package io.boxoffice.engine.state;

import java.util.Arrays;

/**
 * The units of all reservations: a seat, or one place in an area, with the price it was held at. A reservation's units are a
 * chain in the order in which they were asked for; a unit's place in the chain is its ticket's ordinal.
 *
 * <p>A unit is a row of {@value #ROW_WORDS} words, half a cache line: who touches one of its attributes touches most of them. For
 * one thread.
 */
final class UnitPool {
    static final int NONE = 0;
    static final int CANCELLED = 1;
    static final int CHECKED_IN = 2;

    private static final int WORD_BITS = 2;
    private static final int ROW_WORDS = 1 << WORD_BITS;

    // Words, by their place in the row. Of the first the lower half is the unit, the upper half the next in the chain.
    private static final int UNIT_AND_NEXT = 0;
    private static final int PRICE = 1;
    private static final int LIST_PRICE = 2;
    private static final int REST = 3;

    // Bits of the rest; its upper half is the first scan.
    private static final long FLAGS_MASK = 0xF;
    private static final int TICKET_TYPE_SHIFT = 4;
    private static final long TICKET_TYPE_MASK = 0xF0;
    private static final int CANCELLATION_SHIFT = 8;
    private static final long CANCELLATION_MASK = 0xFF00;
    private static final int GENERATION_SHIFT = 16;
    private static final long GENERATION_MASK = 0xFF_0000;
    private static final int BLOCK_SHIFT = 24;
    private static final long BLOCK_MASK = 0xFF00_0000L;
    private static final long LOWER_HALF = 0xFFFF_FFFFL;

    private long[] words = new long[1024 * ROW_WORDS];
    final ScanPool scans = new ScanPool();
    private int freeHead = NONE;
    private int used = 1;
    private int size;

    /** Units of all reservations. */
    int size() {
        return size;
    }

    /** Units that there is room for. */
    int capacity() {
        return words.length >> WORD_BITS;
    }

    /** Makes room for so many, so that a load need not grow step by step. Only while there are none. */
    void reserve(int units) {
        if (units >= capacity()) {
            grow(units + 1);
        }
    }

    /** A new unit that is the end of a chain. */
    int allocate(int unit, int ticketType, long price) {
        int u = freeHead;
        if (u == NONE) {
            u = used++;
            if (u == capacity()) {
                grow(u * 2);
            }
        } else {
            freeHead = next(u);
        }
        size++;
        int at = u << WORD_BITS;
        words[at + UNIT_AND_NEXT] = unit & LOWER_HALF;
        words[at + PRICE] = price;
        words[at + LIST_PRICE] = price;
        words[at + REST] = (long) ticketType << TICKET_TYPE_SHIFT;
        return u;
    }

    void freeChain(int first) {
        int u = first;
        while (u != NONE) {
            int following = next(u);
            scans.freeChain(firstScan(u));
            next(u, freeHead);
            freeHead = u;
            size--;
            u = following;
        }
    }

    /** A seat, or a place in an area, as the SBE schema numbers units. */
    int unit(int u) {
        return (int) words[(u << WORD_BITS) + UNIT_AND_NEXT];
    }

    /** The one after it in its chain. */
    int next(int u) {
        return (int) (words[(u << WORD_BITS) + UNIT_AND_NEXT] >>> 32);
    }

    void next(int u, int value) {
        int at = (u << WORD_BITS) + UNIT_AND_NEXT;
        words[at] = words[at] & LOWER_HALF | (long) value << 32;
    }

    long price(int u) {
        return words[(u << WORD_BITS) + PRICE];
    }

    void price(int u, long value) {
        words[(u << WORD_BITS) + PRICE] = value;
    }

    /** What it cost when it was held. */
    long listPrice(int u) {
        return words[(u << WORD_BITS) + LIST_PRICE];
    }

    void listPrice(int u, long value) {
        words[(u << WORD_BITS) + LIST_PRICE] = value;
    }

    /** {@link #CANCELLED}, {@link #CHECKED_IN}. */
    int flags(int u) {
        return (int) (rest(u) & FLAGS_MASK);
    }

    void flags(int u, int value) {
        rest(u, FLAGS_MASK, value);
    }

    /** Below {@link io.boxoffice.protocol.pricing.PriceList#MAX_TYPES}. */
    int ticketType(int u) {
        return (int) (rest(u) & TICKET_TYPE_MASK) >>> TICKET_TYPE_SHIFT;
    }

    void ticketType(int u, int value) {
        rest(u, TICKET_TYPE_MASK, (long) value << TICKET_TYPE_SHIFT);
    }

    /** The number of the cancellation that gave it back; 0: none did. */
    int cancellation(int u) {
        return (int) (rest(u) & CANCELLATION_MASK) >>> CANCELLATION_SHIFT;
    }

    void cancellation(int u, int value) {
        rest(u, CANCELLATION_MASK, (long) value << CANCELLATION_SHIFT);
    }

    /** Of its ticket's credential; those before it open no door. */
    byte generation(int u) {
        return (byte) (rest(u) >>> GENERATION_SHIFT);
    }

    void generation(int u, int value) {
        rest(u, GENERATION_MASK, (long) value << GENERATION_SHIFT);
    }

    /** The reason its seat was blocked for when it was taken, and is again when it is given back; 0: it was not. */
    byte block(int u) {
        return (byte) (rest(u) >>> BLOCK_SHIFT);
    }

    void block(int u, int value) {
        rest(u, BLOCK_MASK, (long) value << BLOCK_SHIFT);
    }

    /** The newest of its ticket's scans in {@link #scans}, or {@link ScanPool#NONE}. */
    int firstScan(int u) {
        return (int) (rest(u) >>> 32);
    }

    void firstScan(int u, int value) {
        rest(u, ~LOWER_HALF, (long) value << 32);
    }

    boolean cancelled(int u) {
        return (rest(u) & CANCELLED) != 0;
    }

    boolean checkedIn(int u) {
        return (rest(u) & CHECKED_IN) != 0;
    }

    /** The scan that admitted with its ticket, or {@link ScanPool#NONE}. */
    int admission(int u) {
        return checkedIn(u) ? scans.find(firstScan(u), ScanPool.ADMITTED) : ScanPool.NONE;
    }

    /** When its ticket admitted; 0: it did not. */
    long checkedInAtMs(int u) {
        return checkedIn(u) ? scans.atMs[admission(u)] : 0;
    }

    /** Where its ticket admitted; 0: it did not, or nobody said. */
    int gate(int u) {
        return checkedIn(u) ? scans.gate[admission(u)] : 0;
    }

    /** Remembers a scan of its ticket. Returns its place in {@link #scans}. */
    int scanned(int u, byte kind, long deviceId, long scannedAtMs, long atMs, int gate) {
        int s = scans.allocate(kind, deviceId, scannedAtMs, atMs, gate, scans.makeRoom(firstScan(u)));
        firstScan(u, s);
        return s;
    }

    private long rest(int u) {
        return words[(u << WORD_BITS) + REST];
    }

    private void rest(int u, long mask, long value) {
        int at = (u << WORD_BITS) + REST;
        words[at] = words[at] & ~mask | value & mask;
    }

    private void grow(int capacity) {
        words = Arrays.copyOf(words, Math.multiplyExact(capacity, ROW_WORDS));
    }
}
