package io.boxoffice.bench.load;

import io.boxoffice.bench.load.LoadResult.Distribution;
import io.boxoffice.bench.load.LoadResult.Inside;
import io.boxoffice.bench.load.LoadResult.OfKind;
import io.boxoffice.bench.load.LoadResult.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Makes results of what was counted. */
final class LoadResults {
    private static final double MIB = 1 << 20;
    private static final String BATCH = "boxoffice_batch_commands";
    private static final String SYNC = "boxoffice_journal_sync_seconds";

    private LoadResults() {}

    static LoadResult of(
            LoadPlan plan, Tally all, double cores, double serverCores, AdminMetrics before, AdminMetrics after) {
        List<OfKind> kinds = new ArrayList<>();
        all.kinds().forEach((kind, of) -> kinds.add(ofKind(kind, of)));
        return new LoadResult(
                plan.scenario().text(),
                plan.requestsPerSecond(),
                (double) all.sentRequests() / plan.seconds(),
                (double) all.answeredInTime() / plan.seconds(),
                plan.seconds(),
                plan.connections(),
                plan.pipelined(),
                all.lostRequests(),
                all.unsentRequests(),
                all.statuses(),
                kinds,
                new Streams(all.streams(), all.streamsRefused(), all.streamsClosed(), all.streamEvents()),
                cores,
                serverCores,
                inside(plan, before, after),
                failures(all));
    }

    private static OfKind ofKind(Kind kind, Tally.OfKind of) {
        return new OfKind(
                kind.text(),
                of.accepted,
                of.conflicts,
                of.unexpected,
                of.refused.getTotalCount(),
                distribution(of.answered),
                distribution(of.served),
                distribution(of.refused),
                distribution(of.refusalServed));
    }

    /** Nanoseconds, told in microseconds. */
    static Distribution distribution(Histogram ns) {
        return new Distribution(
                ns.getTotalCount(),
                ns.getMean() / 1e3,
                ns.getValueAtPercentile(50) / 1e3,
                ns.getValueAtPercentile(90) / 1e3,
                ns.getValueAtPercentile(99) / 1e3,
                ns.getValueAtPercentile(99.9) / 1e3,
                ns.getMaxValue() / 1e3);
    }

    private static Inside inside(LoadPlan plan, AdminMetrics before, AdminMetrics after) {
        int seconds = plan.warmUpSeconds() + plan.seconds();
        double commands = after.value("boxoffice_commands_total") - before.value("boxoffice_commands_total");
        double pause = after.sum("jvm_gc_pause_seconds_sum", "") - before.sum("jvm_gc_pause_seconds_sum", "");
        return new Inside(
                commands / seconds,
                after.meanSince(before, BATCH),
                after.meanSince(before, SYNC) * 1e3,
                finite(after.boundSince(before, SYNC, 0.5) * 1e3),
                finite(after.boundSince(before, SYNC, 0.99) * 1e3),
                before.heapUsedBytes() / MIB,
                after.heapUsedBytes() / MIB,
                pause * 1e3);
    }

    /** JSON has no infinity; ten seconds is the last bound there is. */
    private static double finite(double ms) {
        return Double.isInfinite(ms) ? 10_000 : ms;
    }

    private static List<String> failures(Tally all) {
        List<String> failures = new ArrayList<>();
        long planned = all.plannedRequests();
        double sent = (double) all.sentRequests() / planned;
        double answered = (double) all.answeredInTime() / planned;
        if (sent < LoadRun.LEAST_SHARE) {
            failures.add(percent(sent) + " of the planned requests were sent");
        } else if (answered < LoadRun.LEAST_SHARE) {
            failures.add(percent(answered) + " of the planned requests were answered in time");
        }
        if (all.lostRequests() > 0) {
            failures.add(all.lostRequests() + " requests were lost with their connection");
        }
        long unexpected =
                all.kinds().values().stream().mapToLong(kind -> kind.unexpected).sum();
        if (unexpected > 0) {
            failures.add(unexpected + " answers were not what was asked for: " + all.statuses());
        }
        if (all.streamsRefused() + all.streamsClosed() > 0) {
            failures.add(all.streamsRefused() + " streams were refused and " + all.streamsClosed() + " closed");
        }
        return failures;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** In one line. */
    static String line(LoadResult result) {
        return String.format(
                Locale.ROOT,
                "%s: %d/s planned, %.0f/s answered, hold p50 %.2f ms, p99 %.2f ms, refused %s; generator %.2f cores, "
                        + "server %.2f cores%s",
                result.scenario(),
                result.plannedPerSecond(),
                result.answeredPerSecond(),
                holdP50Us(result) / 1e3,
                result.holdP99Us() / 1e3,
                percent(result.refusedShare()),
                result.generatorCores(),
                result.serverCores(),
                result.passed() ? "" : ". FAILED: " + String.join("; ", result.failures()));
    }

    private static double holdP50Us(LoadResult result) {
        OfKind holds = result.of(Kind.HOLD) == null ? result.of(Kind.BEST_AVAILABLE) : result.of(Kind.HOLD);
        return holds == null ? 0 : holds.latencyUs().p50();
    }
}
