package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The best seats that are free together. */
class BestAvailableTest {

    @Test
    void shouldStrandNoSeatInNeighbouringRowsWhenAnotherChoiceExists() {
        Scenario s = aShow("AAAAAAAAA", "AAAAAAAAA").onSale();
        s.customer(6).holds("A-1", "A-2", "A-3", "A-7", "A-8", "A-9").is(ReservationStatus.HELD);
        s.customer(6).holds("B-1", "B-2", "B-3", "B-7").is(ReservationStatus.HELD);
        assertEquals(
                s.seatList("A-4", "A-5", "A-6", "B-8", "B-9"),
                s.customer(7).holdsBest(5).units());
    }

    @Test
    void shouldTakeAdjacentSeatsNearestTheFocus() {
        Scenario s = aShow("AAAAAA", "AAAAAA").onSale();
        assertEquals(s.seatList("A-3", "A-4"), s.customer(7).holdsBest(2).units());
        assertEquals(s.seatList("B-3", "B-4"), s.customer(7).holdsBest(2).units());
        assertEquals(s.seatList("A-1", "A-2"), s.customer(7).holdsBest(2).units());
    }

    @Test
    void shouldDecideTiesForTheLowerSeat() {
        Scenario s = aShow("AAAA").onSale();
        assertEquals(s.seatList("A-2"), s.customer(7).holdsBest(1).units());
    }

    @Test
    void shouldNotSitPeopleAcrossAnAisle() {
        Scenario s = aShow("AAA_AAA").onSale();
        assertEquals(s.seatList("A-1", "A-2", "A-3"), s.customer(7).holdsBest(3).units());
    }

    @Test
    void shouldStrandASeatOnlyWhenThereIsNoOtherChoice() {
        Scenario s = aShow("AAAAAA").onSale();
        s.customer(6).holds("A-1");
        assertEquals(s.seatList("A-2", "A-3"), s.customer(7).holdsBest(2).units());
        Scenario tight = aShow("AAAAA").onSale();
        tight.customer(6).holds("A-1", "A-5");
        assertEquals(
                tight.seatList("A-2", "A-3"), tight.customer(7).holdsBest(2).units());
    }

    @Test
    void shouldLeaveAccessibleSeatsAloneUnlessAskedFor() {
        Scenario s = aShow("AaA").onSale();
        s.customer(7).holdsBest(2).isRejected(RejectReason.NO_ADJACENT_BLOCK);
        Reply accessible = s.send(
                s.customer(7).wants().best(2, BestAvailable.ANY_CATEGORY, true).encode());
        assertEquals(s.seatList("A-1", "A-2"), accessible.units());
        s.send(s.customer(8).wants().best(1, BestAvailable.ANY_CATEGORY, true).encode())
                .isRejected(RejectReason.NO_ADJACENT_BLOCK);
    }

    @Test
    void shouldStayInTheCategory() {
        Scenario s = aShow("AABBB").onSale();
        assertEquals(
                s.seatList("A-3", "A-4"),
                s.send(s.customer(7).wants().best(2, 1, false).encode()).units());
        s.send(s.customer(7).wants().best(2, 2, false).encode()).isRejected(RejectReason.UNKNOWN_CATEGORY);
    }

    @Test
    void shouldSplitOverNeighbouringRowsOfASectionWhenNoRowHasRoom() {
        Scenario s = aShow("AAA", "AAA", "/", "AAA").onSale();
        assertEquals(6, s.customer(7).holdsBest(6).units().size());
        s.customer(7).holdsBest(4).isRejected(RejectReason.NO_ADJACENT_BLOCK);
    }

    @Test
    void shouldLeaveNobodyAloneWhenAGroupIsSplit() {
        Scenario s = aShow("AAA", "AAA").onSale();
        List<Integer> units = s.customer(7).holdsBest(4).units();
        assertEquals(2, units.stream().filter(u -> u < 3).count());
    }

    @Test
    void shouldKeepTheBoundOfRequestsInOneHold() {
        Scenario s = aShow("AAAAAAAAAAAA").onSale();
        Commands.Hold hold = s.customer(7).wants();
        for (int i = 0; i < 9; i++) {
            hold.best(1);
        }
        s.send(hold.encode()).isRejected(RejectReason.LIMIT_EXCEEDED, 8);
    }

    /** Every choice is compared with the naive model's, which tries all windows. */
    @Test
    void shouldChooseAsIfAllWindowsWereTriedInRandomHalls() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            String[] rows = new String[1 + random.nextInt(4)];
            for (int row = 0; row < rows.length; row++) {
                StringBuilder seats = new StringBuilder("A");
                for (int i = random.nextInt(12); i > 0; i--) {
                    seats.append("AAAAAAABBa_".charAt(random.nextInt(11)));
                }
                rows[row] = row > 0 && random.nextInt(6) == 0
                        ? "/"
                        : seats.append('A').toString();
            }
            Scenario s = aShow(rows).onSale();
            for (int i = 0; i < 25; i++) {
                int category = random.nextInt(4) == 0 ? 0 : BestAvailable.ANY_CATEGORY;
                s.send(s.customer(7)
                        .wants()
                        .best(1 + random.nextInt(5), category, random.nextInt(5) == 0)
                        .encode());
                if (i % 3 == 2) {
                    s.send(Commands.releaseHold(1 + random.nextInt(i), 0));
                }
            }
        }
    }

    /** Rows longer than the 64 seats that the search looks at in one step, filled until hardly a choice is left. */
    @Test
    void shouldChooseAsIfAllWindowsWereTriedInLongRows() {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            String[] rows = new String[2 + random.nextInt(2)];
            for (int row = 0; row < rows.length; row++) {
                StringBuilder seats = new StringBuilder("A");
                for (int i = 60 + random.nextInt(80); i > 0; i--) {
                    seats.append("AAAAAAAAAAAAAABBBa_".charAt(random.nextInt(seed % 2 == 0 ? 14 : 19)));
                }
                rows[row] = seats.append('A').toString();
            }
            Scenario s = aShow(rows).onSale();
            for (int i = 0; i < 160; i++) {
                Commands.Hold wants = s.customer(100 + i).wants();
                if (i % 2 == 0) {
                    wants.seats(random.nextInt(s.map().seatCount()));
                } else {
                    int category = random.nextInt(4) == 0 ? random.nextInt(2) : BestAvailable.ANY_CATEGORY;
                    wants.best(1 + random.nextInt(8), category, random.nextInt(5) == 0);
                }
                s.send(wants.encode());
            }
        }
    }
}
