package io.boxoffice.engine.state;

import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.ShowStatus;

/**
 * The state that all commands work on, the command being applied, and the few moves of seats and money that every command is
 * made of. Whoever calls a move sends the events.
 */
final class BookingState {
    final Limits limits = new Limits();
    final SeatMaps seatMaps = new SeatMaps(this);
    final Shows shows = new Shows();
    final Uploads uploads = new Uploads(seatMaps);
    final ReservationTable reservations = new ReservationTable();
    final ShowPrices prices = new ShowPrices(this);
    final TimerQueue timers = new TimerQueue();
    final BestAvailable bestAvailable = new BestAvailable();
    final Events events = new Events(this);
    final Replies replies = new Replies(this);

    /** The command being applied, or the last one. */
    long sequence;

    long nowMs;

    /**
     * The reservation that a command or query speaks of, or {@link ReservationTable#NONE}. Those of a show that is being
     * archived are as good as forgotten: what would change now, a refund due say, would be forgotten with them.
     */
    int known(long reservationId) {
        int r = reservations.slotOf(reservationId);
        boolean archived = r != ReservationTable.NONE && reservations.show[r].status == ShowStatus.ARCHIVED;
        return archived ? ReservationTable.NONE : r;
    }

    /** Whether its deadline has passed though it was not swept yet. Such a reservation's seats count as free. */
    boolean lapsed(int r) {
        ReservationTable t = reservations;
        boolean canLapse = t.status(r) == ReservationStatus.HELD
                || t.status(r) == ReservationStatus.PAYING && t.paymentStatus(r) == PaymentStatus.STARTED;
        return canLapse && t.deadlineMs(r) <= nowMs;
    }

    /** Whether a seat is free, or its owner has lapsed. */
    boolean available(ShowSeats show, int seat) {
        return available(show, seat, 0);
    }

    /** The same for one who may take seats blocked for a reason too; 0: who may not. */
    boolean available(ShowSeats show, int seat, int allowedBlock) {
        int owner = show.owner[seat];
        if (owner <= 0) {
            return owner == 0 || owner == -allowedBlock;
        }
        return lapsed(owner) && (blockBehind(owner, seat) == 0 || blockBehind(owner, seat) == allowedBlock);
    }

    /** The reason that a taken seat is blocked for again when it is given back; 0: it is free then. */
    int blockBehind(int r, int seat) {
        return limits.isVersion3() ? reservations.units.block(unitOfSeat(r, seat)) : 0;
    }

    /** A reservation's unit that stands for a seat it has now. */
    int unitOfSeat(int r, int seat) {
        UnitPool units = reservations.units;
        int u = reservations.firstUnit(r);
        while (units.unit(u) != seat || units.cancelled(u)) {
            u = units.next(u);
        }
        return u;
    }

    /** Takes a seat out of its block, if it is in one, for a unit that is about to occupy it. The caller flushes the event. */
    void unblockFor(ShowSeats show, int u) {
        int unit = reservations.units.unit(u);
        int reason = unit >= 0 ? Math.max(0, -show.owner[unit]) : 0;
        if (reason != reservations.units.block(u)) {
            reservations.units.block(u, reason);
        }
        if (reason > 0) {
            events.blocked(show, unit, 0);
        }
    }

    /** Gives a new reservation its units, one or more; seats must be free, or blocked. The caller flushes the event. */
    void takeNewUnits(int r, int[] units, int[] ticketTypes, long[] prices, int count) {
        ReservationTable t = reservations;
        ShowSeats show = t.show[r];
        long amount = 0;
        int last = UnitPool.NONE;
        for (int i = 0; i < count; i++) {
            int u = t.units.allocate(units[i], ticketTypes[i], prices[i]);
            unblockFor(show, u);
            if (last == UnitPool.NONE) {
                t.firstUnit(r, u);
            } else {
                t.units.next(last, u);
            }
            amount += prices[i];
            occupyUnit(show, r, u);
            last = u;
        }
        t.unitCount(r, count);
        t.amount(r, amount);
        show.unitsOfCustomer.add(t.customerId(r), count);
    }

    /** Marks a unit as held by its reservation. */
    void occupy(int r, int u) {
        occupyUnit(reservations.show[r], r, u);
        reservations.show[r].unitsOfCustomer.add(reservations.customerId(r), 1);
    }

    private void occupyUnit(ShowSeats show, int r, int u) {
        int unit = reservations.units.unit(u);
        if (unit >= 0) {
            show.setOwner(unit, r);
        } else {
            show.areaHeld[ShowSeats.area(unit)]++;
        }
        show.heldUnits++;
    }

    /** Gives a unit of a loaded reservation, which has it already, its place in the show's tables. */
    void occupyAgain(int r, int u) {
        if (reservations.status(r) != ReservationStatus.BOOKED) {
            occupy(r, u);
            return;
        }
        ShowSeats show = reservations.show[r];
        int unit = reservations.units.unit(u);
        if (unit >= 0) {
            show.setOwner(unit, r);
        } else {
            show.areaSold[ShowSeats.area(unit)]++;
        }
        show.soldUnits++;
        show.unitsOfCustomer.add(reservations.customerId(r), 1);
    }

    /** Gives a unit back: held, or sold when {@code sold}. A seat that was taken out of a block is blocked again. */
    void vacate(int r, int u, boolean sold) {
        vacateUnit(reservations.show[r], u, sold);
        reservations.show[r].unitsOfCustomer.take(reservations.customerId(r), 1);
    }

    private void vacateUnit(ShowSeats show, int u, boolean sold) {
        int unit = reservations.units.unit(u);
        if (unit >= 0) {
            show.setOwner(unit, -reservations.units.block(u));
        } else if (sold) {
            show.areaSold[ShowSeats.area(unit)]--;
        } else {
            show.areaHeld[ShowSeats.area(unit)]--;
        }
        if (sold) {
            show.soldUnits--;
        } else {
            show.heldUnits--;
        }
    }

    /** Gives back all units of a HELD or PAYING reservation, which becomes {@code over}. */
    void vacateHeld(int r, ReservationStatus over) {
        ReservationTable t = reservations;
        ShowSeats show = t.show[r];
        for (int u = t.firstUnit(r); u != UnitPool.NONE; u = t.units.next(u)) {
            vacateUnit(show, u, false);
        }
        show.unitsOfCustomer.take(t.customerId(r), t.unitCount(r));
        t.setStatus(r, over);
        forgetLater(r);
    }

    /** Gives back the units of a BOOKED reservation that it still has; it is about to be forgotten. */
    void vacateSold(int r) {
        for (int u = reservations.firstUnit(r); u != UnitPool.NONE; u = reservations.units.next(u)) {
            if (!reservations.units.cancelled(u)) {
                vacate(r, u, true);
            }
        }
    }

    /** A hold's deadline has passed. */
    void expire(int r) {
        vacateHeld(r, ReservationStatus.EXPIRED);
        events.reservation(ReservationEventType.HOLD_EXPIRED, r, Events.ALL_UNITS);
    }

    /** What the timer of a reservation is for. */
    TimerQueue.Kind timerKind(int r) {
        if (reservations.active(r)) {
            return TimerQueue.Kind.LAPSES;
        }
        return reservations.attempt(r) == 0 ? TimerQueue.Kind.UNPAID : TimerQueue.Kind.SETTLED;
    }

    /** Sets the timer that forgets a lapsed or released hold, unless its money matters are still open. */
    void forgetLater(int r) {
        ReservationTable t = reservations;
        boolean over = t.status(r) == ReservationStatus.EXPIRED || t.status(r) == ReservationStatus.RELEASED;
        if (over && !t.unsettled(r)) {
            timers.set(timerKind(r), r, t.id(r), nowMs + limits.lapsedRetentionMs);
        } else {
            timers.cancel(r);
        }
    }

    /** When a reservation's life as a hold ends, whatever happens; no such time under rules before version 3. */
    long lifeEndMs(int r) {
        return limits.isVersion3() ? reservations.createdAtMs(r) + limits.maxHoldLifeMs : Long.MAX_VALUE;
    }

    /** Sets when a hold lapses: at the time given, or where its life ends, whichever comes first. */
    void setDeadline(int r, long deadlineMs) {
        long atMs = Math.min(deadlineMs, lifeEndMs(r));
        reservations.deadlineMs(r, atMs);
        timers.set(TimerQueue.Kind.LAPSES, r, reservations.id(r), atMs);
    }

    /** Nothing lapses any more. */
    void clearDeadline(int r) {
        reservations.deadlineMs(r, 0);
        timers.cancel(r);
    }

    /** Notes an amount that goes back. The caller settles. */
    int addRefund(int r, long amount, int attempt, RefundReason reason) {
        ReservationTable t = reservations;
        int f = t.refunds.allocate(amount, attempt, reason);
        int last = t.refundAt(r, t.refundCount(r));
        if (last == RefundPool.NONE) {
            t.firstRefund(r, f);
        } else {
            t.refunds.next[last] = f;
        }
        t.refundCount(r, t.refundCount(r) + 1);
        t.refundDueAmount(r, t.refundDueAmount(r) + amount);
        return t.refundCount(r);
    }

    /** What was paid with the last attempt and is not going back yet. */
    long unspent(int r) {
        ReservationTable t = reservations;
        long left = t.attemptAmount(r);
        for (int f = t.firstRefund(r); f != RefundPool.NONE; f = t.refunds.next[f]) {
            boolean goesBack = t.refunds.attempt[f] == t.attempt(r) && t.refunds.status[f] != RefundStatus.VOID;
            left -= goesBack ? t.refunds.amount[f] : 0;
        }
        return left;
    }

    /** Works out anew whether a reservation's money matters are settled. Called after each command that touches them. */
    void settle(int r) {
        ReservationTable t = reservations;
        boolean open = t.paymentStatus(r) == PaymentStatus.STARTED || t.paymentStatus(r) == PaymentStatus.AUTHORISED;
        for (int f = t.firstRefund(r); f != RefundPool.NONE && !open; f = t.refunds.next[f]) {
            open = t.refunds.status[f] == RefundStatus.DUE;
        }
        t.setUnsettled(r, open);
        if (!t.active(r)) {
            forgetLater(r);
        }
    }

    /** Fires timers that are due, at most the configured number: holds lapse, what is long over is forgotten. */
    void sweep() {
        for (int work = 0; work < limits.workPerCommand && timers.earliestMs() <= nowMs; work++) {
            int r = timers.first();
            if (reservations.active(r)) {
                expire(r);
            } else {
                forget(r);
            }
        }
    }

    /** Forgets a reservation that is over and settled, key and all. */
    private void forget(int r) {
        timers.cancel(r);
        reservations.forget(r);
    }

    /**
     * Whether there is room for one more reservation. From version 3 of the rules on, what it counts to has to fit too.
     *
     * @param units     its units
     * @param withAKey whether an Idempotency-Key came with it
     */
    boolean hasRoom(int units, boolean withAKey) {
        return reservations.size() < limits.maxReservations
                && (!limits.isVersion3()
                        || reservations.countedBytes() + ReservationTable.countedBytes(units, withAKey)
                                <= limits.maxStateBytes);
    }

    /**
     * From version 3 of the rules on, makes room for one more reservation by forgetting what is over before its time, at most the
     * configured number: first what never had a payment attempt, then what has only settled ones, each kind in the order in which
     * it ended.
     */
    void makeRoom(int units, boolean withAKey) {
        boolean allowed = limits.isVersion3();
        for (int work = 0; allowed && work < limits.workPerCommand && !hasRoom(units, withAKey); work++) {
            int r = firstToForget();
            if (r == ReservationTable.NONE) {
                return;
            }
            forget(r);
        }
    }

    /** What is forgotten next when there is no room, or {@link ReservationTable#NONE}. */
    int firstToForget() {
        int unpaid = timers.first(TimerQueue.Kind.UNPAID);
        return unpaid != ReservationTable.NONE ? unpaid : timers.first(TimerQueue.Kind.SETTLED);
    }

    /** Forgets seat maps that are due, at most the configured number. */
    void forgetSeatMaps() {
        for (int work = 0; work < limits.workPerCommand && seatMaps.earliestMs() <= nowMs; work++) {
            events.seatMapForgotten(seatMaps.forgetFirst());
        }
    }

    /** Whether timers are due that {@link #sweep} did not come to. */
    boolean sweepUnfinished() {
        return timers.earliestMs() <= nowMs;
    }
}
