package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.engine.state.Commands.Key;
import io.boxoffice.engine.state.Commands.Price;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PaymentReplyDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationReplyDecoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys, bookings that cost nothing and final prices, under version 3 of the rules. */
class BookingKeysTest {
    private static final Key FIRST = Key.of(1);
    private static final Key FURTHER = Key.of(2);
    private static final long CUSTOMER = 7;

    private static byte[] unflagged(Reply reply, int offset) {
        byte[] bytes = reply.bytes().clone();
        bytes[MessageHeaderDecoder.ENCODED_LENGTH + offset] = 0;
        return bytes;
    }

    private static byte[] unflagged(Reply reply) {
        return unflagged(reply, ReservationReplyDecoder.duplicateEncodingOffset());
    }

    private static byte[] unflaggedPayment(Reply reply) {
        return unflagged(reply, PaymentReplyDecoder.duplicateEncodingOffset());
    }

    private static List<Long> prices(Reply reply) {
        List<Long> prices = new ArrayList<>();
        reply.reservation().units().forEach(u -> prices.add(u.price()));
        return prices;
    }

    @Test
    void shouldKeepAFurtherKeyOfABookingSoThatItMakesNoSecondOne() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(CUSTOMER).holds("A-1");
        Reply other = s.customer(CUSTOMER).holds("A-2");
        Reply made = s.at(500).send(Commands.createBooking(hold.id(), CUSTOMER, 99, FIRST));
        Reply further = s.at(600).send(Commands.createBooking(hold.id(), CUSTOMER, 98, FURTHER));
        assertArrayEquals(made.bytes(), unflagged(further));

        s.send(Commands.createBooking(other.id(), CUSTOMER, 97, FURTHER.withOtherBody()))
                .isRejected(RejectReason.KEY_REUSED);

        assertEquals(0, s.reservation(other).reservation().reference());
        s.booked(hold);
        assertArrayEquals(
                made.bytes(), unflagged(s.at(700).send(Commands.createBooking(hold.id(), CUSTOMER, 96, FURTHER))));
    }

    @Test
    void shouldKeepAFurtherKeyAlsoWhenTheFirstRequestHadNone() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(CUSTOMER).holds("A-1");
        s.customer(CUSTOMER).books(hold);
        byte[] again = Commands.createBooking(hold.id(), CUSTOMER, 98, FURTHER);
        Reply first = s.at(600).send(again).is(ReservationStatus.HELD);
        s.booked(hold);
        s.customer(CUSTOMER).cancels(hold);
        assertArrayEquals(first.bytes(), s.at(700).send(again).bytes());
        s.send(Commands.createBooking(hold.id(), CUSTOMER, 98, FURTHER.withOtherBody()))
                .isRejected(RejectReason.KEY_REUSED);
    }

    @Test
    void shouldRefuseAFurtherKeyThatCannotBeKept() {
        Scenario s = aShow("AAAA").withLimits(e -> e.maxKeysPerReservation(1)).onSale();
        Reply hold = s.customer(CUSTOMER).holds("A-1");
        s.send(Commands.createBooking(hold.id(), CUSTOMER, 99, FIRST)).reservation();
        s.send(Commands.createBooking(hold.id(), CUSTOMER, 99, FURTHER)).isRejected(RejectReason.LIMIT_EXCEEDED, 1);
        s.send(Commands.createBooking(hold.id(), CUSTOMER, 99, Key.NONE)).is(ReservationStatus.HELD);
    }

    @Test
    void shouldConfirmWhatCostsNothingInTheSameStepAndSaySoForGood() {
        Scenario s = aShow("AAAA").priced(0).onSale();
        Reply hold = s.customer(CUSTOMER).holds("A-1", "A-2");
        byte[] command = Commands.createBooking(hold.id(), CUSTOMER, 99, FIRST, true);
        Reply first = s.at(500).send(command).is(ReservationStatus.BOOKED);
        assertEquals(List.of(ReservationEventType.BOOKING_CREATED, ReservationEventType.BOOKING_CONFIRMED), s.steps());
        assertEquals(0, first.reservation().deadlineMs());

        s.customer(CUSTOMER).cancels(hold);
        assertArrayEquals(first.bytes(), unflagged(s.at(900).send(command)));
        assertArrayEquals(
                first.bytes(), unflagged(s.send(Commands.createBooking(hold.id(), CUSTOMER, 95, FURTHER, true))));
    }

    @Test
    void shouldNotConfirmWhatCostsSomethingNorWhatNobodyAskedToConfirm() {
        Scenario s = aShow("AAAA").priced(0).onSale();
        Reply free = s.customer(CUSTOMER).holds("A-1");
        s.send(Commands.createBooking(free.id(), CUSTOMER, 99, FIRST, false)).is(ReservationStatus.HELD);
        Scenario t = aShow("AAAA").onSale();
        Reply priced = t.customer(CUSTOMER).holds("A-1");
        t.send(Commands.createBooking(priced.id(), CUSTOMER, 99, FIRST, true)).is(ReservationStatus.HELD);
    }

    @Test
    void shouldTakeFinalPricesForTheBookingAndLeaveTheHoldsAnswerAsItWas() {
        Scenario s = aShow("AAAA").onSale();
        byte[] hold = s.customer(CUSTOMER).wants().seats(0, 1, 2).key(FIRST).encode();
        Reply held = s.send(hold);
        byte[] command =
                Commands.createBooking(held.id(), CUSTOMER, 99, FURTHER, true, new Price(1, 0), new Price(2, 400));
        Reply booking = s.at(500).send(command).is(ReservationStatus.HELD);
        assertEquals(List.of(1000L, 0L, 400L), prices(booking));
        assertEquals(1400, booking.reservation().amount());
        assertEquals(3000, booking.reservation().quotedAmount());

        assertArrayEquals(held.bytes(), unflagged(s.send(hold)));
        s.send(Commands.beginPayment(held.id(), CUSTOMER, Key.NONE)).payment();
        s.send(Commands.authorised(held.id(), 1, 1400)).is(PaymentStatus.AUTHORISED);
        s.customer(CUSTOMER).confirms(held);
        s.captured(held, 1);
        assertEquals(
                400,
                s.send(Commands.cancelBooking(held.id(), CUSTOMER, Key.NONE, 2))
                        .cancellation()
                        .refundAmount());
        assertArrayEquals(held.bytes(), unflagged(s.send(hold)));
        assertArrayEquals(booking.bytes(), unflagged(s.send(command)));
    }

    @Test
    void shouldBookAtOnceWhatFinalPricesMakeFree() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(CUSTOMER).holds("A-1");
        Reply booking = s.send(Commands.createBooking(hold.id(), CUSTOMER, 99, FIRST, true, new Price(0, 0)));
        assertEquals(0, booking.is(ReservationStatus.BOOKED).reservation().amount());
    }

    @Test
    void shouldRefuseFinalPricesThatAreNone() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(CUSTOMER).holds("A-1", "A-2");
        Price[][] malformed = {
            {new Price(0, -1)}, {new Price(2, 5)}, {new Price(65_000, 5)}, {new Price(1, 5), new Price(1, 5)}
        };
        for (Price[] prices : malformed) {
            s.send(Commands.createBooking(hold.id(), CUSTOMER, 99, FIRST, true, prices))
                    .isRejected(RejectReason.MALFORMED);
        }
        s.send(Commands.createBooking(hold.id(), CUSTOMER, 99, FIRST, true, new Price(0, 7), new Price(1, 1001)))
                .isRejected(RejectReason.PRICE_CHANGED, 2000);
        assertEquals(List.of(1000L, 1000L), prices(s.reservation(hold)));
        s.send(Commands.createBooking(hold.id(), CUSTOMER, 99, FIRST, true, new Price(1, 1000)))
                .is(ReservationStatus.HELD);
    }

    @Test
    void shouldSayForGoodThatAPaymentWasDeclinedAlsoWhenItIsApprovedLate() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(CUSTOMER).holds("A-1");
        s.customer(CUSTOMER).books(hold);
        byte[] command = Commands.beginPayment(hold.id(), CUSTOMER, FIRST);
        s.send(command);
        s.send(Commands.declined(hold.id(), 1, DeclineReason.TIMED_OUT)).reservation();
        Reply declined = s.at(100).send(command).is(PaymentStatus.DECLINED);
        s.authorised(hold, 1).is(PaymentStatus.AUTHORISED);
        s.customer(CUSTOMER).confirms(hold).is(ReservationStatus.BOOKED);
        assertArrayEquals(declined.bytes(), s.at(200).send(command).bytes());
        assertEquals(DeclineReason.TIMED_OUT, declined.payment().declineReason());
    }

    @Test
    void shouldSayForGoodThatAPaymentBookedTheSeats() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(CUSTOMER).holds("A-1");
        s.customer(CUSTOMER).books(hold);
        byte[] command = Commands.beginPayment(hold.id(), CUSTOMER, FIRST);
        Reply begun = s.at(50).send(command);
        assertArrayEquals(unflaggedPayment(begun), unflaggedPayment(s.at(60).send(command)));
        s.authorised(hold, 1);
        s.customer(CUSTOMER).confirms(hold);
        Reply paid = s.at(100).send(command);
        assertEquals(ReservationStatus.BOOKED, paid.payment().reservationStatus());
        s.captureFailed(hold, 1);
        assertArrayEquals(paid.bytes(), s.at(200).send(command).bytes());
    }

    @Test
    void shouldSayForGoodThatTheSeatsHadGone() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(CUSTOMER).holds("A-1");
        s.customer(CUSTOMER).books(hold);
        byte[] command = Commands.beginPayment(hold.id(), CUSTOMER, FIRST);
        s.send(command);
        s.at(1_000_000).tick();
        s.customer(8).holds("A-1");
        s.authorised(hold, 1).is(PaymentStatus.REFUND_DUE);
        Reply gone = s.send(command).is(PaymentStatus.REFUND_DUE);
        assertEquals(1000, gone.payment().amount());
        s.refunded(hold, 1);
        assertArrayEquals(gone.bytes(), s.at(1_000_200).send(command).bytes());
    }

    @Test
    void shouldAnswerAnExtensionWithoutMoneyThatAGivenUpAttemptHeld() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(CUSTOMER).holds("A-1");
        s.paying(hold);
        s.declined(hold, 1);
        s.customer(CUSTOMER).pays(hold);
        s.declined(hold, 2);
        s.authorised(hold, 1);
        assertEquals(1000, s.reservation(hold).reservation().refundDueAmount());
        byte[] command = Commands.extendHold(hold.id(), CUSTOMER, FIRST);
        Reply first = s.send(command);
        s.refunded(hold, 1);
        assertArrayEquals(first.bytes(), unflagged(s.at(9).send(command)));
    }

    @Test
    void shouldLeaveOlderRulesAsTheyWere() {
        Scenario s =
                aShow("AAAA").priced(0).withLimits(e -> e.behaviourVersion(2)).onSale();
        Reply hold = s.customer(CUSTOMER).holds("A-1");
        Reply other = s.customer(CUSTOMER).holds("A-2");
        s.send(Commands.createBooking(hold.id(), CUSTOMER, 99, FIRST, true)).is(ReservationStatus.HELD);
        s.send(Commands.createBooking(hold.id(), CUSTOMER, 99, FURTHER, true)).is(ReservationStatus.HELD);
        s.send(Commands.createBooking(other.id(), CUSTOMER, 99, FURTHER, true)).is(ReservationStatus.HELD);
        assertTrue(s.reservation(other).reservation().reference() != 0);
    }
}
