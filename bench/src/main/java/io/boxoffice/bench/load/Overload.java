package io.boxoffice.bench.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds the rate that saturates a server, then offers half of it and twice of it. For one thread.
 *
 * <p>The rate is raised by a half until a run misses it, is refused anything, or holds take longer than a bound at the 99th
 * percentile; then the gap is halved a few times. Saturation is the highest rate that was reached.
 */
public final class Overload {
    private static final double RAISE = 1.5;
    private static final double LONGEST_HOLD_P99_US = 200_000;
    private static final int HALVINGS = 3;
    private static final int MAX_RAISES = 16;
    private static final int OVERLOAD_CONNECTIONS = 4_096;
    private static final int NORMAL_RUNS = 3;

    private final LoadRun runs;
    private final Target target;
    private final Consumer<String> progress;

    /**
     * @param progress hears lines about how far it is
     */
    public Overload(Target target, Consumer<String> progress) {
        runs = new LoadRun(target, progress);
        this.target = target;
        this.progress = progress;
    }

    /**
     * What came of it.
     *
     * @param steps               each rate that was tried, in order
     * @param saturationPerSecond the highest rate that was reached; 0: not even the first
     * @param half                the middle one, by its holds' 99th percentile, of runs at half of it: what is normal
     * @param twice               a run at twice of it; null when it was not asked for
     * @param afterwards          half of it again, after the overload; null with twice
     * @param heapBeforeMib       of the server's heap, the least that was seen used during the run before the overload
     * @param heapAfterMib        the same during the run after it
     */
    public record Report(
            List<LoadResult> steps,
            int saturationPerSecond,
            LoadResult half,
            LoadResult twice,
            LoadResult afterwards,
            double heapBeforeMib,
            double heapAfterMib) {
        /** Accepted holds: how much longer they take at twice the saturation than at half of it, at the 99th percentile. */
        public double acceptedP99Ratio() {
            return twice == null || half.holdP99Us() == 0 ? 0 : twice.holdP99Us() / half.holdP99Us();
        }

        /** The longest a refusal took from when its request was sent, in milliseconds; 0 without refusals. */
        public double slowestRefusalMs() {
            return twice == null
                    ? 0
                    : twice.kinds().stream()
                                    .mapToDouble(kind -> kind.refusalServedUs().max())
                                    .max()
                                    .orElse(0)
                            / 1e3;
        }
    }

    /**
     * Looks for saturation from the plan's rate on. The server should be warm: one that was just started compiles for a minute,
     * and what it carries meanwhile is not what it carries.
     *
     * @param twiceToo whether twice of it is offered in the end
     */
    public Report find(LoadPlan plan, boolean twiceToo) {
        List<LoadResult> steps = new ArrayList<>();
        int reached = 0;
        int missed = 0;
        int rate = plan.requestsPerSecond();
        for (int i = 0; i < MAX_RAISES && missed == 0; i++) {
            if (carries(steps, plan.at(rate))) {
                reached = rate;
                rate = (int) (rate * RAISE);
            } else {
                missed = rate;
            }
        }
        for (int i = 0; i < HALVINGS && missed > 0 && missed - reached > reached / 16; i++) {
            int middle = (reached + missed) / 2;
            if (carries(steps, plan.at(middle))) {
                reached = middle;
            } else {
                missed = middle;
            }
        }
        progress.accept("saturated at " + reached + "/s");
        Normal before = normal(plan.at(Math.max(1, reached / 2)));
        if (!twiceToo || reached == 0) {
            return new Report(steps, reached, before.result, null, null, before.heapMib, 0);
        }
        LoadResult twice = runs.run(plan.at(2 * reached).over(Math.max(plan.connections(), OVERLOAD_CONNECTIONS), 1))
                .result();
        Normal after = normal(plan.at(Math.max(1, reached / 2)));
        return new Report(steps, reached, before.result, twice, after.result, before.heapMib, after.heapMib);
    }

    private record Normal(LoadResult result, double heapMib) {}

    private Normal normal(LoadPlan plan) {
        try (HeapWatch heap = new HeapWatch(target.admin())) {
            List<LoadResult> results = new ArrayList<>();
            for (int i = 0; i < NORMAL_RUNS; i++) {
                results.add(runs.run(plan).result());
            }
            results.sort(Comparator.comparingDouble(LoadResult::holdP99Us));
            return new Normal(results.get(NORMAL_RUNS / 2), heap.leastMib());
        }
    }

    /** Tries again once: whatever else goes on on the machine may spoil a run, and nothing makes one better than it is. */
    private boolean carries(List<LoadResult> steps, LoadPlan plan) {
        return carriesNow(steps, plan) || carriesNow(steps, plan);
    }

    private boolean carriesNow(List<LoadResult> steps, LoadPlan plan) {
        LoadResult result = runs.run(plan).result();
        steps.add(result);
        return result.passed() && result.refusedShare() == 0 && result.holdP99Us() <= LONGEST_HOLD_P99_US;
    }
}
