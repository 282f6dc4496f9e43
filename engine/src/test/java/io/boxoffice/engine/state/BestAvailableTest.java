package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.sbe.ReservationStatus;
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
}
