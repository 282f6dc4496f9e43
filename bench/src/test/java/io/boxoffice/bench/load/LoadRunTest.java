package io.boxoffice.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The load generator against a real server. Rates are low: what is tested is that it plays and counts right. */
final class LoadRunTest {
    private static final Set<Integer> EXPECTED = Set.of(200, 201, 202, 204, 304, 409);

    @TempDir
    private static Path directory;

    private static LoopbackServer server;

    @BeforeAll
    static void startServer() throws IOException {
        server = new LoopbackServer(directory.resolve("data"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /** In a small house, which is put on sale fast; holds stand as long as the scenario says. */
    private static LoadRun.Outcome play(LoadPlan plan) {
        long holdTtlMs = plan.stage().holdTtlMs();
        return new LoadRun(server.target(), line -> {}).run(plan.in(new Scenario.Stage(2, 20, 50, holdTtlMs)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Scenario.class,
            names = {"STADIUM_ONSALE", "BEST_AVAILABLE_HERD", "HOLD_AND_LAPSE_ATTACK", "SEAT_MAP_WATCHERS", "PAGES"})
    void shouldBeAnsweredAsTheScenarioExpects(Scenario scenario) {
        LoadResult result = play(LoadPlan.of(scenario, 150, 0, 1).watchedBy(4)).result();

        assertTrue(EXPECTED.containsAll(result.statuses().keySet()), result.toString());
        assertEquals(0, result.lost());
        assertEquals(4, result.streams().open());
        assertEquals(0, result.streams().refused());
        assertTrue(
                result.kinds().stream().mapToLong(LoadResult.OfKind::accepted).sum() > 0, result.toString());
    }

    @Test
    void shouldSellWhatItHeld() {
        LoadResult result =
                play(LoadPlan.of(Scenario.STEADY_EVENING, 200, 0, 3).over(8, 1)).result();

        assertTrue(result.of(Kind.PAY).accepted() > 0, result.toString());
        assertTrue(result.of(Kind.RELEASE).accepted() > 0, result.toString());
        assertTrue(result.of(Kind.CONFLICT).conflicts() > 0, result.toString());
        assertTrue(result.inside().commandsPerSecond() > 0, result.toString());
    }

    @Test
    void shouldSeeOnStreamsWhatWasHeld() {
        LoadResult result =
                play(LoadPlan.of(Scenario.HOLDS, 100, 0, 2).watchedBy(12)).result();

        assertNotNull(result.of(Kind.STREAM), result.toString());
        assertTrue(result.streams().events() > 0, result.toString());
    }

    @Test
    void shouldTellStreamsOfOtherProcessesOfASoldSeat() {
        LiveStreams.Report report = new LiveStreams(server, directory, new LiveStreams.Pace(1, 300), line -> {})
                .measure(30, LoadPlan.of(Scenario.HOLDS, 50, 0, 1).watchedBy(0));

        assertEquals(30, report.open());
        assertEquals(0, report.closed());
        assertTrue(report.medianSale().reached() > 0, report.toString());
        assertTrue(report.holdsWatched().of(Kind.HOLD).accepted() > 0, report.toString());
    }

    @Test
    void shouldWriteEveryLatencyOfARun(@TempDir Path out) throws IOException {
        LoadRun.Outcome outcome = play(LoadPlan.of(Scenario.HOLDS, 100, 0, 1));
        LoadFiles.write(out, "holds", outcome);

        Map<String, Long> counts = new HashMap<>();
        try (HistogramLogReader log =
                new HistogramLogReader(out.resolve("holds.hdr").toFile())) {
            while (log.hasNext()) {
                Histogram each = (Histogram) log.nextIntervalHistogram();
                counts.put(each.getTag(), each.getTotalCount());
            }
        }
        outcome.result()
                .kinds()
                .forEach(kind -> assertEquals(kind.latencyUs().count(), counts.get(kind.kind()), kind.kind()));
    }
}
