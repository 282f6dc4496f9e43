package io.boxoffice.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.bench.load.LoadResult;
import io.boxoffice.bench.load.Overload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CapacityPageTest {
    private static final HostFacts HOST =
            new HostFacts(2, "A <fast> processor", 16_000, "JDK 17", "Linux 6", "ext4", 110, 300);

    private static CapacityReport report(Map<String, Map<String, Summary>> figures) {
        return report(figures, List.of("postgres failed in round 1"));
    }

    private static CapacityReport report(Map<String, Map<String, Summary>> figures, List<String> failures) {
        return report(figures, null, failures);
    }

    private static CapacityReport report(
            Map<String, Map<String, Summary>> figures, Overload.Report overload, List<String> failures) {
        CapacityReport bare = new CapacityReport(
                "2026-03-01T12:00:00Z",
                true,
                1,
                HOST,
                figures,
                List.of(new MicroResult("GatewayBenchmark.readHold", Map.of(), 812.5, 3.2, "ns/op", 640)),
                overload,
                List.of(),
                List.of(),
                List.of(),
                List.of("redis-server was not found"),
                failures);
        Planner planner = new Planner(bare, 384);
        return new CapacityReport(
                bare.madeAt(),
                bare.quick(),
                bare.rounds(),
                HOST,
                figures,
                bare.micro(),
                overload,
                List.of(),
                planner.answers(),
                planner.targets(),
                bare.remarks(),
                bare.failures());
    }

    private static Planner.Row row(CapacityReport report, String what) {
        return report.targets().stream()
                .filter(each -> each.what().contains(what))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldStandAlone() {
        String page = CapacityPage.of(report(Map.of(
                "journal",
                Map.of(
                        "batch1.p50Us",
                        Summary.of(200),
                        "batch8.p50Us",
                        Summary.of(210),
                        "batch1.p99Us",
                        Summary.of(900)),
                "memory",
                Map.of("bytesPerSeat", Summary.of(7.4), "bytesPerHold", Summary.of(220)))));

        assertTrue(page.startsWith("<!doctype html>") && page.endsWith("</html>\n"));
        assertTrue(page.contains("<svg") && page.contains("polyline"), page);
        assertFalse(page.contains("http://") || page.contains("https://") || page.contains("<script"), page);
        assertFalse(page.contains(" src=") || page.contains("@import") || page.contains("url("), page);
        assertTrue(page.contains("A &lt;fast&gt; processor"), page);
        assertTrue(page.contains("redis-server was not found"), page);
        assertTrue(page.contains("postgres failed in round 1"), page);
        assertFalse(page.contains("NaN") || page.contains("Infinity"), page);
    }

    @Test
    void shouldHaveEveryPlotAndAnswerEveryQuestionMeasuredOrNot() {
        String page = CapacityPage.of(report(Map.of()));

        for (String plot : List.of(
                "Throughput against offered load",
                "Latency of a hold against offered load",
                "A batch's size against the time to append and sync it",
                "Cost of a command against seats on sale",
                "Replay of the journal",
                "Persistence writer against COPY",
                "Memory, bytes of heap")) {
            int at = page.indexOf("<figcaption>" + plot);
            assertTrue(at > 0, plot);
            String figure = page.substring(at, page.indexOf("</figure>", at));
            assertTrue(figure.contains("<svg") || figure.contains("Not measured in this run"), figure);
        }
        for (String question : List.of(
                "What can this host carry?",
                "What saturates first?",
                "What fits in 384 MiB",
                "How long does recovery")) {
            assertTrue(page.contains("<dt>" + question), question);
        }
        assertFalse(page.contains("NaN") || page.contains("Infinity"), page);
    }

    @Test
    void shouldEndWithOneWhenAMeasurementFailed() {
        assertEquals(0, BenchCommand.exitCode(report(Map.of(), List.of())));
        assertEquals(1, BenchCommand.exitCode(report(Map.of(), List.of("postgres failed in round 1"))));
    }

    @Test
    void shouldSayWhichTargetsAreReached() {
        CapacityReport report = report(Map.of(
                "durable", Map.of("wide.commandsPerSecond", Summary.of(600_000)),
                "redis", Map.of("always.pipelined32.holdsPerSecond", Summary.of(10_000)),
                "replay", Map.of("cold.commandsPerSecond", Summary.of(3_500_000))));

        assertEquals(Boolean.FALSE, row(report, "in-process, durable").met());
        assertEquals(Boolean.TRUE, row(report, "Redis, always synced, Lua hold").met());
        assertEquals(
                "60.00 × (600,000 against 10,000)",
                row(report, "Redis, always synced, Lua hold").measured());
        assertEquals(Boolean.TRUE, row(report, "journal replay").met());
        assertNull(row(report, "PostgreSQL's best hold by locks").met());
    }

    @Test
    void shouldTellHowMuchFits() {
        CapacityReport report =
                report(Map.of("memory", Map.of("bytesPerSeat", Summary.of(8), "bytesPerHold", Summary.of(256))));

        String answer = report.answers().get(0).answer();

        assertTrue(answer.startsWith("33,554,432 seats without a hold"), answer);
    }

    /** A load's server has a heap of its own size, and much in it that was not collected yet. */
    @Test
    void shouldTellHowMuchFitsWhateverTheHeapUnderLoadWas() {
        LoadResult.Inside inside = new LoadResult.Inside(2_000, 4, 1, 1, 5, 390, 900, 20);
        LoadResult.Streams none = new LoadResult.Streams(0, 0, 0, 0);
        LoadResult run = new LoadResult(
                "holds", 100, 100, 100, 1, 1, 1, 0, 0, Map.of(), List.of(), none, 0.1, 0.5, inside, List.of());
        CapacityReport report = report(
                Map.of("memory", Map.of("bytesPerSeat", Summary.of(8), "bytesPerHold", Summary.of(256))),
                new Overload.Report(List.of(run), 200, run, run, run, 390, 900),
                List.of());

        assertTrue(
                report.answers().stream().anyMatch(each -> each.answer().startsWith("33,554,432 seats without a hold")),
                report.answers().toString());
    }

    @Test
    void shouldTakeTheMiddleOfTheRounds() {
        assertEquals(new Summary(5, 1, 9, 3), Summary.of(9, 1, 5));
        assertEquals(new Summary(2.5, 1, 4, 4), Summary.of(1, 2, 3, 4));
    }

    @Test
    void shouldLeaveOutOfALogarithmicPlotWhatItCannotShow() {
        String svg = new Chart("x", true, "y", true)
                .line("some", new double[] {1, 10, 100}, new double[] {0, 20, 300})
                .svg();

        assertEquals(2, svg.split("<circle", -1).length - 1);
        assertTrue(new Chart("x", true, "y", true)
                .line("none", new double[] {1}, new double[] {0})
                .svg()
                .contains("Not measured"));
    }
}
