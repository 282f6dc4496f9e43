package io.boxoffice.gateway.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.boxoffice.engine.live.TestCore;
import io.boxoffice.engine.live.TestShow;
import io.boxoffice.gateway.http.SharedBytes;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.SeatState;
import org.junit.jupiter.api.Test;

class AvailabilityBodiesTest {
    private int copies;
    private long nowMs = System.currentTimeMillis();
    private final AvailabilityBodies bodies = new AvailabilityBodies(
            (show, into) -> {
                copies++;
                show.availability().copyTo(into.seats());
                into.become(show.definition(), into.seats().version);
            },
            () -> nowMs,
            1_000_000,
            new SharedBytes.Budget(1_000_000));

    @Test
    void shouldEncodeOnceForAllWhoAskedBeforeAndNeverAnswerWithLessThanTheyCouldKnow() {
        try (TestCore core = TestCore.at(() -> nowMs)) {
            TestShow seats = core.open(1, TestShow.smallHall(), 100);
            PublishedShow show = seats.published();
            long held = seats.set(0, SeatState.HELD);
            assertNull(bodies.ready(show, wanted(show, held), false), "nothing is encoded yet");
            CachedBody first = bodies.use(show, wanted(show, held), false, body -> body);
            assertSame(first, bodies.ready(show, wanted(show, held), false));
            long next = seats.set(1, SeatState.HELD);
            assertSame(
                    first,
                    bodies.use(show, wanted(show, held), false, body -> body),
                    "asked before the change, and waited meanwhile");
            assertNull(bodies.ready(show, wanted(show, next), false));
            assertEquals(1, copies);
            CachedBody second = bodies.use(show, wanted(show, next), false, body -> body);
            assertNotSame(first, second);
            assertSame(second, bodies.use(show, wanted(show, held), false, body -> body), "newer than asked for");
            assertSame(second, bodies.use(show, wanted(show, next), false, body -> body));
            assertNotNull(bodies.ready(show, wanted(show, next), true), "both forms are made at once");
            assertEquals(2, copies);
        }
    }

    private AvailabilityBodies.Wanted wanted(PublishedShow show, long number) {
        return AvailabilityBodies.Wanted.of(new ShowSnapshots.Look(show.definition(), number, number), nowMs);
    }

    @Test
    void shouldEncodeAfreshWhenASaleBeginsOrEndsByTheClock() {
        try (TestCore core = TestCore.at(() -> nowMs)) {
            PublishedShow show = core.open(1, TestShow.smallHall(), 100).published();
            long number = show.availability().version();
            CachedBody onSale = bodies.use(show, wanted(show, number), false, body -> body);
            nowMs = show.definition().onSaleUntilMs();
            assertNull(bodies.ready(show, wanted(show, number), false), "no command came, and the answer is another");
            assertNotSame(onSale, bodies.use(show, wanted(show, number), false, body -> body));
            assertNotEquals(
                    AvailabilityBodies.etag(show, wanted(show, number), false),
                    AvailabilityBodies.etag(
                            show,
                            AvailabilityBodies.Wanted.of(
                                    new ShowSnapshots.Look(show.definition(), number, number), nowMs - 1),
                            false));
        }
    }
}
