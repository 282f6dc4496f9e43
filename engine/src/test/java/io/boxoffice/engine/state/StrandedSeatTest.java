package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationStatus;
import org.junit.jupiter.api.Test;

/** The rule that named seats must not leave a single free seat between taken ones. */
class StrandedSeatTest {

    private static Scenario strict(String... rows) {
        return aShow(rows).withRules(e -> e.strandedSeatRule(BooleanType.TRUE)).onSale();
    }

    @Test
    void shouldNameAStrandedSeatOnceWhenBothNeighboursAreAskedFor() {
        Scenario s = strict("AAAAAA");
        s.customer(7).holds("A-2", "A-4").isRejected(RejectReason.STRANDED_SEAT).naming(s.seat("A-3"));
    }

    @Test
    void shouldAllowWhatLeavesNoOtherChoice() {
        Scenario s = strict("AAAAAA");
        s.customer(6).holds("A-1").is(ReservationStatus.HELD);
        s.customer(6).holds("A-5", "A-6").is(ReservationStatus.HELD);
        s.customer(7).holds("A-3").isRejected(RejectReason.STRANDED_SEAT).naming(s.seat("A-2"), s.seat("A-4"));
        s.customer(7).holds("A-2", "A-3").is(ReservationStatus.HELD);
    }

    @Test
    void shouldNotCountTheEndOfARowOrAnAisleAsANeighbour() {
        Scenario s = strict("AAA_AAA");
        s.customer(7).holds("A-2").is(ReservationStatus.HELD);
        s.customer(7).holds("A-5").is(ReservationStatus.HELD);
    }

    @Test
    void shouldCountALapsedHoldAsFree() {
        Scenario s = strict("AAAAAA");
        s.customer(6).holds("A-1", "A-2").is(ReservationStatus.HELD);
        s.customer(7).holds("A-4").isRejected(RejectReason.STRANDED_SEAT);
        s.at(60_000).customer(7).holds("A-4").is(ReservationStatus.HELD);
    }

    @Test
    void shouldLetAnythingPassWithoutTheRule() {
        Scenario s = aShow("AAAAAA").onSale();
        s.customer(7).holds("A-1", "A-3").is(ReservationStatus.HELD);
    }

    @Test
    void shouldNotRefuseWhatTheSearchChoseBesideNamedSeats() {
        Scenario s = strict("AABAA", "AAA");
        s.customer(6).holds("A-1").is(ReservationStatus.HELD);
        Reply hold = s.send(
                s.customer(7).wants().seats(s.seats("B-1")).best(1, 1, false).encode());
        assertEquals(s.seatList("B-1", "A-3"), hold.units());
    }

    @Test
    void shouldLookForOthersInTheSameRowOnly() {
        Scenario s = strict("AAAA", "AAAA");
        s.customer(6).holds("B-3", "B-4").is(ReservationStatus.HELD);
        s.customer(7).holds("B-1").is(ReservationStatus.HELD);
    }
}
