package io.boxoffice.bench.load.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Whether a server stood an attack, by what was seen in some rounds of it. */
final class Verdict {
    /** Of the victims' requests that may fail. */
    static final double MOST_BAD = 0.001;

    static final double MOST_P99_RATIO = 3;

    /** Holds that are as quick as this are quick enough, whatever the ratio: below it, it is noise. */
    static final double QUICK_ENOUGH_MS = 5;

    /** Of -Xmx that may be in use after a full collection; with more, a server does little but collect. */
    static final double MOST_LIVE_HEAP = 0.85;

    /** Of MaxDirectMemorySize that may be in use; buffers are taken in pieces, and the last one does not fit. */
    static final double MOST_DIRECT = 0.95;

    private Verdict() {}

    /**
     * One thing that must be so.
     *
     * @param line says what was seen, and the limit
     */
    record Criterion(boolean met, String line) {}

    /**
     * @param rounds one or more
     */
    static List<Criterion> of(List<Round> rounds, MemoryLimits limits) {
        List<Criterion> all = new ArrayList<>();
        all.add(alive(rounds));
        all.add(served(rounds));
        all.add(quick(rounds));
        all.add(heap(rounds, limits));
        all.add(direct(rounds, limits));
        return all;
    }

    private static Criterion alive(List<Round> rounds) {
        boolean met = rounds.stream().allMatch(Round::alive);
        String said = rounds.stream()
                .filter(round -> !round.alive())
                .map(Round::lastWords)
                .findFirst()
                .orElse("");
        return new Criterion(met, met ? "the process lives" : "the process died: " + said);
    }

    private static Criterion served(List<Round> rounds) {
        long planned =
                rounds.stream().mapToLong(round -> round.attacked().planned()).sum();
        long bad = rounds.stream().mapToLong(round -> round.attacked().bad()).sum();
        String why = rounds.stream()
                .map(round -> round.attacked().failure())
                .filter(failure -> failure != null)
                .findFirst()
                .map(failure -> "; " + failure)
                .orElse("");
        return new Criterion(
                bad <= planned * MOST_BAD,
                text(
                        "victims: %,d of %,d requests refused, lost or not answered (%.2f %%, at most %.1f %%)%s",
                        bad, planned, 100.0 * bad / planned, 100 * MOST_BAD, why));
    }

    private static Criterion quick(List<Round> rounds) {
        double ratio = median(rounds, Round::p99Ratio);
        double attackedMs = median(rounds, round -> round.attacked().p99Ms());
        return new Criterion(
                ratio <= MOST_P99_RATIO || attackedMs <= QUICK_ENOUGH_MS,
                text(
                        "victims' holds, medians: p50 %s ms undisturbed, %s ms attacked; p99 %s ms undisturbed, %s ms"
                                + " attacked, ratio %s (at most %.0f, or %.0f ms)",
                        ms(median(rounds, round -> round.undisturbed().p50Ms())),
                        ms(median(rounds, round -> round.attacked().p50Ms())),
                        ms(median(rounds, round -> round.undisturbed().p99Ms())),
                        ms(attackedMs),
                        ms(ratio),
                        MOST_P99_RATIO,
                        QUICK_ENOUGH_MS));
    }

    private static Criterion heap(List<Round> rounds, MemoryLimits limits) {
        double live = most(rounds, Round::liveHeapMib);
        double used = most(rounds, round -> round.most().heapMib());
        boolean known = rounds.stream().allMatch(round -> round.liveHeapMib() >= 0);
        return new Criterion(
                known && live <= MOST_LIVE_HEAP * limits.heapMib(),
                text(
                        "heap: %s MiB after a full collection (at most %.0f), %.0f MiB with garbage, of %.0f MiB",
                        known ? text("%.0f", live) : "unknown",
                        MOST_LIVE_HEAP * limits.heapMib(),
                        used,
                        limits.heapMib()));
    }

    private static Criterion direct(List<Round> rounds, MemoryLimits limits) {
        double used = most(rounds, round -> round.most().directMib());
        boolean known = rounds.stream().allMatch(round -> round.most().looks() > 0);
        return new Criterion(
                known && used <= MOST_DIRECT * limits.directMib(),
                text(
                        "direct memory: %s MiB (at most %.0f) of %.0f; the process %.0f MiB; %d looks without an answer",
                        known ? text("%.0f", used) : "unknown",
                        MOST_DIRECT * limits.directMib(),
                        limits.directMib(),
                        most(rounds, round -> round.most().residentMib()),
                        rounds.stream()
                                .mapToInt(round -> round.most().unanswered())
                                .sum()));
    }

    /** The middle one; of two, the larger. */
    static double median(List<Round> rounds, ToDoubleFunction<Round> what) {
        double[] sorted = rounds.stream().mapToDouble(what).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double most(List<Round> rounds, ToDoubleFunction<Round> what) {
        return rounds.stream().mapToDouble(what).max().orElse(0);
    }

    private static String ms(double value) {
        return Double.isFinite(value) ? text("%.1f", value) : "∞";
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
