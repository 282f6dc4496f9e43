package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.DoorCommands.ofOrganisation;
import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may act on what, whom it is given to, and what somebody has. */
class WhoseTest {
    private static final long OWN = DefineShowCommand.ORGANIZER;
    private static final long OTHER = 5;

    private final Scenario s = aShow("AAAAAA")
            .withArea("pit", 40)
            .withRules(e -> e.maxUnitsPerCustomer(3))
            .onSale();

    private List<Long> found(long customerId) {
        List<Long> ids = new ArrayList<>();
        s.ask(DoorCommands.find(Scenario.SHOW, customerId, 0))
                .found()
                .reservations()
                .forEach(r -> ids.add(r.reservationId()));
        return ids;
    }

    private Reply assigns(Reply hold, long from, long to) {
        return s.send(DoorCommands.assign(hold.id(), from, 0, to));
    }

    @Test
    void shouldLetAnOrganisationActOnItsOwnShowsOnly() {
        byte[] place = s.customer(7).wants().seats(0).encode();
        s.send(ofOrganisation(place, OTHER)).isRejected(RejectReason.UNKNOWN_SHOW);
        Reply hold = s.send(ofOrganisation(place, OWN));
        List<byte[]> commands = List.of(
                Commands.extendHold(hold.id(), 0, Commands.Key.NONE),
                Commands.createBooking(hold.id(), 0, Scenario.REFERENCE, Commands.Key.NONE),
                Commands.beginPayment(hold.id(), 0, Commands.Key.NONE),
                Commands.confirm(hold.id(), 0),
                Commands.cancelBooking(hold.id(), 0, Commands.Key.NONE),
                Commands.refundDue(hold.id(), 1, 1, RefundReason.STAFF),
                DoorCommands.assign(hold.id(), 0, OTHER, 8),
                DoorCommands.reissue(hold.id(), 0, OTHER, 0, 0, Commands.Key.NONE),
                Commands.releaseHold(hold.id(), 0));
        for (byte[] command : commands) {
            s.send(ofOrganisation(command, OTHER)).isRejected(RejectReason.UNKNOWN_RESERVATION);
        }
        s.ask(ofOrganisation(Commands.getReservation(hold.id(), 0), OTHER))
                .isRejected(RejectReason.UNKNOWN_RESERVATION);
        s.ask(ofOrganisation(Commands.getPayment(hold.id(), 0, 1), OTHER)).isRejected(RejectReason.UNKNOWN_RESERVATION);
        s.ask(DoorCommands.find(Scenario.SHOW, 7, OTHER)).isRejected(RejectReason.UNKNOWN_SHOW);
        s.ask(ofOrganisation(Commands.getReservation(hold.id(), 0), OWN)).is(ReservationStatus.HELD);
        s.send(ofOrganisation(Commands.releaseHold(hold.id(), 0), OWN)).is(ReservationStatus.RELEASED);
    }

    @Test
    void shouldSellAtACounterBeyondEveryCustomersLimit() {
        for (int i = 0; i < 5; i++) {
            s.customer(0).holdsPlaces(0, 3).is(ReservationStatus.HELD);
        }
        s.customer(7).holdsPlaces(0, 3).is(ReservationStatus.HELD);
        s.customer(7).holdsPlaces(0, 1).isRejected(RejectReason.LIMIT_EXCEEDED, 3);
    }

    @Test
    void shouldNotLetACustomerActOnACounterSale() {
        Reply sale = s.customer(0).holds("A-1");
        s.customer(7).releases(sale).isRejected(RejectReason.UNKNOWN_RESERVATION);
        s.send(s.customer(7).wants().seats(0).replacing(sale).encode()).isRejected(RejectReason.UNKNOWN_RESERVATION);
        s.ask(DoorCommands.find(Scenario.SHOW, 0, 0)).isRejected(RejectReason.MALFORMED);
    }

    @Test
    void shouldReplaceAHoldWithinTheLimitThatHoldsAlone() {
        Reply first = s.customer(7).holds("A-1", "A-2", "A-3");
        Reply second =
                s.send(s.customer(7).wants().seats(1, 2, 3).replacing(first).encode());
        assertEquals(List.of(ReservationEventType.HOLD_RELEASED, ReservationEventType.HOLD_PLACED), s.steps());
        assertEquals(s.seatList("A-2", "A-3", "A-4"), second.units());
        assertTrue(s.isFree("A-1"));
        s.reservation(first).is(ReservationStatus.RELEASED);
        s.send(s.customer(7).wants().seats(0, 1, 2, 3).replacing(second).encode())
                .isRejected(RejectReason.LIMIT_EXCEEDED, 3);
    }

    @Test
    void shouldKeepTheOldHoldWhenTheNewOneIsRefused() {
        Reply mine = s.customer(7).holds("A-1", "A-2");
        s.customer(8).holds("A-3");
        s.send(s.customer(7).wants().seats(0, 2).replacing(mine).encode()).isRejected(RejectReason.SEAT_UNAVAILABLE);
        s.send(s.customer(7).wants().seats(0).replacing(mine).expecting(1).encode())
                .isRejected(RejectReason.PRICE_CHANGED, 1000);
        assertEquals(List.of(), s.events());
        assertFalse(s.isFree("A-1"));
        s.reservation(mine).is(ReservationStatus.HELD);
        s.customer(8).holds("A-2").isRejected(RejectReason.SEAT_UNAVAILABLE);
    }

    @Test
    void shouldReplaceOnlyAStandingHoldOfTheSamePerson() {
        Reply theirs = s.customer(8).holds("A-1");
        s.send(s.customer(7).wants().seats(1).replacing(theirs).encode()).isRejected(RejectReason.UNKNOWN_RESERVATION);
        Reply mine = s.customer(7).holds("A-2");
        s.at(60_000);
        s.send(s.customer(7).wants().seats(1).replacing(mine).encode()).isRejected(RejectReason.HOLD_EXPIRED);
        Reply paying = s.customer(7).holds("A-3");
        s.paying(paying);
        s.send(s.customer(7).wants().seats(1).replacing(paying).encode()).isRejected(RejectReason.PAYMENT_IN_PROGRESS);
    }

    @Test
    void shouldAssignAReservationToAnotherCustomer() {
        byte[] place = s.customer(7).wants().seats(0, 1).key(Commands.Key.of(3)).encode();
        Reply hold = s.send(place);
        Reply moved = assigns(hold, 7, 9);
        assertEquals(9, moved.reservation().customerId());
        assertEquals(List.of(ReservationEventType.ASSIGNED), s.steps());
        assertEquals(7, s.reservationEvents().get(0).previousCustomerId());
        s.customer(7).releases(hold).isRejected(RejectReason.UNKNOWN_RESERVATION);
        assigns(hold, 7, 9).is(ReservationStatus.HELD);
        assertEquals(List.of(), s.events(), "it was moved before");
        assertEquals(BooleanType.TRUE, s.send(place).reservation().duplicate(), "its key stays");
        s.customer(7).holds("A-4", "A-5", "A-6").is(ReservationStatus.HELD);
        s.customer(9).holdsPlaces(0, 2).isRejected(RejectReason.LIMIT_EXCEEDED, 3);
    }

    @Test
    void shouldAssignWithinTheLimitOfWhoGetsIt() {
        Reply hold = s.customer(7).holds("A-1", "A-2");
        s.customer(9).holds("A-3", "A-4");
        assigns(hold, 7, 9).isRejected(RejectReason.LIMIT_EXCEEDED, 3);
        assigns(hold, 8, 10).isRejected(RejectReason.UNKNOWN_RESERVATION);
        assigns(hold, 7, 0).isRejected(RejectReason.MALFORMED);
        // Those of the other one lapse with it, so that nothing is in the way any more but its own end.
        s.at(60_000);
        assigns(hold, 7, 9).isRejected(RejectReason.HOLD_EXPIRED);
        Reply sale = s.customer(0).holds("A-5");
        assigns(sale, 0, 9).is(ReservationStatus.HELD);
        s.customer(9).releases(sale).is(ReservationStatus.RELEASED);
        assigns(sale, 9, 7).isRejected(RejectReason.WRONG_STATE);
    }

    @Test
    void shouldFindWhatACustomerHasNewestFirst() {
        Reply first = s.customer(7).holds("A-1");
        Reply second = s.customer(7).holds("A-2");
        Reply other = s.customer(8).holds("A-3");
        Reply third = s.booked(7, "A-4");
        assertEquals(List.of(third.id(), second.id(), first.id()), found(7));
        s.customer(7).releases(second);
        assigns(other, 8, 7);
        assertEquals(List.of(third.id(), other.id(), first.id()), found(7));
        assertEquals(List.of(), found(8));
        s.at(60_000).tick();
        assertEquals(List.of(third.id()), found(7));
    }

    @Test
    void shouldFindAtMostFifteenAndSayThatThereAreMore() {
        Scenario many = aShow("AAAA").withArea("pit", 40).onSale();
        for (int i = 0; i < 15; i++) {
            many.customer(7).holdsPlaces(0, 1);
        }
        byte[] find = DoorCommands.find(Scenario.SHOW, 7, 0);
        assertEquals(BooleanType.FALSE, many.ask(find).found().more());
        Reply newest = many.customer(7).holdsPlaces(0, 1);
        assertEquals(BooleanType.TRUE, many.ask(find).found().more());
        List<Long> ids = new ArrayList<>();
        many.ask(find).found().reservations().forEach(r -> ids.add(r.reservationId()));
        assertEquals(15, ids.size());
        assertEquals(newest.id(), ids.get(0));
    }

    @Test
    void shouldKeepWhatOldRulesSay() {
        Scenario old = aShow("AAAA")
                .withLimits(e -> e.behaviourVersion(2))
                .withRules(e -> e.maxUnitsPerCustomer(1))
                .onSale();
        Reply hold = old.send(ofOrganisation(old.customer(0).wants().seats(0).encode(), OTHER));
        old.customer(0).holds("A-2").isRejected(RejectReason.LIMIT_EXCEEDED, 1);
        old.send(DoorCommands.assign(hold.id(), 0, 0, 8)).isRejected(RejectReason.MALFORMED);
        old.ask(DoorCommands.find(Scenario.SHOW, 8, 0)).isRejected(RejectReason.MALFORMED);
    }
}
