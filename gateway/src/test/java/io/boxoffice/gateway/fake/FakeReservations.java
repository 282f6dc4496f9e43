package io.boxoffice.gateway.fake;

import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.sbe.AuthorisedDecoder;
import io.boxoffice.protocol.sbe.BeginPaymentDecoder;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CancelBookingDecoder;
import io.boxoffice.protocol.sbe.CancelReplyEncoder;
import io.boxoffice.protocol.sbe.CheckInDecoder;
import io.boxoffice.protocol.sbe.CheckInOutcome;
import io.boxoffice.protocol.sbe.CheckInReplyEncoder;
import io.boxoffice.protocol.sbe.ConfirmDecoder;
import io.boxoffice.protocol.sbe.CreateBookingDecoder;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.DeclinedDecoder;
import io.boxoffice.protocol.sbe.ExtendHoldDecoder;
import io.boxoffice.protocol.sbe.FindReservationsDecoder;
import io.boxoffice.protocol.sbe.FoundReservationsEncoder;
import io.boxoffice.protocol.sbe.GetPaymentDecoder;
import io.boxoffice.protocol.sbe.GetReservationDecoder;
import io.boxoffice.protocol.sbe.LookAtTicketDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.PaymentReplyEncoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.ReissueTicketDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReleaseHoldDecoder;
import io.boxoffice.protocol.sbe.ReservationReplyEncoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.sbe.UndoCheckInDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Reservations of the fake core. For its thread. */
final class FakeReservations {
    private static final class Record {
        long id;
        FakeShow show;
        long customerId;
        long reference;
        long number;
        long createdAtMs;
        long deadlineMs;
        int extensions;
        int attempt;
        long attemptAmount;
        /** Of attempts that had a key, as the core keeps them. */
        final Map<Integer, DeclineReason> declined = new HashMap<>();

        ReservationStatus status = ReservationStatus.HELD;
        PaymentStatus paymentStatus = PaymentStatus.NONE;
        final List<FakeUnit> units = new ArrayList<>();

        long amount() {
            return units.stream()
                    .filter(u -> !u.cancelled)
                    .mapToLong(u -> u.price)
                    .sum();
        }
    }

    /** What a key was used for. */
    private record Used(long bodyHash, Record record) {}

    private final FakeCore core;
    private final FakeShows shows;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final Map<Long, Record> records = new HashMap<>();
    private final Map<String, Used> keys = new HashMap<>();
    private long nextId = 1;

    FakeReservations(FakeCore core, FakeShows shows) {
        this.core = core;
        this.shows = shows;
    }

    int apply(DirectBuffer m, MessageHeaderDecoder h, MutableDirectBuffer out) {
        return switch (h.templateId()) {
            case PlaceHoldDecoder.TEMPLATE_ID -> place(new PlaceHoldDecoder().wrapAndApplyHeader(m, 0, h), out);
            case ExtendHoldDecoder.TEMPLATE_ID -> extend(new ExtendHoldDecoder().wrapAndApplyHeader(m, 0, h), out);
            case ReleaseHoldDecoder.TEMPLATE_ID -> release(new ReleaseHoldDecoder().wrapAndApplyHeader(m, 0, h), out);
            case CreateBookingDecoder.TEMPLATE_ID -> book(new CreateBookingDecoder().wrapAndApplyHeader(m, 0, h), out);
            case BeginPaymentDecoder.TEMPLATE_ID -> begin(new BeginPaymentDecoder().wrapAndApplyHeader(m, 0, h), out);
            case AuthorisedDecoder.TEMPLATE_ID -> {
                Record r = known(
                        new AuthorisedDecoder().wrapAndApplyHeader(m, 0, h).reservationId(), 0);
                r.paymentStatus = PaymentStatus.AUTHORISED;
                yield reply(r, false, out);
            }
            case DeclinedDecoder.TEMPLATE_ID -> {
                DeclinedDecoder c = new DeclinedDecoder().wrapAndApplyHeader(m, 0, h);
                Record r = known(c.reservationId(), 0);
                r.declined.computeIfPresent(c.attempt(), (attempt, none) -> c.reason());
                r.paymentStatus = PaymentStatus.DECLINED;
                r.status = ReservationStatus.HELD;
                yield reply(r, false, out);
            }
            case ConfirmDecoder.TEMPLATE_ID -> confirm(new ConfirmDecoder().wrapAndApplyHeader(m, 0, h), out);
            case CancelBookingDecoder.TEMPLATE_ID ->
                cancel(new CancelBookingDecoder().wrapAndApplyHeader(m, 0, h), out);
            case UndoCheckInDecoder.TEMPLATE_ID -> undo(new UndoCheckInDecoder().wrapAndApplyHeader(m, 0, h), out);
            case LookAtTicketDecoder.TEMPLATE_ID -> look(new LookAtTicketDecoder().wrapAndApplyHeader(m, 0, h), out);
            case ReissueTicketDecoder.TEMPLATE_ID ->
                reissue(new ReissueTicketDecoder().wrapAndApplyHeader(m, 0, h), out);
            case FindReservationsDecoder.TEMPLATE_ID ->
                find(new FindReservationsDecoder().wrapAndApplyHeader(m, 0, h), out);
            case CheckInDecoder.TEMPLATE_ID -> checkIn(new CheckInDecoder().wrapAndApplyHeader(m, 0, h), out);
            case GetReservationDecoder.TEMPLATE_ID -> {
                GetReservationDecoder get = new GetReservationDecoder().wrapAndApplyHeader(m, 0, h);
                Record r = known(get.reservationId(), get.customerId());
                if (get.organisationId() != 0 && get.organisationId() != r.show.definition.organizerId()) {
                    throw new FakeCore.Refusal(RejectReason.UNKNOWN_RESERVATION, 0);
                }
                yield reply(r, false, out);
            }
            case GetPaymentDecoder.TEMPLATE_ID -> {
                GetPaymentDecoder get = new GetPaymentDecoder().wrapAndApplyHeader(m, 0, h);
                Record r = known(get.reservationId(), get.customerId());
                if (get.attempt() < 1 || get.attempt() > r.attempt) {
                    throw new FakeCore.Refusal(RejectReason.UNKNOWN_PAYMENT, 0);
                }
                yield payment(r, get.attempt(), false, out);
            }
            default -> throw new FakeCore.Refusal(RejectReason.MALFORMED, 0);
        };
    }

    private Record used(long keyHi, long keyLo, long bodyHash) {
        Used used = keyHi == 0 && keyLo == 0 ? null : keys.get(keyHi + "," + keyLo);
        if (used != null && used.bodyHash != bodyHash) {
            throw new FakeCore.Refusal(RejectReason.KEY_REUSED, 0);
        }
        return used == null ? null : used.record;
    }

    private void use(long keyHi, long keyLo, long bodyHash, Record record) {
        core.nextSequence();
        if (keyHi != 0 || keyLo != 0) {
            keys.put(keyHi + "," + keyLo, new Used(bodyHash, record));
        }
    }

    private int place(PlaceHoldDecoder c, MutableDirectBuffer out) {
        Record before = used(c.keyHi(), c.keyLo(), c.bodyHash());
        if (before != null) {
            return reply(before, true, out);
        }
        FakeShow show = shows.show(c.showId());
        if (show == null) {
            throw new FakeCore.Refusal(RejectReason.UNKNOWN_SHOW, 0);
        }
        boolean inTime =
                core.nowMs() >= show.definition.onSaleFromMs() && core.nowMs() < show.definition.onSaleUntilMs();
        if (show.definition.status() != ShowStatus.OPEN || !inTime) {
            throw new FakeCore.Refusal(RejectReason.SHOW_NOT_ON_SALE, 0);
        }
        List<FakeUnit> units = FakeUnit.of(c, show);
        int max = show.definition.maxUnitsPerHold();
        if (units.size() > max) {
            throw new FakeCore.Refusal(RejectReason.LIMIT_EXCEEDED, max);
        }
        Record r = new Record();
        r.units.addAll(units);
        if (c.expectedAmount() >= 0 && c.expectedAmount() != r.amount()) {
            throw new FakeCore.Refusal(RejectReason.PRICE_CHANGED, r.amount());
        }
        use(c.keyHi(), c.keyLo(), c.bodyHash(), r);
        r.id = nextId++;
        r.show = show;
        r.customerId = c.customerId();
        r.createdAtMs = core.nowMs();
        r.deadlineMs = r.createdAtMs + show.definition.holdTtlMs();
        records.put(r.id, r);
        move(r, SeatState.FREE, SeatState.HELD);
        return reply(r, false, out);
    }

    private int extend(ExtendHoldDecoder c, MutableDirectBuffer out) {
        Record before = used(c.keyHi(), c.keyLo(), c.bodyHash());
        Record r = before != null ? before : known(c.reservationId(), c.customerId());
        if (before == null) {
            require(r.status == ReservationStatus.HELD);
            if (r.extensions == 1) {
                throw new FakeCore.Refusal(RejectReason.EXTENSIONS_USED_UP, 0);
            }
            r.extensions++;
            r.deadlineMs = core.nowMs() + r.show.definition.holdTtlMs();
            use(c.keyHi(), c.keyLo(), c.bodyHash(), r);
        }
        return reply(r, before != null, out);
    }

    private int release(ReleaseHoldDecoder c, MutableDirectBuffer out) {
        Record r = known(c.reservationId(), c.customerId());
        if (r.status == ReservationStatus.HELD) {
            core.nextSequence();
            r.status = ReservationStatus.RELEASED;
            move(r, SeatState.HELD, SeatState.FREE);
        }
        return reply(r, false, out);
    }

    private int book(CreateBookingDecoder c, MutableDirectBuffer out) {
        used(c.keyHi(), c.keyLo(), c.bodyHash());
        Record r = known(c.reservationId(), c.customerId());
        if (r.reference == 0) {
            require(r.status == ReservationStatus.HELD);
            r.reference = c.reference();
            r.number = c.credentialNumber();
            use(c.keyHi(), c.keyLo(), c.bodyHash(), r);
            if (c.confirmIfFree() == BooleanType.TRUE && r.amount() == 0) {
                confirm(r);
            }
        }
        return reply(r, false, out);
    }

    private int begin(BeginPaymentDecoder c, MutableDirectBuffer out) {
        Record before = used(c.keyHi(), c.keyLo(), c.bodyHash());
        if (before != null) {
            return payment(before, before.attempt, true, out);
        }
        Record r = known(c.reservationId(), c.customerId());
        if (r.status == ReservationStatus.PAYING) {
            throw new FakeCore.Refusal(RejectReason.PAYMENT_IN_PROGRESS, 0);
        }
        require(r.status == ReservationStatus.HELD);
        use(c.keyHi(), c.keyLo(), c.bodyHash(), r);
        r.status = ReservationStatus.PAYING;
        r.paymentStatus = PaymentStatus.STARTED;
        r.attempt++;
        r.attemptAmount = r.amount();
        if (c.keyHi() != 0 || c.keyLo() != 0) {
            r.declined.put(r.attempt, DeclineReason.UNSPECIFIED);
        }
        return payment(r, r.attempt, false, out);
    }

    private int confirm(ConfirmDecoder c, MutableDirectBuffer out) {
        Record r = known(c.reservationId(), c.customerId());
        if (r.status != ReservationStatus.BOOKED) {
            // What costs nothing is confirmed by the command that makes the booking.
            require(r.paymentStatus == PaymentStatus.AUTHORISED);
            core.nextSequence();
            confirm(r);
        }
        return reply(r, false, out);
    }

    private void confirm(Record r) {
        r.status = ReservationStatus.BOOKED;
        r.deadlineMs = 0;
        move(r, SeatState.HELD, SeatState.SOLD);
    }

    private int cancel(CancelBookingDecoder c, MutableDirectBuffer out) {
        used(c.keyHi(), c.keyLo(), c.bodyHash());
        Record r = known(c.reservationId(), c.customerId());
        require(r.status == ReservationStatus.BOOKED);
        List<Integer> ordinals = new ArrayList<>();
        for (CancelBookingDecoder.TicketsDecoder ticket : c.tickets()) {
            if (ticket.ordinal() >= r.units.size()) {
                throw new FakeCore.Refusal(RejectReason.UNKNOWN_TICKET, 0);
            }
            ordinals.add(ticket.ordinal());
        }
        long sequence = core.nextSequence();
        use(c.keyHi(), c.keyLo(), c.bodyHash(), r);
        List<Integer> cancelled = new ArrayList<>();
        for (int ordinal = 0; ordinal < r.units.size(); ordinal++) {
            FakeUnit unit = r.units.get(ordinal);
            if (!unit.cancelled && (ordinals.isEmpty() || ordinals.contains(ordinal))) {
                unit.cancelled = true;
                cancelled.add(ordinal);
                r.show.move(unit.unit, SeatState.SOLD, SeatState.FREE, sequence);
            }
        }
        if (r.units.stream().allMatch(u -> u.cancelled)) {
            r.status = ReservationStatus.CANCELLED;
        }
        long refund = cancelled.stream().mapToLong(o -> r.units.get(o).price).sum();
        CancelReplyEncoder reply = new CancelReplyEncoder().wrapAndApplyHeader(out, 0, header);
        reply.reservationId(r.id).showId(r.show.definition.showId()).customerId(r.customerId);
        reply.sequence(sequence).timeMs(core.nowMs()).refundAmount(refund).refund(refund > 0 ? 1 : 0);
        reply.currency(r.show.definition.currency()).refundStatus(RefundStatus.DUE);
        reply.reservationStatus(r.status).duplicate(BooleanType.FALSE);
        CancelReplyEncoder.UnitsEncoder units = reply.unitsCount(cancelled.size());
        for (int ordinal : cancelled) {
            units.next()
                    .unit(r.units.get(ordinal).unit)
                    .price(r.units.get(ordinal).price)
                    .ordinal(ordinal);
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + reply.encodedLength();
    }

    private int checkIn(CheckInDecoder c, MutableDirectBuffer out) {
        Record r = ticketOf(c.reservationId(), c.organisationId(), c.credentialNumber(), c.ordinal());
        FakeUnit unit = r.units.get(c.ordinal());
        if (c.showId() != r.show.definition.showId()) {
            throw new FakeCore.Refusal(RejectReason.WRONG_SHOW, r.show.definition.showId());
        }
        if (c.generation() != unit.generation) {
            throw new FakeCore.Refusal(RejectReason.TICKET_REISSUED, unit.generation);
        }
        if (unit.cancelled) {
            throw new FakeCore.Refusal(RejectReason.TICKET_CANCELLED, 0);
        }
        if (unit.checkedIn && c.uploaded() == BooleanType.FALSE) {
            throw new FakeCore.Refusal(RejectReason.ALREADY_CHECKED_IN, core.nowMs());
        }
        CheckInOutcome outcome = unit.checkedIn ? CheckInOutcome.ADMITTED_AGAIN : CheckInOutcome.ADMITTED;
        unit.checkedIn = true;
        unit.deviceId = c.deviceId();
        unit.gate = c.gate();
        core.nextSequence();
        return ticket(r, c.ordinal(), outcome, core.nowMs(), out);
    }

    private Record ticketOf(long id, long organisationId, long number, int ordinal) {
        Record r = records.get(id);
        boolean theirs = r != null
                && r.reference != 0
                && r.number == number
                && ordinal < r.units.size()
                && (organisationId == 0 || organisationId == r.show.definition.organizerId());
        if (!theirs) {
            throw new FakeCore.Refusal(RejectReason.UNKNOWN_TICKET, 0);
        }
        return r;
    }

    private int undo(UndoCheckInDecoder c, MutableDirectBuffer out) {
        Record r = ticketOf(c.reservationId(), c.organisationId(), c.credentialNumber(), c.ordinal());
        if (!r.units.get(c.ordinal()).checkedIn) {
            throw new FakeCore.Refusal(RejectReason.NOT_CHECKED_IN, 0);
        }
        core.nextSequence();
        int length = ticket(r, c.ordinal(), CheckInOutcome.UNDONE, c.checkedInAtMs(), out);
        r.units.get(c.ordinal()).checkedIn = false;
        return length;
    }

    private int look(LookAtTicketDecoder c, MutableDirectBuffer out) {
        Record r = ticketOf(c.reservationId(), c.organisationId(), c.credentialNumber(), c.ordinal());
        if (r.units.get(c.ordinal()).checkedIn) {
            throw new FakeCore.Refusal(RejectReason.ALREADY_CHECKED_IN, core.nowMs());
        }
        return ticket(r, c.ordinal(), CheckInOutcome.VALID, 0, out);
    }

    private int reissue(ReissueTicketDecoder c, MutableDirectBuffer out) {
        Record before = used(c.keyHi(), c.keyLo(), c.bodyHash());
        Record r = before != null ? before : known(c.reservationId(), c.customerId());
        FakeUnit unit = r.units.get(c.ordinal());
        if (before == null) {
            if (c.generation() != unit.generation) {
                throw new FakeCore.Refusal(RejectReason.TICKET_REISSUED, unit.generation);
            }
            unit.generation++;
            use(c.keyHi(), c.keyLo(), c.bodyHash(), r);
        }
        return ticket(r, c.ordinal(), CheckInOutcome.VALID, 0, out);
    }

    private int ticket(Record r, int ordinal, CheckInOutcome outcome, long atMs, MutableDirectBuffer out) {
        FakeUnit unit = r.units.get(ordinal);
        CheckInReplyEncoder reply = new CheckInReplyEncoder().wrapAndApplyHeader(out, 0, header);
        reply.reservationId(r.id).showId(r.show.definition.showId()).customerId(r.customerId);
        reply.sequence(core.sequence()).checkedInAtMs(atMs).unit(unit.unit).ordinal(ordinal);
        reply.duplicate(BooleanType.FALSE).deviceId(unit.deviceId).gate(unit.gate);
        reply.outcome(outcome).generation((short) unit.generation);
        return MessageHeaderEncoder.ENCODED_LENGTH + reply.encodedLength();
    }

    private int find(FindReservationsDecoder c, MutableDirectBuffer out) {
        List<Record> found = new ArrayList<>();
        for (Record r : records.values()) {
            boolean active = r.status == ReservationStatus.HELD || r.status == ReservationStatus.BOOKED;
            if (active && r.customerId == c.customerId() && r.show.definition.showId() == c.showId()) {
                found.add(0, r);
            }
        }
        FoundReservationsEncoder reply = new FoundReservationsEncoder().wrapAndApplyHeader(out, 0, header);
        FoundReservationsEncoder.ReservationsEncoder group =
                reply.more(BooleanType.FALSE).reservationsCount(found.size());
        for (Record r : found) {
            group.next().reservationId(r.id).createdAtMs(r.createdAtMs).deadlineMs(r.deadlineMs);
            group.reference(r.reference)
                    .amount(r.amount())
                    .unitCount(r.units.size())
                    .attempt(r.attempt);
            group.status(r.status).paymentStatus(r.paymentStatus);
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + reply.encodedLength();
    }

    private void move(Record r, int from, int to) {
        r.units.forEach(unit -> r.show.move(unit.unit, from, to, core.sequence()));
    }

    private int reply(Record r, boolean duplicate, MutableDirectBuffer out) {
        ReservationReplyEncoder reply = new ReservationReplyEncoder().wrapAndApplyHeader(out, 0, header);
        reply.reservationId(r.id).showId(r.show.definition.showId()).customerId(r.customerId);
        reply.sequence(core.sequence())
                .timeMs(core.nowMs())
                .createdAtMs(r.createdAtMs)
                .deadlineMs(r.deadlineMs);
        reply.reference(r.reference)
                .amount(r.amount())
                .paidAmount(0)
                .refundDueAmount(0)
                .refundedAmount(0);
        reply.credentialNumber(r.number);
        reply.attempt(r.attempt)
                .refunds(0)
                .currency(r.show.definition.currency())
                .status(r.status);
        reply.paymentStatus(r.paymentStatus).duplicate(duplicate ? BooleanType.TRUE : BooleanType.FALSE);
        ReservationReplyEncoder.UnitsEncoder units = reply.unitsCount(r.units.size());
        for (FakeUnit unit : r.units) {
            int flags = (unit.cancelled ? 1 : 0) | (unit.checkedIn ? 2 : 0);
            units.next().unit(unit.unit).price(unit.price).flags((short) flags).ticketType((short) unit.type);
            units.generation((short) unit.generation);
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + reply.encodedLength();
    }

    private int payment(Record r, int attempt, boolean duplicate, MutableDirectBuffer out) {
        PaymentReplyEncoder reply = new PaymentReplyEncoder().wrapAndApplyHeader(out, 0, header);
        reply.reservationId(r.id).showId(r.show.definition.showId()).customerId(r.customerId);
        reply.sequence(core.sequence())
                .timeMs(core.nowMs())
                .amount(r.attemptAmount)
                .deadlineMs(r.deadlineMs);
        reply.attempt(attempt).currency(r.show.definition.currency());
        reply.paymentStatus(attempt == r.attempt ? r.paymentStatus : PaymentStatus.DECLINED);
        reply.reservationStatus(r.status);
        reply.declineReason(r.declined.getOrDefault(attempt, DeclineReason.UNSPECIFIED));
        reply.duplicate(duplicate ? BooleanType.TRUE : BooleanType.FALSE);
        return MessageHeaderEncoder.ENCODED_LENGTH + reply.encodedLength();
    }

    private Record known(long id, long customerId) {
        Record r = records.get(id);
        if (r == null || (customerId != 0 && r.customerId != customerId)) {
            throw new FakeCore.Refusal(RejectReason.UNKNOWN_RESERVATION, 0);
        }
        return r;
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new FakeCore.Refusal(RejectReason.WRONG_STATE, 0);
        }
    }
}
