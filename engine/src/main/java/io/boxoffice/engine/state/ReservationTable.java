package io.boxoffice.engine.state;

import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * All reservations, a column an attribute and a slot a reservation; slot 0 is no reservation. A reservation keeps its slot
 * from hold to the day it is forgotten. Units, refunds and keys are chains in pools of their own.
 *
 * <p>Each show has two lists of its reservations, both in order of id: those with a claim on seats
 * ({@link Show#firstActive}), and those that are over ({@link Show#firstEnded}).
 */
final class ReservationTable {
    static final int NONE = 0;

    final UnitPool units = new UnitPool();
    final RefundPool refunds = new RefundPool();
    final KeyTable keys = new KeyTable();

    long[] id = new long[1024];
    Show[] show = new Show[1024];
    long[] customerId = new long[1024];
    long[] createdAtMs = new long[1024];
    /** When the hold lapses; 0 when nothing lapses any more. */
    long[] deadlineMs = new long[1024];

    long[] reference = new long[1024];
    long[] amount = new long[1024];
    /** The amount of the last payment attempt. */
    long[] attemptAmount = new long[1024];

    long[] paidAmount = new long[1024];
    long[] refundDueAmount = new long[1024];
    long[] refundedAmount = new long[1024];
    ReservationStatus[] status = new ReservationStatus[1024];
    PaymentStatus[] paymentStatus = new PaymentStatus[1024];
    int[] attempt = new int[1024];
    int[] extensions = new int[1024];
    int[] cancellations = new int[1024];
    int[] firstUnit = new int[1024];
    int[] unitCount = new int[1024];
    int[] firstRefund = new int[1024];
    int[] refundCount = new int[1024];
    int[] firstKey = new int[1024];
    int[] keyCount = new int[1024];
    /** Whether a provider may still have to be asked, paid out to, or told something. */
    boolean[] unsettled = new boolean[1024];

    int[] previous = new int[1024];
    int[] next = new int[1024];
    /** The next unsettled reservation in order of id. */
    int[] nextUnsettled = new int[1024];

    /** The unsettled reservation with the smallest id. */
    int firstUnsettled = NONE;

    private int[] previousUnsettled = new int[1024];
    private int lastUnsettled = NONE;

    private final ReservationIndex slotById = new ReservationIndex();
    private int freeHead = NONE;
    private int used = 1;
    private int size;
    private long lastId;

    int size() {
        return size;
    }

    long lastId() {
        return lastId;
    }

    /** The slot after the highest in use, for walks over all. */
    int slotLimit() {
        return used;
    }

    boolean inUse(int r) {
        return id[r] != 0;
    }

    /** The slot of a reservation, or {@link #NONE}. */
    int slotOf(long reservationId) {
        return slotById.get(reservationId);
    }

    /** Hands out the slots of all reservations, in order of id. Allocates; nothing may change meanwhile. */
    void forEach(IntConsumer consumer) {
        slotById.forEach(consumer);
    }

    /** A new HELD reservation without units, in its show's active list. */
    int create(Show ofShow, long customer, long nowMs, long deadline) {
        int r = restore(++lastId, ofShow, ReservationStatus.HELD);
        customerId[r] = customer;
        createdAtMs[r] = nowMs;
        deadlineMs[r] = deadline;
        return r;
    }

    /** A reservation with an id and status, in its show's list; the rest is for whoever loads it to set. */
    int restore(long newId, Show ofShow, ReservationStatus newStatus) {
        int r = freeHead;
        if (r == NONE) {
            r = used++;
            if (r == id.length) {
                grow(id.length * 2);
            }
        } else {
            freeHead = next[r];
        }
        id[r] = newId;
        slotById.put(newId, r);
        size++;
        show[r] = ofShow;
        reference[r] = 0;
        amount[r] = 0;
        attemptAmount[r] = 0;
        paidAmount[r] = 0;
        refundDueAmount[r] = 0;
        refundedAmount[r] = 0;
        status[r] = newStatus;
        paymentStatus[r] = PaymentStatus.NONE;
        attempt[r] = 0;
        extensions[r] = 0;
        cancellations[r] = 0;
        firstUnit[r] = UnitPool.NONE;
        unitCount[r] = 0;
        firstRefund[r] = RefundPool.NONE;
        refundCount[r] = 0;
        firstKey[r] = KeyTable.NONE;
        keyCount[r] = 0;
        unsettled[r] = false;
        link(r, active(r));
        return r;
    }

    /** Forgets a reservation with its units, refunds and keys. It must own no seats and have no timer. */
    void forget(int r) {
        unlink(r);
        slotById.remove(id[r]);
        units.freeChain(firstUnit[r]);
        refunds.freeChain(firstRefund[r]);
        keys.freeChain(firstKey[r]);
        id[r] = 0;
        show[r] = null;
        next[r] = freeHead;
        freeHead = r;
        size--;
    }

    /** Whether it has, or may have, a claim on seats. */
    boolean active(int r) {
        return switch (status[r]) {
            case HELD, PAYING, BOOKED -> true;
            default -> false;
        };
    }

    /** Changes the status, moving the reservation between its show's lists when it gains or loses its claim on seats. */
    void setStatus(int r, ReservationStatus newStatus) {
        boolean wasActive = active(r);
        if (wasActive
                != (newStatus == ReservationStatus.HELD
                        || newStatus == ReservationStatus.PAYING
                        || newStatus == ReservationStatus.BOOKED)) {
            unlink(r);
            status[r] = newStatus;
            link(r, !wasActive);
        } else {
            status[r] = newStatus;
        }
    }

    /** Adds a reservation to the unsettled ones, or takes it from them. Most are among the newest. */
    void setUnsettled(int r, boolean open) {
        if (open == unsettled[r]) {
            return;
        }
        unsettled[r] = open;
        show[r].unsettledReservations += open ? 1 : -1;
        if (!open) {
            joinUnsettled(previousUnsettled[r], nextUnsettled[r]);
            return;
        }
        int before = lastUnsettled;
        int after = NONE;
        while (before != NONE && id[before] > id[r]) {
            after = before;
            before = previousUnsettled[before];
        }
        joinUnsettled(before, r);
        joinUnsettled(r, after);
    }

    private void joinUnsettled(int before, int after) {
        if (before == NONE) {
            firstUnsettled = after;
        } else {
            nextUnsettled[before] = after;
        }
        if (after == NONE) {
            lastUnsettled = before;
        } else {
            previousUnsettled[after] = before;
        }
    }

    /** The n-th unit of the chain, from 0, or {@link UnitPool#NONE}. */
    int unitAt(int r, int ordinal) {
        int u = firstUnit[r];
        for (int i = 0; i < ordinal && u != UnitPool.NONE; i++) {
            u = units.next[u];
        }
        return u;
    }

    /** The units that are not cancelled, in their order. Allocates. */
    int[] standingUnits(int r) {
        int[] standing = new int[unitCount[r]];
        int count = 0;
        for (int u = firstUnit[r]; u != UnitPool.NONE; u = units.next[u]) {
            if (!units.cancelled(u)) {
                standing[count++] = units.unit[u];
            }
        }
        return Arrays.copyOf(standing, count);
    }

    /** The refund numbered from 1, or {@link RefundPool#NONE}. */
    int refundAt(int r, int number) {
        int f = number < 1 ? RefundPool.NONE : firstRefund[r];
        for (int i = 1; i < number && f != RefundPool.NONE; i++) {
            f = refunds.next[f];
        }
        return f;
    }

    private void link(int r, boolean toActive) {
        Show s = show[r];
        int after = toActive ? s.lastActive : s.lastEnded;
        int before = NONE;
        while (after != NONE && id[after] > id[r]) {
            before = after;
            after = previous[after];
        }
        previous[r] = after;
        next[r] = before;
        if (after != NONE) {
            next[after] = r;
        } else if (toActive) {
            s.firstActive = r;
        } else {
            s.firstEnded = r;
        }
        if (before != NONE) {
            previous[before] = r;
        } else if (toActive) {
            s.lastActive = r;
        } else {
            s.lastEnded = r;
        }
    }

    private void unlink(int r) {
        Show s = show[r];
        boolean fromActive = active(r);
        if (previous[r] != NONE) {
            next[previous[r]] = next[r];
        } else if (fromActive) {
            s.firstActive = next[r];
        } else {
            s.firstEnded = next[r];
        }
        if (next[r] != NONE) {
            previous[next[r]] = previous[r];
        } else if (fromActive) {
            s.lastActive = previous[r];
        } else {
            s.lastEnded = previous[r];
        }
    }

    /** Makes room for so many, so that a load need not grow step by step. Only while there are none. */
    void reserve(int reservations) {
        if (reservations >= id.length) {
            grow(reservations + 1);
        }
    }

    /** The next reservation gets the id after this one. */
    void continueAfter(long id) {
        lastId = id;
    }

    private void grow(int capacity) {
        id = Arrays.copyOf(id, capacity);
        show = Arrays.copyOf(show, capacity);
        customerId = Arrays.copyOf(customerId, capacity);
        createdAtMs = Arrays.copyOf(createdAtMs, capacity);
        deadlineMs = Arrays.copyOf(deadlineMs, capacity);
        reference = Arrays.copyOf(reference, capacity);
        amount = Arrays.copyOf(amount, capacity);
        attemptAmount = Arrays.copyOf(attemptAmount, capacity);
        paidAmount = Arrays.copyOf(paidAmount, capacity);
        refundDueAmount = Arrays.copyOf(refundDueAmount, capacity);
        refundedAmount = Arrays.copyOf(refundedAmount, capacity);
        status = Arrays.copyOf(status, capacity);
        paymentStatus = Arrays.copyOf(paymentStatus, capacity);
        attempt = Arrays.copyOf(attempt, capacity);
        extensions = Arrays.copyOf(extensions, capacity);
        cancellations = Arrays.copyOf(cancellations, capacity);
        firstUnit = Arrays.copyOf(firstUnit, capacity);
        unitCount = Arrays.copyOf(unitCount, capacity);
        firstRefund = Arrays.copyOf(firstRefund, capacity);
        refundCount = Arrays.copyOf(refundCount, capacity);
        firstKey = Arrays.copyOf(firstKey, capacity);
        keyCount = Arrays.copyOf(keyCount, capacity);
        unsettled = Arrays.copyOf(unsettled, capacity);
        previousUnsettled = Arrays.copyOf(previousUnsettled, capacity);
        nextUnsettled = Arrays.copyOf(nextUnsettled, capacity);
        previous = Arrays.copyOf(previous, capacity);
        next = Arrays.copyOf(next, capacity);
    }
}
