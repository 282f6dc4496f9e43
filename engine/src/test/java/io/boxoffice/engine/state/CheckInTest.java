package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.engine.state.DoorCommands.Credential;
import io.boxoffice.engine.state.DoorCommands.Door;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CheckInOutcome;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A ticket admits once, to its show, while it is valid; what a device tells later is recorded. */
class CheckInTest {
    private final Scenario s = aShow("AAAA").onSale();

    private Reply scans(Credential ticket, Door door) {
        return s.send(DoorCommands.checkIn(ticket, door, false));
    }

    private Reply tells(Credential ticket, Door door) {
        return s.send(DoorCommands.checkIn(ticket, door, true));
    }

    private Reply reissues(Reply booking, int ordinal, int generation) {
        return s.send(DoorCommands.reissue(booking.id(), 7, 0, ordinal, generation, Commands.Key.NONE));
    }

    @Test
    void shouldAdmitATicketOnceAndSayWhenAndWhere() {
        Reply booking = s.booked(7, "A-1", "A-3");
        Reply admitted = s.at(500).checksIn(booking, 1).is(CheckInOutcome.ADMITTED);
        assertEquals(s.seat("A-3"), admitted.checkIn().unit());
        assertEquals(List.of(ReservationEventType.CHECKED_IN), s.steps());
        ReservationEventDecoder event = s.reservationEvents().get(0);
        assertEquals(9, event.deviceId());
        assertEquals(4, event.gate());
        assertEquals(500, event.scannedAtMs());
        assertEquals(1, event.units().next().ordinal());
        s.at(600)
                .checksIn(booking, 1)
                .isRejected(RejectReason.ALREADY_CHECKED_IN, 500)
                .atGate(4);
        s.checksIn(booking, 0).is(CheckInOutcome.ADMITTED);
    }

    @Test
    void shouldNotAdmitWithoutTheRightNumberOrganisationAndTicket() {
        Reply booking = s.booked(7, "A-1");
        Credential ticket = s.ticket(booking, 0);
        scans(ticket.numbered(1), s.door()).isRejected(RejectReason.UNKNOWN_TICKET);
        scans(ticket.numbered(0), s.door()).isRejected(RejectReason.UNKNOWN_TICKET);
        s.send(DoorCommands.checkIn(ticket.numbered(0), s.door(), false, Scenario.REFERENCE))
                .isRejected(RejectReason.UNKNOWN_TICKET);
        scans(ticket, s.door().of(5)).isRejected(RejectReason.UNKNOWN_TICKET);
        scans(s.ticket(booking, 1), s.door()).isRejected(RejectReason.UNKNOWN_TICKET);
        scans(ticket.ofGeneration(1), s.door()).isRejected(RejectReason.UNKNOWN_TICKET);
        Reply hold = s.customer(7).holds("A-2");
        scans(s.ticket(hold, 0).numbered(0), s.door()).isRejected(RejectReason.UNKNOWN_TICKET);
        scans(ticket, s.door().of(DefineShowCommand.ORGANIZER)).is(CheckInOutcome.ADMITTED);
    }

    @Test
    void shouldNotUseUpATicketOfAnotherShow() {
        Reply booking = s.booked(7, "A-1");
        scans(s.ticket(booking, 0), s.door().to(12)).isRejected(RejectReason.WRONG_SHOW, Scenario.SHOW);
        tells(s.ticket(booking, 0), s.door().to(12)).is(CheckInOutcome.ADMITTED_WHEN_INVALID);
        s.checksIn(booking, 0).is(CheckInOutcome.ADMITTED);
    }

    @Test
    void shouldNotAdmitWhatIsNotBookedOrWasCancelled() {
        Reply hold = s.customer(7).holds("A-1");
        s.customer(7).books(hold);
        s.checksIn(hold, 0).isRejected(RejectReason.WRONG_STATE);
        Reply booking = s.booked(7, "A-2", "A-3");
        s.customer(7).cancels(booking, 0);
        s.checksIn(booking, 0).isRejected(RejectReason.TICKET_CANCELLED);
        s.send(Commands.cancelShow(Scenario.SHOW));
        s.checksIn(booking, 1).isRejected(RejectReason.WRONG_STATE);
    }

    @Test
    void shouldAdmitWithinTheShowsWindowOnly() {
        Scenario windowed = aShow("AAAA")
                .withRules(e -> e.checkInFromMs(1_000).checkInUntilMs(2_000))
                .onSale();
        Reply booking = windowed.booked(7, "A-1", "A-2", "A-3");
        windowed.at(999).checksIn(booking, 0).isRejected(RejectReason.CHECK_IN_NOT_OPEN, 1_000);
        windowed.ask(DoorCommands.look(windowed.ticket(booking, 0), windowed.door(), 0))
                .isRejected(RejectReason.CHECK_IN_NOT_OPEN, 1_000);
        windowed.ask(DoorCommands.look(windowed.ticket(booking, 0), windowed.door(), 1_000))
                .is(CheckInOutcome.VALID);
        windowed.at(1_000).checksIn(booking, 0).is(CheckInOutcome.ADMITTED);
        windowed.at(1_999).checksIn(booking, 1).is(CheckInOutcome.ADMITTED);
        windowed.at(2_000).checksIn(booking, 2).isRejected(RejectReason.CHECK_IN_NOT_OPEN, 1_000);
        windowed.send(DoorCommands.checkIn(
                        windowed.ticket(booking, 2), windowed.door().at(1_500), true))
                .is(CheckInOutcome.ADMITTED);
    }

    @Test
    void shouldTakeTheSameScanToldTwiceAsOne() {
        Reply booking = s.at(100).booked(7, "A-1");
        Door read = s.door().at(90);
        scans(s.ticket(booking, 0), read).is(CheckInOutcome.ADMITTED);
        Reply again = scans(s.ticket(booking, 0), read).is(CheckInOutcome.ADMITTED);
        assertEquals(BooleanType.TRUE, again.checkIn().duplicate());
        assertEquals(90, again.checkIn().checkedInAtMs());
        assertEquals(List.of(), s.events());
        scans(s.ticket(booking, 0), read.to(12)).isRejected(RejectReason.WRONG_SHOW, Scenario.SHOW);
        scans(s.ticket(booking, 0), read.with(10)).isRejected(RejectReason.ALREADY_CHECKED_IN, 90);
        Reply another = tells(s.ticket(booking, 0), read.with(10)).is(CheckInOutcome.ADMITTED_AGAIN);
        assertEquals(9, another.checkIn().deviceId());
        assertEquals(List.of(ReservationEventType.CHECKED_IN_AGAIN), s.steps());
        assertEquals(10, s.reservationEvents().get(0).deviceId());
        tells(s.ticket(booking, 0), read.with(10)).is(CheckInOutcome.ADMITTED_AGAIN);
        assertEquals(List.of(), s.events());
    }

    @Test
    void shouldRecordWhatADeviceTellsOfTicketsThatWereNotValid() {
        Reply booking = s.at(1_000).booked(7, "A-1", "A-2");
        reissues(booking, 0, 0);
        tells(s.ticket(booking, 0), s.door().at(900)).is(CheckInOutcome.ADMITTED_WHEN_INVALID);
        assertEquals(List.of(ReservationEventType.CHECKED_IN_INVALID), s.steps());
        tells(s.ticket(booking, 0), s.door().at(900)).is(CheckInOutcome.ADMITTED_WHEN_INVALID);
        assertEquals(List.of(), s.events());
        scans(s.ticket(booking, 0).ofGeneration(1), s.door()).is(CheckInOutcome.ADMITTED);
        s.customer(7).cancels(booking, 1).cancellation();
        tells(s.ticket(booking, 1), s.door().at(901)).is(CheckInOutcome.ADMITTED_WHEN_INVALID);
        tells(s.ticket(booking, 1), s.door().at(-1)).isRejected(RejectReason.MALFORMED);
        Reply ahead = tells(s.ticket(booking, 1), s.door().at(5_000));
        assertEquals(1_000, ahead.checkIn().checkedInAtMs(), "never later than now");
    }

    @Test
    void shouldRememberSoManyScansOfATicket() {
        Reply booking = s.at(10_000).booked(7, "A-1");
        for (int i = 1; i <= 40; i++) {
            tells(s.ticket(booking, 0), s.door().at(i));
        }
        tells(s.ticket(booking, 0), s.door().at(1)).is(CheckInOutcome.ADMITTED);
        tells(s.ticket(booking, 0), s.door().at(40)).is(CheckInOutcome.ADMITTED_AGAIN);
        assertEquals(List.of(), s.events());
        tells(s.ticket(booking, 0), s.door().at(2)).is(CheckInOutcome.ADMITTED_AGAIN);
        assertEquals(List.of(ReservationEventType.CHECKED_IN_AGAIN), s.steps(), "that one was forgotten");
    }

    @Test
    void shouldTakeBackTheAdmissionThatIsNamed() {
        Reply booking = s.at(100).booked(7, "A-1");
        s.checksIn(booking, 0);
        s.at(200);
        byte[] undo = DoorCommands.undo(s.ticket(booking, 0), s.door(), 100);
        s.send(DoorCommands.undo(s.ticket(booking, 0), s.door(), 99)).isRejected(RejectReason.NOT_CHECKED_IN);
        s.send(DoorCommands.undo(s.ticket(booking, 0).numbered(3), s.door(), 100))
                .isRejected(RejectReason.UNKNOWN_TICKET);
        s.send(undo).is(CheckInOutcome.UNDONE);
        assertEquals(List.of(ReservationEventType.CHECK_IN_UNDONE), s.steps());
        s.checksIn(booking, 0).is(CheckInOutcome.ADMITTED);
        s.send(undo).is(CheckInOutcome.UNDONE);
        assertEquals(List.of(), s.events(), "it was undone before");
        s.checksIn(booking, 0).isRejected(RejectReason.ALREADY_CHECKED_IN, 200);
    }

    @Test
    void shouldNotUndoWithACodeThatIsNoLongerValid() {
        Reply booking = s.at(100).booked(7, "A-1");
        reissues(booking, 0, 0);
        scans(s.ticket(booking, 0).ofGeneration(1), s.door()).is(CheckInOutcome.ADMITTED);
        s.send(DoorCommands.undo(s.ticket(booking, 0), s.door(), 100)).isRejected(RejectReason.TICKET_REISSUED, 1);
        s.send(DoorCommands.undo(s.ticket(booking, 0).ofGeneration(1), s.door(), 100))
                .is(CheckInOutcome.UNDONE);
    }

    @Test
    void shouldMakeATicketAnew() {
        Reply booking = s.booked(7, "A-1", "A-2");
        byte[] reissue = DoorCommands.reissue(booking.id(), 7, 0, 0, 0, Commands.Key.of(5));
        Reply made = s.send(reissue).is(CheckInOutcome.VALID);
        assertEquals(1, made.checkIn().generation());
        assertEquals(List.of(ReservationEventType.TICKET_REISSUED), s.steps());
        s.checksIn(booking, 0).isRejected(RejectReason.TICKET_REISSUED, 1);
        reissues(booking, 0, 0).isRejected(RejectReason.TICKET_REISSUED, 1);
        reissues(booking, 0, 1).is(CheckInOutcome.VALID);
        Reply again = s.send(reissue).is(CheckInOutcome.VALID);
        assertEquals(1, again.checkIn().generation(), "as it was first answered");
        assertEquals(made.checkIn().sequence(), again.checkIn().sequence());
        s.send(DoorCommands.reissue(booking.id(), 8, 0, 1, 0, Commands.Key.NONE))
                .isRejected(RejectReason.UNKNOWN_RESERVATION);
        s.checksIn(booking, 1).is(CheckInOutcome.ADMITTED);
        reissues(booking, 1, 0).isRejected(RejectReason.ALREADY_CHECKED_IN);
    }

    @Test
    void shouldMakeATicketAnewSoOften() {
        Reply booking = s.booked(7, "A-1");
        for (int generation = 0; generation < TicketCommands.MAX_GENERATION; generation++) {
            reissues(booking, 0, generation).checkIn();
        }
        reissues(booking, 0, TicketCommands.MAX_GENERATION)
                .isRejected(RejectReason.LIMIT_EXCEEDED, TicketCommands.MAX_GENERATION);
        scans(s.ticket(booking, 0).ofGeneration(TicketCommands.MAX_GENERATION), s.door())
                .is(CheckInOutcome.ADMITTED);
    }

    @Test
    void shouldAdmitBookingsOfOldRulesByTheirReference() {
        Scenario old = aShow("AAAA").withLimits(e -> e.behaviourVersion(2)).onSale();
        Reply booking = old.booked(7, "A-1", "A-2");
        old.configure(e -> e.behaviourVersion(3)).accepted();
        Credential ticket = old.ticket(booking, 0).numbered(0);
        old.send(DoorCommands.checkIn(ticket, old.door(), false, 1)).isRejected(RejectReason.UNKNOWN_TICKET);
        old.send(DoorCommands.checkIn(ticket, old.door(), false, Scenario.REFERENCE))
                .is(CheckInOutcome.ADMITTED);
    }

    @Test
    void shouldLookWithoutAdmitting() {
        Reply booking = s.at(100).booked(7, "A-1");
        byte[] look = DoorCommands.look(s.ticket(booking, 0), s.door(), 0);
        s.ask(look).is(CheckInOutcome.VALID);
        s.ask(look).is(CheckInOutcome.VALID);
        s.checksIn(booking, 0);
        s.ask(look).isRejected(RejectReason.ALREADY_CHECKED_IN, 100).atGate(4);
        s.ask(DoorCommands.look(s.ticket(booking, 0), s.door().of(5), 0)).isRejected(RejectReason.UNKNOWN_TICKET);
    }

    @Test
    void shouldWaitWithArchivingUntilNobodyIsAdmittedAnyMore() {
        long lastMs = DefineShowCommand.ENDS_AT_MS + 700;
        Scenario late = aShow("AAAA")
                .withLimits(e -> e.checkInUploadWindowMs(1_000))
                .withRules(e -> e.checkInUntilMs(lastMs))
                .onSale();
        late.booked(7, "A-1");
        late.at(lastMs + 999).send(Commands.archiveShow(Scenario.SHOW)).isRejected(RejectReason.WRONG_STATE);
        late.at(lastMs + 1_000).send(Commands.archiveShow(Scenario.SHOW)).accepted();
    }

    @Test
    void shouldWaitWithArchivingForWhatDevicesStillTell() {
        Scenario ended =
                aShow("AAAA").withLimits(e -> e.checkInUploadWindowMs(1_000)).onSale();
        Reply booking = ended.booked(7, "A-1");
        ended.at(DefineShowCommand.ENDS_AT_MS + 999)
                .send(Commands.archiveShow(Scenario.SHOW))
                .isRejected(RejectReason.WRONG_STATE);
        ended.send(DoorCommands.checkIn(ended.ticket(booking, 0), ended.door().at(5), true))
                .is(CheckInOutcome.ADMITTED);
        ended.at(DefineShowCommand.ENDS_AT_MS + 1_000)
                .send(Commands.archiveShow(Scenario.SHOW))
                .accepted();
        while (ended.machine.hasPendingWork()) {
            ended.goOn();
        }
        assertTrue(ended.machine.reservationIds().length == 0);
    }
}
