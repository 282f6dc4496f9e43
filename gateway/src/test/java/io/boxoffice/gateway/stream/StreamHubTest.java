package io.boxoffice.gateway.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.engine.live.TestCore;
import io.boxoffice.engine.live.TestShow;
import io.boxoffice.gateway.availability.ShowSnapshot;
import io.boxoffice.gateway.availability.ShowSnapshots;
import io.boxoffice.protocol.port.Availability;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whoever goes on from a snapshot with the events after it knows every seat, also when the show's feed began or ended while
 * the snapshot was made. The rounds are the test's own.
 */
class StreamHubTest {
    private static final int SEAT = 1;

    private final TestCore core = TestCore.at(System::currentTimeMillis);
    private final TestShow seats = core.open(1, map(), 100);
    private final InterruptedCopies show = new InterruptedCopies(seats.published());
    private final int never = (int) TimeUnit.HOURS.toMillis(1);
    private final StreamHub hub = new StreamHub(
            core,
            new ShowSnapshots(core, Clock.systemUTC()),
            new StreamLimits(10, 10, 1, never, never, 10, 10_000, 0),
            new SimpleMeterRegistry());
    private final ShowSnapshot seen = new ShowSnapshot();

    /** A show that something happens to while it is copied. */
    private static final class InterruptedCopies implements PublishedShow, Availability {
        private final PublishedShow show;
        private volatile Runnable beforeCopy = () -> {};
        private volatile Runnable afterCopy = () -> {};

        InterruptedCopies(PublishedShow show) {
            this.show = show;
        }

        /** What happens once, just before somebody's next copy is made. */
        void beforeNextCopy(Runnable action) {
            beforeCopy = action;
        }

        /** What happens once, just after somebody's next copy was made and before it is used. */
        void afterNextCopy(Runnable action) {
            afterCopy = action;
        }

        @Override
        public void copyTo(AvailabilitySnapshot into) {
            Runnable before = beforeCopy;
            beforeCopy = () -> {};
            before.run();
            Runnable after = afterCopy;
            afterCopy = () -> {};
            show.availability().copyTo(into);
            after.run();
        }

        @Override
        public long version() {
            return show.availability().version();
        }

        @Override
        public Availability availability() {
            return this;
        }

        @Override
        public ShowDefinition definition() {
            return show.definition();
        }

        @Override
        public SeatMap seatMap() {
            return show.seatMap();
        }

        @Override
        public PriceList prices() {
            return show.prices();
        }
    }

    @AfterEach
    void close() {
        hub.close();
        core.close();
    }

    private static SeatMap map() {
        SeatMap.Builder map = new SeatMap.Builder().category("c").section("s").row("A");
        for (int i = 1; i < 4; i++) {
            map.seat("A-" + i, "" + i, i, 0, 0, false, false, 1);
        }
        return map.build();
    }

    /** The seat is free again by the time of the next event, which must say so to whoever saw it held. */
    private void assertTold(ShowFeed feed) {
        assertEquals(SeatState.HELD, seen.seats().seatState(SEAT));
        seats.set(SEAT, SeatState.FREE);
        String event = new String(feed.advance().bytes(), StandardCharsets.UTF_8);
        assertTrue(event.contains("\"free\":[\"A-2\"]"), event);
    }

    @Test
    void shouldTellOfASeatSeenHeldBeforeTheFirstEvent() {
        ShowFeed feed = hub.feed(show);
        feed.reset();
        seats.set(SEAT, SeatState.HELD);
        hub.copy(show, seen);

        assertTold(feed);
    }

    @Test
    void shouldTellOfASeatSeenHeldWhileTheFeedBegan() throws InterruptedException {
        Thread reader = new Thread(() -> hub.copy(show, seen));
        show.afterNextCopy(() -> {
            seats.set(SEAT, SeatState.HELD);
            reader.start();
            // It either has its copy by now, or waits until the feed has begun.
            while (reader.getState() != Thread.State.TERMINATED && reader.getState() != Thread.State.BLOCKED) {
                LockSupport.parkNanos(100_000);
            }
        });
        ShowFeed feed = hub.feed(show);
        feed.reset();
        reader.join();

        assertTold(feed);
    }

    @Test
    void shouldTellOfASeatSeenHeldWhileTheFeedWasReplaced() {
        hub.feed(show).reset();
        show.beforeNextCopy(() -> {
            hub.tick();
            hub.feed(show).reset();
            seats.set(SEAT, SeatState.HELD);
        });
        hub.copy(show, seen);

        assertTold(hub.feed(show));
    }
}
