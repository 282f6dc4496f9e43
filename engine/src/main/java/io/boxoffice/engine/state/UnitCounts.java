package io.boxoffice.engine.state;

/**
 * How many units each customer has of one show. Counts only those that have any; open addressing with linear probing and
 * backward-shift deletion, customer and count side by side.
 */
final class UnitCounts {
    /** Customer and count in turns; a count of 0 is a free place. */
    private long[] entries = new long[16];

    private int size;

    /** Customers that have any. */
    int size() {
        return size;
    }

    /** How many a customer has. */
    long get(long customer) {
        return entries[place(customer) + 1];
    }

    /** A customer gets so many more, 1 or more. */
    void add(long customer, long units) {
        int at = place(customer);
        if (entries[at + 1] == 0) {
            size++;
            if (size * 4 > entries.length) {
                grow();
                at = place(customer);
            }
            entries[at] = customer;
        }
        entries[at + 1] += units;
    }

    /** A customer gives one back. */
    void takeOne(long customer) {
        int at = place(customer);
        if (entries[at + 1] == 0) {
            throw new IllegalStateException("customer " + customer + " has no units to give back");
        }
        if (--entries[at + 1] == 0) {
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
