package io.boxoffice.engine.state;

import java.util.Arrays;

/**
 * The units of all reservations: a seat, or one place in an area, with the price it was held at. A reservation's units are a
 * chain in the order in which they were asked for; a unit's place in the chain is its ticket's ordinal.
 */
final class UnitPool {
    static final int NONE = 0;
    static final int CANCELLED = 1;
    static final int CHECKED_IN = 2;

    int[] unit = new int[1024];
    long[] price = new long[1024];
    /** What it cost when it was held. */
    long[] listPrice = new long[1024];

    byte[] flags = new byte[1024];
    byte[] ticketType = new byte[1024];
    /** Of its ticket's credential; those before it open no door. */
    byte[] generation = new byte[1024];
    /** The reason its seat was blocked for when it was taken, and is again when it is given back; 0: it was not. */
    byte[] block = new byte[1024];

    short[] cancellation = new short[1024];
    /** The newest of its ticket's scans in {@link #scans}, or {@link ScanPool#NONE}. */
    int[] firstScan = new int[1024];

    int[] next = new int[1024];
    final ScanPool scans = new ScanPool();
    private int freeHead = NONE;
    private int used = 1;

    /** Makes room for so many, so that a load need not grow step by step. Only while there are none. */
    void reserve(int units) {
        if (units >= unit.length) {
            grow(units + 1);
        }
    }

    int allocate(int unitValue, long unitPrice) {
        int u = freeHead;
        if (u == NONE) {
            u = used++;
            if (u == unit.length) {
                grow(unit.length * 2);
            }
        } else {
            freeHead = next[u];
        }
        unit[u] = unitValue;
        price[u] = unitPrice;
        listPrice[u] = unitPrice;
        flags[u] = 0;
        ticketType[u] = 0;
        generation[u] = 0;
        block[u] = 0;
        cancellation[u] = 0;
        firstScan[u] = ScanPool.NONE;
        next[u] = NONE;
        return u;
    }

    void freeChain(int first) {
        int u = first;
        while (u != NONE) {
            int following = next[u];
            scans.freeChain(firstScan[u]);
            next[u] = freeHead;
            freeHead = u;
            u = following;
        }
    }

    boolean cancelled(int u) {
        return (flags[u] & CANCELLED) != 0;
    }

    boolean checkedIn(int u) {
        return (flags[u] & CHECKED_IN) != 0;
    }

    /** The scan that admitted with its ticket, or {@link ScanPool#NONE}. */
    int admission(int u) {
        return checkedIn(u) ? scans.find(firstScan[u], ScanPool.ADMITTED) : ScanPool.NONE;
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
        firstScan[u] = scans.allocate(kind, deviceId, scannedAtMs, atMs, gate, scans.makeRoom(firstScan[u]));
        return firstScan[u];
    }

    private void grow(int capacity) {
        unit = Arrays.copyOf(unit, capacity);
        price = Arrays.copyOf(price, capacity);
        flags = Arrays.copyOf(flags, capacity);
        listPrice = Arrays.copyOf(listPrice, capacity);
        ticketType = Arrays.copyOf(ticketType, capacity);
        generation = Arrays.copyOf(generation, capacity);
        block = Arrays.copyOf(block, capacity);
        cancellation = Arrays.copyOf(cancellation, capacity);
        firstScan = Arrays.copyOf(firstScan, capacity);
        next = Arrays.copyOf(next, capacity);
    }
}
