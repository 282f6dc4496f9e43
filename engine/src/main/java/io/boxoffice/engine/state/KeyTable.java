package io.boxoffice.engine.state;

import io.boxoffice.protocol.sbe.DeclineReason;
import java.util.Arrays;

/**
 * Idempotency keys of all reservations: which command a key made, and what the answer needs that the reservation may have
 * changed since. Found by an open-addressing index (linear probing, backward-shift deletion); the keys of one reservation
 * are a chain, newest first, and go when it goes.
 */
final class KeyTable {
    static final int NONE = 0;

    /** The command a key belongs to. */
    enum Kind {
        HOLD,
        EXTEND,
        BOOKING,
        PAYMENT,
        CANCEL,
        CHECK_IN,
        REISSUE
    }

    /** {@link #outcome} of a booking or an extension: the reservation had a booking reference by then. */
    static final int HAD_REFERENCE = 1;
    /** {@link #outcome} of a booking: it cost nothing, and was confirmed in the same step. */
    static final int CONFIRMED_AT_ONCE = 2;

    /** What {@link #outcome} has of a payment's decision, shifted; below it is the decline reason. Since version 3. */
    static final int DECISION_SHIFT = 8;

    static final int UNDECIDED = 0;
    static final int DECLINED = 1;
    static final int BOOKED = 2;
    /** Approved, but the seats were not given: the money goes back. */
    static final int SEATS_GONE = 3;

    long[] keyHi = new long[1024];
    long[] keyLo = new long[1024];
    long[] bodyHash = new long[1024];
    long[] sequence = new long[1024];
    long[] timeMs = new long[1024];
    long[] deadlineMs = new long[1024];
    int[] reservation = new int[1024];
    Kind[] kind = new Kind[1024];
    /** Attempt, cancellation or ticket's ordinal, by kind; for an extension, the last attempt by then. */
    int[] number = new int[1024];
    /**
     * For a payment: its decline reason, once declined, and its decision. For a cancellation: its refund number. For a reissue:
     * the new generation. For a booking: {@link #CONFIRMED_AT_ONCE} or {@link #HAD_REFERENCE}; for an extension
     * {@link #HAD_REFERENCE} or 0.
     */
    int[] outcome = new int[1024];

    int[] next = new int[1024];
    private int[] index = new int[4096];
    private int freeHead = NONE;
    private int used = 1;
    private int size;

    /** Keys of all reservations. */
    int size() {
        return size;
    }

    /** Makes room for so many, so that a load need not grow step by step. Only while there are none. */
    void reserve(int keys) {
        if (keys >= keyHi.length) {
            grow(keys + 1);
        }
        if (keys * 2L >= index.length) {
            index = new int[Math.max(index.length, Integer.highestOneBit(keys) << 2)];
        }
    }

    /** The key's entry, or {@link #NONE}. */
    int find(long hi, long lo) {
        int mask = index.length - 1;
        for (int slot = hash(hi, lo) & mask; index[slot] != NONE; slot = (slot + 1) & mask) {
            int k = index[slot];
            if (keyHi[k] == hi && keyLo[k] == lo) {
                return k;
            }
        }
        return NONE;
    }

    /** Adds a key that is not there yet. */
    int add(long hi, long lo, int nextOfReservation) {
        if ((size + 1) * 2 > index.length) {
            rehash();
        }
        int k = freeHead;
        if (k == NONE) {
            k = used++;
            if (k == keyHi.length) {
                grow(keyHi.length * 2);
            }
        } else {
            freeHead = next[k];
        }
        keyHi[k] = hi;
        keyLo[k] = lo;
        next[k] = nextOfReservation;
        insert(k);
        size++;
        return k;
    }

    /** Why a payment was declined, as far as its key knows. */
    DeclineReason declineReason(int k) {
        return DeclineReason.get((short) (outcome[k] & (1 << DECISION_SHIFT) - 1));
    }

    /** What came first of a payment: one of the four decisions. */
    int decision(int k) {
        return outcome[k] >>> DECISION_SHIFT;
    }

    void freeChain(int first) {
        int k = first;
        while (k != NONE) {
            int following = next[k];
            unindex(k);
            size--;
            next[k] = freeHead;
            freeHead = k;
            k = following;
        }
    }

    private void insert(int k) {
        int mask = index.length - 1;
        int slot = hash(keyHi[k], keyLo[k]) & mask;
        while (index[slot] != NONE) {
            slot = (slot + 1) & mask;
        }
        index[slot] = k;
    }

    private void unindex(int k) {
        int mask = index.length - 1;
        int hole = hash(keyHi[k], keyLo[k]) & mask;
        while (index[hole] != k) {
            hole = (hole + 1) & mask;
        }
        int slot = hole;
        while (true) {
            slot = (slot + 1) & mask;
            int other = index[slot];
            if (other == NONE) {
                break;
            }
            int home = hash(keyHi[other], keyLo[other]) & mask;
            if (((slot - home) & mask) >= ((slot - hole) & mask)) {
                index[hole] = other;
                hole = slot;
            }
        }
        index[hole] = NONE;
    }

    private static int hash(long hi, long lo) {
        long h = (hi ^ Long.rotateLeft(lo, 32)) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (h >>> 32);
    }

    private void rehash() {
        int[] old = index;
        index = new int[old.length * 2];
        for (int k : old) {
            if (k != NONE) {
                insert(k);
            }
        }
    }

    private void grow(int capacity) {
        keyHi = Arrays.copyOf(keyHi, capacity);
        keyLo = Arrays.copyOf(keyLo, capacity);
        bodyHash = Arrays.copyOf(bodyHash, capacity);
        sequence = Arrays.copyOf(sequence, capacity);
        timeMs = Arrays.copyOf(timeMs, capacity);
        deadlineMs = Arrays.copyOf(deadlineMs, capacity);
        reservation = Arrays.copyOf(reservation, capacity);
        kind = Arrays.copyOf(kind, capacity);
        number = Arrays.copyOf(number, capacity);
        outcome = Arrays.copyOf(outcome, capacity);
        next = Arrays.copyOf(next, capacity);
    }
}
