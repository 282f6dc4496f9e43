package io.boxoffice.engine.state;

import io.boxoffice.protocol.Absent;
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

/**
 * What is done with tickets: people are let in with them, which may be undone, they are looked at, and made anew. A door names the
 * show it admits to. What a device tells later happened already: it is recorded, never refused for what it is. For one thread.
 */
final class TicketCommands {
    /** The last generation that a ticket can have: the next value says that there is none. */
    static final int MAX_GENERATION = 254;

    private final BookingState state;
    private final Idempotency idempotency;
    private final Holds holds;
    private final Replies replies;
    private final ReservationTable table;
    private final UnitPool units;
    private final ScanPool scans;
    /** Of the last obstacle that was found. */
    private long detail;

    TicketCommands(BookingState state, Idempotency idempotency, Holds holds) {
        this.state = state;
        this.idempotency = idempotency;
        this.holds = holds;
        this.replies = state.replies;
        this.table = state.reservations;
        this.units = table.units;
        this.scans = units.scans;
    }

    void checkIn(CheckInDecoder c) {
        if (!state.limits.isVersion3()) {
            checkInOnce(c);
            return;
        }
        long scannedAtMs = Absent.orZero(c.scannedAtMs());
        int gate = Absent.orZero(c.gate());
        int u = find(c.reservationId(), c.organisationId(), c.credentialNumber(), c.reference(), c.ordinal());
        int r = table.slotOf(c.reservationId());
        if (u != UnitPool.NONE && c.organizerId() != 0 && c.organizerId() != table.show[r].organizerId) {
            u = UnitPool.NONE;
        }
        if (scannedAtMs < 0) {
            replies.reject(RejectReason.MALFORMED);
        } else if (u == UnitPool.NONE || newerThanIssued(u, c.generation())) {
            replies.reject(RejectReason.UNKNOWN_TICKET);
        } else {
            int same = scannedAtMs == 0
                    ? ScanPool.NONE
                    : scans.find(units.firstScan(u), Absent.orZero(c.deviceId()), scannedAtMs);
            boolean uploaded = c.uploaded() == BooleanType.TRUE;
            if (same != ScanPool.NONE && (uploaded || c.showId() == table.show[r].showId)) {
                answer(r, u, c.ordinal(), same, true);
            } else if (uploaded) {
                record(c, r, u, gate, scannedAtMs == 0 ? state.nowMs : scannedAtMs);
            } else if (mayEnter(r, u, c.showId(), generationOf(c.generation()), state.nowMs)) {
                long scannedMs = scannedAtMs == 0 ? state.nowMs : scannedAtMs;
                admit(r, u, c.ordinal(), Absent.orZero(c.deviceId()), gate, scannedMs);
            }
        }
    }

    /** Before version 3: by reference and with an Idempotency-Key, whatever the show and the time. */
    private void checkInOnce(CheckInDecoder c) {
        int k = idempotency.recognise(KeyTable.Kind.CHECK_IN, c.keyHi(), c.keyLo(), c.bodyHash());
        if (k != Idempotency.NEW) {
            if (k != Idempotency.REFUSED) {
                int r = table.keys.reservation[k];
                int ordinal = table.keys.number[k];
                int u = table.unitAt(r, ordinal);
                int generation = units.generation(u);
                CheckInOutcome outcome = CheckInOutcome.ADMITTED;
                replies.ticket(r, u, ordinal, outcome, generation, units.admission(u), table.keys.sequence[k], true);
            }
            return;
        }
        int r = state.known(c.reservationId());
        boolean known = r != ReservationTable.NONE
                && table.reference(r) == c.reference()
                && table.reference(r) != 0
                && (c.organizerId() == 0 || c.organizerId() == table.show[r].organizerId);
        int u = known ? table.unitAt(r, c.ordinal()) : UnitPool.NONE;
        if (u == UnitPool.NONE) {
            replies.reject(RejectReason.UNKNOWN_TICKET);
        } else if (units.cancelled(u)) {
            replies.reject(RejectReason.TICKET_CANCELLED);
        } else if (table.status(r) != ReservationStatus.BOOKED || table.show[r].status == ShowStatus.CANCELLED) {
            replies.reject(RejectReason.WRONG_STATE);
        } else if (units.checkedIn(u)) {
            replies.reject(RejectReason.ALREADY_CHECKED_IN, units.checkedInAtMs(u));
        } else if (idempotency.hasRoom(r, c.keyHi(), c.keyLo())) {
            units.flags(u, units.flags(u) | UnitPool.CHECKED_IN);
            int scan = units.scanned(u, ScanPool.ADMITTED, 0, state.nowMs, state.nowMs, 0);
            idempotency.remember(r, KeyTable.Kind.CHECK_IN, c.keyHi(), c.keyLo(), c.bodyHash(), c.ordinal(), 0);
            state.events.ticket(ReservationEventType.CHECKED_IN, r, u, 0, 0, 0);
            replies.ticket(r, u, c.ordinal(), CheckInOutcome.ADMITTED, units.generation(u), scan);
        }
    }

    /** The unit of a ticket that proves itself to be this one's, or {@link UnitPool#NONE}. */
    private int find(long reservationId, long organisationId, long credentialNumber, long reference, int ordinal) {
        int r = state.known(reservationId);
        int number = Whose.numberOf(credentialNumber);
        boolean proven = r != ReservationTable.NONE
                && holds.isOf(r, organisationId)
                && table.reference(r) != 0
                && table.credentialNumber(r) == number
                && (number != 0 || reference == 0 || table.reference(r) == reference);
        return proven ? table.unitAt(r, ordinal) : UnitPool.NONE;
    }

    private static int generationOf(int given) {
        return given > MAX_GENERATION ? 0 : given;
    }

    private int generation(int u) {
        return units.generation(u) & 0xFF;
    }

    private boolean newerThanIssued(int u, int given) {
        return generationOf(given) > generation(u);
    }

    /** Why a ticket is not valid for a show, whoever has it and whenever; null when it is. */
    private RejectReason obstacle(int r, int u, long showId, int generation) {
        detail = 0;
        ShowSeats show = table.show[r];
        if (show.showId != showId) {
            detail = show.showId;
            return RejectReason.WRONG_SHOW;
        }
        if (units.cancelled(u)) {
            return RejectReason.TICKET_CANCELLED;
        }
        if (table.status(r) != ReservationStatus.BOOKED || show.status == ShowStatus.CANCELLED) {
            return RejectReason.WRONG_STATE;
        }
        if (generation != generation(u)) {
            detail = generation(u);
            return RejectReason.TICKET_REISSUED;
        }
        return null;
    }

    /** Whether the ticket admits at a time; otherwise the message is answered with a rejection. */
    private boolean mayEnter(int r, int u, long showId, int generation, long nowMs) {
        ShowSeats show = table.show[r];
        RejectReason reason = obstacle(r, u, showId, generation);
        if (reason != null) {
            replies.reject(reason, detail);
        } else if (units.checkedIn(u)) {
            replies.reject(RejectReason.ALREADY_CHECKED_IN, units.checkedInAtMs(u), units.gate(u));
        } else if (nowMs < show.checkInFromMs || show.checkInUntilMs != 0 && nowMs >= show.checkInUntilMs) {
            replies.reject(RejectReason.CHECK_IN_NOT_OPEN, show.checkInFromMs);
        } else {
            return true;
        }
        return false;
    }

    private void admit(int r, int u, int ordinal, long deviceId, int gate, long scannedAtMs) {
        long atMs = Math.min(scannedAtMs, state.nowMs);
        units.flags(u, units.flags(u) | UnitPool.CHECKED_IN);
        int scan = units.scanned(u, ScanPool.ADMITTED, deviceId, scannedAtMs, atMs, gate);
        state.events.ticket(ReservationEventType.CHECKED_IN, r, u, deviceId, gate, scannedAtMs);
        answer(r, u, ordinal, scan, false);
    }

    /** Somebody was let in already. */
    private void record(CheckInDecoder c, int r, int u, int gate, long scannedAtMs) {
        long deviceId = Absent.orZero(c.deviceId());
        boolean valid = obstacle(r, u, c.showId(), generationOf(c.generation())) == null;
        if (valid && !units.checkedIn(u)) {
            admit(r, u, c.ordinal(), deviceId, gate, scannedAtMs);
            return;
        }
        byte kind = valid ? ScanPool.AGAIN : ScanPool.INVALID;
        int scan = units.scanned(u, kind, deviceId, scannedAtMs, Math.min(scannedAtMs, state.nowMs), gate);
        ReservationEventType step =
                valid ? ReservationEventType.CHECKED_IN_AGAIN : ReservationEventType.CHECKED_IN_INVALID;
        state.events.ticket(step, r, u, deviceId, gate, scannedAtMs);
        answer(r, u, c.ordinal(), scan, false);
    }

    /** What became of a scan; of a further one, the admission that it came after. */
    private void answer(int r, int u, int ordinal, int scan, boolean again) {
        CheckInOutcome outcome = scans.outcome(scan);
        int about = outcome == CheckInOutcome.ADMITTED_AGAIN ? units.admission(u) : scan;
        replies.ticket(r, u, ordinal, outcome, generation(u), about, state.sequence, again);
    }

    /** Takes an admission back. */
    void undo(UndoCheckInDecoder c) {
        if (!state.limits.isVersion3()) {
            replies.reject(RejectReason.MALFORMED);
            return;
        }
        int u = find(c.reservationId(), c.organisationId(), c.credentialNumber(), c.reference(), c.ordinal());
        if (u == UnitPool.NONE || newerThanIssued(u, c.generation())) {
            replies.reject(RejectReason.UNKNOWN_TICKET);
            return;
        }
        int r = table.slotOf(c.reservationId());
        int generation = generationOf(c.generation());
        RejectReason reason = obstacle(r, u, c.showId(), generation);
        int scan = scans.findAt(units.firstScan(u), ScanPool.ADMITTED, c.checkedInAtMs());
        int undone = scans.findAt(units.firstScan(u), ScanPool.UNDONE, c.checkedInAtMs());
        if (reason != null) {
            replies.reject(reason, detail);
        } else if (scan != ScanPool.NONE) {
            units.flags(u, units.flags(u) & ~UnitPool.CHECKED_IN);
            scans.kind[scan] = ScanPool.UNDONE;
            long deviceId = Absent.orZero(c.deviceId());
            ReservationEventType step = ReservationEventType.CHECK_IN_UNDONE;
            state.events.ticket(step, r, u, deviceId, Absent.orZero(c.gate()), scans.scannedAtMs[scan]);
            replies.ticket(r, u, c.ordinal(), CheckInOutcome.UNDONE, generation, scan);
        } else if (undone != ScanPool.NONE) {
            replies.ticket(r, u, c.ordinal(), CheckInOutcome.UNDONE, generation, undone, state.sequence, true);
        } else {
            replies.reject(RejectReason.NOT_CHECKED_IN);
        }
    }

    /** What checking in would be answered. */
    void look(LookAtTicketDecoder q) {
        if (!state.limits.isVersion3()) {
            replies.reject(RejectReason.MALFORMED);
            return;
        }
        int u = find(q.reservationId(), q.organisationId(), q.credentialNumber(), q.reference(), q.ordinal());
        if (u == UnitPool.NONE || newerThanIssued(u, q.generation())) {
            replies.reject(RejectReason.UNKNOWN_TICKET);
            return;
        }
        int r = table.slotOf(q.reservationId());
        int generation = generationOf(q.generation());
        if (mayEnter(r, u, q.showId(), generation, Math.max(state.nowMs, q.askedAtMs()))) {
            replies.ticket(r, u, q.ordinal(), CheckInOutcome.VALID, generation, ScanPool.NONE);
        }
    }

    /** Makes a ticket anew: codes with its former generation admit nobody. */
    void reissue(ReissueTicketDecoder c) {
        if (!state.limits.isVersion3()) {
            replies.reject(RejectReason.MALFORMED);
            return;
        }
        int k = idempotency.recognise(KeyTable.Kind.REISSUE, c.keyHi(), c.keyLo(), c.bodyHash());
        if (k != Idempotency.NEW) {
            if (k != Idempotency.REFUSED) {
                answerReissueAgain(k);
            }
            return;
        }
        int r = holds.owned(c.reservationId(), c.customerId(), c.organisationId());
        if (r == ReservationTable.NONE) {
            return;
        }
        int u = table.unitAt(r, c.ordinal());
        if (table.status(r) != ReservationStatus.BOOKED && table.status(r) != ReservationStatus.CANCELLED) {
            replies.reject(RejectReason.WRONG_STATE);
        } else if (u == UnitPool.NONE) {
            replies.reject(RejectReason.UNKNOWN_TICKET);
        } else if (units.cancelled(u)) {
            replies.reject(RejectReason.TICKET_CANCELLED);
        } else if (units.checkedIn(u)) {
            replies.reject(RejectReason.ALREADY_CHECKED_IN, units.checkedInAtMs(u), units.gate(u));
        } else if (c.generation() != generation(u)) {
            replies.reject(RejectReason.TICKET_REISSUED, generation(u));
        } else if (generation(u) == MAX_GENERATION) {
            replies.reject(RejectReason.LIMIT_EXCEEDED, MAX_GENERATION);
        } else if (idempotency.hasRoom(r, c.keyHi(), c.keyLo())) {
            units.generation(u, units.generation(u) + 1);
            int generation = generation(u);
            idempotency.remember(r, KeyTable.Kind.REISSUE, c.keyHi(), c.keyLo(), c.bodyHash(), c.ordinal(), generation);
            state.events.ticket(ReservationEventType.TICKET_REISSUED, r, u, 0, 0, 0);
            replies.ticket(r, u, c.ordinal(), CheckInOutcome.VALID, generation, ScanPool.NONE);
        }
    }

    private void answerReissueAgain(int k) {
        int r = table.keys.reservation[k];
        int ordinal = table.keys.number[k];
        int u = table.unitAt(r, ordinal);
        long sequence = table.keys.sequence[k];
        int generation = table.keys.outcome[k];
        replies.ticket(r, u, ordinal, CheckInOutcome.VALID, generation, ScanPool.NONE, sequence, true);
    }
}
