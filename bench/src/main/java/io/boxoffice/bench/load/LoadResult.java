package io.boxoffice.bench.load;

import java.util.List;
import java.util.Map;

/**
 * What a run gave. Latencies are in microseconds from the instant a request was meant to be sent; the served ones from when it
 * was sent.
 *
 * @param plannedPerSecond   the planned rate
 * @param sentPerSecond      requests that left during the counted time
 * @param answeredPerSecond  answers, of any kind, that came before its end
 * @param lost               requests whose connection broke
 * @param unsent             requests that no connection had room for before the end
 * @param generatorCores     processor time of this process, in cores
 * @param serverCores        of the server's; 0: unknown
 * @param failures           why the run does not count; empty when it does
 */
public record LoadResult(
        String scenario,
        int plannedPerSecond,
        double sentPerSecond,
        double answeredPerSecond,
        int seconds,
        int connections,
        int pipelined,
        long lost,
        long unsent,
        Map<Integer, Long> statuses,
        List<OfKind> kinds,
        Streams streams,
        double generatorCores,
        double serverCores,
        Inside inside,
        List<String> failures) {

    /** A distribution, in microseconds. */
    public record Distribution(long count, double mean, double p50, double p90, double p99, double p999, double max) {}

    /** One kind of request. */
    public record OfKind(
            String kind,
            long accepted,
            long conflicts,
            long unexpected,
            long refused,
            Distribution latencyUs,
            Distribution servedUs,
            Distribution refusalUs,
            Distribution refusalServedUs) {}

    /** Live streams. */
    public record Streams(long open, long refused, long closed, long events) {}

    /** What the server's own metrics say about the time of the run, its warm-up included; all 0 when they are unknown. */
    public record Inside(
            double commandsPerSecond,
            double meanBatchCommands,
            double syncMeanMs,
            double syncP50UpToMs,
            double syncP99UpToMs,
            double heapUsedBeforeMib,
            double heapUsedAfterMib,
            double gcPauseMs) {}

    /** Whether it reached its rate, and nothing went wrong. */
    public boolean passed() {
        return failures.isEmpty();
    }

    /** Answers and refusals per second. */
    public double refusedShare() {
        long refused = kinds.stream().mapToLong(OfKind::refused).sum();
        long all = kinds.stream()
                .mapToLong(kind -> kind.refused() + kind.latencyUs().count())
                .sum();
        return all == 0 ? 0 : (double) refused / all;
    }

    /** One kind, or null when there was none of it. */
    public OfKind of(Kind kind) {
        return kinds.stream()
                .filter(each -> each.kind().equals(kind.text()))
                .findFirst()
                .orElse(null);
    }

    /** The p99 of holds by name or, without any, of best-available ones, in microseconds. */
    public double holdP99Us() {
        OfKind holds = of(Kind.HOLD) == null ? of(Kind.BEST_AVAILABLE) : of(Kind.HOLD);
        return holds == null ? 0 : holds.latencyUs().p99();
    }
}
