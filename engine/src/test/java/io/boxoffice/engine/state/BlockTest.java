package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.pricing.SeatBlocks;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.SeatsBlockedDecoder;
import io.boxoffice.protocol.sbe.UploadKind;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Seats that are not for sale. */
class BlockTest {

    private static byte[] blocks(Scenario s, int reason, String... seatIds) {
        SeatBlocks blocks = new SeatBlocks(s.map().seatCount());
        for (int seat : s.seats(seatIds)) {
            blocks.block(seat, seat, reason);
        }
        return blocks.encode();
    }

    private static Reply block(Scenario s, int reason, String... seatIds) {
        return s.upload(UploadKind.SEAT_BLOCKS, Scenario.SHOW, 0, blocks(s, reason, seatIds));
    }

    @Test
    void shouldTakeBlockedSeatsFromSaleAndGiveThemBack() {
        Scenario s = aShow("AAAA").onSale();
        block(s, 3, "A-1", "A-2").accepted();
        s.customer(7)
                .holds("A-2", "A-3")
                .isRejected(RejectReason.SEAT_UNAVAILABLE)
                .naming(s.seat("A-2"));
        block(s, 3, "A-1").accepted();
        s.customer(7).holds("A-2", "A-3").is(ReservationStatus.HELD);
    }

    @Test
    void shouldSayWhatChangedAsRanges() {
        Scenario s = aShow("AAAAAA").onSale();
        block(s, 3, "A-1", "A-2", "A-4").accepted();
        block(s, 3, "A-2", "A-3", "A-4").accepted();
        UnsafeBuffer event = new UnsafeBuffer(s.events().get(0));
        SeatsBlockedDecoder blocked =
                new SeatsBlockedDecoder().wrapAndApplyHeader(event, 0, new MessageHeaderDecoder());
        SeatsBlockedDecoder.RangesDecoder ranges = blocked.ranges();
        assertEquals(2, ranges.count());
        assertEquals(0, ranges.next().firstSeat());
        assertEquals(0, ranges.reason());
        assertEquals(2, ranges.next().firstSeat());
        assertEquals(3, ranges.reason());
        block(s, 3, "A-2", "A-3", "A-4").accepted();
        assertTrue(s.events().isEmpty());
    }

    @Test
    void shouldNotBlockWhatIsHeldOrSold() {
        Scenario s = aShow("AAAA").onSale();
        s.customer(7).holds("A-1");
        s.booked(7, "A-2");
        block(s, 3, "A-1", "A-2", "A-3")
                .isRejected(RejectReason.SEAT_UNAVAILABLE)
                .naming(s.seat("A-1"), s.seat("A-2"));
        assertTrue(s.isFree("A-3"));
    }

    @Test
    void shouldBlockASeatWhoseHoldHasLapsed() {
        Scenario s = aShow("AAAA").onSale();
        s.customer(7).holds("A-1");
        s.at(60_000);
        block(s, 3, "A-1").accepted();
        assertEquals(List.of(ReservationEventType.HOLD_EXPIRED), s.steps());
    }

    @Test
    void shouldSendAsManyEventsAsTheRangesTake() {
        Scenario s = aShow("A".repeat(300)).onSale();
        SeatBlocks blocks = new SeatBlocks(300);
        for (int seat = 0; seat < 300; seat += 2) {
            blocks.block(seat, seat, 1);
        }
        s.upload(UploadKind.SEAT_BLOCKS, Scenario.SHOW, 0, blocks.encode()).accepted();
        assertEquals(2, s.events().size());
    }
}
