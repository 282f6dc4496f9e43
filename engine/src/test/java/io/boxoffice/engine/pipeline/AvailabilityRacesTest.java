package io.boxoffice.engine.pipeline;

import static io.boxoffice.protocol.port.SeatState.FREE;
import static io.boxoffice.protocol.port.SeatState.HELD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.port.AvailabilitySnapshot;
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
    /** A reader copies while a hold of two seats and a place is published. */
    static final class Copying implements Interleavings.Scenario {
        private static final SeatMap MAP = SeatAvailabilityTest.map(40, 5);

        private final SeatAvailability availability = new SeatAvailability(1, MAP, 0);

        @Override
        public void one() {
            availability.changingBy(1);
            availability.hold(0);
            availability.hold(39);
            availability.hold(-1);
            availability.publish();
        }

        @Override
        public void another() {
            AvailabilitySnapshot copy = new AvailabilitySnapshot();
            long atLeast = availability.version();
            if (!copied(copy)) {
                return;
            }
            int expected = copy.version == 1 ? HELD : FREE;
            assertEquals(expected, copy.seatState(0));
            assertEquals(expected, copy.seatState(39));
            assertEquals(expected == HELD ? 1 : 0, copy.areaHeld[0]);
            assertTrue(copy.version >= atLeast);
        }

        /** A reader that meets a writer who is held up for ever gives up. */
        private boolean copied(AvailabilitySnapshot copy) {
            try {
                availability.copyTo(copy);
                return true;
            } catch (IllegalStateException e) {
                return false;
            }
        }
    }

    /** A reader asks for the sequence, then for what has come of the commands up to it. */
    static final class ReadingASequence implements Interleavings.Scenario {
        private static final SeatMap MAP = SeatAvailabilityTest.map(4);

        private final PublishedShows shows;

        ReadingASequence() {
            FakeStateMachine state = new FakeStateMachine(null);
            Messages messages = new Messages();
            state.seatMaps.put(50L, MAP);
            shows = new PublishedShows(state);
            shows.onEvent(1, messages.seatMapDefined(50), 0);
            shows.onEvent(2, messages.showEvent(60, 50, ShowEventType.DEFINED, ShowStatus.DRAFT, 0), 0);
            shows.publish(2);
            shows.onEvent(3, messages.reservationEvent(60, ReservationEventType.HOLD_PLACED, 3), 0);
        }

        @Override
        public void one() {
            shows.publish(4);
        }

        @Override
        public void another() {
            long sequence = shows.sequence();
            long eventSequence = shows.lastEventSequence();
            AvailabilitySnapshot copy = new AvailabilitySnapshot();
            shows.show(60).availability().copyTo(copy);
            assertTrue(eventSequence == 2 || copy.seatState(3) == HELD);
            assertTrue(sequence == 2 || copy.seatState(3) == HELD && eventSequence == 3);
        }
    }

    /** A reader asks for the price version, then for the prices. */
    static final class ReadingPrices implements Interleavings.Scenario {
        private final LiveShow show = new LiveShow(definition(0), SeatAvailabilityTest.map(4), null, 0);
        private final PriceList prices = new PriceList.Builder(0, 0).build();

        private static ShowDefinition definition(long priceVersion) {
            return new ShowDefinition(
                    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 0, 11, 12, 13, "EUR", false, priceVersion, ShowStatus.OPEN);
        }

        @Override
        public void one() {
            show.redefine(definition(1), prices);
        }

        @Override
        public void another() {
            long version = show.definition().priceVersion();
            assertTrue(version == 0 || show.prices() == prices);
        }
    }

    private static VariedClass availabilityThat(String fault) {
        return VariedClass.of(SeatAvailability.class, fault);
    }

    static List<VariedClass> copyingFaults() {
        return List.of(
                availabilityThat("does not look at the stamp again")
                        .with("if ((int) STAMP.getOpaque(this) == before) {", "if (before >= 0) {"),
                availabilityThat("copies while it is written").with("if ((before & 1) == 0) {", "if (before >= 0) {"),
                availabilityThat("does not say that it writes").with("STAMP.setOpaque(this, unlocked + 1);", ""),
                availabilityThat("tells the version first")
                        .with(
                                "int unlocked = stamp;",
                                "VERSION.setRelease(this, changedBy);\n        int unlocked = stamp;"));
    }

    static List<VariedClass> sequenceFaults() {
        String publish = "void publish(long throughSequence) {";
        return List.of(
                VariedClass.of(PublishedShows.class, "tells the sequence before the effects")
                        .with(publish, publish + "\n        sequence = throughSequence;"),
                VariedClass.of(PublishedShows.class, "tells the last event before the effects")
                        .with(publish, publish + "\n        lastEventSequence = newestEventSequence;"));
    }

    @Test
    void shouldShowAHoldWhollyOrNotAtAll() {
        Interleavings.holds(Copying.class, SeatAvailability.class);
    }

    @ParameterizedTest
    @MethodSource("copyingFaults")
    void shouldNoticeABrokenLock(VariedClass broken) {
        Interleavings.catches(Copying.class, broken);
    }

    @Test
    void shouldShowAllEffectsOfTheCommandsUpToTheSequence() {
        Interleavings.holds(ReadingASequence.class, PublishedShows.class);
    }

    @ParameterizedTest
    @MethodSource("sequenceFaults")
    void shouldNoticeWhatIsPublishedTooEarly(VariedClass broken) {
        Interleavings.catches(ReadingASequence.class, broken);
    }

    @Test
    void shouldShowPricesAtLeastAsNewAsTheirVersion() {
        Interleavings.holds(ReadingPrices.class, LiveShow.class);
    }

    @Test
    void shouldNoticeAVersionToldBeforeItsPrices() {
        VariedClass broken = VariedClass.of(LiveShow.class, "tells a price version before the prices")
                .with("        prices = newPrices;\n", "")
                .with("definition = newDefinition;", "definition = newDefinition;\n        prices = newPrices;");
        Interleavings.catches(ReadingPrices.class, broken);
    }
}
