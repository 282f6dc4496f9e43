package io.boxoffice.engine.state.naive;

import io.boxoffice.engine.state.StateMachine;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.ReservationEventEncoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.SeatMapDefinedEncoder;
import io.boxoffice.protocol.sbe.SeatMapForgottenEncoder;
import io.boxoffice.protocol.sbe.SeatsBlockedEncoder;
import io.boxoffice.protocol.sbe.ShowEventEncoder;
import io.boxoffice.protocol.sbe.ShowEventType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes events, each into a buffer of its own. */
final class Happenings {
    static final Predicate<World.Unit> ALL = u -> !u.cancelled;
    static final Predicate<World.Unit> NONE = u -> false;
    private static final int RANGES_PER_EVENT = 100;

    /** What a step is about, beside its reservation. */
    private record About(long amount, int attempt, int refund, DeclineReason declined, RefundReason refunded) {
        static final About NOTHING = new About(0, 0, 0, DeclineReason.UNSPECIFIED, RefundReason.UNSPECIFIED);
    }

    private StateMachine.Output output;

    void to(StateMachine.Output newOutput) {
        output = newOutput;
    }

    void step(ReservationEventType step, World.Reservation r, Predicate<World.Unit> which) {
        send(step, r, which, About.NOTHING);
    }

    /** A step of the last payment attempt. */
    void payment(ReservationEventType step, World.Reservation r, Predicate<World.Unit> which) {
        send(
                step,
                r,
                which,
                new About(r.attemptAmount, r.attempt, 0, DeclineReason.UNSPECIFIED, RefundReason.UNSPECIFIED));
    }

    void declined(World.Reservation r, DeclineReason reason) {
        About about = new About(r.attemptAmount, r.attempt, 0, reason, RefundReason.UNSPECIFIED);
        send(ReservationEventType.PAYMENT_DECLINED, r, NONE, about);
    }

    void refund(ReservationEventType step, World.Reservation r, int number) {
        World.Refund f = r.refunds.get(number - 1);
        send(step, r, NONE, new About(f.amount, f.attempt, number, DeclineReason.UNSPECIFIED, f.reason));
    }

    void cancelled(World.Reservation r, int cancellation, int refund, long refundAmount) {
        About about = new About(refundAmount, 0, refund, DeclineReason.UNSPECIFIED, RefundReason.UNSPECIFIED);
        send(ReservationEventType.TICKETS_CANCELLED, r, u -> u.cancellation == cancellation, about);
    }

    /** A step of one ticket; a scan where there was one, or null. */
    void ticket(
            ReservationEventType step,
            World.Reservation r,
            World.Unit unit,
            long deviceId,
            int gate,
            long scannedAtMs) {
        send(step, r, u -> u == unit, About.NOTHING, e -> e.deviceId(deviceId)
                .gate(gate)
                .scannedAtMs(scannedAtMs));
    }

    void assigned(World.Reservation r, long previousCustomerId) {
        send(ReservationEventType.ASSIGNED, r, NONE, About.NOTHING, e -> e.previousCustomerId(previousCustomerId));
    }

    private void send(ReservationEventType step, World.Reservation r, Predicate<World.Unit> which, About about) {
        send(step, r, which, about, e -> {});
    }

    private void send(
            ReservationEventType step,
            World.Reservation r,
            Predicate<World.Unit> which,
            About about,
            Consumer<ReservationEventEncoder> more) {
        UnsafeBuffer buffer = Answers.buffer();
        ReservationEventEncoder e =
                new ReservationEventEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        e.reservationId(r.id).showId(r.show.showId).customerId(r.customerId).createdAtMs(r.createdAtMs);
        e.deadlineMs(r.deadlineMs).reference(r.reference).amount(r.amount()).paidAmount(r.paidAmount);
        e.refundDueAmount(r.refunds(RefundStatus.DUE)).refundedAmount(r.refunds(RefundStatus.REFUNDED));
        e.stepAmount(about.amount).attempt(about.attempt).refund(about.refund);
        e.currency(r.show.currency).step(step).status(r.status).paymentStatus(r.paymentStatus);
        e.declineReason(about.declined).refundReason(about.refunded);
        e.quotedAmount(r.quotedAmount()).credentialNumber(r.credentialNumber).unitCount(r.units.size());
        more.accept(e);
        List<World.Unit> moved = r.units.stream().filter(which).toList();
        ReservationEventEncoder.UnitsEncoder group = e.unitsCount(moved.size());
        moved.forEach(u -> {
            group.next().unit(u.unit).price(u.price).ordinal(r.units.indexOf(u));
            group.ticketType((short) u.ticketType).generation((short) u.generation);
        });
        output.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }

    void show(ShowEventType step, World.Show show) {
        UnsafeBuffer buffer = Answers.buffer();
        World.ShowRules rules = show.rules;
        ShowEventEncoder e = new ShowEventEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        e.showId(show.showId).seatMapId(show.seatMapId).eventId(rules.eventId()).venueId(rules.venueId());
        e.organizerId(rules.organizerId()).startsAtMs(rules.startsAtMs()).endsAtMs(rules.endsAtMs());
        e.onSaleFromMs(rules.onSaleFromMs()).onSaleUntilMs(rules.onSaleUntilMs());
        e.cancelUntilMs(rules.cancelUntilMs()).holdTtlMs(rules.holdTtlMs());
        e.maxUnitsPerHold(rules.maxUnitsPerHold()).maxUnitsPerCustomer(rules.maxUnitsPerCustomer());
        e.priceVersion(show.priceVersion).currency(show.currency).step(step).status(show.status);
        e.strandedSeatRule(rules.strandedSeatRule() ? BooleanType.TRUE : BooleanType.FALSE);
        e.checkInFromMs(show.checkInFromMs).checkInUntilMs(show.checkInUntilMs).latestEndMs(show.latestEndMs);
        output.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }

    void seatMapDefined(long seatMapId, World.StoredMap stored) {
        UnsafeBuffer buffer = Answers.buffer();
        SeatMapDefinedEncoder e = new SeatMapDefinedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        e.seatMapId(seatMapId).hallId(stored.hallId()).crc32c(stored.crc32c());
        e.seats(stored.map().seatCount()).areas(stored.map().areaCount());
        output.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }

    void seatMapForgotten(long seatMapId, World.StoredMap stored) {
        UnsafeBuffer buffer = Answers.buffer();
        SeatMapForgottenEncoder e =
                new SeatMapForgottenEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        e.seatMapId(seatMapId).hallId(stored.hallId());
        output.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }

    /** Reason codes now, of the seats whose blocking changed. */
    void seatsBlocked(World.Show show, SortedMap<Integer, Integer> changed) {
        List<int[]> ranges = new ArrayList<>();
        changed.forEach((seat, reason) -> {
            int[] last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && last[1] == seat - 1 && last[2] == reason) {
                last[1] = seat;
            } else {
                ranges.add(new int[] {seat, seat, reason});
            }
        });
        for (int from = 0; from < ranges.size(); from += RANGES_PER_EVENT) {
            List<int[]> some = ranges.subList(from, Math.min(ranges.size(), from + RANGES_PER_EVENT));
            UnsafeBuffer buffer = Answers.buffer();
            SeatsBlockedEncoder e = new SeatsBlockedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
            SeatsBlockedEncoder.RangesEncoder group = e.showId(show.showId).rangesCount(some.size());
            some.forEach(r -> group.next().firstSeat(r[0]).lastSeat(r[1]).reason((short) r[2]));
            output.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
        }
    }
}
