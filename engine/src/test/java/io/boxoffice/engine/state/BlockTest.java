package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.pricing.SeatBlocks;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.SeatsBlockedDecoder;
import io.boxoffice.protocol.sbe.UploadKind;
import java.util.List;
import java.util.function.UnaryOperator;
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

    private static Reply change(Scenario s, UnaryOperator<SeatBlocks> what) {
        SeatBlocks blocks =
                what.apply(new SeatBlocks(s.map().seatCount(), s.map().areaCount()));
        return s.upload(UploadKind.SEAT_BLOCK_CHANGES, Scenario.SHOW, 0, blocks.encode());
    }

    private static Reply staffHolds(Scenario s, int reason, String... seatIds) {
        return s.send(
                s.customer(9).wants().seats(s.seats(seatIds)).fromBlock(reason).encode());
    }

    private static int owner(Scenario s, String seatId) {
        return s.machine.state().shows.get(Scenario.SHOW).owner[s.seat(seatId)];
    }

    @Test
    void shouldChangeOnlyWhatIsNamed() {
        Scenario s = aShow("AAAA").onSale();
        block(s, 3, "A-1", "A-2").accepted();
        change(s, b -> b.block(2, 2, 4).unblock(0, 0)).accepted();
        assertEquals(
                List.of(0, -3, -4, 0), List.of(owner(s, "A-1"), owner(s, "A-2"), owner(s, "A-3"), owner(s, "A-4")));
    }

    @Test
    void shouldLetStaffTakeSeatsOutOfTheBlockTheyName() {
        Scenario s = aShow("AAAA").onSale();
        block(s, 3, "A-1", "A-2").accepted();
        staffHolds(s, 4, "A-1").isRejected(RejectReason.SEAT_UNAVAILABLE).naming(0);
        Reply hold = staffHolds(s, 3, "A-1", "A-3");
        hold.is(ReservationStatus.HELD);
        assertEquals(-3, owner(s, "A-2"));
        s.customer(9).releases(hold).is(ReservationStatus.RELEASED);
        assertEquals(-3, owner(s, "A-1"), "blocked again");
        assertEquals(0, owner(s, "A-3"));
    }

    @Test
    void shouldBlockASeatAgainHoweverItIsGivenBack() {
        Scenario s = aShow("AAAA").withRules(e -> e.cancelUntilMs(1_000_000)).onSale();
        block(s, 3, "A-1", "A-2", "A-3").accepted();
        staffHolds(s, 3, "A-1");
        Reply cancelled = staffHolds(s, 3, "A-2");
        s.booked(cancelled);
        s.send(Commands.cancelBooking(cancelled.id(), 0, Commands.Key.NONE, new int[0]));
        Reply failed = staffHolds(s, 3, "A-3");
        s.confirmed(failed);
        s.captureFailed(failed, 1);
        s.at(60_000).tick();
        assertEquals(List.of(-3, -3, -3), List.of(owner(s, "A-1"), owner(s, "A-2"), owner(s, "A-3")));
    }

    @Test
    void shouldNotSellALapsedHoldsBlockedSeatToOthers() {
        Scenario s = aShow("AAAA").onSale();
        block(s, 3, "A-1").accepted();
        staffHolds(s, 3, "A-1");
        s.at(60_000);
        s.customer(7).holds("A-1").isRejected(RejectReason.SEAT_UNAVAILABLE);
        staffHolds(s, 3, "A-1").is(ReservationStatus.HELD);
    }

    @Test
    void shouldFreeASeatThatWasUnblockedWhileStaffHadIt() {
        Scenario s = aShow("AAAA").onSale();
        block(s, 3, "A-1", "A-2").accepted();
        Reply hold = staffHolds(s, 3, "A-1", "A-2");
        change(s, b -> b.unblock(0, 0).block(1, 1, 5)).accepted();
        s.customer(9).releases(hold);
        assertEquals(List.of(0, -5), List.of(owner(s, "A-1"), owner(s, "A-2")));
    }

    @Test
    void shouldGiveALateApprovalItsSeatOutOfTheBlockAgain() {
        Scenario s = aShow("AAAA").onSale();
        block(s, 3, "A-1").accepted();
        Reply hold = staffHolds(s, 3, "A-1");
        s.paying(hold);
        s.at(4_000_000).tick();
        assertEquals(-3, owner(s, "A-1"));
        s.authorised(hold, 1).is(PaymentStatus.AUTHORISED);
        assertTrue(owner(s, "A-1") > 0);
    }

    @Test
    void shouldBlockPlacesOfAnArea() {
        Scenario s = aShow("AA").withArea("pit", 10).onSale();
        s.customer(7).holdsPlaces(0, 4);
        change(s, b -> b.area(0, 7)).isRejected(RejectReason.AREA_FULL).naming(-1);
        change(s, b -> b.area(0, 5)).accepted();
        s.customer(7).holdsPlaces(0, 2).isRejected(RejectReason.AREA_FULL);
        s.customer(7).holdsPlaces(0, 1).is(ReservationStatus.HELD);
        change(s, b -> b.block(0, 0, 2)).accepted();
        s.customer(7).holdsPlaces(0, 1).isRejected(RejectReason.AREA_FULL);
        block(s, 2, "A-1").accepted();
        s.customer(7).holdsPlaces(0, 5).is(ReservationStatus.HELD);
    }
}
