package io.boxoffice.gateway.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.boxoffice.gateway.fake.FakeCore;
import io.boxoffice.gateway.fake.FakeShow;
import io.boxoffice.gateway.fake.FakeShows;
import io.boxoffice.gateway.http.SharedBytes;
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
        try (FakeCore core = new FakeCore(16)) {
            FakeShow show = core.shows().open(1, FakeShows.smallHall(), 100);
            show.set(0, SeatState.HELD, 5);
            assertNull(bodies.ready(show, wanted(show, 5), false), "nothing is encoded yet");
            CachedBody first = bodies.use(show, wanted(show, 5), false, body -> body);
            assertSame(first, bodies.ready(show, wanted(show, 5), false));
            show.set(1, SeatState.HELD, 6);
            assertSame(
                    first,
                    bodies.use(show, wanted(show, 5), false, body -> body),
                    "asked before the change, and waited meanwhile");
            assertNull(bodies.ready(show, wanted(show, 6), false));
            assertEquals(1, copies);
            CachedBody second = bodies.use(show, wanted(show, 6), false, body -> body);
            assertNotSame(first, second);
            assertSame(second, bodies.use(show, wanted(show, 5), false, body -> body), "newer than asked for");
            assertSame(second, bodies.use(show, wanted(show, 6), false, body -> body));
            assertNotNull(bodies.ready(show, wanted(show, 6), true), "both forms are made at once");
            assertEquals(2, copies);
        }
    }

    private AvailabilityBodies.Wanted wanted(FakeShow show, long number) {
        return AvailabilityBodies.Wanted.of(new ShowSnapshots.Look(show.definition(), number, number), nowMs);
    }

    @Test
    void shouldEncodeAfreshWhenASaleBeginsOrEndsByTheClock() {
        try (FakeCore core = new FakeCore(16)) {
            FakeShow show = core.shows().open(1, FakeShows.smallHall(), 100);
            CachedBody onSale = bodies.use(show, wanted(show, 0), false, body -> body);
            nowMs = show.definition().onSaleUntilMs();
            assertNull(bodies.ready(show, wanted(show, 0), false), "no command came, and the answer is another");
            assertNotSame(onSale, bodies.use(show, wanted(show, 0), false, body -> body));
            assertNotEquals(
                    AvailabilityBodies.etag(show, wanted(show, 0), false),
                    AvailabilityBodies.etag(
                            show,
                            AvailabilityBodies.Wanted.of(new ShowSnapshots.Look(show.definition(), 0, 0), nowMs - 1),
                            false));
        }
    }
}
