package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CancelReplyDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.RefundStatus;
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
}
