package io.boxoffice.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.bench.core.Halls;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ScenarioTest {
    private static final long TEN_SECONDS = TimeUnit.SECONDS.toNanos(10);

    @Test
    void shouldSpreadAnEveningEvenly() {
        assertEquals(0, Scenario.STEADY_EVENING.startsAfterNs(0, 1_000, TEN_SECONDS));
        assertEquals(TEN_SECONDS / 4, Scenario.STEADY_EVENING.startsAfterNs(250, 1_000, TEN_SECONDS));
    }

    @Test
    void shouldHaveHalfOfAnOnSaleComeAtOnce() {
        long early = LongStream.range(0, 1_000)
                .filter(number -> Scenario.STADIUM_ONSALE.startsAfterNs(number, 1_000, TEN_SECONDS) < TEN_SECONDS / 5)
                .count();

        assertEquals(500, early);
        assertTrue(Scenario.STADIUM_ONSALE.startsAfterNs(999, 1_000, TEN_SECONDS) < TEN_SECONDS);
    }

    @Test
    void shouldPlanEveryRequestOnce() {
        LoadPlan plan = new LoadPlan(Scenario.HOLDS, 1_001, 1, 2, 64, 1, 0, 4, 1, null);

        assertEquals(
                3_003,
                LongStream.range(0, 4)
                        .map(lane -> plan.requestsOfLane((int) lane))
                        .sum());
    }

    @Test
    void shouldRefuseARateBeyondItsRange() {
        assertThrows(IllegalArgumentException.class, () -> LoadPlan.of(Scenario.HOLDS, 0, 0, 1));
    }

    @Test
    void shouldOfferEveryPairOnceBeforeAnyTwice() {
        OnSale onSale = onSale(List.of("1", "2"), Halls.hall(10, 20));
        Crowd first = new Crowd(List.of(new byte[0]), onSale, 0, 2, false, new SplittableRandom(1));
        Crowd second = new Crowd(List.of(new byte[0]), onSale, 1, 2, false, new SplittableRandom(1));

        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            for (Crowd each : List.of(first, second)) {
                Crowd.Has wish = each.wishes();
                seen.add(wish.show() + " " + wish.pair());
            }
        }

        assertEquals(200, seen.size());
    }

    @Test
    void shouldHaveMoreShowsForALongEveningThanForAShortOne() {
        LoadPlan plan = LoadPlan.of(Scenario.STEADY_EVENING, 10_000, 60, 60);

        // 26 of 100 requests hold two of a show's 5,000 seats.
        assertEquals(1 + 10_000 * 120 * 26 / 100 / 2_500, plan.stage().shows());
        assertEquals(12, plan.at(100).stage().shows());
        assertEquals(
                1, LoadPlan.of(Scenario.STADIUM_ONSALE, 10_000, 60, 60).stage().shows());
    }

    /** Whoever waits for the end of the line would come when the hold is over. */
    @Test
    void shouldLetThoseGoOnFirstWhoHaveJustHeldWhereHoldsLapseSoon() {
        assertTrue(Scenario.HOLD_AND_LAPSE_ATTACK.stageFor(1).holdsLapseSoon());
        OnSale onSale = onSale(List.of("1"), Halls.hall(2, 10));
        for (boolean hurried : new boolean[] {true, false}) {
            Crowd crowd = new Crowd(List.of(new byte[0]), onSale, 0, 1, hurried, new SplittableRandom(1));
            Crowd.Has earlier = crowd.wishes();
            Crowd.Has later = crowd.wishes();
            crowd.holds(earlier);
            crowd.holds(later);
            assertEquals(hurried ? later : earlier, crowd.takeHolder());
        }
    }

    private static OnSale onSale(List<String> shows, SeatMap hall) {
        return new OnSale(shows, hall, "/en/city", "/en/v/venue-1", List.of());
    }
}
