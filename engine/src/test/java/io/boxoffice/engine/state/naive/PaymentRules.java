package io.boxoffice.engine.state.naive;

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

/** Money is never taken for seats that are not there, and never kept for seats that were not given. */
final class PaymentRules {
    private static final int MOST_REFUNDS = 96;

    private final World world;
    private final Keys keys;
    private final HoldRules holds;
    private final Answers answers;
    private final Happenings happenings;

    PaymentRules(World world, Keys keys, HoldRules holds, Answers answers, Happenings happenings) {
        this.world = world;
        this.keys = keys;
        this.holds = holds;
        this.answers = answers;
        this.happenings = happenings;
    }

    void begin(BeginPaymentDecoder c) {
        World.Key seen = keys.seen(World.KeyKind.PAYMENT, c.keyHi(), c.keyLo(), c.bodyHash());
        if (seen != null) {
            answers.paymentAgain(seen);
            return;
        }
        World.Reservation r = holds.owned(c.reservationId(), c.customerId(), c.organisationId());
        holds.requireStanding(r);
        if (!selling(r.show)) {
            throw new Rejection(RejectReason.SHOW_NOT_ON_SALE);
        }
        if (r.reference == 0 || r.amount() == 0) {
            throw new Rejection(RejectReason.WRONG_STATE);
        }
        if (r.attempt >= world.limits.maxPaymentAttempts()) {
            throw new Rejection(RejectReason.LIMIT_EXCEEDED, world.limits.maxPaymentAttempts());
        }
        long lifeEndMs = world.capped(r, Long.MAX_VALUE);
        if (world.isVersion3() && world.nowMs > lifeEndMs - 60_000) {
            throw new Rejection(RejectReason.HOLD_LIFE_OVER, lifeEndMs);
        }
        keys.requireRoom(r, c.keyHi(), c.keyLo());
        if (world.isVersion3()) {
            r.deadlineBeforePaymentMs = (int) (world.capped(r, r.deadlineMs) - r.createdAtMs);
        }
        r.attempt++;
        r.attemptAmount = r.amount();
        r.paymentStatus = PaymentStatus.STARTED;
        r.status = ReservationStatus.PAYING;
        r.deadlineMs = world.capped(r, Math.max(r.deadlineMs, world.nowMs + world.limits.paymentWindowMs()));
        keys.remember(r, World.KeyKind.PAYMENT, c.keyHi(), c.keyLo(), c.bodyHash(), r.attempt, 0);
        happenings.payment(ReservationEventType.PAYMENT_STARTED, r, Happenings.NONE);
        answers.payment(r, r.attempt, DeclineReason.UNSPECIFIED, false);
    }

    private static boolean selling(World.Show show) {
        return show.status == ShowStatus.OPEN || show.status == ShowStatus.CLOSED;
    }

    void authorised(AuthorisedDecoder c) {
        World.Reservation r = attempted(c.reservationId(), c.attempt());
        if (c.amount() != r.attemptAmount) {
            throw new Rejection(RejectReason.UNKNOWN_PAYMENT);
        }
        if (c.attempt() < r.attempt) {
            refundUnexpected(r, c.attempt());
        } else if (r.paymentStatus == PaymentStatus.STARTED
                || r.paymentStatus == PaymentStatus.DECLINED && !refundedAsUnexpected(r, c.attempt())) {
            giveSeatsOrRefund(r);
        }
        answers.reservation(r);
    }

    private void giveSeatsOrRefund(World.Reservation r) {
        boolean hadSeats = r.claimsSeats();
        boolean canHaveSeats = hadSeats || canHaveSeatsAgain(r);
        boolean withinLimit = hadSeats || !canHaveSeats || withinCustomersLimit(r);
        if (canHaveSeats && withinLimit) {
            r.paymentStatus = PaymentStatus.AUTHORISED;
            if (!hadSeats) {
                takeAgain(r);
            }
            r.status = ReservationStatus.PAYING;
            r.deadlineMs = 0;
            r.forgetAtMs = 0;
            happenings.payment(ReservationEventType.PAYMENT_AUTHORISED, r, hadSeats ? Happenings.NONE : Happenings.ALL);
        } else {
            r.paymentStatus = PaymentStatus.REFUND_DUE;
            keys.noteDecided(r, r.attempt, World.Decision.SEATS_GONE);
            boolean showCancelled = r.show.status == ShowStatus.CANCELLED;
            RefundReason reason = !withinLimit
                    ? RefundReason.LIMIT
                    : showCancelled ? RefundReason.SHOW_CANCELLED : RefundReason.SEATS_GONE;
            int refund = addRefund(r, r.attemptAmount, r.attempt, reason);
            happenings.refund(ReservationEventType.REFUND_DUE, r, refund);
        }
    }

    /** Whether a lapsed hold could have all its units again; lapsed holds of others on its area places give way. */
    private boolean canHaveSeatsAgain(World.Reservation r) {
        if (r.status != ReservationStatus.EXPIRED || !selling(r.show)) {
            return false;
        }
        for (World.Unit u : r.units) {
            if (u.unit >= 0 && !world.available(r.show, u.unit, u.block) || u.unit < 0 && !areaHasRoom(r, u.unit)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the customer may have all its units on top of what is still his; his holds that have lapsed give way. */
    private boolean withinCustomersLimit(World.Reservation r) {
        int perCustomer = r.show.rules.maxUnitsPerCustomer();
        if (!world.isVersion3() || perCustomer == 0 || r.customerId == 0) {
            return true;
        }
        for (World.Reservation other : world.reservations.values()) {
            boolean his = other.show == r.show && other.customerId == r.customerId;
            boolean tooMany = world.unitsOf(r.show, r.customerId) + r.units.size() > perCustomer;
            if (tooMany && his && other.lapsed(world.nowMs)) {
                holds.expire(other);
            }
        }
        return world.unitsOf(r.show, r.customerId) + r.units.size() <= perCustomer;
    }

    private boolean areaHasRoom(World.Reservation r, int unit) {
        int area = -(unit + 1);
        long needed = r.units.stream().filter(u -> u.unit == unit).count();
        for (World.Reservation other : world.reservations.values()) {
            boolean inTheWay = other.show == r.show && other.lapsed(world.nowMs) && other.hasNow(unit);
            if (world.areaFree(r.show, area) < needed && inTheWay) {
                holds.expire(other);
            }
        }
        return world.areaFree(r.show, area) >= needed;
    }

    private void takeAgain(World.Reservation r) {
        for (World.Unit u : r.units) {
            World.Reservation lapsed = u.unit >= 0 ? world.owner(r.show, u.unit) : null;
            if (lapsed != null) {
                holds.expire(lapsed);
            }
        }
        holds.takeOutOfBlocks(r);
    }

    void declined(DeclinedDecoder c) {
        World.Reservation r = attempted(c.reservationId(), c.attempt());
        if (c.reason() == DeclineReason.SBE_UNKNOWN || c.reason() == DeclineReason.NULL_VAL) {
            throw new Rejection(RejectReason.MALFORMED);
        }
        boolean latest = c.attempt() == r.attempt;
        if (latest && r.paymentStatus == PaymentStatus.STARTED) {
            if (r.lapsed(world.nowMs)) {
                holds.expire(r);
            }
            r.paymentStatus = PaymentStatus.DECLINED;
            keys.noteDeclined(r, c.attempt(), c.reason());
            if (r.status == ReservationStatus.PAYING) {
                r.status = ReservationStatus.HELD;
                if (world.isVersion3() && r.deadlineBeforePaymentMs > 0) {
                    long before = r.createdAtMs + r.deadlineBeforePaymentMs;
                    r.deadlineMs = world.capped(r, Math.max(before, world.nowMs + 120_000));
                }
            }
            world.touch(r);
            happenings.declined(r, c.reason());
        } else if (latest && r.paymentStatus != PaymentStatus.DECLINED) {
            throw new Rejection(RejectReason.WRONG_STATE);
        }
        answers.reservation(r);
    }

    void captured(CapturedDecoder c) {
        World.Reservation r = attempted(c.reservationId(), c.attempt());
        if (awaitsCapture(r, c.attempt())) {
            r.paymentStatus = PaymentStatus.CAPTURED;
            r.paidAmount = r.attemptAmount;
            happenings.payment(ReservationEventType.PAYMENT_CAPTURED, r, Happenings.NONE);
        } else if (c.attempt() != r.attempt || r.paymentStatus != PaymentStatus.CAPTURED) {
            throw new Rejection(RejectReason.WRONG_STATE);
        }
        answers.payment(r, c.attempt(), DeclineReason.UNSPECIFIED, false);
    }

    void captureFailed(CaptureFailedDecoder c) {
        World.Reservation r = attempted(c.reservationId(), c.attempt());
        if (awaitsCapture(r, c.attempt())) {
            giveUp(r);
        } else if (c.attempt() != r.attempt || r.paymentStatus != PaymentStatus.CAPTURE_FAILED) {
            throw new Rejection(RejectReason.WRONG_STATE);
        }
        answers.payment(r, c.attempt(), DeclineReason.UNSPECIFIED, false);
    }

    private static boolean awaitsCapture(World.Reservation r, int attempt) {
        boolean wasBooked = r.status == ReservationStatus.BOOKED || r.status == ReservationStatus.CANCELLED;
        return attempt == r.attempt && wasBooked && r.paymentStatus == PaymentStatus.AUTHORISED;
    }

    private void giveUp(World.Reservation r) {
        r.paymentStatus = PaymentStatus.CAPTURE_FAILED;
        r.status = ReservationStatus.CANCELLED;
        r.cancellations++;
        for (World.Unit u : r.units) {
            if (!u.cancelled) {
                u.cancelled = true;
                u.cancellation = r.cancellations;
            }
        }
        happenings.payment(ReservationEventType.CAPTURE_FAILED, r, u -> u.cancellation == r.cancellations);
        nothingGoesBack(r, r.attempt);
    }

    private void nothingGoesBack(World.Reservation r, int attempt) {
        for (World.Refund f : r.refunds) {
            if (f.status == RefundStatus.DUE && f.attempt == attempt) {
                f.status = RefundStatus.VOID;
                happenings.refund(ReservationEventType.REFUND_VOID, r, r.refunds.indexOf(f) + 1);
            }
        }
    }

    void refundDue(RefundDueDecoder c) {
        holds.owned(c.reservationId(), 0, c.organisationId());
        World.Reservation r = attempted(c.reservationId(), c.attempt());
        if (c.reason() == RefundReason.SBE_UNKNOWN
                || c.reason() == RefundReason.NULL_VAL
                || c.reason() == RefundReason.LIMIT) {
            throw new Rejection(RejectReason.MALFORMED);
        }
        boolean latest = c.attempt() == r.attempt;
        PaymentStatus status = latest ? r.paymentStatus : PaymentStatus.DECLINED;
        if (status == PaymentStatus.DECLINED || status == PaymentStatus.CAPTURE_FAILED) {
            if (c.amount() != r.attemptAmount) {
                throw new Rejection(RejectReason.UNKNOWN_PAYMENT);
            }
            refundUnexpected(r, c.attempt());
        } else if (status == PaymentStatus.CAPTURED && c.amount() > 0) {
            if (c.amount() > unspent(r)) {
                throw new Rejection(RejectReason.LIMIT_EXCEEDED, unspent(r));
            }
            if (r.refunds.size() >= MOST_REFUNDS) {
                throw new Rejection(RejectReason.LIMIT_EXCEEDED, MOST_REFUNDS);
            }
            int refund = addRefund(r, c.amount(), c.attempt(), c.reason());
            happenings.refund(ReservationEventType.REFUND_DUE, r, refund);
        } else {
            throw new Rejection(RejectReason.WRONG_STATE);
        }
        answers.reservation(r);
    }

    void refunded(RefundedDecoder c) {
        World.Reservation r = world.known(c.reservationId());
        if (r == null) {
            throw new Rejection(RejectReason.UNKNOWN_RESERVATION);
        }
        if (c.refund() < 1 || c.refund() > r.refunds.size()) {
            throw new Rejection(RejectReason.UNKNOWN_PAYMENT);
        }
        World.Refund f = r.refunds.get(c.refund() - 1);
        if (world.isVersion3()) {
            refundedOrVoided(r, f, c.voided() == BooleanType.TRUE);
            answers.reservation(r);
            return;
        }
        if (f.status == RefundStatus.VOID) {
            throw new Rejection(RejectReason.WRONG_STATE);
        }
        if (f.status == RefundStatus.DUE) {
            f.status = RefundStatus.REFUNDED;
            world.touch(r);
            happenings.refund(ReservationEventType.REFUNDED, r, c.refund());
        }
        answers.reservation(r);
    }

    /** What was voided was never paid; what is captured cannot be voided, and what is authorised is not paid yet. */
    private void refundedOrVoided(World.Reservation r, World.Refund f, boolean voided) {
        boolean ofLast = f.attempt == r.attempt;
        boolean captured = ofLast && r.paymentStatus == PaymentStatus.CAPTURED;
        boolean authorised = ofLast && r.paymentStatus == PaymentStatus.AUTHORISED;
        boolean nothingLeft = r.status == ReservationStatus.CANCELLED;
        switch (f.status) {
            case VOID -> {
                if (!voided) {
                    throw new Rejection(RejectReason.WRONG_STATE);
                }
            }
            case DUE -> {
                if (voided && captured || authorised && !(voided && nothingLeft)) {
                    throw new Rejection(RejectReason.WRONG_STATE);
                }
                if (ofLast && (authorised || r.paymentStatus == PaymentStatus.REFUND_DUE)) {
                    r.paymentStatus = voided ? PaymentStatus.VOIDED : PaymentStatus.REFUNDED;
                }
                if (voided) {
                    nothingGoesBack(r, f.attempt);
                } else {
                    f.status = RefundStatus.REFUNDED;
                    happenings.refund(ReservationEventType.REFUNDED, r, r.refunds.indexOf(f) + 1);
                }
                world.touch(r);
            }
            default -> {}
        }
    }

    private void refundUnexpected(World.Reservation r, int attempt) {
        if (!refundedAsUnexpected(r, attempt)) {
            int refund = addRefund(r, r.attemptAmount, attempt, RefundReason.UNEXPECTED_APPROVAL);
            happenings.refund(ReservationEventType.REFUND_DUE, r, refund);
        }
    }

    private static boolean refundedAsUnexpected(World.Reservation r, int attempt) {
        return r.refunds.stream().anyMatch(f -> f.attempt == attempt && f.reason == RefundReason.UNEXPECTED_APPROVAL);
    }

    /** What was paid with the last attempt and is not going back yet. */
    long unspent(World.Reservation r) {
        return r.attemptAmount
                - r.refunds.stream()
                        .filter(f -> f.attempt == r.attempt && f.status != RefundStatus.VOID)
                        .mapToLong(f -> f.amount)
                        .sum();
    }

    /** Returns the refund's number. */
    int addRefund(World.Reservation r, long amount, int attempt, RefundReason reason) {
        World.Refund f = new World.Refund();
        f.amount = amount;
        f.attempt = attempt;
        f.reason = reason;
        r.refunds.add(f);
        world.touch(r);
        return r.refunds.size();
    }

    private World.Reservation attempted(long reservationId, int attempt) {
        World.Reservation r = world.known(reservationId);
        if (r == null) {
            throw new Rejection(RejectReason.UNKNOWN_RESERVATION);
        }
        if (attempt < 1 || attempt > r.attempt) {
            throw new Rejection(RejectReason.UNKNOWN_PAYMENT);
        }
        return r;
    }
}
