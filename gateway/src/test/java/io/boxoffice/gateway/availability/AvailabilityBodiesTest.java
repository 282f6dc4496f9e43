package io.boxoffice.gateway.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.boxoffice.gateway.TestGateway;
import io.boxoffice.gateway.fake.FakeCore;
import io.boxoffice.gateway.fake.FakeShow;
import io.boxoffice.gateway.http.SharedBytes;
import io.boxoffice.protocol.port.SeatState;
import org.junit.jupiter.api.Test;

class AvailabilityBodiesTest {
    private int copies;
    private final AvailabilityBodies bodies = new AvailabilityBodies(
            (show, into) -> {
                copies++;
                show.availability().copyTo(into);
            },
            1_000_000,
            new SharedBytes.Budget(1_000_000));

    @Test
    void shouldEncodeOnceForAllWhoAskedBeforeAndNeverAnswerWithLessThanTheyCouldKnow() {
        try (FakeCore core = new FakeCore(16)) {
            FakeShow show = core.shows().open(1, TestGateway.smallHall(), 100);
            show.set(0, SeatState.HELD, 5);
            assertNull(bodies.ready(show, 5, false), "nothing is encoded yet");
            CachedBody first = bodies.use(show, 5, false, body -> body);
            assertSame(first, bodies.ready(show, 5, false));
            show.set(1, SeatState.HELD, 6);
            assertSame(
                    first, bodies.use(show, 5, false, body -> body), "asked before the change, and waited meanwhile");
            assertNull(bodies.ready(show, 6, false));
            assertEquals(1, copies);
            CachedBody second = bodies.use(show, 6, false, body -> body);
            assertNotSame(first, second);
            assertSame(second, bodies.use(show, 5, false, body -> body), "newer than asked for");
            assertSame(second, bodies.use(show, 6, false, body -> body));
            assertNotNull(bodies.ready(show, 6, true), "both forms are made at once");
            assertEquals(2, copies);
        }
    }
}
