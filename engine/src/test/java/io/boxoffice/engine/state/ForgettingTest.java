package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationStatus;
import org.junit.jupiter.api.Test;

/** What is over is remembered as long as there is room, and then no longer; what lives is never forgotten. */
class ForgettingTest {
    /** What a hold of one seat without a key counts to. */
    private static final long ONE_SEAT_BYTES = 192 + 48;

    private static final long KEY_BYTES = 96;

    private static Scenario aShowWithRoomFor(int reservations) {
        return aShow("AAAAAAAA").withLimits(e -> e.maxReservations(reservations));
    }

    private static void isForgotten(Scenario s, Reply hold) {
        s.ask(Commands.getReservation(hold.id(), 0)).isRejected(RejectReason.UNKNOWN_RESERVATION);
    }

    private static Reply released(Scenario s, long customerId, String seat) {
        Reply hold = s.customer(customerId).holds(seat);
        s.customer(customerId).releases(hold).is(ReservationStatus.RELEASED);
        return hold;
    }

    /** Half a million holds an hour, placed and released, ended all selling. */
    @Test
    void shouldServeHoldsThatArePlacedAndReleasedWithoutEnd() {
        Scenario s = aShowWithRoomFor(5).onSale();
        for (int i = 0; i < 200; i++) {
            released(s, 7, "A-1");
            assertTrue(s.machine.state().reservations.size() <= 5);
        }
    }

    @Test
    void shouldServeHoldsThatLapseWithoutEnd() {
        Scenario s = aShow("A".repeat(40))
                .withLimits(e -> e.maxStateBytes(10 * ONE_SEAT_BYTES))
                .onSale();
        for (int i = 0; i < 200; i++) {
            s.at(i * 10_000L).customer(7 + i).holds("A-" + (1 + i % 40)).is(ReservationStatus.HELD);
            assertTrue(s.machine.state().reservations.countedBytes() <= 10 * ONE_SEAT_BYTES);
        }
    }

    @Test
    void shouldForgetNothingWhileThereIsRoom() {
        Scenario s = aShowWithRoomFor(3).onSale();
        Reply first = released(s, 7, "A-1");
        Reply second = released(s, 7, "A-1");
        s.customer(8).holds("A-2").is(ReservationStatus.HELD);
        s.reservation(first).is(ReservationStatus.RELEASED);
        s.reservation(second).is(ReservationStatus.RELEASED);
    }

    @Test
    void shouldForgetWhatEndedFirst() {
        Scenario s = aShowWithRoomFor(3).onSale();
        Reply placedFirst = s.customer(7).holds("A-1");
        Reply endedFirst = s.customer(7).holds("A-2");
        s.at(10).customer(7).releases(endedFirst);
        s.at(20).customer(7).releases(placedFirst);
        Reply third = s.at(30).customer(8).holds("A-3");
        s.customer(9).holds("A-4").is(ReservationStatus.HELD);
        isForgotten(s, endedFirst);
        s.reservation(placedFirst).is(ReservationStatus.RELEASED);
        s.customer(9).holds("A-5").is(ReservationStatus.HELD);
        isForgotten(s, placedFirst);
        s.customer(9).holds("A-6").isRejected(RejectReason.CAPACITY, 3);
        s.reservation(third).is(ReservationStatus.HELD);
    }

    /** Of what ended at the same time, the one with the smaller id. */
    @Test
    void shouldForgetInOrderOfIdWhatEndedTogether() {
        Scenario s = aShowWithRoomFor(2).onSale();
        Reply first = s.customer(7).holds("A-1");
        Reply second = s.customer(7).holds("A-2");
        s.customer(7).releases(second);
        s.customer(7).releases(first);
        s.customer(8).holds("A-3");
        isForgotten(s, first);
        s.reservation(second).is(ReservationStatus.RELEASED);
    }

    @Test
    void shouldForgetWhatWasNeverPaidForBeforeWhatHasSettledPayments() {
        Scenario s = aShowWithRoomFor(2).onSale();
        Reply paid = s.customer(7).holds("A-1");
        s.paying(paid);
        s.declined(paid, 1);
        s.customer(7).releases(paid);
        Reply unpaid = s.at(1_000).customer(7).holds("A-2");
        s.customer(7).releases(unpaid);
        s.customer(8).holds("A-3");
        isForgotten(s, unpaid);
        s.reservation(paid).is(ReservationStatus.RELEASED);
        s.customer(8).holds("A-4");
        isForgotten(s, paid);
    }

    @Test
    void shouldNeverForgetWhatLivesIsBookedOrIsNotSettled() {
        Scenario s = aShowWithRoomFor(4).onSale();
        Reply booked = s.booked(7, "A-1");
        Reply cancelled = s.booked(7, "A-2");
        s.customer(7).cancels(cancelled).cancellation();
        s.refunded(cancelled, 1).is(ReservationStatus.CANCELLED);
        Reply late = s.customer(7).holds("A-3");
        s.paying(late);
        s.at(180_000).customer(8).holds("A-3").is(ReservationStatus.HELD);
        s.customer(8).holds("A-4").isRejected(RejectReason.CAPACITY, 4);
        s.authorised(late, 1).is(PaymentStatus.REFUND_DUE);
        s.customer(8).holds("A-4").isRejected(RejectReason.CAPACITY, 4);
        s.send(Commands.voided(late.id(), 1)).is(PaymentStatus.VOIDED);
        s.customer(8).holds("A-4").is(ReservationStatus.HELD);
        isForgotten(s, late);
        s.reservation(booked).is(ReservationStatus.BOOKED);
        s.reservation(cancelled).is(ReservationStatus.CANCELLED);
    }

    @Test
    void shouldCountUnitsKeysAndRefunds() {
        Scenario s = aShow("AAAA")
                .priced(1000)
                .withLimits(e -> e.maxStateBytes(192 + 2 * 48 + 32 + KEY_BYTES + ONE_SEAT_BYTES))
                .onSale();
        Reply booked = s.booked(7, "A-1", "A-2");
        s.send(Commands.cancelBooking(booked.id(), 7, Commands.Key.of(5), 0)).cancellation();
        assertEquals(
                192 + 2 * 48 + 32 + KEY_BYTES, s.machine.state().reservations.countedBytes());
        s.send(s.customer(8)
                        .wants()
                        .seats(s.seats("A-3"))
                        .key(Commands.Key.of(6))
                        .encode())
                .isRejected(RejectReason.CAPACITY, 192 + 2 * 48 + 32 + KEY_BYTES + ONE_SEAT_BYTES);
        s.customer(8).holds("A-3", "A-4").isRejected(RejectReason.CAPACITY);
        s.customer(8).holds("A-3").is(ReservationStatus.HELD);
    }

    /** What a command may do is bounded: the next one goes on. */
    @Test
    void shouldForgetNoMoreAtOnceThanACommandMayDo() {
        Scenario s = aShow("AAAAAAAA").onSale();
        for (int i = 1; i <= 5; i++) {
            released(s, 7, "A-" + i);
        }
        s.configure(e -> e.maxReservations(2).workPerCommand(2)).accepted();
        s.customer(8).holds("A-1").isRejected(RejectReason.TRY_AGAIN);
        assertEquals(3, s.machine.state().reservations.size());
        s.customer(8).holds("A-1").is(ReservationStatus.HELD);
        assertEquals(2, s.machine.state().reservations.size());
    }

    /** A retry of what is forgotten is tried afresh. */
    @Test
    void shouldTryAfreshWhatComesAgainAfterItWasForgotten() {
        Scenario s = aShowWithRoomFor(1).onSale();
        byte[] place = s.customer(7)
                .wants()
                .seats(s.seats("A-1"))
                .key(Commands.Key.of(5))
                .encode();
        Reply hold = s.send(place);
        s.customer(7).releases(hold);
        assertEquals(hold.id(), s.send(place).id());
        Reply other = s.customer(8).holds("A-2");
        s.customer(8).releases(other);
        Reply again = s.send(place).is(ReservationStatus.HELD);
        assertTrue(again.id() > other.id());
    }

    @Test
    void shouldRefuseHoldsAtTheMostReservationsUnderOlderRules() {
        Scenario s = aShowWithRoomFor(1).withLimits(e -> e.behaviourVersion(2)).onSale();
        released(s, 7, "A-1");
        s.customer(7).holds("A-1").isRejected(RejectReason.CAPACITY, 1);
    }

    /** Capacities of tables differ after a restore; what they count to does not. */
    @Test
    void shouldForgetTheSameAfterASnapshot() {
        Scenario s = aShowWithRoomFor(6).withoutModel().onSale();
        for (int i = 1; i <= 4; i++) {
            Reply hold = s.at(i).customer(i).holds("A-" + i);
            if (i % 2 == 0) {
                s.paying(hold);
                s.declined(hold, 1);
            }
        }
        for (int i = 4; i >= 1; i--) {
            s.at(100 - i).send(Commands.releaseHold(i, i));
        }
        BookingStateMachine other = Snapshots.copy(s.machine);
        long sequence = s.machine.lastSequence();
        for (int i = 1; i <= 6; i++) {
            byte[] place =
                    new Commands.Hold(Scenario.SHOW, 9).seats(s.seat("A-" + i)).encode();
            s.at(200).send(place).is(ReservationStatus.HELD);
            Snapshots.apply(other, ++sequence, 200, place);
            assertEquals(s.machine.stateHash(), other.stateHash());
        }
    }
}
