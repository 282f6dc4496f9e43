package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CancelReplyDecoder;
import io.boxoffice.protocol.sbe.CheckInReplyDecoder;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PaymentReplyDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationReplyDecoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import org.junit.jupiter.api.Test;

/** The same Idempotency-Key gets the first answer again. */
class IdempotencyTest {

    private static final Commands.Key KEY = Commands.Key.of(5);

    /** What a repeated answer may differ in from the first: the flag that says so. */
    private static byte[] unflagged(Reply reply) {
        byte[] bytes = reply.bytes().clone();
        int at = MessageHeaderDecoder.ENCODED_LENGTH + ReservationReplyDecoder.duplicateEncodingOffset();
        assertEquals(BooleanType.TRUE.value(), bytes[at]);
        bytes[at] = 0;
        return bytes;
    }

    @Test
    void shouldAnswerAnExtensionAsFirstEvenWhenABookingWasMadeBefore() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.paying(hold);
        s.declined(hold, 1);
        Reply first = s.at(1_000).send(Commands.extendHold(hold.id(), 7, KEY));
        assertEquals(Scenario.REFERENCE, first.reservation().reference());
        s.at(2_000).customer(7).pays(hold);
        s.authorised(hold, 2);
        s.customer(7).confirms(hold);
        Reply again = s.at(3_000).send(Commands.extendHold(hold.id(), 7, KEY));
        assertArrayEquals(first.bytes(), unflagged(again));
    }

    @Test
    void shouldAnswerACancellationAsFirstEvenWhenTheRestWasCancelledAndRefundedSince() {
        Scenario s = aShow("AAAA").onSale();
        Reply booking = s.booked(7, "A-1", "A-2");
        CancelReplyDecoder first =
                s.send(Commands.cancelBooking(booking.id(), 7, KEY, 1)).cancellation();
        s.refunded(booking, 1).reservation();
        s.customer(7).cancels(booking).cancellation();
        CancelReplyDecoder again =
                s.send(Commands.cancelBooking(booking.id(), 7, KEY, 1)).cancellation();
        assertEquals(BooleanType.TRUE, again.duplicate());
        assertEquals(first.sequence(), again.sequence());
        assertEquals(ReservationStatus.BOOKED, first.reservationStatus());
        assertEquals(first.reservationStatus(), again.reservationStatus());
        assertEquals(RefundStatus.DUE, again.refundStatus());
        assertEquals(1000, again.refundAmount());
        assertEquals(1, again.units().count());
    }

    @Test
    void shouldAnswerAHoldAsFirstWhateverBecameOfIt() {
        Scenario s = aShow("AAAA").onSale();
        byte[] command = s.customer(7).wants().seats(0, 1).key(KEY).encode();
        Reply first = s.send(command);
        s.booked(first);
        s.customer(7).cancels(first, 0);
        Reply again = s.at(9_000).send(command);
        assertArrayEquals(first.bytes(), unflagged(again));
        assertTrue(s.events().isEmpty());
    }

    @Test
    void shouldAnswerABookingAsFirst() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        byte[] command = Commands.createBooking(hold.id(), 7, 99, KEY);
        Reply first = s.at(500).send(command);
        s.customer(7).pays(hold).payment();
        assertArrayEquals(first.bytes(), unflagged(s.at(600).send(command)));
    }

    @Test
    void shouldAnswerASecondBookingLikeTheFirstAndKeepItsReference() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.customer(7).books(hold);
        Reply second = s.send(Commands.createBooking(hold.id(), 7, 12345, Commands.Key.NONE));
        assertEquals(Scenario.REFERENCE, second.reservation().reference());
        assertTrue(s.events().isEmpty());
    }

    @Test
    void shouldAnswerEveryOtherKeyForABookingAsTheOneThatMadeIt() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        Reply first = s.at(500).send(Commands.createBooking(hold.id(), 7, 99, KEY));
        byte[] other = Commands.createBooking(hold.id(), 7, 98, new Commands.Key(5, 6, 7));
        assertArrayEquals(first.bytes(), unflagged(s.at(600).send(other)));
        s.customer(7).pays(hold).payment();
        assertArrayEquals(first.bytes(), unflagged(s.at(700).send(other)));
    }

    @Test
    void shouldSayWhatBecameOfAPaymentThatIsBegunAgain() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.customer(7).books(hold);
        byte[] command = Commands.beginPayment(hold.id(), 7, KEY);
        s.send(command).is(PaymentStatus.STARTED);
        s.declined(hold, 1);
        PaymentReplyDecoder again = s.send(command).is(PaymentStatus.DECLINED).payment();
        assertEquals(BooleanType.TRUE, again.duplicate());
        assertEquals(1, again.attempt());
        assertEquals(DeclineReason.DECLINED_BY_PROVIDER, again.declineReason());
    }

    @Test
    void shouldAdmitOnceAndAnswerTwiceUnderOldRules() {
        Scenario s = aShow("AAAA").withLimits(e -> e.behaviourVersion(2)).onSale();
        Reply booking = s.booked(7, "A-1");
        byte[] command = Commands.checkIn(booking.id(), 0, Scenario.REFERENCE, 0, KEY);
        long sequence = s.at(777).send(command).checkIn().sequence();
        CheckInReplyDecoder again = s.at(888).send(command).checkIn();
        assertEquals(777, again.checkedInAtMs());
        assertEquals(sequence, again.sequence());
        assertEquals(BooleanType.TRUE, again.duplicate());
    }

    @Test
    void shouldRefuseAKeyWithAnotherBodyOrAnotherCommand() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.send(s.customer(7).wants().seats(0).key(KEY).encode());
        s.send(s.customer(7).wants().seats(1).key(KEY.withOtherBody()).encode()).isRejected(RejectReason.KEY_REUSED);
        s.send(Commands.extendHold(hold.id(), 7, KEY)).isRejected(RejectReason.KEY_REUSED);
    }

    @Test
    void shouldTryARejectedCommandAfresh() {
        Scenario s = aShow("AAAA").onSale();
        Reply other = s.customer(8).holds("A-1");
        byte[] command = s.customer(7).wants().seats(0).key(KEY).encode();
        s.send(command).isRejected(RejectReason.SEAT_UNAVAILABLE);
        s.customer(8).releases(other);
        assertEquals(BooleanType.FALSE, s.send(command).reservation().duplicate());
    }

    @Test
    void shouldForgetAKeyWithItsHold() {
        Scenario s = aShow("AAAA").withLimits(e -> e.lapsedRetentionMs(5_000)).onSale();
        byte[] command = s.customer(7).wants().seats(0).key(KEY).encode();
        long first = s.send(command).id();
        s.at(60_000).tick();
        assertEquals(first, s.at(64_999).send(command).id());
        s.at(65_000).tick();
        assertEquals(first + 1, s.send(command).id());
    }

    @Test
    void shouldKeepABookingsKeyUntilItsShowIsArchived() {
        Scenario s = aShow("AAAA").onSale();
        byte[] command = s.customer(7).wants().seats(0).key(KEY).encode();
        Reply hold = s.send(command);
        s.booked(hold);
        s.at(DefineShowCommand.ENDS_AT_MS).tick();
        assertEquals(hold.id(), s.send(command).id());
        s.send(Commands.archiveShow(Scenario.SHOW));
        s.goOn();
        s.send(command).isRejected(RejectReason.UNKNOWN_SHOW);
    }

    @Test
    void shouldKeepTheBoundOfKeysAReservation() {
        Scenario s = aShow("AAAA").withLimits(e -> e.maxKeysPerReservation(1)).onSale();
        Reply hold = s.send(s.customer(7).wants().seats(0).key(KEY).encode());
        s.send(Commands.extendHold(hold.id(), 7, Commands.Key.of(6))).isRejected(RejectReason.LIMIT_EXCEEDED, 1);
        s.send(Commands.extendHold(hold.id(), 7, Commands.Key.NONE)).is(ReservationStatus.HELD);
    }

    @Test
    void shouldTakeHalfAKeyForAKey() {
        Scenario s = aShow("AAAA").withLimits(e -> e.maxKeysPerReservation(2)).onSale();
        Commands.Key low = new Commands.Key(0, 9, 1);
        Commands.Key high = new Commands.Key(9, 0, 1);
        for (Commands.Key key : new Commands.Key[] {low, high}) {
            byte[] command = s.customer(7).wants().best(1).key(key).encode();
            Reply first = s.send(command);
            assertArrayEquals(first.bytes(), unflagged(s.send(command)));
        }
        Reply hold = s.customer(7).holds("A-4");
        s.send(Commands.extendHold(hold.id(), 7, new Commands.Key(0, 10, 1))).is(ReservationStatus.HELD);
        s.send(Commands.extendHold(hold.id(), 7, new Commands.Key(10, 0, 1))).is(ReservationStatus.HELD);
        s.send(Commands.createBooking(hold.id(), 7, 5, new Commands.Key(0, 11, 1)))
                .isRejected(RejectReason.LIMIT_EXCEEDED, 2);
        s.send(Commands.createBooking(hold.id(), 7, 5, new Commands.Key(11, 0, 1)))
                .isRejected(RejectReason.LIMIT_EXCEEDED, 2);
    }
}
