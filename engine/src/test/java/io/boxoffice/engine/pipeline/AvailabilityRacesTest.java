package io.boxoffice.engine.pipeline;

import static io.boxoffice.protocol.port.SeatState.FREE;
import static io.boxoffice.protocol.port.SeatState.HELD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ShowEventType;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the booking thread publishes, and who reads it meanwhile, in all orders of their steps. */
class AvailabilityRacesTest {
    /** A reader copies while a hold of two seats and a place is published, and then released. */
    static final class Copying extends Interleavings.Scenario {
        private static final SeatMap MAP = SeatAvailabilityTest.map(40, 5);

        private final SeatAvailability availability = new SeatAvailability(1, MAP, 0);

        @Override
        Interleavings.Scenario anew() {
            return new Copying();
        }

        @Override
        void one() {
            availability.changingBy(1);
            availability.hold(0);
            availability.hold(39);
            availability.hold(-1);
            availability.publish();
            availability.changingBy(2);
            availability.release(0);
            availability.release(39);
            availability.release(-1);
            availability.publish();
        }

        @Override
        void another() {
            AvailabilitySnapshot copy = new AvailabilitySnapshot();
            long atLeast = availability.version();
            availability.copyTo(copy);
            int expected = copy.version == 1 ? HELD : FREE;
            assertEquals(expected, copy.seatState(0));
            assertEquals(expected, copy.seatState(39));
            assertEquals(expected == HELD ? 1 : 0, copy.areaHeld[0]);
            assertTrue(copy.version >= atLeast);
        }
    }

    /** A reader asks for the sequence, then for what has come of the commands up to it. */
    static final class ReadingASequence extends Interleavings.Scenario {
        private static final SeatMap MAP = SeatAvailabilityTest.map(4);
        private static final PriceList PRICES = prices();

        private final Messages messages = new Messages();
        private final PublishedShows shows;

        ReadingASequence() {
            FakeStateMachine state = new FakeStateMachine(null);
            state.seatMaps.put(50L, MAP);
            shows = new PublishedShows(state);
            shows.onEvent(1, messages.seatMapDefined(50), 0);
            shows.onEvent(2, messages.showEvent(60, 50, ShowEventType.DEFINED, ShowStatus.DRAFT, 0), 0);
            shows.publish(2);
            state.prices.put(60L, PRICES);
        }

        private static PriceList prices() {
            PriceList.Builder builder = new PriceList.Builder(4, 0);
            return builder.seats(0, 3, builder.classOf(900)).build();
        }

        @Override
        Interleavings.Scenario anew() {
            return new ReadingASequence();
        }

        @Override
        void one() {
            shows.onEvent(3, messages.showEvent(60, 50, ShowEventType.PRICES_CHANGED, ShowStatus.OPEN, 3), 0);
            shows.onEvent(4, messages.reservationEvent(60, ReservationEventType.HOLD_PLACED, 3), 0);
            shows.onEvent(5, messages.showEvent(61, 50, ShowEventType.DEFINED, ShowStatus.DRAFT, 0), 0);
            shows.publish(6);
        }

        @Override
        void another() {
            PublishedShow show = shows.show(60);
            long sequence = shows.sequence();
            long eventSequence = shows.lastEventSequence();
            AvailabilitySnapshot copy = new AvailabilitySnapshot();
            show.availability().copyTo(copy);
            ShowDefinition definition = show.definition();
            PriceList prices = show.prices();
            if (eventSequence == 5) {
                assertEquals(HELD, copy.seatState(3));
                assertEquals(3, definition.priceVersion());
                assertTrue(shows.show(61) != null);
            }
            if (sequence == 6) {
                assertEquals(HELD, copy.seatState(3));
                assertEquals(5, eventSequence);
            }
            if (definition.priceVersion() == 3) {
                assertSame(PRICES, prices);
            }
        }
    }

    private static BrokenClass availabilityThat(String fault) {
        return BrokenClass.of(SeatAvailability.class, fault);
    }

    static List<BrokenClass> copyingFaults() {
        return List.of(
                availabilityThat("does not look at the stamp again")
                        .with("if ((int) STAMP.getOpaque(this) == before) {", "if (before >= 0) {"),
                availabilityThat("copies while it is written").with("if ((before & 1) == 0) {", "if (before >= 0) {"),
                availabilityThat("does not say that it writes").with("STAMP.setOpaque(this, unlocked + 1);", ""),
                availabilityThat("says that it has written before it has")
                        .with("STAMP.setOpaque(this, unlocked + 1);", "STAMP.setOpaque(this, unlocked + 2);"),
                availabilityThat("tells the version first")
                        .with("int unlocked = stamp;", "int unlocked = stamp; VERSION.setRelease(this, changedBy);"),
                availabilityThat("publishes areas outside the lock")
                        .with("System.arraycopy(ownHeld, 0, held, 0, areas);", "")
                        .with(
                                "STAMP.setRelease(this, unlocked + 2);",
                                "STAMP.setRelease(this, unlocked + 2); System.arraycopy(ownHeld, 0, held, 0, areas);"));
    }

    static List<BrokenClass> sequenceFaults() {
        return List.of(
                BrokenClass.of(PublishedShows.class, "tells the sequence before the effects")
                        .with(
                                "void publish(long throughSequence) {",
                                "void publish(long throughSequence) { sequence = throughSequence;"),
                BrokenClass.of(PublishedShows.class, "tells the last event before the effects")
                        .with(
                                "void publish(long throughSequence) {",
                                "void publish(long throughSequence) { lastEventSequence = newestEventSequence;"),
                BrokenClass.of(PublishedShows.class, "tells the sequence before the last event")
                        .with("lastEventSequence = newestEventSequence;\n", "")
                        .with(
                                "sequence = throughSequence;",
                                "sequence = throughSequence; lastEventSequence = newestEventSequence;"),
                BrokenClass.of(LiveShow.class, "tells a price version before the prices")
                        .with(
                                "prices = newPrices;\n        definition = newDefinition;",
                                "definition = newDefinition; prices = newPrices;"));
    }

    @Test
    void shouldShowAHoldWhollyOrNotAtAll() {
        Interleavings.holdsInAll(Copying.class);
    }

    @ParameterizedTest
    @MethodSource("copyingFaults")
    void shouldNoticeABrokenLock(BrokenClass broken) {
        Interleavings.catches(Copying.class, broken);
    }

    @Test
    void shouldShowAllEffectsOfTheCommandsUpToTheSequence() {
        Interleavings.holdsInAll(ReadingASequence.class);
    }

    @ParameterizedTest
    @MethodSource("sequenceFaults")
    void shouldNoticeWhatIsPublishedTooEarly(BrokenClass broken) {
        Interleavings.catches(ReadingASequence.class, broken);
    }
}
