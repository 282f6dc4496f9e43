package io.boxoffice.bench.report;

import io.boxoffice.bench.load.Kind;
import io.boxoffice.bench.load.LoadResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Writes the report as one HTML page with everything in it: no script, no font, no picture from anywhere. */
final class Page {
    private static final int[] BATCHES = {1, 8, 64, 512, 4_096};
    private static final String STYLE = """
            body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:1380px;padding:0 1rem;color:#1c1c1c;background:#fff}
            h1{font-size:1.7rem;margin-bottom:.2rem}h2{font-size:1.15rem;margin:2rem 0 .4rem}
            table{border-collapse:collapse;margin:.5rem 0 1rem}td,th{padding:.25rem .7rem;border-bottom:1px solid #ddd;text-align:left}
            td.n{text-align:right;font-variant-numeric:tabular-nums}.yes{color:#1d7a3a}.no{color:#b3261e}.none{color:#777}
            .plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(520px,1fr));gap:1.5rem}
            figure{margin:0;border:1px solid #ddd;border-radius:6px;padding:.7rem}figcaption{font-weight:600}
            svg{width:100%;height:auto}svg text{font-size:12px;fill:#333}.grid{stroke:#e4e4e4}dt{font-weight:600}dd{margin:0 0 .6rem}
            """;

    private final CapacityReport report;
    private final StringBuilder html = new StringBuilder();

    private Page(CapacityReport report) {
        this.report = report;
    }

    static String of(CapacityReport report) {
        return new Page(report).write();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private String write() {
        html.append(
                        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Boxoffice: capacity</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>What Boxoffice can do on this machine</h1>");
        host();
        answers();
        targets();
        plots();
        scenarios();
        micro();
        figures();
        remarks();
        return html.append("</body></html>\n").toString();
    }

    private void host() {
        HostFacts host = report.host();
        html.append(text(
                "<p>%s. %d cores (%s), %,d MiB of memory, %s, %s, %s; a sync takes %.0f µs, %.0f µs at the 99th percentile."
                        + " %s, %d round%s; medians, and in brackets the least and the most. The load generator shares the"
                        + " cores.</p>",
                escape(report.madeAt()),
                host.cores(),
                escape(host.processor()),
                host.memoryMib(),
                escape(host.jdk()),
                escape(host.kernel()),
                escape(host.fileSystem()),
                host.fsyncP50Us(),
                host.fsyncP99Us(),
                report.quick() ? "A quick look, not for quoting" : "Full run",
                report.rounds(),
                report.rounds() == 1 ? "" : "s"));
    }

    private void answers() {
        html.append("<h2>For planning</h2><dl>");
        report.answers()
                .forEach(each ->
                        html.append(text("<dt>%s</dt><dd>%s</dd>", escape(each.question()), escape(each.answer()))));
        html.append("</dl>");
    }

    private void targets() {
        html.append("<h2>Targets</h2><table><tr><th>what</th><th>target</th><th>measured</th><th></th></tr>");
        for (Planner.Row row : report.targets()) {
            String met = row.met() == null
                    ? "<span class=\"none\">not measured</span>"
                    : row.met() ? "<span class=\"yes\">reached</span>" : "<span class=\"no\">not reached</span>";
            html.append(text(
                    "<tr><td>%s</td><td>%s</td><td class=\"n\">%s</td><td>%s</td></tr>",
                    escape(row.what()), escape(row.target()), escape(row.measured()), met));
        }
        html.append("</table>");
    }

    private void plots() {
        html.append("<h2>Plots</h2><div class=\"plots\">");
        List<LoadResult> steps = report.overload() == null
                ? List.of()
                : inOrder(report.overload().steps());
        double[] offered = values(steps, LoadResult::plannedPerSecond);
        plot(
                "Throughput against offered load, steady evening",
                new Chart("requests/s offered", false, "requests/s answered", false)
                        .line("answered", offered, values(steps, LoadResult::answeredPerSecond))
                        .line("offered", offered, offered));
        plot(
                "Latency of a hold against offered load, from the instant it was meant to start",
                new Chart("requests/s offered", false, "ms", true)
                        .line("p50", offered, values(steps, step -> hold(step).p50() / 1e3))
                        .line("p90", offered, values(steps, step -> hold(step).p90() / 1e3))
                        .line("p99", offered, values(steps, step -> hold(step).p99() / 1e3))
                        .line("p99.9", offered, values(steps, step -> hold(step).p999() / 1e3)));
        plot(
                "A batch's size against the time to append and sync it",
                new Chart("commands in a batch", true, "µs", true)
                        .line("journal, p50", batches(), ofBatches("journal", "p50Us"))
                        .line("journal, p99", batches(), ofBatches("journal", "p99Us"))
                        .line("Chronicle alone, p50", batches(), ofBatches("chronicle", "p50Us"))
                        .line("Chronicle alone, p99", batches(), ofBatches("chronicle", "p99Us")));
        plot("Cost of a command against seats on sale", costChart());
        replayPlot();
        bars(
                "Writer speed, rows/s",
                List.of(
                        bar("the writer", "writer", "writer.rowsPerSecond"),
                        bar("COPY, same indexes", "writer", "copy.rowsPerSecond"),
                        bar("COPY, no index", "writer", "copyBare.rowsPerSecond")));
        bars(
                "Memory, bytes",
                List.of(
                        bar("a seat, state machine", "memory", "state.bytesPerSeat"),
                        bar("a seat, whole core", "memory", "core.bytesPerSeat"),
                        bar("a hold of two seats", "memory", "state.bytesPerHold")));
        peers();
        html.append("</div>");
    }

    private void replayPlot() {
        bars(
                "Replay, commands/s",
                List.of(
                        bar("JVM just started", "replay", "cold.commandsPerSecond"),
                        bar("again in the same JVM", "replay", "warm.commandsPerSecond")));
        bars(
                "Start, seconds",
                List.of(
                        bar("from the first command", "replay", "cold.seconds"),
                        bar("from a snapshot", "replay", "snapshot.cold.seconds")));
    }

    private void peers() {
        List<Bar> bars = new ArrayList<>(List.of(
                bar("Boxoffice in-process, wide ring (commands)", "durable", "wide.commandsPerSecond"),
                bar("Boxoffice in-process, default (commands)", "durable", "default.commandsPerSecond"),
                bar("Boxoffice over HTTP, 256 connections", "http-boxoffice", "alone.requestsPerSecond"),
                bar("Boxoffice over HTTP, 64 × 16 pipelined", "http-boxoffice", "pipelined.requestsPerSecond"),
                bar("Redis Lua, always, 16 connections", "redis", "always.pipelined1.holdsPerSecond"),
                bar("Redis Lua, always, 16 × 32 pipelined", "redis", "always.pipelined32.holdsPerSecond")));
        for (int connections : new int[] {8, 32}) {
            for (String way : List.of("forUpdate", "skipLocked", "advisory")) {
                bars.add(bar(
                        "PostgreSQL " + way + ", " + connections + " connections",
                        "postgres",
                        way + connections + ".holdsPerSecond"));
            }
        }
        bars("Durable holds and releases a second, every one synced", bars);
    }

    private Chart costChart() {
        double[] seats = {1e5, 1e6, 1e7};
        Chart chart = new Chart("seats on sale", true, "ns a command", false);
        double[] sell = new double[seats.length];
        double[] release = new double[seats.length];
        for (int i = 0; i < seats.length; i++) {
            Map<String, String> with = Map.of("seats", text("%.0f", seats[i]));
            MicroResult sold = report.micro("SellBenchmark.sell", with);
            MicroResult released = report.micro("HoldAndReleaseBenchmark.holdAndRelease", with);
            if (sold == null || released == null) {
                return chart;
            }
            sell[i] = sold.score() * 1e6;
            release[i] = 1e9 / released.score();
        }
        return chart.line("hold to confirm", seats, sell).line("hold and release", seats, release);
    }

    private static LoadResult.Distribution hold(LoadResult step) {
        return step.of(Kind.HOLD).latencyUs();
    }

    private static List<LoadResult> inOrder(List<LoadResult> steps) {
        return steps.stream()
                .filter(step -> step.of(Kind.HOLD) != null)
                .sorted(Comparator.comparingInt(LoadResult::plannedPerSecond))
                .toList();
    }

    private static double[] values(List<LoadResult> steps, ToDoubleFunction<LoadResult> value) {
        return steps.stream().mapToDouble(value).toArray();
    }

    private static double[] batches() {
        double[] sizes = new double[BATCHES.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = BATCHES[i];
        }
        return sizes;
    }

    private double[] ofBatches(String measurement, String figure) {
        double[] times = new double[BATCHES.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = report.median(measurement, "batch" + BATCHES[i] + "." + figure);
        }
        return times;
    }

    private record Bar(String name, double value) {}

    private Bar bar(String name, String measurement, String figure) {
        return new Bar(name, report.median(measurement, figure));
    }

    private void plot(String title, Chart chart) {
        html.append("<figure><figcaption>").append(escape(title)).append("</figcaption>");
        html.append(chart.svg()).append("</figure>");
    }

    private void bars(String title, List<Bar> bars) {
        html.append("<figure><figcaption>").append(escape(title)).append("</figcaption>");
        List<Bar> measured = bars.stream().filter(bar -> bar.value > 0).toList();
        double most = measured.stream().mapToDouble(Bar::value).max().orElse(0);
        if (measured.isEmpty()) {
            html.append("<p class=\"none\">Not measured in this run.</p></figure>");
            return;
        }
        html.append(text(
                "<svg viewBox=\"0 0 640 %d\" role=\"img\" aria-label=\"%s\">", 30 * measured.size(), escape(title)));
        for (int i = 0; i < measured.size(); i++) {
            Bar bar = measured.get(i);
            int y = 30 * i;
            html.append(text("<text x=\"0\" y=\"%d\">%s</text>", y + 18, escape(bar.name)));
            html.append(text(
                    "<rect x=\"280\" y=\"%d\" width=\"%.1f\" height=\"18\" fill=\"#1f6fb2\"/>",
                    y + 4, Math.max(1, 290 * bar.value / most)));
            html.append(text(
                    "<text x=\"%.1f\" y=\"%d\">%s</text>",
                    286 + 290 * bar.value / most, y + 18, Chart.number(bar.value)));
        }
        html.append("</svg></figure>");
    }

    private void scenarios() {
        html.append("<h2>Scenarios</h2><table><tr><th>scenario</th><th>requests/s planned</th><th>answered</th>"
                + "<th>hold p50 ms</th><th>p99 ms</th><th>conflicts</th><th>refused</th><th>streams</th><th>stream p99 ms</th>"
                + "<th>generator cores</th><th>server cores</th><th></th></tr>");
        for (LoadResult run : report.scenarios()) {
            LoadResult.OfKind holds = run.of(Kind.HOLD) == null ? run.of(Kind.BEST_AVAILABLE) : run.of(Kind.HOLD);
            LoadResult.OfKind streams = run.of(Kind.STREAM);
            long conflicts =
                    run.kinds().stream().mapToLong(LoadResult.OfKind::conflicts).sum();
            html.append(text(
                    "<tr><td>%s</td><td class=\"n\">%,d</td><td class=\"n\">%,.0f</td><td class=\"n\">%.2f</td>"
                            + "<td class=\"n\">%.2f</td><td class=\"n\">%,d</td><td class=\"n\">%.1f %%</td>"
                            + "<td class=\"n\">%,d</td><td class=\"n\">%s</td><td class=\"n\">%.2f</td>"
                            + "<td class=\"n\">%.2f</td><td>%s</td></tr>",
                    escape(run.scenario()),
                    run.plannedPerSecond(),
                    run.answeredPerSecond(),
                    holds == null ? 0 : holds.latencyUs().p50() / 1e3,
                    holds == null ? 0 : holds.latencyUs().p99() / 1e3,
                    conflicts,
                    100 * run.refusedShare(),
                    run.streams().open(),
                    streams == null ? "" : text("%.0f", streams.latencyUs().p99() / 1e3),
                    run.generatorCores(),
                    run.serverCores(),
                    run.passed() ? "" : "<span class=\"no\">" + escape(String.join("; ", run.failures())) + "</span>"));
        }
        html.append("</table>");
    }

    private void micro() {
        html.append("<h2>Benchmarks</h2><table><tr><th>benchmark</th><th>with</th><th>score</th><th>±</th><th>unit</th>"
                + "<th>bytes allocated</th></tr>");
        for (MicroResult each : report.micro()) {
            html.append(text(
                    "<tr><td>%s</td><td>%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td>%s</td>"
                            + "<td class=\"n\">%,.2f</td></tr>",
                    escape(each.name()),
                    escape(each.parameters().toString()),
                    Chart.number(each.score()),
                    Chart.number(each.error()),
                    escape(each.unit()),
                    each.bytesAllocated()));
        }
        html.append("</table>");
    }

    private void figures() {
        html.append(
                "<h2>All figures</h2><table><tr><th>measurement</th><th>figure</th><th>median</th><th>least to most</th></tr>");
        report.figures()
                .forEach((measurement, figures) -> figures.forEach((name, value) -> html.append(text(
                        "<tr><td>%s</td><td>%s</td><td class=\"n\">%s</td><td class=\"n\">%s to %s</td></tr>",
                        escape(measurement),
                        escape(name),
                        Chart.number(value.median()),
                        Chart.number(value.least()),
                        Chart.number(value.most())))));
        html.append("</table>");
    }

    private void remarks() {
        html.append("<h2>Remarks</h2><ul>");
        report.remarks()
                .forEach(each -> html.append("<li>").append(escape(each)).append("</li>"));
        html.append("</ul>");
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
