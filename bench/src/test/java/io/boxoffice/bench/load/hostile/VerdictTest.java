package io.boxoffice.bench.load.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.bench.load.LoadFailedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VerdictTest {
    private static final MemoryLimits LIMITS = new MemoryLimits(384, 128);
    private static final long PLANNED = 4_000;

    /** What is seen of a server that stands, and what a test makes worse. */
    private double undisturbedMs = 10;

    private double attackedMs = 25;
    private long bad;
    private double liveHeapMib = 200;
    private double directMib = 100;
    private int looks = 10;
    private boolean alive = true;

    private Round round() {
        return new Round(
                new Victims.Fate(1, undisturbedMs, PLANNED, 0, Map.of(), null),
                new Victims.Fate(1, attackedMs, PLANNED, bad, Map.of(), null),
                new Assault.Counts(1, 1, 0, 0, 1, Map.of()),
                0.1,
                1,
                new ServerWatch.Most(384, directMib, 700, looks, 0),
                liveHeapMib,
                alive,
                alive ? "" : "Terminating due to java.lang.OutOfMemoryError: Java heap space");
    }

    private static List<String> failed(Round... rounds) {
        return Verdict.of(List.of(rounds), LIMITS).stream()
                .filter(each -> !each.met())
                .map(Verdict.Criterion::line)
                .toList();
    }

    private void shouldFailBy(String beginning) {
        List<String> failed = failed(round());
        assertEquals(1, failed.size(), failed.toString());
        assertTrue(failed.get(0).startsWith(beginning), failed.toString());
    }

    @Test
    void shouldPassAServerThatStands() {
        assertEquals(List.of(), failed(round()));
    }

    @Test
    void shouldFailAServerThatDied() {
        alive = false;
        shouldFailBy("the process died: Terminating due to");
    }

    @Test
    void shouldFailWhenMoreThanOneInAThousandIsNotServed() {
        bad = 4;
        assertEquals(List.of(), failed(round()));
        bad = 5;
        shouldFailBy("victims: 5 of 4,000");
    }

    @Test
    void shouldFailWhenHoldsTakeMoreThanThreeTimesAsLong() {
        attackedMs = 30;
        assertEquals(List.of(), failed(round()));
        attackedMs = 30.1;
        shouldFailBy("victims' holds");
        attackedMs = Double.POSITIVE_INFINITY;
        shouldFailBy("victims' holds");
    }

    @Test
    void shouldCallWhatIsQuickEnoughNoise() {
        undisturbedMs = 1;
        attackedMs = 5;
        assertEquals(List.of(), failed(round()));
    }

    @Test
    void shouldJudgeSpeedByTheMedianOfTheRounds() {
        Round good = round();
        attackedMs = 400;
        Round slow = round();

        assertEquals(List.of(), failed(good, slow, good));
        assertEquals(1, failed(slow, slow, good).size());
    }

    @Test
    void shouldFailWhenHardlyAnyHeapIsLeft() {
        liveHeapMib = 330;
        shouldFailBy("heap");
    }

    @Test
    void shouldFailWhenDirectMemoryIsUsedUp() {
        directMib = 122;
        shouldFailBy("direct memory");
    }

    @Test
    void shouldFailWhenTheServerNeverToldOfItsMemory() {
        liveHeapMib = -1;
        shouldFailBy("heap: unknown");
        liveHeapMib = 200;
        looks = 0;
        shouldFailBy("direct memory: unknown");
    }

    @Test
    void shouldTakeLimitsFromTheOptionsOfTheServer() {
        MemoryLimits stock = MemoryLimits.stock();
        assertTrue(stock.heapMib() > 0 && stock.directMib() > 0, stock.toString());
        assertEquals(
                new MemoryLimits(10, 20),
                MemoryLimits.of(List.of("# -Xmx1m", "-Xmx10m", "-XX:MaxDirectMemorySize=20m")));
        assertThrows(LoadFailedException.class, () -> MemoryLimits.of(List.of("-Xmx10m")));
    }
}
