package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RejectReason;
import org.junit.jupiter.api.Test;

/** A show from draft to archive. */
class ShowLifeTest {

    @Test
    void shouldKnowNoReservationsOfAShowThatIsBeingArchived() {
        Scenario s = aShow("AAAA").onSale();
        Reply booking = s.booked(7, "A-1");
        s.at(DefineShowCommand.ENDS_AT_MS)
                .send(Commands.archiveShow(Scenario.SHOW))
                .accepted();
        s.send(Commands.cancelBooking(booking.id(), 0, Commands.Key.NONE)).isRejected(RejectReason.UNKNOWN_RESERVATION);
        s.send(Commands.refundDue(booking.id(), 1, 1000, RefundReason.STAFF))
                .isRejected(RejectReason.UNKNOWN_RESERVATION);
        s.refunded(booking, 1).isRejected(RejectReason.UNKNOWN_RESERVATION);
        s.send(Commands.checkIn(booking.id(), 0, Scenario.REFERENCE, 0, Commands.Key.NONE))
                .isRejected(RejectReason.UNKNOWN_TICKET);
        s.ask(Commands.getReservation(booking.id(), 7)).isRejected(RejectReason.UNKNOWN_RESERVATION);
    }

    @Test
    void shouldLeaveNoOwnersBehindWhileArchiving() {
        Scenario s = aShow("AAAA")
                .withArea("pit", 5)
                .withLimits(e -> e.workPerCommand(1))
                .onSale();
        s.booked(7, "A-1");
        s.booked(s.customer(8).holdsPlaces(0, 3));
        s.at(DefineShowCommand.ENDS_AT_MS)
                .send(Commands.archiveShow(Scenario.SHOW))
                .accepted();
        for (int i = 0; i < 3; i++) {
            assertTrue(s.machine.hasPendingWork());
            s.goOn().accepted();
        }
        assertFalse(s.machine.hasPendingWork());
    }
}
