package io.boxoffice.engine.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.seatmap.SeatMap;
import org.junit.jupiter.api.Test;

/** What the search for best seats knows of a hall beforehand. */
class SearchPlanTest {

    private static SeatMap.Builder hall() {
        return new SeatMap.Builder().category("All").section("S");
    }

    private static void seat(SeatMap.Builder map, int x, int y, boolean gap) {
        map.seat(x + "/" + y + "/" + gap, "s", x, y, 0, false, gap, 1);
    }

    @Test
    void shouldCostTheSquareOfTheDistanceToTheFocus() {
        SeatMap.Builder map = hall().focus(300, -400).row("R");
        seat(map, 0, 0, false);
        seat(map, 310, -400, false);
        SearchPlan plan = new SearchPlan(map.build());
        assertArrayEquals(new long[] {0, 250_000, 250_100}, plan.costBefore);
    }

    /** Distances are brought below 2^20: here from 2^31 and 2^30, by twelve bits. */
    @Test
    void shouldScaleDistancesSoThatSumsOfSquaresHaveRoom() {
        SeatMap.Builder map = hall().focus(-(1 << 30), 0).row("R");
        seat(map, 1 << 30, 0, false);
        seat(map, -(1 << 30), 1 << 30, false);
        seat(map, -(1 << 30), -(1 << 30), false);
        SearchPlan plan = new SearchPlan(map.build());
        assertArrayEquals(new long[] {0, 1L << 38, (1L << 38) + (1L << 36), (1L << 38) + (1L << 37)}, plan.costBefore);
    }

    @Test
    void shouldScaleByTheFarthestOfBothDirections() {
        SeatMap.Builder map = hall().focus(0, -(1 << 22)).row("R");
        seat(map, 0, 1 << 22, false);
        assertEquals(1L << 38, new SearchPlan(map.build()).costBefore[1]);
    }

    @Test
    void shouldLookAtTheNearestSegmentFirstAndOfEqualOnesAtTheLower() {
        SeatMap.Builder map = hall().focus(50, 0).row("R");
        seat(map, 0, 0, false);
        seat(map, 40, 0, true);
        seat(map, 100, 0, true);
        seat(map, 60, 0, true);
        SearchPlan plan = new SearchPlan(map.build());
        assertArrayEquals(new int[] {1, 3, 0, 2}, plan.segmentsByCost);
        assertArrayEquals(new long[] {2_500, 100, 2_500, 100}, plan.segmentMinCost);
    }
}
