package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;

import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.RejectReason;
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
}
