package io.boxoffice.engine.state;

import io.boxoffice.protocol.sbe.AuthorisedDecoder;
import io.boxoffice.protocol.sbe.BeginPaymentDecoder;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CaptureFailedDecoder;
import io.boxoffice.protocol.sbe.CapturedDecoder;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.DeclinedDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundDueDecoder;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.RefundedDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.ShowStatus;

/**
 * Payment as part of a reservation's journaled state. What a provider says may come late, twice, or after the attempt was
 * given up; whatever comes, money is given seats or is marked as due back, in one command.
 */
final class Payments {
    /** Refunds that a reservation may have before staff can give no more. */
    private static final int MAX_REFUNDS = Limits.MAX_UNITS * 2;

    /** Under version 3, no payment begins when less is left of a hold's life. */
    private static final long LEAST_LIFE_TO_PAY_MS = 60_000;

    /** Under version 3, what a declined payment leaves at least, for another try. */
    private static final long AFTER_DECLINE_MS = 120_000;

    private final BookingState state;
    private final Idempotency idempotency;
    private final Holds holds;
    private final Replies replies;
    private final ReservationTable table;

    Payments(BookingState state, Idempotency idempotency, Holds holds) {
        this.state = state;
        this.idempotency = idempotency;
        this.holds = holds;
        this.replies = state.replies;
        this.table = state.reservations;
    }

    void begin(BeginPaymentDecoder c) {
        int k = idempotency.recognise(KeyTable.Kind.PAYMENT, c.keyHi(), c.keyLo(), c.bodyHash());
        if (k != Idempotency.NEW) {
            if (k != Idempotency.REFUSED) {
                replies.paymentAgain(k);
            }
            return;
        }
        int r = holds.owned(c.reservationId(), c.customerId(), c.organisationId());
        if (r == ReservationTable.NONE || !holds.requireStanding(r)) {
            return;
        }
        ShowStatus showStatus = table.show[r].status;
        if (showStatus != ShowStatus.OPEN && showStatus != ShowStatus.CLOSED) {
            replies.reject(RejectReason.SHOW_NOT_ON_SALE);
        } else if (table.reference(r) == 0 || table.amount(r) == 0) {
            replies.reject(RejectReason.WRONG_STATE);
        } else if (table.attempt(r) >= state.limits.maxPaymentAttempts) {
            replies.reject(RejectReason.LIMIT_EXCEEDED, state.limits.maxPaymentAttempts);
        } else if (state.lifeEndMs(r) - state.nowMs < LEAST_LIFE_TO_PAY_MS) {
            replies.reject(RejectReason.HOLD_LIFE_OVER, state.lifeEndMs(r));
        } else if (idempotency.hasRoom(r, c.keyHi(), c.keyLo())) {
            table.attempt(r, table.attempt(r) + 1);
            table.attemptAmount(r, table.amount(r));
            table.paymentStatus(r, PaymentStatus.STARTED);
            table.setStatus(r, ReservationStatus.PAYING);
            keepDeadline(r);
            state.setDeadline(r, Math.max(table.deadlineMs(r), state.nowMs + state.limits.paymentWindowMs));
            state.settle(r);
            idempotency.remember(r, KeyTable.Kind.PAYMENT, c.keyHi(), c.keyLo(), c.bodyHash(), table.attempt(r), 0);
            state.events.payment(ReservationEventType.PAYMENT_STARTED, r, Events.NO_UNITS);
            replies.payment(r, table.attempt(r), DeclineReason.UNSPECIFIED, false);
        }
    }

    /** Notes the deadline before the payment, for when it is declined. */
    private void keepDeadline(int r) {
        if (state.limits.isVersion3()) {
            long untilMs = Math.min(table.deadlineMs(r), state.lifeEndMs(r));
            table.deadlineBeforePaymentMs(r, (int) (untilMs - table.createdAtMs(r)));
        }
    }

    /** A declined payment gives back the deadline before it, or a little more. What began under older rules has none noted. */
    private void restoreDeadline(int r) {
        int beforeMs = table.deadlineBeforePaymentMs(r);
        if (state.limits.isVersion3() && beforeMs != 0) {
            state.setDeadline(r, Math.max(table.createdAtMs(r) + beforeMs, state.nowMs + AFTER_DECLINE_MS));
        }
    }

    void authorised(AuthorisedDecoder c) {
        int r = attempted(c.reservationId(), c.attempt());
        if (r == ReservationTable.NONE) {
            return;
        }
        if (c.amount() != table.attemptAmount(r)) {
            replies.reject(RejectReason.UNKNOWN_PAYMENT);
            return;
        }
        boolean latest = c.attempt() == table.attempt(r);
        boolean open = latest
                && (table.paymentStatus(r) == PaymentStatus.STARTED
                        || table.paymentStatus(r) == PaymentStatus.DECLINED);
        if (!open) {
            if (!latest) {
                refundUnexpected(r, c.attempt(), c.amount());
            }
            replies.reservation(r);
            return;
        }
        if (!refundedBefore(r, c.attempt())) {
            giveSeatsOrRefund(r);
        }
        replies.reservation(r);
    }

    private void giveSeatsOrRefund(int r) {
        boolean had = table.active(r);
        RefundReason reason = had ? RefundReason.UNSPECIFIED : whyNotRetaken(r);
        if (reason != RefundReason.UNSPECIFIED) {
            table.paymentStatus(r, PaymentStatus.REFUND_DUE);
            idempotency.noteDecided(r, KeyTable.SEATS_GONE);
            int refund = state.addRefund(r, table.attemptAmount(r), table.attempt(r), reason);
            state.settle(r);
            state.events.refund(ReservationEventType.REFUND_DUE, r, refund);
            return;
        }
        table.paymentStatus(r, PaymentStatus.AUTHORISED);
        if (!had) {
            retake(r);
        }
        table.setStatus(r, ReservationStatus.PAYING);
        state.clearDeadline(r);
        state.settle(r);
        state.events.payment(ReservationEventType.PAYMENT_AUTHORISED, r, had ? Events.NO_UNITS : Events.ALL_UNITS);
    }

    /** Why a lapsed reservation cannot have all its units again; UNSPECIFIED: it can. */
    private RefundReason whyNotRetaken(int r) {
        if (table.show[r].status == ShowStatus.CANCELLED) {
            return RefundReason.SHOW_CANCELLED;
        } else if (!canRetake(r)) {
            return RefundReason.SEATS_GONE;
        }
        return state.limits.isVersion3() && !customerHasRoom(r) ? RefundReason.LIMIT : RefundReason.UNSPECIFIED;
    }

    /** Whether the customer's limit admits all its units again, once his holds that have lapsed give way, the oldest first. */
    private boolean customerHasRoom(int r) {
        ShowSeats show = table.show[r];
        long customerId = table.customerId(r);
        int most = show.maxUnitsPerCustomer - table.unitCount(r);
        if (show.maxUnitsPerCustomer == 0 || customerId == 0) {
            return true;
        }
        int other = show.unitsOfCustomer.get(customerId) > most ? oldestOf(show, customerId) : ReservationTable.NONE;
        while (other != ReservationTable.NONE && show.unitsOfCustomer.get(customerId) > most) {
            int following = table.previousOfCustomer(other);
            if (state.lapsed(other)) {
                state.expire(other);
            }
            other = following;
        }
        return show.unitsOfCustomer.get(customerId) <= most;
    }

    private int oldestOf(ShowSeats show, long customerId) {
        int oldest = show.unitsOfCustomer.newest(customerId);
        while (oldest != ReservationTable.NONE && table.nextOfCustomer(oldest) != ReservationTable.NONE) {
            oldest = table.nextOfCustomer(oldest);
        }
        return oldest;
    }

    /** Whether a lapsed reservation could have all its units again. */
    private boolean canRetake(int r) {
        ShowSeats show = table.show[r];
        boolean selling = show.status == ShowStatus.OPEN || show.status == ShowStatus.CLOSED;
        if (table.status(r) != ReservationStatus.EXPIRED || !selling) {
            return false;
        }
        for (int u = table.firstUnit(r); u != UnitPool.NONE; u = table.units.next(u)) {
            int unit = table.units.unit(u);
            if (unit >= 0
                    ? !state.available(show, unit, table.units.block(u))
                    : !areaHasRoom(show, unit, sameArea(r, unit))) {
                return false;
            }
        }
        return true;
    }

    /** Whether an area has so many free places, once holds that have lapsed give way, the oldest first. */
    private boolean areaHasRoom(ShowSeats show, int unit, int needed) {
        int area = ShowSeats.area(unit);
        int other = state.sweepUnfinished() ? show.firstActive : ReservationTable.NONE;
        while (other != ReservationTable.NONE && show.areaFree(area) < needed) {
            int following = table.next(other);
            if (state.lapsed(other) && sameArea(other, unit) > 0) {
                state.expire(other);
            }
            other = following;
        }
        return show.areaFree(area) >= needed;
    }

    private int sameArea(int r, int unit) {
        int count = 0;
        for (int u = table.firstUnit(r); u != UnitPool.NONE; u = table.units.next(u)) {
            count += table.units.unit(u) == unit ? 1 : 0;
        }
        return count;
    }

    private void retake(int r) {
        ShowSeats show = table.show[r];
        for (int u = table.firstUnit(r); u != UnitPool.NONE; u = table.units.next(u)) {
            int unit = table.units.unit(u);
            if (unit >= 0 && show.owner[unit] > 0) {
                state.expire(show.owner[unit]);
            }
        }
        for (int u = table.firstUnit(r); u != UnitPool.NONE; u = table.units.next(u)) {
            state.unblockFor(show, u);
            state.occupy(r, u);
        }
        state.events.flushBlocked(show);
    }

    void declined(DeclinedDecoder c) {
        int r = attempted(c.reservationId(), c.attempt());
        if (r == ReservationTable.NONE) {
            return;
        }
        if (c.reason() == DeclineReason.SBE_UNKNOWN || c.reason() == DeclineReason.NULL_VAL) {
            replies.reject(RejectReason.MALFORMED);
            return;
        }
        boolean latest = c.attempt() == table.attempt(r);
        if (latest && table.paymentStatus(r) == PaymentStatus.STARTED) {
            if (state.lapsed(r)) {
                state.expire(r);
            }
            table.paymentStatus(r, PaymentStatus.DECLINED);
            idempotency.noteDeclined(r, c.attempt(), c.reason());
            if (table.status(r) == ReservationStatus.PAYING) {
                table.setStatus(r, ReservationStatus.HELD);
                restoreDeadline(r);
            }
            state.settle(r);
            state.events.declined(r, c.reason());
        } else if (latest && table.paymentStatus(r) != PaymentStatus.DECLINED) {
            replies.reject(RejectReason.WRONG_STATE);
            return;
        }
        replies.reservation(r);
    }

    void captured(CapturedDecoder c) {
        int r = attempted(c.reservationId(), c.attempt());
        if (r == ReservationTable.NONE) {
            return;
        }
        boolean booked = table.status(r) == ReservationStatus.BOOKED || table.status(r) == ReservationStatus.CANCELLED;
        boolean latest = c.attempt() == table.attempt(r);
        if (latest && booked && table.paymentStatus(r) == PaymentStatus.AUTHORISED) {
            table.paymentStatus(r, PaymentStatus.CAPTURED);
            state.settle(r);
            state.events.payment(ReservationEventType.PAYMENT_CAPTURED, r, Events.NO_UNITS);
        } else if (!latest || table.paymentStatus(r) != PaymentStatus.CAPTURED) {
            replies.reject(RejectReason.WRONG_STATE);
            return;
        }
        replies.payment(r, c.attempt(), DeclineReason.UNSPECIFIED, false);
    }

    void captureFailed(CaptureFailedDecoder c) {
        int r = attempted(c.reservationId(), c.attempt());
        if (r == ReservationTable.NONE) {
            return;
        }
        boolean booked = table.status(r) == ReservationStatus.BOOKED || table.status(r) == ReservationStatus.CANCELLED;
        boolean latest = c.attempt() == table.attempt(r);
        if (latest && booked && table.paymentStatus(r) == PaymentStatus.AUTHORISED) {
            giveUp(r);
        } else if (!latest || table.paymentStatus(r) != PaymentStatus.CAPTURE_FAILED) {
            replies.reject(RejectReason.WRONG_STATE);
            return;
        }
        replies.payment(r, c.attempt(), DeclineReason.UNSPECIFIED, false);
    }

    /** No money came: the seats go back, and so nothing is due back. */
    private void giveUp(int r) {
        table.paymentStatus(r, PaymentStatus.CAPTURE_FAILED);
        int cancellation = table.cancellations(r) + 1;
        table.cancellations(r, cancellation);
        for (int u = table.firstUnit(r); u != UnitPool.NONE; u = table.units.next(u)) {
            if (!table.units.cancelled(u)) {
                table.units.flags(u, table.units.flags(u) | UnitPool.CANCELLED);
                table.units.cancellation(u, cancellation);
                table.amount(r, table.amount(r) - table.units.price(u));
                state.vacate(r, u, true);
            }
        }
        table.setStatus(r, ReservationStatus.CANCELLED);
        state.events.captureFailed(r, cancellation);
        voidRefunds(r, table.attempt(r));
        state.settle(r);
    }

    /** Nothing was taken with an attempt, so none of its refunds is due. The caller settles. */
    private void voidRefunds(int r, int attempt) {
        int number = 0;
        for (int f = table.firstRefund(r); f != RefundPool.NONE; f = table.refunds.next[f]) {
            number++;
            if (table.refunds.status[f] == RefundStatus.DUE && table.refunds.attempt[f] == attempt) {
                table.refunds.status[f] = RefundStatus.VOID;
                table.refundDueAmount(r, table.refundDueAmount(r) - table.refunds.amount[f]);
                state.events.refund(ReservationEventType.REFUND_VOID, r, number);
            }
        }
    }

    void refundDue(RefundDueDecoder c) {
        int owned = holds.owned(c.reservationId(), 0, c.organisationId());
        int r = owned == ReservationTable.NONE ? owned : attempted(c.reservationId(), c.attempt());
        if (r == ReservationTable.NONE) {
            return;
        }
        if (!mayBeGiven(c.reason())) {
            replies.reject(RejectReason.MALFORMED);
            return;
        }
        boolean latest = c.attempt() == table.attempt(r);
        PaymentStatus status = latest ? table.paymentStatus(r) : PaymentStatus.DECLINED;
        if (status == PaymentStatus.DECLINED || status == PaymentStatus.CAPTURE_FAILED) {
            if (c.amount() != table.attemptAmount(r)) {
                replies.reject(RejectReason.UNKNOWN_PAYMENT);
                return;
            }
            refundUnexpected(r, c.attempt(), c.amount());
            replies.reservation(r);
        } else if (status == PaymentStatus.CAPTURED && c.amount() > 0) {
            boolean tooMany = table.refundCount(r) >= MAX_REFUNDS;
            long left = state.unspent(r);
            if (c.amount() > left || tooMany) {
                replies.reject(RejectReason.LIMIT_EXCEEDED, c.amount() > left ? left : MAX_REFUNDS);
                return;
            }
            int refund = state.addRefund(r, c.amount(), c.attempt(), c.reason());
            state.settle(r);
            state.events.refund(ReservationEventType.REFUND_DUE, r, refund);
            replies.reservation(r);
        } else {
            replies.reject(RejectReason.WRONG_STATE);
        }
    }

    void refunded(RefundedDecoder c) {
        int r = state.known(c.reservationId());
        int f = r == ReservationTable.NONE ? RefundPool.NONE : table.refundAt(r, c.refund());
        if (f == RefundPool.NONE) {
            replies.reject(
                    r == ReservationTable.NONE ? RejectReason.UNKNOWN_RESERVATION : RejectReason.UNKNOWN_PAYMENT);
            return;
        }
        boolean voided = state.limits.isVersion3() && c.voided() == BooleanType.TRUE;
        boolean due = table.refunds.status[f] == RefundStatus.DUE;
        if (table.refunds.status[f] == RefundStatus.VOID && !voided || due && !mayEnd(r, f, voided)) {
            replies.reject(RejectReason.WRONG_STATE);
            return;
        }
        if (due) {
            endStatus(r, f, voided);
            if (voided) {
                voidRefunds(r, table.refunds.attempt[f]);
            } else {
                table.refunds.status[f] = RefundStatus.REFUNDED;
                table.refundDueAmount(r, table.refundDueAmount(r) - table.refunds.amount[f]);
                table.refundedAmount(r, table.refundedAmount(r) + table.refunds.amount[f]);
                state.events.refund(ReservationEventType.REFUNDED, r, c.refund());
            }
            state.settle(r);
        }
        replies.reservation(r);
    }

    /**
     * Under version 3, whether a refund can end so: what was taken is not voided, and what is to be taken yet is not refunded; it
     * may be voided once nothing of the booking is left.
     */
    private boolean mayEnd(int r, int f, boolean voided) {
        boolean latest = table.refunds.attempt[f] == table.attempt(r);
        PaymentStatus status = latest ? table.paymentStatus(r) : PaymentStatus.DECLINED;
        if (status == PaymentStatus.AUTHORISED && state.limits.isVersion3()) {
            return voided && table.status(r) == ReservationStatus.CANCELLED;
        }
        return !voided || status != PaymentStatus.CAPTURED;
    }

    /** Under version 3, the payment status ends with the refund of money that bought nothing, or of an approval that was voided. */
    private void endStatus(int r, int f, boolean voided) {
        boolean latest = table.refunds.attempt[f] == table.attempt(r);
        boolean boughtNothing = table.paymentStatus(r) == PaymentStatus.REFUND_DUE
                || table.paymentStatus(r) == PaymentStatus.AUTHORISED && voided;
        if (state.limits.isVersion3() && latest && boughtNothing) {
            table.paymentStatus(r, voided ? PaymentStatus.VOIDED : PaymentStatus.REFUNDED);
        }
    }

    /** Whether a command may name the reason; a limit that was passed is for the core alone to find. */
    private static boolean mayBeGiven(RefundReason reason) {
        return reason != RefundReason.SBE_UNKNOWN && reason != RefundReason.NULL_VAL && reason != RefundReason.LIMIT;
    }

    /** An attempt that was given up turned out to hold money: it goes back, once. */
    private void refundUnexpected(int r, int attempt, long amount) {
        if (!refundedBefore(r, attempt)) {
            int refund = state.addRefund(r, amount, attempt, RefundReason.UNEXPECTED_APPROVAL);
            state.settle(r);
            state.events.refund(ReservationEventType.REFUND_DUE, r, refund);
        }
    }

    private boolean refundedBefore(int r, int attempt) {
        for (int f = table.firstRefund(r); f != RefundPool.NONE; f = table.refunds.next[f]) {
            if (table.refunds.attempt[f] == attempt && table.refunds.reason[f] == RefundReason.UNEXPECTED_APPROVAL) {
                return true;
            }
        }
        return false;
    }

    /** The reservation, if it has had this attempt; otherwise the command is answered with a rejection. */
    private int attempted(long reservationId, int attempt) {
        int r = state.known(reservationId);
        if (r == ReservationTable.NONE) {
            replies.reject(RejectReason.UNKNOWN_RESERVATION);
        } else if (attempt < 1 || attempt > table.attempt(r)) {
            replies.reject(RejectReason.UNKNOWN_PAYMENT);
            return ReservationTable.NONE;
        }
        return r;
    }
}
