package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;

import io.boxoffice.protocol.sbe.RejectReason;
import org.junit.jupiter.api.Test;

/** Named seats: all of them or none. */
class HoldTest {

    @Test
    void shouldSayTheShowsOwnLimitWhenMoreIsAskedForThanAnyHoldMayHave() {
        Scenario s = aShow("A".repeat(60))
                .withRules(e -> e.maxUnitsPerHold(6))
                .withArea("pit", 99)
                .onSale();
        int[] many = java.util.stream.IntStream.range(0, 49).toArray();
        s.send(s.customer(7).wants().seats(many).encode()).isRejected(RejectReason.LIMIT_EXCEEDED, 6);
        s.customer(7).holdsPlaces(0, 49).isRejected(RejectReason.LIMIT_EXCEEDED, 6);
    }
}
