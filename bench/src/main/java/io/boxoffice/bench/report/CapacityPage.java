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
final class CapacityPage {
    private static final int[] BATCHES = {1, 8, 64, 512, 4_096};
    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1c1c1c;--soft:#5f5f5f;--paper:#fff;--rule:#d9d9d9;--grid:#e6e6e6;--yes:#1d7a3a;--no:#b3261e;
            --c0:#1f6fb2;--c1:#c8401c;--c2:#2c8a4b;--c3:#8a4fa3;--c4:#a07a00;--c5:#555}
            @media(prefers-color-scheme:dark){:root{--ink:#e8e8e8;--soft:#a8a8a8;--paper:#17191c;--rule:#3a3d42;--grid:#2b2e33;--yes:#6cc98a;
            --no:#ff8a80;--c0:#6db3f2;--c1:#ff8f6b;--c2:#6fce8f;--c3:#cd9be8;--c4:#e0bd4f;--c5:#b5b5b5}}
            *{box-sizing:border-box}
            body{font:15px/1.5 system-ui,sans-serif;margin:1.5rem auto;max-width:1380px;padding:0 1rem;color:var(--ink);background:var(--paper)}
            h1{font-size:1.7rem;line-height:1.2;margin:0 0 .4rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}p{max-width:75ch}
            dl{margin:0;max-width:85ch}dt{font-weight:600}dd{margin:0 0 .7rem}
            .wide{overflow-x:auto}table{border-collapse:collapse;margin:.2rem 0 1rem}
            td,th{padding:.25rem .7rem .25rem 0;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top}
            td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}.yes{color:var(--yes)}.no{color:var(--no)}.none{color:var(--soft)}
            .plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,520px),1fr));gap:1.2rem}
            figure{margin:0;border:1px solid var(--rule);border-radius:6px;padding:.7rem;min-width:0}figcaption{font-weight:600;margin-bottom:.4rem}
            svg{display:block;width:100%;height:auto}svg text{font-size:13px;fill:var(--ink)}.grid{stroke:var(--grid)}
            .key{display:flex;flex-wrap:wrap;gap:.1rem 1rem;font-size:.85rem}.key i{display:inline-block;width:1em;height:.25em;margin:0 .4em .25em 0}
            .bar{display:grid;grid-template-columns:minmax(8rem,38%) 1fr 4.5rem;gap:.6rem;align-items:center;font-size:.85rem;padding:.15rem 0}
            .bar b{display:block;height:1.05em;min-width:1px;background:var(--c0);border-radius:2px}.bar span:last-child{text-align:right}
            .k0{fill:none;stroke:var(--c0)}.k1{fill:none;stroke:var(--c1)}.k2{fill:none;stroke:var(--c2)}.k3{fill:none;stroke:var(--c3)}
            .k4{fill:none;stroke:var(--c4)}.k5{fill:none;stroke:var(--c5)}polyline{stroke-width:2}
            @media(max-width:640px){svg text{font-size:21px}.few{display:none}.bar{grid-template-columns:9.5rem 1fr 3.6rem}.targets tr{display:block;padding:.4rem 0;
            border-bottom:1px solid var(--rule)}.targets td{display:block;border:0;padding:0;text-align:left}.targets tr:first-child{display:none}
            .targets td:first-child{font-weight:600}.targets td:nth-child(2)::before{content:"target: "}.targets td:nth-child(3)::before{content:"measured: "}}
            """;

    private final CapacityReport report;
    private final StringBuilder html = new StringBuilder();

    private CapacityPage(CapacityReport report) {
        this.report = report;
    }

    static String of(CapacityReport report) {
        return new CapacityPage(report).write();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private String write() {
        html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
                        + " content=\"width=device-width,initial-scale=1\"><title>Boxoffice: capacity</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>What Boxoffice can do on this machine</h1>");
        made();
        answers();
        host();
        targets();
        plots();
        scenarios();
        micro();
        figures();
        remarks();
        return html.append("</body></html>\n").toString();
    }

    private void made() {
        html.append(text(
                "<p>%s, made %s, %d round%s; medians. Everything ran on this machine, the load generator and what is compared with"
                        + " included, on the same cores: the ratios hold elsewhere, the figures do not.</p>",
                report.quick() ? "A quick look, not for quoting" : "A full run",
                escape(report.madeAt()),
                report.rounds(),
                report.rounds() == 1 ? "" : "s"));
        if (!report.failures().isEmpty()) {
            html.append(text(
                    "<p class=\"no\">%d of the measurements failed; the end of this page says why.</p>",
                    report.failures().size()));
        }
    }

    private void answers() {
        html.append("<dl>");
        report.answers()
                .forEach(each ->
                        html.append(text("<dt>%s</dt><dd>%s</dd>", escape(each.question()), escape(each.answer()))));
        html.append("</dl>");
    }

    private void host() {
        HostFacts host = report.host();
        html.append("<h2>The machine</h2><div class=\"wide\"><table>");
        fact("processor", text("%d cores, %s", host.cores(), host.processor()));
        fact("memory", text("%,d MiB", host.memoryMib()));
        fact("JDK", host.jdk());
        fact("kernel", host.kernel());
        fact("file system measured on", host.fileSystem());
        fact(
                "a sync of 96 bytes",
                host.fsyncP50Us() == 0
                        ? "not measured in this run"
                        : text("median %.0f µs, 99th percentile %.0f µs", host.fsyncP50Us(), host.fsyncP99Us()));
        html.append("</table></div>");
    }

    private void fact(String name, String value) {
        html.append(text("<tr><td>%s</td><td>%s</td></tr>", escape(name), escape(value)));
    }

    private void targets() {
        html.append(
                "<h2>Targets</h2><div class=\"wide\"><table class=\"targets\"><tr><th>what</th><th>target</th><th class=\"n\">measured</th><th></th></tr>");
        for (Planner.Row row : report.targets()) {
            String met = row.met() == null
                    ? "<span class=\"none\">not measured</span>"
                    : row.met() ? "<span class=\"yes\">reached</span>" : "<span class=\"no\">not reached</span>";
            html.append(text(
                    "<tr><td>%s</td><td>%s</td><td class=\"n\">%s</td><td>%s</td></tr>",
                    escape(row.what()), escape(row.target()), escape(row.measured()), met));
        }
        html.append("</table></div>");
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
                "Persistence writer against COPY, rows/s",
                List.of(
                        bar("the writer", "writer", "writer.rowsPerSecond"),
                        bar("COPY as text", "writer", "copyText.rowsPerSecond"),
                        bar("COPY, binary", "writer", "copyBinary.rowsPerSecond")));
        bars(
                "Memory, bytes of heap",
                List.of(
                        bar("a seat open for sale", "memory", "bytesPerSeat"),
                        bar("a seat of a hall's map, once", "memory", "mapBytesPerSeat"),
                        bar("a hold of two seats", "memory", "bytesPerHold")));
        bars("Search among many events, p99, ms", searches());
        peers();
        html.append("</div>");
    }

    private void replayPlot() {
        bars(
                "Replay of the journal, commands/s",
                List.of(
                        bar("JVM just started", "replay", "cold.commandsPerSecond"),
                        bar("again in the same JVM", "replay", "warm.commandsPerSecond")));
        bars(
                "Start with the whole journal, seconds",
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
            sell[i] = sold.score();
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
        for (Bar bar : measured) {
            html.append(text(
                    "<div class=\"bar\"><span>%s</span><span><b style=\"width:%.1f%%\"></b></span><span>%s</span></div>",
                    escape(bar.name), 100 * bar.value / most, Chart.number(bar.value)));
        }
        html.append("</figure>");
    }

    private List<Bar> searches() {
        return report.figures().getOrDefault("search", Map.of()).entrySet().stream()
                .filter(figure -> figure.getKey().endsWith(".p99Ms"))
                .map(figure -> new Bar(
                        figure.getKey().replace(".p99Ms", ""), figure.getValue().median()))
                .toList();
    }

    private void scenarios() {
        if (report.scenarios().isEmpty()) {
            return;
        }
        html.append(
                "<h2>Scenarios</h2><div class=\"wide\"><table><tr><th>scenario</th><th>requests/s planned</th><th>answered</th>"
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
        html.append("</table></div>");
    }

    private void micro() {
        if (report.micro().isEmpty()) {
            return;
        }
        html.append(
                "<h2>Benchmarks</h2><div class=\"wide\"><table><tr><th>benchmark</th><th>with</th><th>score</th><th>±</th><th>unit</th>"
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
        html.append("</table></div>");
    }

    private void figures() {
        html.append(
                "<h2>All figures</h2><div class=\"wide\"><table><tr><th>measurement</th><th>figure</th><th>median</th><th>least to most</th></tr>");
        report.figures()
                .forEach((measurement, figures) -> figures.forEach((name, value) -> html.append(text(
                        "<tr><td>%s</td><td>%s</td><td class=\"n\">%s</td><td class=\"n\">%s to %s</td></tr>",
                        escape(measurement),
                        escape(name),
                        Chart.number(value.median()),
                        Chart.number(value.least()),
                        Chart.number(value.most())))));
        html.append("</table></div>");
    }

    private void remarks() {
        if (report.remarks().isEmpty() && report.failures().isEmpty()) {
            return;
        }
        html.append("<h2>Remarks</h2><ul>");
        report.failures()
                .forEach(each ->
                        html.append("<li class=\"no\">").append(escape(each)).append("</li>"));
        report.remarks()
                .forEach(each -> html.append("<li>").append(escape(each)).append("</li>"));
        html.append("</ul>");
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
