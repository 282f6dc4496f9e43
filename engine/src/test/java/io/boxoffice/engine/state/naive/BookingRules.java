package io.boxoffice.engine.state.naive;

import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CancelBookingDecoder;
import io.boxoffice.protocol.sbe.ConfirmDecoder;
import io.boxoffice.protocol.sbe.CreateBookingDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From hold to booking, and cancelling tickets. */
final class BookingRules {
    private final World world;
    private final Keys keys;
    private final HoldRules holds;
    private final PaymentRules payments;
    private final Answers answers;
    private final Happenings happenings;

    BookingRules(
            World world, Keys keys, HoldRules holds, PaymentRules payments, Answers answers, Happenings happenings) {
        this.world = world;
        this.keys = keys;
        this.holds = holds;
        this.payments = payments;
        this.answers = answers;
        this.happenings = happenings;
    }

    void create(CreateBookingDecoder c) {
        World.Key seen = keys.seen(World.KeyKind.BOOKING, c.keyHi(), c.keyLo(), c.bodyHash());
        if (seen != null) {
            answers.reservationAsFirstAnswered(seen);
            return;
        }
        World.Reservation r = holds.owned(c.reservationId(), c.customerId(), c.organisationId());
        if (r.reference != 0) {
            createAgain(c, r);
            return;
        }
        if (c.reference() <= 0) {
            throw new Rejection(RejectReason.MALFORMED);
        }
        holds.requireStanding(r);
        keys.requireRoom(r, c.keyHi(), c.keyLo());
        boolean newRules = world.limits.behaviourVersion() >= 3;
        Map<Integer, Long> prices = newRules ? finalPrices(c, r) : Map.of();
        prices.forEach((ordinal, price) -> r.units.get(ordinal).price = price);
        r.reference = c.reference();
        boolean numbered = newRules && c.credentialNumber() != 0xFFFF_FFFFL;
        r.credentialNumber = numbered ? c.credentialNumber() : 0;
        happenings.step(ReservationEventType.BOOKING_CREATED, r, prices.isEmpty() ? Happenings.NONE : Happenings.ALL);
        boolean atOnce = newRules && c.confirmIfFree() == BooleanType.TRUE && r.amount() == 0;
        if (atOnce) {
            book(r);
        }
        keys.remember(r, World.KeyKind.BOOKING, c.keyHi(), c.keyLo(), c.bodyHash(), 0, atOnce ? 2 : 1);
        answers.reservation(r);
    }

    /** There is a booking already: the key is kept, and answered as the one that made it. */
    private void createAgain(CreateBookingDecoder c, World.Reservation r) {
        World.Key first = keys.first(r, World.KeyKind.BOOKING);
        if (world.limits.behaviourVersion() >= 3) {
            keys.requireRoom(r, c.keyHi(), c.keyLo());
            World.Key further = keys.remember(r, World.KeyKind.BOOKING, c.keyHi(), c.keyLo(), c.bodyHash(), 0, 1);
            if (first == null && further != null) {
                boolean wasFree = r.attempt == 0
                        && (r.status == ReservationStatus.BOOKED || r.status == ReservationStatus.CANCELLED);
                further.outcome = wasFree ? 2 : 1;
                further.deadlineMs = wasFree ? 0 : r.deadlineMs;
                first = further;
            } else if (further != null) {
                further.outcome = first.outcome;
                further.sequence = first.sequence;
                further.timeMs = first.timeMs;
                further.deadlineMs = first.deadlineMs;
            }
        }
        if (first == null) {
            answers.reservation(r);
        } else {
            answers.reservationAsFirstAnswered(first);
        }
    }

    /** By ordinal; each between nothing and what the hold showed. */
    private static Map<Integer, Long> finalPrices(CreateBookingDecoder c, World.Reservation r) {
        Map<Integer, Long> prices = new HashMap<>();
        c.finalPrices().forEach(p -> {
            boolean known = p.ordinal() < r.units.size();
            if (!known || p.price() < 0 || prices.put(p.ordinal(), p.price()) != null) {
                throw new Rejection(RejectReason.MALFORMED);
            }
            if (p.price() > r.units.get(p.ordinal()).listPrice) {
                throw new Rejection(RejectReason.PRICE_CHANGED, r.quotedAmount());
            }
        });
        return prices;
    }

    void confirm(ConfirmDecoder c) {
        World.Reservation r = holds.owned(c.reservationId(), c.customerId(), c.organisationId());
        if (r.status == ReservationStatus.BOOKED) {
            answers.reservation(r);
            return;
        }
        boolean paid = r.status == ReservationStatus.PAYING && r.paymentStatus == PaymentStatus.AUTHORISED;
        if (!paid) {
            holds.requireStanding(r);
            if (r.amount() != 0 || r.reference == 0) {
                throw new Rejection(RejectReason.WRONG_STATE);
            }
        }
        book(r);
        answers.reservation(r);
    }

    private void book(World.Reservation r) {
        keys.noteDecided(r, r.attempt, World.Decision.BOOKED);
        r.status = ReservationStatus.BOOKED;
        r.deadlineMs = 0;
        happenings.payment(ReservationEventType.BOOKING_CONFIRMED, r, Happenings.ALL);
    }

    void cancel(CancelBookingDecoder c) {
        World.Key seen = keys.seen(World.KeyKind.CANCEL, c.keyHi(), c.keyLo(), c.bodyHash());
        if (seen != null) {
            answers.cancellation(seen.reservation, seen.number, seen.outcome, seen.sequence, seen.timeMs, true);
            return;
        }
        World.Reservation r = holds.owned(c.reservationId(), c.customerId(), c.organisationId());
        if (r.status != ReservationStatus.BOOKED) {
            throw new Rejection(RejectReason.WRONG_STATE);
        }
        if (c.customerId() != 0 && world.nowMs >= r.show.rules.cancelUntilMs()) {
            throw new Rejection(RejectReason.TOO_LATE);
        }
        keys.requireRoom(r, c.keyHi(), c.keyLo());
        List<Integer> ordinals = new ArrayList<>();
        c.tickets().forEach(t -> ordinals.add(t.ordinal()));
        List<World.Unit> given = ordinals.isEmpty() ? all(r) : named(r, ordinals);
        RefundReason reason = c.customerId() != 0 ? RefundReason.CUSTOMER_CANCELLED : RefundReason.STAFF;
        int refund = giveBack(r, given, reason);
        int cancellation = r.cancellations;
        keys.remember(r, World.KeyKind.CANCEL, c.keyHi(), c.keyLo(), c.bodyHash(), cancellation, refund);
        answers.cancellation(r, cancellation, refund, world.sequence, world.nowMs, false);
    }

    private static List<World.Unit> all(World.Reservation r) {
        List<World.Unit> left = r.units.stream().filter(u -> !u.cancelled).toList();
        left.stream().filter(u -> u.checkedIn).findFirst().ifPresent(u -> {
            throw Rejection.checkedIn(u);
        });
        return left;
    }

    private static List<World.Unit> named(World.Reservation r, List<Integer> ordinals) {
        List<World.Unit> given = new ArrayList<>();
        for (int ordinal : ordinals) {
            if (ordinal >= r.units.size()) {
                throw new Rejection(RejectReason.UNKNOWN_TICKET);
            }
            World.Unit unit = r.units.get(ordinal);
            if (unit.cancelled) {
                throw new Rejection(RejectReason.TICKET_CANCELLED);
            }
            if (unit.checkedIn) {
                throw Rejection.checkedIn(unit);
            }
            if (given.contains(unit)) {
                throw new Rejection(RejectReason.DUPLICATE_UNIT);
            }
            given.add(unit);
        }
        return given;
    }

    /** Gives tickets of a booking back, and marks what was paid for them as due. Returns the refund's number, or 0. */
    private int giveBack(World.Reservation r, List<World.Unit> given, RefundReason reason) {
        long price = given.stream().mapToLong(u -> u.price).sum();
        long refundable = Math.min(price, payments.unspent(r));
        r.cancellations++;
        given.forEach(u -> {
            u.cancelled = true;
            u.cancellation = r.cancellations;
        });
        if (r.units.stream().allMatch(u -> u.cancelled)) {
            r.status = ReservationStatus.CANCELLED;
        }
        int refund = refundable == 0 ? 0 : payments.addRefund(r, refundable, r.attempt, reason);
        happenings.cancelled(r, r.cancellations, refund, refundable);
        if (refund != 0) {
            happenings.refund(ReservationEventType.REFUND_DUE, r, refund);
        }
        return refund;
    }

    void cancelWithShow(World.Reservation r) {
        if (r.status == ReservationStatus.BOOKED) {
            List<World.Unit> left = r.units.stream().filter(u -> !u.cancelled).toList();
            giveBack(r, left, RefundReason.SHOW_CANCELLED);
            return;
        }
        holds.release(r);
        if (r.paymentStatus == PaymentStatus.AUTHORISED) {
            r.paymentStatus = PaymentStatus.REFUND_DUE;
            keys.noteDecided(r, r.attempt, World.Decision.SEATS_GONE);
            int refund = payments.addRefund(r, r.attemptAmount, r.attempt, RefundReason.SHOW_CANCELLED);
            happenings.refund(ReservationEventType.REFUND_DUE, r, refund);
        }
    }
}
