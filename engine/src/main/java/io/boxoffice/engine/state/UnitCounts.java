package io.boxoffice.engine.state;

/**
 * How many units each customer has of one show, and the newest of the customer's reservations that have a claim on them, from
 * which a chain leads to the others ({@link ReservationSlots#nextOfCustomer}). Knows only those that have any; open addressing
 * with linear probing and backward-shift deletion, customer and what it has side by side.
 */
final class UnitCounts {
    private static final long COUNT_MASK = 0xFFFF_FFFFL;

    /** Customer, and count in the lower half of a word whose upper half is the newest reservation; 0 is a free place. */
    private long[] entries = new long[16];

    private int size;

    /** Customers that have any. */
    int size() {
        return size;
    }

    /** How many a customer has. */
    long get(long customer) {
        return entries[place(customer) + 1] & COUNT_MASK;
    }

    /** The newest reservation of a customer, or {@link ReservationTable#NONE}. */
    int newest(long customer) {
        return (int) (entries[place(customer) + 1] >>> 32);
    }

    /** Another reservation is the newest; {@link ReservationTable#NONE}: there is none. */
    void newest(long customer, int reservation) {
        int at = room(customer);
        set(at, entries[at + 1] & COUNT_MASK | (long) reservation << 32);
    }

    /** A newer reservation than all others of a customer. Returns which was the newest before. */
    int becomesNewest(long customer, int reservation) {
        int at = room(customer);
        int before = (int) (entries[at + 1] >>> 32);
        set(at, entries[at + 1] & COUNT_MASK | (long) reservation << 32);
        return before;
    }

    /** A customer gets so many more, 1 or more. */
    void add(long customer, long units) {
        int at = room(customer);
        set(at, entries[at + 1] + units);
    }

    /** A customer gives so many back. */
    void take(long customer, int units) {
        int at = place(customer);
        if ((entries[at + 1] & COUNT_MASK) < units) {
            throw new IllegalStateException("customer " + customer + " has no " + units + " units to give back");
        }
        set(at, entries[at + 1] - units);
    }

    /** Where a customer is, after making a place for one that was not there; {@link #set} must follow. */
    private int room(long customer) {
        int at = place(customer);
        if (entries[at + 1] == 0) {
            size++;
            if (size * 4 > entries.length) {
                grow();
                at = place(customer);
            }
            entries[at] = customer;
        }
        return at;
    }

    private void set(int at, long value) {
        entries[at + 1] = value;
        if (value == 0) {
            size--;
            closeGap(at);
        }
    }

    /** Where a customer is, or the free place where it would be. */
    private int place(long customer) {
        int mask = entries.length - 1;
        int at = home(customer);
        while (entries[at + 1] != 0 && entries[at] != customer) {
            at = at + 2 & mask;
        }
        return at;
    }

    private int home(long customer) {
        return (int) (customer * 0x9E37_79B9_7F4A_7C15L >>> 32) << 1 & entries.length - 1;
    }

    private void closeGap(int from) {
        int mask = entries.length - 1;
        int hole = from;
        int at = from;
        while (true) {
            at = at + 2 & mask;
            if (entries[at + 1] == 0) {
                break;
            }
            if ((at - home(entries[at]) & mask) >= (at - hole & mask)) {
                entries[hole] = entries[at];
                entries[hole + 1] = entries[at + 1];
                hole = at;
            }
        }
        entries[hole + 1] = 0;
    }

    private void grow() {
        long[] old = entries;
        entries = new long[old.length * 2];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i + 1] != 0) {
                int at = place(old[i]);
                entries[at] = old[i];
                entries[at + 1] = old[i + 1];
            }
        }
    }
}
