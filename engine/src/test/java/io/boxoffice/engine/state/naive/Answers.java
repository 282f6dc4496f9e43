package io.boxoffice.engine.state.naive;

import io.boxoffice.engine.state.StateMachine;
import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.sbe.AcceptedEncoder;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CancelReplyEncoder;
import io.boxoffice.protocol.sbe.CheckInOutcome;
import io.boxoffice.protocol.sbe.CheckInReplyEncoder;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.FoundReservationsEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.PaymentReplyEncoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.RejectedEncoder;
import io.boxoffice.protocol.sbe.ReservationReplyEncoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes replies, each into a buffer of its own. */
final class Answers {
    private final World world;
    private StateMachine.Output output;

    Answers(World world) {
        this.world = world;
    }

    void to(StateMachine.Output newOutput) {
        output = newOutput;
    }

    void reject(Rejection rejection) {
        UnsafeBuffer buffer = buffer();
        RejectedEncoder e = new RejectedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        e.detail(rejection.detail).reason(rejection.reason).gate(rejection.gate);
        RejectedEncoder.ConflictsEncoder group = e.conflictsCount(rejection.conflicts.size());
        rejection.conflicts.forEach(unit -> group.next().unit(unit));
        send(buffer, e.encodedLength());
    }

    void accept(long version) {
        UnsafeBuffer buffer = buffer();
        AcceptedEncoder e = new AcceptedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        e.sequence(world.sequence).version(version);
        send(buffer, e.encodedLength());
    }

    void reservation(World.Reservation r) {
        UnsafeBuffer buffer = buffer();
        ReservationReplyEncoder e = begin(buffer, r);
        e.sequence(world.sequence).timeMs(world.nowMs).duplicate(BooleanType.FALSE);
        e.deadlineMs(r.deadlineMs).reference(r.reference).amount(r.amount()).paidAmount(r.paidAmount);
        e.refundDueAmount(r.refunds(RefundStatus.DUE)).refundedAmount(r.refunds(RefundStatus.REFUNDED));
        e.attempt(r.attempt).refunds(r.refunds.size()).status(r.status).paymentStatus(r.paymentStatus);
        ReservationReplyEncoder.UnitsEncoder group = e.unitsCount(r.units.size());
        r.units.forEach(u -> add(group.next(), u).flags((short) u.flags()));
        send(buffer, e.encodedLength());
    }

    /** What a command that may leave a key is answered first. */
    void reservationFirst(World.Reservation r, World.Key key) {
        if (key != null && world.limits.behaviourVersion() >= 3) {
            asFirstAnswered(key, BooleanType.FALSE);
        } else {
            reservation(r);
        }
    }

    /** What the command that brought the key was answered: the reservation was HELD then, or booked at once, whatever it is now. */
    void reservationAsFirstAnswered(World.Key key) {
        asFirstAnswered(key, BooleanType.TRUE);
    }

    private void asFirstAnswered(World.Key key, BooleanType again) {
        World.Reservation r = key.reservation;
        boolean wasBooking = key.outcome != 0;
        UnsafeBuffer buffer = buffer();
        ReservationReplyEncoder e = begin(buffer, r);
        e.sequence(key.sequence).timeMs(key.timeMs).duplicate(again);
        e.deadlineMs(key.deadlineMs).reference(wasBooking ? r.reference : 0);
        e.credentialNumber(wasBooking ? r.credentialNumber : 0);
        e.amount(wasBooking ? r.units.stream().mapToLong(u -> u.price).sum() : r.quotedAmount());
        e.paidAmount(0).refundDueAmount(0).refundedAmount(0).refunds(0);
        e.attempt(key.number).status(key.outcome == 2 ? ReservationStatus.BOOKED : ReservationStatus.HELD);
        e.paymentStatus(key.number > 0 ? PaymentStatus.DECLINED : PaymentStatus.NONE);
        ReservationReplyEncoder.UnitsEncoder group = e.unitsCount(r.units.size());
        r.units.forEach(u -> add(group.next(), u)
                .price(wasBooking ? u.price : u.listPrice)
                .flags((short) 0)
                .generation((short) 0));
        send(buffer, e.encodedLength());
    }

    private static ReservationReplyEncoder begin(UnsafeBuffer buffer, World.Reservation r) {
        ReservationReplyEncoder e =
                new ReservationReplyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        e.reservationId(r.id).showId(r.show.showId).customerId(r.customerId);
        e.quotedAmount(r.quotedAmount()).credentialNumber(r.credentialNumber).unitCount(r.units.size());
        return e.createdAtMs(r.createdAtMs).currency(r.show.currency);
    }

    private static ReservationReplyEncoder.UnitsEncoder add(ReservationReplyEncoder.UnitsEncoder to, World.Unit u) {
        return to.unit(u.unit).price(u.price).ticketType((short) u.ticketType).generation((short) u.generation);
    }

    void payment(World.Reservation r, int attempt, DeclineReason reason, boolean duplicate) {
        UnsafeBuffer buffer = buffer();
        PaymentReplyEncoder e = new PaymentReplyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        e.reservationId(r.id).showId(r.show.showId).customerId(r.customerId);
        e.sequence(world.sequence).timeMs(world.nowMs).amount(r.attemptAmount).deadlineMs(r.deadlineMs);
        e.attempt(attempt).currency(r.show.currency);
        e.paymentStatus(attempt == r.attempt ? r.paymentStatus : PaymentStatus.DECLINED);
        e.reservationStatus(r.status).declineReason(reason);
        e.duplicate(duplicate ? BooleanType.TRUE : BooleanType.FALSE);
        send(buffer, e.encodedLength());
    }

    /** A payment that is begun again: what came of it first, from version 3 on. */
    void paymentAgain(World.Key key) {
        World.Reservation r = key.reservation;
        DeclineReason reason = DeclineReason.get((short) key.outcome);
        if (world.limits.behaviourVersion() < 3) {
            payment(r, key.number, reason, true);
            return;
        }
        PaymentStatus now = key.number == r.attempt ? r.paymentStatus : PaymentStatus.DECLINED;
        UnsafeBuffer buffer = buffer();
        PaymentReplyEncoder e = new PaymentReplyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        e.reservationId(r.id).showId(r.show.showId).customerId(r.customerId);
        e.sequence(key.sequence).timeMs(key.timeMs).amount(r.attemptAmount).deadlineMs(key.deadlineMs);
        e.attempt(key.number).currency(r.show.currency).declineReason(reason).duplicate(BooleanType.TRUE);
        e.paymentStatus(
                switch (key.decision) {
                    case NONE -> now;
                    case DECLINED -> PaymentStatus.DECLINED;
                    case BOOKED -> PaymentStatus.AUTHORISED;
                    case SEATS_GONE -> PaymentStatus.REFUND_DUE;
                });
        e.reservationStatus(
                switch (key.decision) {
                    case NONE -> r.status;
                    case DECLINED -> ReservationStatus.HELD;
                    case BOOKED -> ReservationStatus.BOOKED;
                    case SEATS_GONE -> ReservationStatus.EXPIRED;
                });
        send(buffer, e.encodedLength());
    }

    /** The answer to a cancellation of tickets, by its number; the same when it is asked for again later. */
    void cancellation(World.Reservation r, int cancellation, int refund, long sequence, long timeMs, boolean again) {
        List<World.Unit> given =
                r.units.stream().filter(u -> u.cancellation == cancellation).toList();
        boolean allGone = r.units.stream().allMatch(u -> u.cancelled && u.cancellation <= cancellation);
        UnsafeBuffer buffer = buffer();
        CancelReplyEncoder e = new CancelReplyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        e.reservationId(r.id).showId(r.show.showId).customerId(r.customerId).sequence(sequence);
        e.timeMs(timeMs).refund(refund).currency(r.show.currency);
        e.refundAmount(refund == 0 ? 0 : r.refunds.get(refund - 1).amount);
        e.refundStatus(refund == 0 ? RefundStatus.VOID : RefundStatus.DUE);
        e.reservationStatus(allGone ? ReservationStatus.CANCELLED : ReservationStatus.BOOKED);
        e.duplicate(again ? BooleanType.TRUE : BooleanType.FALSE);
        CancelReplyEncoder.UnitsEncoder group = e.unitsCount(given.size());
        given.forEach(u -> group.next().unit(u.unit).price(u.price).ordinal(r.units.indexOf(u)));
        send(buffer, e.encodedLength());
    }

    /** What became of a ticket; the scan that it is about, or null. */
    void ticket(World.Reservation r, World.Unit unit, CheckInOutcome outcome, int generation, World.Scan scan) {
        ticket(r, unit, outcome, generation, scan, world.sequence, false);
    }

    void ticket(
            World.Reservation r,
            World.Unit unit,
            CheckInOutcome outcome,
            int generation,
            World.Scan scan,
            long sequence,
            boolean duplicate) {
        UnsafeBuffer buffer = buffer();
        CheckInReplyEncoder e = new CheckInReplyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        e.reservationId(r.id).showId(r.show.showId).customerId(r.customerId).sequence(sequence);
        e.unit(unit.unit).ordinal(r.units.indexOf(unit)).outcome(outcome).generation((short) generation);
        e.duplicate(duplicate ? BooleanType.TRUE : BooleanType.FALSE);
        if (scan != null) {
            e.checkedInAtMs(scan.atMs).deviceId(scan.deviceId).gate(scan.gate);
        }
        send(buffer, e.encodedLength());
    }

    /** Reservations in their order. */
    void found(List<World.Reservation> found, boolean more) {
        UnsafeBuffer buffer = buffer();
        FoundReservationsEncoder e =
                new FoundReservationsEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        e.more(more ? BooleanType.TRUE : BooleanType.FALSE);
        FoundReservationsEncoder.ReservationsEncoder group = e.reservationsCount(found.size());
        found.forEach(r -> group.next()
                .reservationId(r.id)
                .createdAtMs(r.createdAtMs)
                .deadlineMs(r.deadlineMs)
                .reference(r.reference)
                .amount(r.amount())
                .unitCount(r.units.size())
                .attempt(r.attempt)
                .status(r.status)
                .paymentStatus(r.paymentStatus));
        send(buffer, e.encodedLength());
    }

    void send(UnsafeBuffer buffer, int encodedLength) {
        output.onReply(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
    }

    static UnsafeBuffer buffer() {
        return new UnsafeBuffer(new byte[Slot.SIZE_BYTES]);
    }
}
