package io.boxoffice.engine.state;

import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CancelBookingDecoder;
import io.boxoffice.protocol.sbe.ConfirmDecoder;
import io.boxoffice.protocol.sbe.CreateBookingDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.Arrays;

/** From hold to booking, and what becomes of bookings. */
final class Bookings {
    /** In {@link #finalPrice}: what the unit was held at. */
    private static final long LISTED = -1;

    private final BookingState state;
    private final Idempotency idempotency;
    private final Holds holds;
    private final Replies replies;
    private final ReservationTable table;
    private final UnitPool units;

    /** What the units of the booking being made cost in the end, by ordinal. */
    private final long[] finalPrice = new long[Limits.MAX_UNITS];

    private boolean anyFinalPrice;

    Bookings(BookingState state, Idempotency idempotency, Holds holds) {
        this.state = state;
        this.idempotency = idempotency;
        this.holds = holds;
        this.replies = state.replies;
        this.table = state.reservations;
        this.units = table.units;
    }

    void create(CreateBookingDecoder c) {
        int k = idempotency.recognise(KeyTable.Kind.BOOKING, c.keyHi(), c.keyLo(), c.bodyHash());
        if (k != Idempotency.NEW) {
            if (k != Idempotency.REFUSED) {
                replies.reservationAsOf(k, true);
            }
            return;
        }
        int r = holds.owned(c.reservationId(), c.customerId(), c.organisationId());
        if (r == ReservationTable.NONE) {
            return;
        }
        if (table.reference(r) != 0) {
            createAgain(c, r);
            return;
        }
        if (c.reference() <= 0) {
            replies.reject(RejectReason.MALFORMED);
            return;
        }
        if (!holds.requireStanding(r) || !idempotency.hasRoom(r, c.keyHi(), c.keyLo())) {
            return;
        }
        boolean version3 = state.limits.isVersion3();
        if (version3 && !readFinalPrices(c, r)) {
            return;
        }
        boolean repriced = version3 && anyFinalPrice;
        if (repriced) {
            setFinalPrices(r);
        }
        table.reference(r, c.reference());
        table.credentialNumber(r, version3 ? Whose.numberOf(c.credentialNumber()) : 0);
        int told = repriced ? Events.ALL_UNITS : Events.NO_UNITS;
        state.events.reservation(ReservationEventType.BOOKING_CREATED, r, told);
        boolean confirmed = version3 && c.confirmIfFree() == BooleanType.TRUE && table.amount(r) == 0;
        if (confirmed) {
            book(r);
        }
        int outcome = confirmed ? KeyTable.CONFIRMED_AT_ONCE : KeyTable.HAD_REFERENCE;
        int kept = idempotency.remember(r, KeyTable.Kind.BOOKING, c.keyHi(), c.keyLo(), c.bodyHash(), 0, outcome);
        replies.reservationFirst(r, kept);
    }

    /**
     * The booking was made before, with another key or none. Since version 3 this key is kept, so that it cannot make a second
     * booking; all get the answer that the first one got.
     */
    private void createAgain(CreateBookingDecoder c, int r) {
        int first = idempotency.bookingKey(r);
        if (state.limits.isVersion3()) {
            if (!idempotency.hasRoom(r, c.keyHi(), c.keyLo())) {
                return;
            }
            int kept = idempotency.rememberBookingAgain(r, first, c.keyHi(), c.keyLo(), c.bodyHash());
            first = first == KeyTable.NONE ? kept : first;
        }
        if (first == KeyTable.NONE) {
            replies.reservation(r);
        } else {
            replies.reservationAsOf(first, true);
        }
    }

    /** Fills {@link #finalPrice}, by ordinal, if the command has any; or answers with a rejection. */
    private boolean readFinalPrices(CreateBookingDecoder c, int r) {
        CreateBookingDecoder.FinalPricesDecoder prices = c.finalPrices();
        anyFinalPrice = prices.count() > 0;
        if (!anyFinalPrice) {
            return true;
        }
        Arrays.fill(finalPrice, LISTED);
        RejectReason problem = null;
        while (prices.hasNext() && problem == null) {
            prices.next();
            int u = table.unitAt(r, prices.ordinal());
            if (u == UnitPool.NONE || prices.price() < 0 || finalPrice[prices.ordinal()] != LISTED) {
                problem = RejectReason.MALFORMED;
            } else if (prices.price() > units.listPrice(u)) {
                problem = RejectReason.PRICE_CHANGED;
            } else {
                finalPrice[prices.ordinal()] = prices.price();
            }
        }
        if (problem != null) {
            replies.reject(problem, problem == RejectReason.PRICE_CHANGED ? table.quotedAmount(r) : 0);
            return false;
        }
        return true;
    }

    private void setFinalPrices(int r) {
        int ordinal = 0;
        for (int u = table.firstUnit(r); u != UnitPool.NONE; u = units.next(u)) {
            if (finalPrice[ordinal] != LISTED) {
                table.amount(r, table.amount(r) + finalPrice[ordinal] - units.price(u));
                units.price(u, finalPrice[ordinal]);
            }
            ordinal++;
        }
    }

    void confirm(ConfirmDecoder c) {
        int r = holds.owned(c.reservationId(), c.customerId(), c.organisationId());
        if (r == ReservationTable.NONE) {
            return;
        }
        boolean paid =
                table.status(r) == ReservationStatus.PAYING && table.paymentStatus(r) == PaymentStatus.AUTHORISED;
        boolean costsNothing = table.amount(r) == 0 && table.reference(r) != 0;
        if (table.status(r) == ReservationStatus.BOOKED) {
            replies.reservation(r);
        } else if (paid || holds.requireStanding(r)) {
            if (!paid && !costsNothing) {
                replies.reject(RejectReason.WRONG_STATE);
                return;
            }
            book(r);
            replies.reservation(r);
        }
    }

    private void book(int r) {
        ShowSeats show = table.show[r];
        for (int u = table.firstUnit(r); u != UnitPool.NONE; u = units.next(u)) {
            if (units.unit(u) < 0) {
                show.areaHeld[ShowSeats.area(units.unit(u))]--;
                show.areaSold[ShowSeats.area(units.unit(u))]++;
            }
            show.heldUnits--;
            show.soldUnits++;
        }
        if (state.limits.isVersion3()) {
            show.noteEndWhileSold();
            idempotency.noteDecided(r, KeyTable.BOOKED);
        }
        table.setStatus(r, ReservationStatus.BOOKED);
        state.clearDeadline(r);
        state.events.payment(ReservationEventType.BOOKING_CONFIRMED, r, Events.ALL_UNITS);
    }

    void cancel(CancelBookingDecoder c) {
        int k = idempotency.recognise(KeyTable.Kind.CANCEL, c.keyHi(), c.keyLo(), c.bodyHash());
        if (k != Idempotency.NEW) {
            if (k != Idempotency.REFUSED) {
                KeyTable keys = table.keys;
                int r = keys.reservation[k];
                replies.cancellation(r, keys.number[k], keys.outcome[k], keys.sequence[k], keys.timeMs[k], true);
            }
            return;
        }
        int r = holds.owned(c.reservationId(), c.customerId(), c.organisationId());
        if (r == ReservationTable.NONE) {
            return;
        }
        if (table.status(r) != ReservationStatus.BOOKED) {
            replies.reject(RejectReason.WRONG_STATE);
            return;
        }
        if (c.customerId() != 0 && state.nowMs >= table.show[r].cancelUntilMs) {
            replies.reject(RejectReason.TOO_LATE);
            return;
        }
        if (!idempotency.hasRoom(r, c.keyHi(), c.keyLo())) {
            return;
        }
        int cancellation = table.cancellations(r) + 1;
        if (!mark(r, c.tickets(), cancellation)) {
            return;
        }
        RefundReason reason = c.customerId() != 0 ? RefundReason.CUSTOMER_CANCELLED : RefundReason.STAFF;
        int refund = giveBack(r, cancellation, reason);
        idempotency.remember(r, KeyTable.Kind.CANCEL, c.keyHi(), c.keyLo(), c.bodyHash(), cancellation, refund);
        replies.cancellation(r, cancellation, refund, state.sequence, state.nowMs, false);
    }

    /** Marks the tickets that a cancellation names, all when it names none; or unmarks them and answers with a rejection. */
    private boolean mark(int r, CancelBookingDecoder.TicketsDecoder tickets, int cancellation) {
        RejectReason problem = null;
        long detail = 0;
        int gate = 0;
        if (tickets.count() == 0) {
            for (int u = table.firstUnit(r); u != UnitPool.NONE && problem == null; u = units.next(u)) {
                if (units.checkedIn(u) && !units.cancelled(u)) {
                    problem = RejectReason.ALREADY_CHECKED_IN;
                    detail = units.checkedInAtMs(u);
                    gate = units.gate(u);
                } else if (!units.cancelled(u)) {
                    units.cancellation(u, cancellation);
                }
            }
        }
        while (tickets.hasNext() && problem == null) {
            int u = table.unitAt(r, tickets.next().ordinal());
            if (u == UnitPool.NONE) {
                problem = RejectReason.UNKNOWN_TICKET;
            } else if (units.cancelled(u)) {
                problem = RejectReason.TICKET_CANCELLED;
            } else if (units.checkedIn(u)) {
                problem = RejectReason.ALREADY_CHECKED_IN;
                detail = units.checkedInAtMs(u);
                gate = units.gate(u);
            } else if (units.cancellation(u) == cancellation) {
                problem = RejectReason.DUPLICATE_UNIT;
            } else {
                units.cancellation(u, cancellation);
            }
        }
        if (problem != null) {
            for (int u = table.firstUnit(r); u != UnitPool.NONE; u = units.next(u)) {
                if (units.cancellation(u) == cancellation) {
                    units.cancellation(u, 0);
                }
            }
            replies.reject(problem, detail, gate);
            return false;
        }
        return true;
    }

    /** Gives back the units marked with a cancellation; what was paid for them, and has not gone back already, becomes due. Returns the refund's number, or 0. */
    private int giveBack(int r, int cancellation, RefundReason reason) {
        table.cancellations(r, cancellation);
        long amount = 0;
        boolean anyLeft = false;
        for (int u = table.firstUnit(r); u != UnitPool.NONE; u = units.next(u)) {
            if (units.cancellation(u) == cancellation) {
                units.flags(u, units.flags(u) | UnitPool.CANCELLED);
                amount += units.price(u);
                state.vacate(r, u, true);
            } else {
                anyLeft |= !units.cancelled(u);
            }
        }
        table.amount(r, table.amount(r) - amount);
        if (!anyLeft) {
            table.setStatus(r, ReservationStatus.CANCELLED);
        }
        long refundable = Math.min(amount, state.unspent(r));
        int refund = refundable == 0 ? 0 : state.addRefund(r, refundable, table.attempt(r), reason);
        state.settle(r);
        state.events.cancelled(r, cancellation, refund, refundable);
        if (refund != 0) {
            state.events.refund(ReservationEventType.REFUND_DUE, r, refund);
        }
        return refund;
    }

    /** What cancelling a show does to one of its active reservations. */
    void cancelWithShow(int r) {
        if (table.status(r) == ReservationStatus.BOOKED) {
            int cancellation = table.cancellations(r) + 1;
            for (int u = table.firstUnit(r); u != UnitPool.NONE; u = units.next(u)) {
                if (!units.cancelled(u)) {
                    units.cancellation(u, cancellation);
                }
            }
            giveBack(r, cancellation, RefundReason.SHOW_CANCELLED);
            return;
        }
        boolean authorised = table.paymentStatus(r) == PaymentStatus.AUTHORISED;
        state.vacateHeld(r, ReservationStatus.RELEASED);
        state.events.reservation(ReservationEventType.HOLD_RELEASED, r, Events.ALL_UNITS);
        if (authorised) {
            table.paymentStatus(r, PaymentStatus.REFUND_DUE);
            idempotency.noteDecided(r, KeyTable.SEATS_GONE);
            int refund = state.addRefund(r, table.attemptAmount(r), table.attempt(r), RefundReason.SHOW_CANCELLED);
            state.settle(r);
            state.events.refund(ReservationEventType.REFUND_DUE, r, refund);
        }
    }
}
