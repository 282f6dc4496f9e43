package io.boxoffice.engine.state;

import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * All reservations, a column an attribute and a slot a reservation; slot 0 is no reservation. A reservation keeps its slot
 * from hold to the day it is forgotten. Units, refunds and keys are chains in pools of their own.
 *
 * <p>Each show has two lists of its reservations, both in order of id: those with a claim on seats
 * ({@link ShowSeats#firstActive}), and those that are over ({@link ShowSeats#firstEnded}). Those of one customer with a claim on seats are
 * a chain besides ({@link UnitCounts#newest}).
 */
final class ReservationTable extends ReservationSlots {
    static final int NONE = 0;

    /**
     * What a reservation, a unit, a key and a refund count to, in bytes. Part of the third version of the rules: near what they take,
     * whatever the tables' capacities are.
     */
    private static final long RESERVATION_BYTES = 192;

    private static final long UNIT_BYTES = 48;
    private static final long KEY_BYTES = 96;
    private static final long REFUND_BYTES = 32;
    private static final long SCAN_BYTES = 40;

    final UnitPool units = new UnitPool();
    final RefundPool refunds = new RefundPool();
    final KeyTable keys = new KeyTable();

    /** Lists in order of id. */
    private enum Listing {
        ACTIVE,
        ENDED,
        UNSETTLED
    }

    /** How often a place in a list was looked for beyond the list's ends: what lists cost when they are long. */
    long searchSteps;

    /** The unsettled reservation with the smallest id. */
    int firstUnsettled = NONE;

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

    /** What all reservations count to, with their units, keys and refunds. */
    long countedBytes() {
        return RESERVATION_BYTES * size
                + UNIT_BYTES * units.size()
                + KEY_BYTES * keys.size()
                + REFUND_BYTES * refunds.size()
                + SCAN_BYTES * units.scans.size();
    }

    /** What a new reservation of so many units counts to, with a key or without. */
    static long countedBytes(int units, boolean withAKey) {
        return RESERVATION_BYTES + UNIT_BYTES * units + (withAKey ? KEY_BYTES : 0);
    }

    /** The slot after the highest in use, for walks over all. */
    int slotLimit() {
        return used;
    }

    boolean inUse(int r) {
        return id(r) != 0;
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
    int create(ShowSeats ofShow, long customer, long nowMs, long deadline) {
        int r = restore(++lastId, ofShow, ReservationStatus.HELD);
        customerId(r, customer);
        createdAtMs(r, nowMs);
        deadlineMs(r, deadline);
        if (customer != 0) {
            int after = ofShow.unitsOfCustomer.becomesNewest(customer, r);
            nextOfCustomer(r, after);
            if (after != NONE) {
                previousOfCustomer(after, r);
            }
        }
        return r;
    }

    /** A reservation with an id and status, in its show's list; the rest is for whoever loads it to set. */
    int restore(long newId, ShowSeats ofShow, ReservationStatus newStatus) {
        int r = freeHead;
        if (r == NONE) {
            r = used++;
            reserveSlots(used);
        } else {
            freeHead = next(r);
        }
        clear(r);
        id(r, newId);
        show[r] = ofShow;
        status(r, newStatus);
        slotById.put(newId, r);
        size++;
        link(r, active(r));
        return r;
    }

    /** Forgets a reservation with its units, refunds and keys. It must own no seats and have no timer. */
    void forget(int r) {
        if (active(r) && customerId(r) != 0) {
            // Its show is being archived: nobody asks for its customers' chains any more.
            show[r].unitsOfCustomer.newest(customerId(r), NONE);
        }
        unlink(r);
        slotById.remove(id(r));
        units.freeChain(firstUnit(r));
        refunds.freeChain(firstRefund(r));
        keys.freeChain(firstKey(r));
        id(r, 0);
        show[r] = null;
        next(r, freeHead);
        freeHead = r;
        size--;
    }

    /** Whether it has, or may have, a claim on seats. */
    boolean active(int r) {
        return active(status(r));
    }

    private static boolean active(ReservationStatus status) {
        return status == ReservationStatus.HELD
                || status == ReservationStatus.PAYING
                || status == ReservationStatus.BOOKED;
    }

    /** Changes the status, moving the reservation between its show's lists when it gains or loses its claim on seats. */
    void setStatus(int r, ReservationStatus newStatus) {
        boolean wasActive = active(r);
        if (wasActive != active(newStatus)) {
            unlink(r);
            if (wasActive) {
                leaveCustomer(r);
            }
            status(r, newStatus);
            link(r, !wasActive);
            if (!wasActive) {
                joinCustomer(r);
            }
        } else {
            status(r, newStatus);
        }
    }

    /** Adds a reservation to the unsettled ones, or takes it from them. */
    void setUnsettled(int r, boolean open) {
        if (open == unsettled(r)) {
            return;
        }
        unsettled(r, open);
        show[r].unsettledReservations += open ? 1 : -1;
        if (!open) {
            joinUnsettled(previousUnsettled(r), nextUnsettled(r));
            return;
        }
        int before = neighbourBefore(r, Listing.UNSETTLED);
        int after = before == NONE ? firstUnsettled : nextUnsettled(before);
        joinUnsettled(before, r);
        joinUnsettled(r, after);
    }

    private void joinUnsettled(int before, int after) {
        if (before == NONE) {
            firstUnsettled = after;
        } else {
            nextUnsettled(before, after);
        }
        if (after == NONE) {
            lastUnsettled = before;
        } else {
            previousUnsettled(after, before);
        }
    }

    /** The n-th unit of the chain, from 0, or {@link UnitPool#NONE}. */
    int unitAt(int r, int ordinal) {
        int u = firstUnit(r);
        for (int i = 0; i < ordinal && u != UnitPool.NONE; i++) {
            u = units.next(u);
        }
        return u;
    }

    /** What all units cost when they were held. */
    long quotedAmount(int r) {
        long amount = 0;
        for (int u = firstUnit(r); u != UnitPool.NONE; u = units.next(u)) {
            amount += units.listPrice(u);
        }
        return amount;
    }

    /** The units that are not cancelled, in their order. Allocates. */
    int[] standingUnits(int r) {
        int[] standing = new int[unitCount(r)];
        int count = 0;
        for (int u = firstUnit(r); u != UnitPool.NONE; u = units.next(u)) {
            if (!units.cancelled(u)) {
                standing[count++] = units.unit(u);
            }
        }
        return Arrays.copyOf(standing, count);
    }

    /** The refund numbered from 1, or {@link RefundPool#NONE}. */
    int refundAt(int r, int number) {
        int f = number < 1 ? RefundPool.NONE : firstRefund(r);
        for (int i = 1; i < number && f != RefundPool.NONE; i++) {
            f = refunds.next[f];
        }
        return f;
    }

    /** Gives a reservation with a claim on seats its place among its customer's, newest first. A counter sale is nobody's. */
    void joinCustomer(int r) {
        long customer = customerId(r);
        if (customer == 0) {
            return;
        }
        UnitCounts customers = show[r].unitsOfCustomer;
        int before = NONE;
        int after = customers.newest(customer);
        while (after != NONE && id(after) > id(r)) {
            before = after;
            after = nextOfCustomer(after);
        }
        nextOfCustomer(r, after);
        previousOfCustomer(r, before);
        if (after != NONE) {
            previousOfCustomer(after, r);
        }
        if (before == NONE) {
            customers.newest(customer, r);
        } else {
            nextOfCustomer(before, r);
        }
    }

    /** Takes a reservation from its customer's. */
    void leaveCustomer(int r) {
        long customer = customerId(r);
        if (customer == 0) {
            return;
        }
        UnitCounts customers = show[r].unitsOfCustomer;
        int before = previousOfCustomer(r);
        int after = nextOfCustomer(r);
        if (after != NONE) {
            previousOfCustomer(after, before);
        }
        if (before == NONE) {
            customers.newest(customer, after);
        } else {
            nextOfCustomer(before, after);
        }
    }

    private void link(int r, boolean toActive) {
        ShowSeats s = show[r];
        int before = neighbourBefore(r, toActive ? Listing.ACTIVE : Listing.ENDED);
        int after = before != NONE ? next(before) : toActive ? s.firstActive : s.firstEnded;
        previous(r, before);
        next(r, after);
        if (before != NONE) {
            next(before, r);
        } else if (toActive) {
            s.firstActive = r;
        } else {
            s.firstEnded = r;
        }
        if (after != NONE) {
            previous(after, r);
        } else if (toActive) {
            s.lastActive = r;
        } else {
            s.lastEnded = r;
        }
    }

    /**
     * Where a reservation belongs in a list in order of id: the one before it, or {@link #NONE}. Looks from the list's end and, by
     * turns, at the ids nearest below and above: what ends or begins to pay is among the newest of its list, or has neighbours that
     * did the same. Only a list whose members are all far from this one in both ways takes long.
     */
    private int neighbourBefore(int r, Listing list) {
        ShowSeats s = show[r];
        long id = id(r);
        int fromEnd = last(list, s);
        if (fromEnd == NONE || id(fromEnd) < id) {
            return fromEnd;
        }
        if (id(first(list, s)) > id) {
            return NONE;
        }
        for (int distance = 1; id(fromEnd) > id; distance++) {
            searchSteps++;
            int below = slotById.get(id - distance);
            if (isIn(list, s, below)) {
                return below;
            }
            int above = slotById.get(id + distance);
            if (isIn(list, s, above)) {
                return previous(list, above);
            }
            fromEnd = previous(list, fromEnd);
        }
        return fromEnd;
    }

    private boolean isIn(Listing list, ShowSeats s, int r) {
        return r != NONE
                && (list == Listing.UNSETTLED ? unsettled(r) : show[r] == s && active(r) == (list == Listing.ACTIVE));
    }

    private int first(Listing list, ShowSeats s) {
        return list == Listing.UNSETTLED ? firstUnsettled : list == Listing.ACTIVE ? s.firstActive : s.firstEnded;
    }

    private int last(Listing list, ShowSeats s) {
        return list == Listing.UNSETTLED ? lastUnsettled : list == Listing.ACTIVE ? s.lastActive : s.lastEnded;
    }

    private int previous(Listing list, int r) {
        return list == Listing.UNSETTLED ? previousUnsettled(r) : previous(r);
    }

    private void unlink(int r) {
        ShowSeats s = show[r];
        boolean fromActive = active(r);
        if (previous(r) != NONE) {
            next(previous(r), next(r));
        } else if (fromActive) {
            s.firstActive = next(r);
        } else {
            s.firstEnded = next(r);
        }
        if (next(r) != NONE) {
            previous(next(r), previous(r));
        } else if (fromActive) {
            s.lastActive = previous(r);
        } else {
            s.lastEnded = previous(r);
        }
    }

    /** Makes room for so many, so that a load need not grow step by step. Only while there are none. */
    void reserve(int reservations) {
        reserveSlots(reservations + 1);
    }

    /** The next reservation gets the id after this one. */
    void continueAfter(long id) {
        lastId = id;
    }
}
