package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationEventType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A ticket admits once. */
class CheckInTest {

    private static Reply checksIn(Scenario s, Reply booking, int ordinal, long reference, long organizer) {
        return s.send(Commands.checkIn(booking.id(), ordinal, reference, organizer, Commands.Key.NONE));
    }

    @Test
    void shouldAdmitATicketOnce() {
        Scenario s = aShow("AAAA").onSale();
        Reply booking = s.booked(7, "A-1", "A-3");
        Reply admitted = checksIn(s.at(500), booking, 1, Scenario.REFERENCE, DefineShowCommand.ORGANIZER);
        assertEquals(s.seat("A-3"), admitted.checkIn().unit());
        assertEquals(List.of(ReservationEventType.CHECKED_IN), s.steps());
        assertEquals(1, s.reservationEvents().get(0).units().next().ordinal());
        checksIn(s.at(600), booking, 1, Scenario.REFERENCE, 0).isRejected(RejectReason.ALREADY_CHECKED_IN, 500);
        checksIn(s, booking, 0, Scenario.REFERENCE, 0).checkIn();
    }

    @Test
    void shouldNotAdmitWithoutTheRightReferenceOrganizerAndTicket() {
        Scenario s = aShow("AAAA").onSale();
        Reply booking = s.booked(7, "A-1");
        checksIn(s, booking, 0, 1, 0).isRejected(RejectReason.UNKNOWN_TICKET);
        checksIn(s, booking, 0, Scenario.REFERENCE, 5).isRejected(RejectReason.UNKNOWN_TICKET);
        checksIn(s, booking, 1, Scenario.REFERENCE, 0).isRejected(RejectReason.UNKNOWN_TICKET);
        Reply hold = s.customer(7).holds("A-2");
        checksIn(s, hold, 0, 0, 0).isRejected(RejectReason.UNKNOWN_TICKET);
    }

    @Test
    void shouldNotAdmitWhatIsNotBookedOrWasCancelled() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.customer(7).books(hold);
        checksIn(s, hold, 0, Scenario.REFERENCE, 0).isRejected(RejectReason.WRONG_STATE);
        Reply booking = s.booked(7, "A-2", "A-3");
        s.customer(7).cancels(booking, 0);
        checksIn(s, booking, 0, Scenario.REFERENCE, 0).isRejected(RejectReason.TICKET_CANCELLED);
        s.send(Commands.cancelShow(Scenario.SHOW));
        checksIn(s, booking, 1, Scenario.REFERENCE, 0).isRejected(RejectReason.WRONG_STATE);
    }
}
