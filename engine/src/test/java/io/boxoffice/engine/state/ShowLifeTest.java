package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.sbe.OpenPaymentsDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.UploadKind;
import java.util.List;
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
        s.checksIn(booking, 0).isRejected(RejectReason.UNKNOWN_TICKET);
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

    @Test
    void shouldOpenOnlyAPricedShow() {
        Scenario s = aShow("AAAA").drafted();
        s.send(Commands.openShow(Scenario.SHOW)).isRejected(RejectReason.NO_PRICES);
        s.customer(7).holds("A-1").isRejected(RejectReason.SHOW_NOT_ON_SALE);
        long version = s.upload(
                        UploadKind.PRICES, Scenario.SHOW, 0, s.prices(10).encode())
                .accepted()
                .version();
        assertEquals(s.machine.lastSequence(), version);
        s.send(Commands.openShow(Scenario.SHOW)).accepted();
        assertEquals(1, s.events().size());
        s.send(Commands.openShow(Scenario.SHOW)).accepted();
        assertTrue(s.events().isEmpty());
    }

    @Test
    void shouldKnowNoOtherShow() {
        Scenario s = aShow("AAAA").onSale();
        s.send(Commands.openShow(9)).isRejected(RejectReason.UNKNOWN_SHOW);
        s.send(Commands.closeShow(9)).isRejected(RejectReason.UNKNOWN_SHOW);
        s.send(Commands.cancelShow(9)).isRejected(RejectReason.UNKNOWN_SHOW);
        s.send(Commands.archiveShow(9)).isRejected(RejectReason.UNKNOWN_SHOW);
    }

    @Test
    void shouldLetHoldsOfAClosedShowBePaid() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.send(Commands.closeShow(Scenario.SHOW)).accepted();
        s.customer(7).holds("A-2").isRejected(RejectReason.SHOW_NOT_ON_SALE);
        s.booked(hold).is(ReservationStatus.BOOKED);
        s.send(Commands.openShow(Scenario.SHOW)).accepted();
        s.customer(7).holds("A-2").is(ReservationStatus.HELD);
    }

    @Test
    void shouldChangeRulesButNeverMapOrCurrency() {
        Scenario s = aShow("AAAA").onSale();
        s.redefine(e -> e.maxUnitsPerHold(1)).accepted();
        s.customer(7).holds("A-1", "A-2").isRejected(RejectReason.LIMIT_EXCEEDED, 1);
        s.redefine(e -> e.currency("USD")).isRejected(RejectReason.ALREADY_EXISTS);
        s.redefine(e -> e.currency("EUR").seatMapId(99)).isRejected(RejectReason.ALREADY_EXISTS);
    }

    @Test
    void shouldRefuseRulesThatMakeNoSense() {
        Scenario s = aShow("AAAA").onSale();
        s.redefine(e -> e.currency("eur")).isRejected(RejectReason.MALFORMED);
        s.redefine(e -> e.currency("EUR").holdTtlMs(999)).isRejected(RejectReason.MALFORMED);
        s.redefine(e -> e.holdTtlMs(3_600_001)).isRejected(RejectReason.LIMIT_EXCEEDED, 3_600_000);
        s.redefine(e -> e.holdTtlMs(1_000).maxUnitsPerHold(49)).isRejected(RejectReason.LIMIT_EXCEEDED, 48);
        s.redefine(e -> e.maxUnitsPerHold(48).endsAtMs(1)).isRejected(RejectReason.MALFORMED);
        s.send(new DefineShowCommand(12, 99).encode()).isRejected(RejectReason.UNKNOWN_SEAT_MAP);
    }

    @Test
    void shouldKeepTheBoundsOfShowsAndOfSeatsOnSale() {
        Scenario s = aShow("AAAA").withLimits(e -> e.maxShows(2)).onSale();
        s.send(new DefineShowCommand(12, Scenario.MAP).encode()).accepted();
        s.send(new DefineShowCommand(13, Scenario.MAP).encode()).isRejected(RejectReason.CAPACITY, 2);
        s.configure(e -> e.maxShows(3).maxSeatsOnSale(11)).accepted();
        s.send(new DefineShowCommand(13, Scenario.MAP).encode()).isRejected(RejectReason.CAPACITY, 11);
        s.configure(e -> e.maxSeatsOnSale(12)).accepted();
        s.send(new DefineShowCommand(13, Scenario.MAP).encode()).accepted();
    }

    @Test
    void shouldCancelAShowWithEverythingThatWasSold() {
        Scenario s = aShow("AAAAAA")
                .priced(1000)
                .withLimits(e -> e.workPerCommand(2))
                .onSale();
        Reply held = s.customer(7).holds("A-1");
        Reply started = s.customer(7).holds("A-2");
        s.paying(started);
        Reply authorised = s.customer(7).holds("A-3");
        s.paying(authorised);
        s.authorised(authorised, 1);
        Reply booked = s.booked(7, "A-4", "A-5");
        s.send(Commands.cancelShow(Scenario.SHOW)).accepted();
        s.goOn();
        assertEquals(List.of(ReservationEventType.HOLD_RELEASED, ReservationEventType.HOLD_RELEASED), s.steps());
        s.goOn();
        assertEquals(
                List.of(
                        ReservationEventType.HOLD_RELEASED,
                        ReservationEventType.REFUND_DUE,
                        ReservationEventType.TICKETS_CANCELLED,
                        ReservationEventType.REFUND_DUE),
                s.steps());
        assertFalse(s.machine.hasPendingWork());
        s.reservation(held).is(ReservationStatus.RELEASED);
        s.reservation(authorised).is(PaymentStatus.REFUND_DUE);
        assertEquals(
                2_000,
                s.reservation(booked)
                        .is(ReservationStatus.CANCELLED)
                        .reservation()
                        .refundDueAmount());
        s.authorised(started, 1).is(PaymentStatus.REFUND_DUE);
        assertEquals(RefundReason.SHOW_CANCELLED, s.reservationEvents().get(0).refundReason());
    }

    @Test
    void shouldNotReviveACancelledShow() {
        Scenario s = aShow("AAAA").onSale();
        s.send(Commands.cancelShow(Scenario.SHOW)).accepted();
        s.send(Commands.cancelShow(Scenario.SHOW)).accepted();
        s.send(Commands.openShow(Scenario.SHOW)).isRejected(RejectReason.WRONG_STATE);
        s.send(Commands.closeShow(Scenario.SHOW)).isRejected(RejectReason.WRONG_STATE);
        s.redefine(e -> e.maxUnitsPerHold(1)).isRejected(RejectReason.WRONG_STATE);
        s.upload(UploadKind.PRICES, Scenario.SHOW, 0, s.prices(10).encode()).isRejected(RejectReason.WRONG_STATE);
    }

    @Test
    void shouldArchiveOnlyWhatIsOverAndSettled() {
        Scenario s = aShow("AAAA").onSale();
        Reply booking = s.booked(7, "A-1");
        s.at(DefineShowCommand.ENDS_AT_MS - 1)
                .send(Commands.archiveShow(Scenario.SHOW))
                .isRejected(RejectReason.WRONG_STATE);
        s.customer(0).cancels(booking).cancellation();
        s.at(DefineShowCommand.ENDS_AT_MS)
                .send(Commands.archiveShow(Scenario.SHOW))
                .isRejected(RejectReason.WRONG_STATE);
        s.refunded(booking, 1);
        s.send(Commands.archiveShow(Scenario.SHOW)).accepted();
        s.send(Commands.archiveShow(Scenario.SHOW)).accepted();
        s.send(Commands.cancelShow(Scenario.SHOW)).isRejected(RejectReason.WRONG_STATE);
    }

    @Test
    void shouldGiveEverythingBackWithTheArchive() {
        Scenario s = aShow("AAAA")
                .withLimits(e -> e.maxSeatsOnSale(4).maxReservations(3))
                .onSale();
        s.booked(s.send(s.customer(7).wants().seats(0).key(Commands.Key.of(1)).encode()));
        s.customer(7).releases(s.customer(7).holds("A-2"));
        s.at(DefineShowCommand.ENDS_AT_MS)
                .send(Commands.archiveShow(Scenario.SHOW))
                .accepted();
        s.goOn();
        BookingState state = s.machine.state();
        assertEquals(0, state.reservations.size());
        assertEquals(0, state.shows.size());
        assertEquals(0, state.shows.capacityOnSale());
        assertEquals(KeyTable.NONE, state.reservations.keys.find(1, -1));
        assertEquals(Long.MAX_VALUE, s.machine.nextDeadlineMs());
        s.send(new DefineShowCommand(12, Scenario.MAP).encode()).accepted();
    }

    @Test
    void shouldHaveNothingToGoOnWith() {
        Scenario s = aShow("AAAA").onSale();
        s.goOn().accepted();
        assertTrue(s.events().isEmpty());
    }

    /** The naive model, which keeps them sorted, must have the same hash after each step. */
    @Test
    void shouldKeepReservationsInOrderOfIdInWhateverOrderTheyEnd() {
        Scenario s = aShow("AAAAAAAA").withLimits(e -> e.workPerCommand(1)).onSale();
        Reply[] holds = new Reply[6];
        for (int i = 0; i < holds.length; i++) {
            holds[i] = s.customer(7 + i).holds("A-" + (i + 1));
        }
        for (int i : new int[] {3, 1, 4, 0, 5, 2}) {
            s.customer(7 + i).releases(holds[i]);
        }
        s.at(DefineShowCommand.ENDS_AT_MS)
                .send(Commands.archiveShow(Scenario.SHOW))
                .accepted();
        while (s.machine.hasPendingWork()) {
            s.goOn().accepted();
        }
    }

    @Test
    void shouldOweNothingMoreForAnAuthorisedPaymentOnceItsRefundIsMade() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.paying(hold);
        s.authorised(hold, 1);
        s.send(Commands.cancelShow(Scenario.SHOW)).accepted();
        while (s.machine.hasPendingWork()) {
            s.goOn().accepted();
        }
        assertEquals(1, refundsDue(s));
        s.refunded(hold, 1);
        assertEquals(0, refundsDue(s));
    }

    private static int refundsDue(Scenario s) {
        OpenPaymentsDecoder open = s.ask(Commands.listOpenPayments(0)).openPayments();
        assertEquals(0, open.payments().count());
        return open.refunds().count();
    }
}
