package io.boxoffice.engine.pipeline;

import static io.boxoffice.protocol.port.SeatState.BLOCKED;
import static io.boxoffice.protocol.port.SeatState.FREE;
import static io.boxoffice.protocol.port.SeatState.HELD;
import static io.boxoffice.protocol.port.SeatState.SOLD;
import static io.boxoffice.protocol.sbe.ReservationEventType.BOOKING_CONFIRMED;
import static io.boxoffice.protocol.sbe.ReservationEventType.CAPTURE_FAILED;
import static io.boxoffice.protocol.sbe.ReservationEventType.HOLD_EXPIRED;
import static io.boxoffice.protocol.sbe.ReservationEventType.HOLD_PLACED;
import static io.boxoffice.protocol.sbe.ReservationEventType.HOLD_RELEASED;
import static io.boxoffice.protocol.sbe.ReservationEventType.PAYMENT_AUTHORISED;
import static io.boxoffice.protocol.sbe.ReservationEventType.TICKETS_CANCELLED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ShowEventType;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.EnumSet;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishedShowsTest {
    private static final long MAP = 50;
    private static final long SHOW = 60;
    private static final int AREA = -1;

    private final FakeStateMachine state = new FakeStateMachine(null);
    private final PublishedShows shows = new PublishedShows(state);
    private final Messages messages = new Messages();
    private final SeatMap map = SeatAvailabilityTest.map(40, 10);
    private long sequence;

    @BeforeEach
    void defineShow() {
        state.seatMaps.put(MAP, map);
        publish(messages.seatMapDefined(MAP));
        publish(messages.showEvent(SHOW, MAP, ShowEventType.DEFINED, ShowStatus.DRAFT, 0));
    }

    private void publish(DirectBuffer event) {
        sequence++;
        shows.onEvent(sequence, event, 0);
        shows.publish(sequence);
    }

    private void step(ReservationEventType step, int... units) {
        publish(messages.reservationEvent(SHOW, step, units));
    }

    private AvailabilitySnapshot now() {
        AvailabilitySnapshot snapshot = new AvailabilitySnapshot();
        shows.show(SHOW).availability().copyTo(snapshot);
        return snapshot;
    }

    private void assertSeatAndArea(int seatState, int held, int sold) {
        AvailabilitySnapshot snapshot = now();
        assertEquals(seatState, snapshot.seatState(7));
        assertEquals(held, snapshot.areaHeld[0]);
        assertEquals(sold, snapshot.areaSold[0]);
        assertEquals(sequence, snapshot.version);
    }

    @Test
    void shouldShowTheMapAndTheShowAsDefined() {
        PublishedShow show = shows.show(SHOW);
        assertSame(map, shows.seatMap(MAP));
        assertSame(map, show.seatMap());
        assertNull(show.prices());
        assertEquals(ShowStatus.DRAFT, show.definition().status());
        assertEquals("EUR", show.definition().currency());
        assertEquals(2, show.availability().version());
        assertArrayEquals(new long[] {SHOW}, shows.showIds());
        assertEquals(2, shows.sequence());
        assertNull(shows.show(1));
        assertNull(shows.seatMap(1));
    }

    @Test
    void shouldShowNoMapThatWasForgottenButThatOfAShowThatHasIt() {
        state.seatMaps.put(23L, map);
        publish(messages.seatMapDefined(23));
        assertSame(map, shows.seatMap(23));
        publish(messages.seatMapForgotten(23));
        assertNull(shows.seatMap(23));
        assertSame(map, shows.seatMap(MAP));
    }

    @Test
    void shouldReplaceRulesAndPricesInTheSameShow() {
        PublishedShow before = shows.show(SHOW);
        PriceList.Builder builder = new PriceList.Builder(40, 1);
        builder.seats(0, 39, builder.classOf(900)).area(0, 0);
        PriceList prices = builder.build();
        state.prices.put(SHOW, prices);
        publish(messages.showEvent(SHOW, MAP, ShowEventType.PRICES_CHANGED, ShowStatus.DRAFT, 3));
        publish(messages.showEvent(SHOW, MAP, ShowEventType.OPENED, ShowStatus.OPEN, 3));

        assertSame(before, shows.show(SHOW));
        assertSame(prices, before.prices());
        assertEquals(ShowStatus.OPEN, before.definition().status());
        assertEquals(3, before.definition().priceVersion());
        assertEquals(2, before.availability().version());
    }

    @Test
    void shouldShowAHoldThatIsBoughtAndGivenBack() {
        step(HOLD_PLACED, 7, AREA, AREA);
        assertSeatAndArea(HELD, 2, 0);
        step(BOOKING_CONFIRMED, 7, AREA, AREA);
        assertSeatAndArea(SOLD, 0, 2);
        step(TICKETS_CANCELLED, AREA);
        assertSeatAndArea(SOLD, 0, 1);
        step(TICKETS_CANCELLED, 7, AREA);
        assertSeatAndArea(FREE, 0, 0);
    }

    @Test
    void shouldFreeReleasedAndLapsedHolds() {
        step(HOLD_PLACED, 7, AREA);
        step(HOLD_RELEASED, 7, AREA);
        assertSeatAndArea(FREE, 0, 0);
        step(HOLD_PLACED, 7, AREA);
        step(HOLD_EXPIRED, 7, AREA);
        assertSeatAndArea(FREE, 0, 0);
    }

    @Test
    void shouldHoldSeatsThatAnAuthorisedPaymentTakesAgain() {
        step(PAYMENT_AUTHORISED, 7, AREA);
        assertSeatAndArea(HELD, 1, 0);
    }

    @Test
    void shouldFreeTheSeatsOfAFailedCapture() {
        step(HOLD_PLACED, 7, AREA);
        step(BOOKING_CONFIRMED, 7, AREA);
        step(CAPTURE_FAILED, 7, AREA);
        assertSeatAndArea(FREE, 0, 0);
    }

    @Test
    void shouldLeaveSeatsAloneAtStepsWithoutUnits() {
        step(HOLD_PLACED, 7);
        step(BOOKING_CONFIRMED, 7);
        long before = sequence;
        step(PAYMENT_AUTHORISED);

        assertEquals(SOLD, now().seatState(7));
        assertEquals(before, now().version);
    }

    /** Every step there is, of a seat that is free, held and sold: the version moves with the seat and never without it. */
    @Test
    void shouldMoveTheVersionAtAStepIfAndOnlyIfASeatMoves() {
        Set<ReservationEventType> moving = EnumSet.noneOf(ReservationEventType.class);
        long showId = SHOW;
        for (ReservationEventType step : ReservationEventType.values()) {
            for (int before : new int[] {FREE, HELD, SOLD}) {
                if (step != ReservationEventType.NULL_VAL && movesASeatOf(++showId, before, step)) {
                    moving.add(step);
                }
            }
            assertEquals(moving.contains(step), PublishedShows.movesSeats(step), step.name());
        }
        assertEquals(
                EnumSet.of(
                        HOLD_PLACED,
                        HOLD_RELEASED,
                        HOLD_EXPIRED,
                        PAYMENT_AUTHORISED,
                        BOOKING_CONFIRMED,
                        CAPTURE_FAILED,
                        TICKETS_CANCELLED),
                moving);
    }

    private boolean movesASeatOf(long showId, int before, ReservationEventType step) {
        publish(messages.showEvent(showId, MAP, ShowEventType.DEFINED, ShowStatus.DRAFT, 0));
        if (before != FREE) {
            publish(messages.reservationEvent(showId, HOLD_PLACED, 7));
        }
        if (before == SOLD) {
            publish(messages.reservationEvent(showId, BOOKING_CONFIRMED, 7));
        }
        AvailabilitySnapshot snapshot = new AvailabilitySnapshot();
        shows.show(showId).availability().copyTo(snapshot);
        assertEquals(before, snapshot.seatState(7));
        long version = snapshot.version;
        try {
            publish(messages.reservationEvent(showId, step, 7));
        } catch (IllegalStateException e) {
            // A seat cannot go this way: the booking thread would stop.
            return false;
        }
        shows.show(showId).availability().copyTo(snapshot);
        boolean moved = snapshot.seatState(7) != before;
        assertEquals(moved ? sequence : version, snapshot.version, step + " of a seat that is " + before);
        return moved;
    }

    @Test
    void shouldShowBlockedSeats() {
        publish(messages.seatsBlocked(SHOW, 5, 9, 3));
        assertSeatAndArea(BLOCKED, 0, 0);
        publish(messages.seatsBlocked(SHOW, 7, 9, 0));
        assertSeatAndArea(FREE, 0, 0);
        assertEquals(BLOCKED, now().seatState(6));
    }

    @Test
    void shouldPublishAllCommandsOfABatchAtOnce() {
        shows.onEvent(10, messages.reservationEvent(SHOW, HOLD_PLACED, 7), 0);
        shows.onEvent(11, messages.reservationEvent(SHOW, HOLD_PLACED, 8), 0);
        assertEquals(FREE, now().seatState(7));
        shows.publish(12);

        assertEquals(HELD, now().seatState(7));
        assertEquals(HELD, now().seatState(8));
        assertEquals(11, now().version);
        assertEquals(12, shows.sequence());
    }

    @Test
    void shouldForgetAnArchivedShow() {
        step(HOLD_PLACED, 7);
        publish(messages.showEvent(SHOW, MAP, ShowEventType.ARCHIVED, ShowStatus.ARCHIVED, 0));

        assertNull(shows.show(SHOW));
        assertEquals(0, shows.showIds().length);
        step(HOLD_RELEASED, 7);
        publish(messages.seatsBlocked(SHOW, 5, 9, 3));
    }

    @Test
    void shouldRefuseASeatWithTwoOwners() {
        step(HOLD_PLACED, 7);

        assertThrows(IllegalStateException.class, () -> step(HOLD_PLACED, 6, 7));
    }

    @Test
    void shouldRefuseAShowWithoutSeatMap() {
        assertThrows(
                IllegalStateException.class,
                () -> publish(messages.showEvent(61, 51, ShowEventType.DEFINED, ShowStatus.DRAFT, 0)));
        assertThrows(IllegalStateException.class, () -> publish(messages.seatMapDefined(51)));
    }

    @Test
    void shouldShowBlockedPlacesOfAnArea() {
        publish(messages.areaBlocked(SHOW, 0, 7));
        assertEquals(7, now().areaBlocked[0]);
        step(HOLD_PLACED, AREA);
        assertEquals(7, now().areaBlocked[0]);
        publish(messages.areaBlocked(SHOW, 0, 0));
        assertEquals(0, now().areaBlocked[0]);
    }

    @Test
    void shouldHaveNothingFreeOnceTheShowIsCancelled() {
        step(HOLD_PLACED, 7, AREA, AREA);
        publish(messages.showEvent(SHOW, MAP, ShowEventType.CANCELLED, ShowStatus.CANCELLED, 3));
        assertEquals(BLOCKED, now().seatState(6));
        assertEquals(HELD, now().seatState(7));
        assertEquals(map.area(0).capacity() - 2, now().areaBlocked[0]);
        step(HOLD_RELEASED, 7, AREA, AREA);
        assertEquals(BLOCKED, now().seatState(7));
        assertEquals(map.area(0).capacity(), now().areaBlocked[0]);
        assertEquals(sequence, now().version);
    }
}
