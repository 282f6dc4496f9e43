package io.boxoffice.engine.state.naive;

import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CheckInDecoder;
import io.boxoffice.protocol.sbe.CheckInOutcome;
import io.boxoffice.protocol.sbe.LookAtTicketDecoder;
import io.boxoffice.protocol.sbe.ReissueTicketDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.sbe.UndoCheckInDecoder;

/** Letting people in with tickets, undoing it, looking at tickets, making them anew. */
final class TicketRules {
    private static final int NO_GENERATION = 255;

    private record Presented(World.Reservation r, World.Unit unit, int generation) {}

    private final World world;
    private final Keys keys;
    private final HoldRules holds;
    private final Answers answers;
    private final Happenings happenings;

    TicketRules(World world, Keys keys, HoldRules holds, Answers answers, Happenings happenings) {
        this.world = world;
        this.keys = keys;
        this.holds = holds;
        this.answers = answers;
        this.happenings = happenings;
    }

    void checkIn(CheckInDecoder c) {
        if (!world.isVersion3()) {
            checkInByReference(c);
            return;
        }
        long readAtMs = orZero(c.scannedAtMs());
        if (readAtMs < 0) {
            throw new Rejection(RejectReason.MALFORMED);
        }
        Presented ticket = present(
                c.reservationId(),
                c.organisationId(),
                c.credentialNumber(),
                c.reference(),
                c.ordinal(),
                c.generation());
        World.Reservation r = ticket.r;
        World.Unit unit = ticket.unit;
        if (c.organizerId() != 0 && c.organizerId() != r.show.rules.organizerId()) {
            throw new Rejection(RejectReason.UNKNOWN_TICKET);
        }
        long device = orZero(c.deviceId());
        int gate = c.gate() == Integer.MIN_VALUE ? 0 : c.gate();
        for (World.Scan scan : unit.scans) {
            boolean same = readAtMs != 0 && scan.deviceId == device && scan.scannedAtMs == readAtMs;
            if (same && (c.uploaded() == BooleanType.TRUE || c.showId() == r.show.showId)) {
                tell(ticket, scan, true);
                return;
            }
        }
        long scannedAtMs = readAtMs == 0 ? world.nowMs : readAtMs;
        if (c.uploaded() != BooleanType.TRUE) {
            requireAdmission(ticket, c.showId(), world.nowMs);
            admit(ticket, device, gate, scannedAtMs, Math.min(scannedAtMs, world.nowMs));
            return;
        }
        long atMs = Math.min(scannedAtMs, world.nowMs);
        boolean valid = invalid(ticket, c.showId()) == null;
        if (valid && !unit.checkedIn) {
            admit(ticket, device, gate, scannedAtMs, atMs);
            return;
        }
        World.ScanKind kind = valid ? World.ScanKind.AGAIN : World.ScanKind.INVALID;
        World.Scan scan = unit.scan(kind, device, scannedAtMs, atMs, gate);
        happenings.ticket(
                valid ? ReservationEventType.CHECKED_IN_AGAIN : ReservationEventType.CHECKED_IN_INVALID,
                r,
                unit,
                device,
                gate,
                scannedAtMs);
        tell(ticket, scan, false);
    }

    private void admit(Presented ticket, long device, int gate, long scannedAtMs, long atMs) {
        ticket.unit.checkedIn = true;
        World.Scan scan = ticket.unit.scan(World.ScanKind.ADMITTED, device, scannedAtMs, atMs, gate);
        happenings.ticket(ReservationEventType.CHECKED_IN, ticket.r, ticket.unit, device, gate, scannedAtMs);
        tell(ticket, scan, false);
    }

    private void tell(Presented ticket, World.Scan scan, boolean again) {
        CheckInOutcome outcome =
                switch (scan.kind) {
                    case ADMITTED -> CheckInOutcome.ADMITTED;
                    case UNDONE -> CheckInOutcome.UNDONE;
                    case AGAIN -> CheckInOutcome.ADMITTED_AGAIN;
                    case INVALID -> CheckInOutcome.ADMITTED_WHEN_INVALID;
                };
        World.Scan about = scan.kind == World.ScanKind.AGAIN ? ticket.unit.admission() : scan;
        answers.ticket(ticket.r, ticket.unit, outcome, ticket.unit.generation, about, world.sequence, again);
    }

    private static long orZero(long value) {
        return value == Long.MIN_VALUE ? 0 : value;
    }

    /** The ticket that a credential is of; its number proves it, for old ones the reference may. */
    private Presented present(long id, long organisation, long number, long reference, int ordinal, int generation) {
        World.Reservation r = world.known(id);
        long given = number == 0xFFFF_FFFFL ? 0 : number;
        boolean proven = r != null
                && world.isOf(r.show, organisation)
                && r.reference != 0
                && r.credentialNumber == given
                && (given != 0 || reference == 0 || reference == r.reference)
                && ordinal < r.units.size();
        int shown = generation == NO_GENERATION ? 0 : generation;
        if (!proven || shown > r.units.get(ordinal).generation) {
            throw new Rejection(RejectReason.UNKNOWN_TICKET);
        }
        return new Presented(r, r.units.get(ordinal), shown);
    }

    private static Rejection invalid(Presented ticket, long showId) {
        World.Reservation r = ticket.r;
        if (r.show.showId != showId) {
            return new Rejection(RejectReason.WRONG_SHOW, r.show.showId);
        }
        if (ticket.unit.cancelled) {
            return new Rejection(RejectReason.TICKET_CANCELLED);
        }
        if (r.status != ReservationStatus.BOOKED || r.show.status == ShowStatus.CANCELLED) {
            return new Rejection(RejectReason.WRONG_STATE);
        }
        if (ticket.generation < ticket.unit.generation) {
            return new Rejection(RejectReason.TICKET_REISSUED, ticket.unit.generation);
        }
        return null;
    }

    private static void requireAdmission(Presented ticket, long showId, long atMs) {
        Rejection invalid = invalid(ticket, showId);
        if (invalid != null) {
            throw invalid;
        }
        if (ticket.unit.checkedIn) {
            throw Rejection.checkedIn(ticket.unit);
        }
        World.Show show = ticket.r.show;
        boolean over = show.checkInUntilMs > 0 && atMs >= show.checkInUntilMs;
        if (over || atMs < show.checkInFromMs) {
            throw new Rejection(RejectReason.CHECK_IN_NOT_OPEN, show.checkInFromMs);
        }
    }

    private void checkInByReference(CheckInDecoder c) {
        World.Key seen = keys.seen(World.KeyKind.CHECK_IN, c.keyHi(), c.keyLo(), c.bodyHash());
        if (seen != null) {
            World.Unit unit = seen.reservation.units.get(seen.number);
            answers.ticket(
                    seen.reservation,
                    unit,
                    CheckInOutcome.ADMITTED,
                    unit.generation,
                    unit.admission(),
                    seen.sequence,
                    true);
            return;
        }
        World.Reservation r = world.known(c.reservationId());
        if (r == null
                || r.reference == 0
                || r.reference != c.reference()
                || c.organizerId() != 0 && c.organizerId() != r.show.rules.organizerId()
                || c.ordinal() >= r.units.size()) {
            throw new Rejection(RejectReason.UNKNOWN_TICKET);
        }
        World.Unit unit = r.units.get(c.ordinal());
        if (unit.cancelled) {
            throw new Rejection(RejectReason.TICKET_CANCELLED);
        }
        if (r.status != ReservationStatus.BOOKED || r.show.status == ShowStatus.CANCELLED) {
            throw new Rejection(RejectReason.WRONG_STATE);
        }
        if (unit.checkedIn) {
            throw Rejection.checkedIn(unit);
        }
        keys.requireRoom(r, c.keyHi(), c.keyLo());
        unit.checkedIn = true;
        World.Scan scan = unit.scan(World.ScanKind.ADMITTED, 0, world.nowMs, world.nowMs, 0);
        keys.remember(r, World.KeyKind.CHECK_IN, c.keyHi(), c.keyLo(), c.bodyHash(), c.ordinal(), 0);
        happenings.step(ReservationEventType.CHECKED_IN, r, u -> u == unit);
        answers.ticket(r, unit, CheckInOutcome.ADMITTED, unit.generation, scan);
    }

    void undo(UndoCheckInDecoder c) {
        requireVersion3();
        Presented ticket = present(
                c.reservationId(),
                c.organisationId(),
                c.credentialNumber(),
                c.reference(),
                c.ordinal(),
                c.generation());
        Rejection invalid = invalid(ticket, c.showId());
        if (invalid != null) {
            throw invalid;
        }
        World.Unit unit = ticket.unit;
        World.Scan standing = unit.admission();
        if (standing != null && standing.atMs == c.checkedInAtMs()) {
            unit.checkedIn = false;
            standing.kind = World.ScanKind.UNDONE;
            long device = orZero(c.deviceId());
            int gate = c.gate() == Integer.MIN_VALUE ? 0 : c.gate();
            happenings.ticket(ReservationEventType.CHECK_IN_UNDONE, ticket.r, unit, device, gate, standing.scannedAtMs);
            answers.ticket(ticket.r, unit, CheckInOutcome.UNDONE, ticket.generation, standing);
            return;
        }
        World.Scan undone = unit.scans.stream()
                .filter(s -> s.kind == World.ScanKind.UNDONE && s.atMs == c.checkedInAtMs())
                .findFirst()
                .orElseThrow(() -> new Rejection(RejectReason.NOT_CHECKED_IN));
        answers.ticket(ticket.r, unit, CheckInOutcome.UNDONE, ticket.generation, undone, world.sequence, true);
    }

    void look(LookAtTicketDecoder q) {
        requireVersion3();
        Presented ticket = present(
                q.reservationId(),
                q.organisationId(),
                q.credentialNumber(),
                q.reference(),
                q.ordinal(),
                q.generation());
        requireAdmission(ticket, q.showId(), Math.max(world.nowMs, q.askedAtMs()));
        answers.ticket(ticket.r, ticket.unit, CheckInOutcome.VALID, ticket.generation, null);
    }

    void reissue(ReissueTicketDecoder c) {
        requireVersion3();
        World.Key seen = keys.seen(World.KeyKind.REISSUE, c.keyHi(), c.keyLo(), c.bodyHash());
        if (seen != null) {
            World.Unit unit = seen.reservation.units.get(seen.number);
            answers.ticket(seen.reservation, unit, CheckInOutcome.VALID, seen.outcome, null, seen.sequence, true);
            return;
        }
        World.Reservation r = holds.owned(c.reservationId(), c.customerId(), c.organisationId());
        if (r.status != ReservationStatus.BOOKED && r.status != ReservationStatus.CANCELLED) {
            throw new Rejection(RejectReason.WRONG_STATE);
        }
        if (c.ordinal() >= r.units.size()) {
            throw new Rejection(RejectReason.UNKNOWN_TICKET);
        }
        World.Unit unit = r.units.get(c.ordinal());
        if (unit.cancelled) {
            throw new Rejection(RejectReason.TICKET_CANCELLED);
        }
        if (unit.checkedIn) {
            throw Rejection.checkedIn(unit);
        }
        if (c.generation() != unit.generation) {
            throw new Rejection(RejectReason.TICKET_REISSUED, unit.generation);
        }
        if (unit.generation == NO_GENERATION - 1) {
            throw new Rejection(RejectReason.LIMIT_EXCEEDED, NO_GENERATION - 1);
        }
        keys.requireRoom(r, c.keyHi(), c.keyLo());
        unit.generation++;
        keys.remember(r, World.KeyKind.REISSUE, c.keyHi(), c.keyLo(), c.bodyHash(), c.ordinal(), unit.generation);
        happenings.ticket(ReservationEventType.TICKET_REISSUED, r, unit, 0, 0, 0);
        answers.ticket(r, unit, CheckInOutcome.VALID, unit.generation, null);
    }

    private void requireVersion3() {
        if (!world.isVersion3()) {
            throw new Rejection(RejectReason.MALFORMED);
        }
    }
}
