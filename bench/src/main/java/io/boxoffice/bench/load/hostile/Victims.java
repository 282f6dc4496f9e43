package io.boxoffice.bench.load.hostile;

import io.boxoffice.bench.load.Kind;
import io.boxoffice.bench.load.LoadFailedException;
import io.boxoffice.bench.load.LoadPlan;
import io.boxoffice.bench.load.LoadResult;
import io.boxoffice.bench.load.LoadRun;
import io.boxoffice.bench.load.OnSale;
import io.boxoffice.bench.load.Target;
import java.util.Map;
import java.util.TreeMap;

/** Honest customers from 127.0.0.1: the same modest load again and again, open loop. For one thread. */
final class Victims {
    private final LoadRun runs;
    private final OnSale onSale;

    /**
     * What became of one run.
     *
     * @param p50Ms    of holds, from when they were meant to be sent; infinite when none was answered
     * @param p99Ms    likewise
     * @param planned  requests
     * @param bad      of them: refused (429, 5xx), answered by what nobody expects, not answered, or not even sent for want
     *                 of a connection that was free
     * @param statuses of the answers
     * @param failure  why the run could not be made; null when it could
     */
    record Fate(double p50Ms, double p99Ms, long planned, long bad, Map<Integer, Long> statuses, String failure) {
        /** Of all planned requests; 1 when the run could not be made. */
        double badShare() {
            return planned == 0 ? 1 : (double) bad / planned;
        }
    }

    /**
     * @param onSale what they come for
     */
    Victims(Target target, OnSale onSale) {
        // Without an admin port: a server that does not answer there does not end the run.
        runs = new LoadRun(new Target(target.api(), null, target.organizerToken(), target.customerToken()), line -> {});
        this.onSale = onSale;
    }

    /** One run, of the plan's seconds and at most some twenty more. */
    Fate play(LoadPlan plan) {
        long planned = (long) plan.requestsPerSecond() * plan.seconds();
        try {
            return fateOf(runs.run(plan, onSale).result(), planned);
        } catch (LoadFailedException e) {
            return new Fate(
                    Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, planned, planned, Map.of(), e.getMessage());
        }
    }

    /** What was due when the run ended, and had one request before it on each connection at most, is nobody's fault. */
    static Fate fateOf(LoadResult result, long planned) {
        long tooLate = Math.min(result.unsent(), result.connections());
        long good = result.statuses().entrySet().stream()
                .filter(each -> isGood(each.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        LoadResult.OfKind holds = result.of(Kind.HOLD);
        boolean answered = holds != null && holds.latencyUs().count() > 0;
        return new Fate(
                answered ? holds.latencyUs().p50() / 1e3 : Double.POSITIVE_INFINITY,
                answered ? holds.latencyUs().p99() / 1e3 : Double.POSITIVE_INFINITY,
                planned,
                Math.max(0, planned - good - tooLate),
                new TreeMap<>(result.statuses()),
                null);
    }

    private static boolean isGood(int status) {
        return status / 100 == 2 || status == 304 || status == 409;
    }
}
