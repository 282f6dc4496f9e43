package io.boxoffice.bench.report;

import io.boxoffice.bench.load.LoadResult;
import io.boxoffice.bench.load.Overload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws conclusions from the medians: what this host can carry, and how each target stands. */
final class Planner {
    /** Of saturation, what one should plan with. */
    private static final double COMFORTABLE = 0.7;

    private static final double NEARLY_ALL = 0.85;
    private static final double MIB = 1 << 20;
    /** After a marking, at 3,000 requests a second of a steady evening with 60,000 seats: 103 to 118. */
    private static final double BUSY_SERVER_MIB = 128;

    private static final int SEATS_OF_A_SHOW = 500;
    private static final double SHARE_HELD = 0.3;

    private final CapacityReport report;
    private final int heapMib;

    /**
     * @param heapMib the heap that the answers are for
     */
    Planner(CapacityReport report, int heapMib) {
        this.report = report;
        this.heapMib = heapMib;
    }

    /** A question, and what the figures say to it. */
    public record Answer(String question, String answer) {}

    /**
     * A target.
     *
     * @param met null: not measured
     */
    public record Row(String what, String target, String measured, Boolean met) {}

    List<Answer> answers() {
        List<Answer> answers = new ArrayList<>();
        Overload.Report load = report.overload();
        if (load != null && load.saturationPerSecond() > 0) {
            answers.add(new Answer(
                    "What can this host carry?",
                    text(
                            "%,d requests a second of a steady evening before it saturates, with the load generator on the"
                                    + " same cores; plan with %,.0f. At half of saturation a hold takes %.1f ms at the"
                                    + " 99th percentile.",
                            load.saturationPerSecond(),
                            COMFORTABLE * load.saturationPerSecond(),
                            load.half().holdP99Us() / 1e3)));
            answers.add(new Answer("What saturates first?", bottleneck(load)));
            if (load.twice() != null) {
                answers.add(new Answer(
                        "What happens at twice that?",
                        text(
                                "%.0f %% are refused, the slowest refusal %.1f ms after its request was sent; accepted"
                                        + " holds' p99 is %.1f times that at half load; heap %.0f MiB before, %.0f MiB"
                                        + " after.",
                                100 * load.twice().refusedShare(),
                                load.slowestRefusalMs(),
                                load.acceptedP99Ratio(),
                                load.heapBeforeMib(),
                                load.heapAfterMib())));
            }
        }
        double seat = report.median("memory", "bytesPerSeat");
        double hold = report.median("memory", "bytesPerHold");
        if (seat > 0) {
            answers.add(new Answer("What fits in " + heapMib + " MiB of heap?", fits(seat, hold)));
        }
        double replay = report.median("replay", "cold.commandsPerSecond");
        if (replay > 0) {
            answers.add(new Answer(
                    "How long does recovery take?",
                    text(
                            "%.1f s for each ten million commands in the journal, in a JVM just started (%.2f million a"
                                    + " second); %s.",
                            1e7 / replay, replay / 1e6, fromSnapshot())));
        }
        missing(answers);
        return answers;
    }

    private String fromSnapshot() {
        double seconds = report.median("replay", "snapshot.cold.seconds");
        return seconds == 0
                ? "from a snapshot: not measured"
                : text("from a snapshot of all %,.0f of them %.2f s", report.median("replay", "commands"), seconds);
    }

    /** A question without an answer is told, not left out. */
    private void missing(List<Answer> answers) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("What can this host carry?", "LOAD");
        parts.put("What saturates first?", "LOAD");
        parts.put("What fits in " + heapMib + " MiB of heap?", "LONG");
        parts.put("How long does recovery take?", "LONG");
        parts.forEach((question, part) -> {
            if (answers.stream().noneMatch(each -> each.question().equals(question))) {
                answers.add(new Answer(
                        question,
                        "Not measured in this run: it is part of " + part + ", which was left out or failed."));
            }
        });
    }

    private String fits(double seat, double hold) {
        double others = Math.max(BUSY_SERVER_MIB, heapMib / 3.0);
        double room = Math.max(0, heapMib - others) * MIB;
        double ofShow = SEATS_OF_A_SHOW * (seat + SHARE_HELD / 2 * hold);
        return text(
                "%,.0f seats without a hold, or %,.0f holds of two seats beside %,.0f seats, or %,.0f shows of %d seats of"
                        + " which %.0f %% are held or sold. A seat takes %.1f bytes, a hold %.0f; %.0f MiB"
                        + " are kept for everything else: a third of the heap, but no less than a busy server fills.",
                room / seat,
                room / 2 / hold,
                room / 2 / seat,
                room / ofShow,
                SEATS_OF_A_SHOW,
                100 * SHARE_HELD,
                seat,
                hold,
                others);
    }

    private String bottleneck(Overload.Report load) {
        LoadResult last = load.steps().stream()
                .filter(step -> step.plannedPerSecond() == load.saturationPerSecond())
                .reduce((a, b) -> b)
                .orElse(load.half());
        LoadResult.Inside inside = last.inside();
        double batches = inside.meanBatchCommands() == 0 ? 0 : inside.commandsPerSecond() / inside.meanBatchCommands();
        double syncing = batches * inside.syncMeanMs() / 1e3;
        double cores = last.generatorCores() + last.serverCores();
        String why;
        if (cores >= NEARLY_ALL * report.host().cores()) {
            why = "The processors";
        } else if (syncing >= NEARLY_ALL) {
            why = "The disk's syncs";
        } else {
            why = "Neither processors nor syncs are used up; one event loop or waiting in line";
        }
        return text(
                "%s: at saturation the server used %.2f and the generator %.2f of %d cores, and the booking thread spent"
                        + " %.0f %% of its time in syncs, %.1f commands sharing one.",
                why,
                last.serverCores(),
                last.generatorCores(),
                report.host().cores(),
                100 * syncing,
                inside.meanBatchCommands());
    }

    List<Row> targets() {
        List<Row> rows = new ArrayList<>();
        microRows(rows);
        double durable = Math.max(
                report.median("durable", "default.commandsPerSecond"),
                report.median("durable", "wide.commandsPerSecond"));
        double redis = Math.max(
                report.median("redis", "always.pipelined1.holdsPerSecond"),
                report.median("redis", "always.pipelined32.holdsPerSecond"));
        double postgres = bestPostgres();
        double http = Math.max(
                report.median("http-boxoffice", "alone.requestsPerSecond"),
                report.median("http-boxoffice", "pipelined.requestsPerSecond"));
        rows.add(atLeast("in-process, durable, pipelined: commands/s", durable, 1e6));
        rows.add(ratio("the same against Redis, always synced, Lua hold", durable, redis, 50));
        rows.add(ratio("the same against PostgreSQL's best hold by locks", durable, postgres, 50));
        rows.add(ratio(
                "over HTTP, durable, against a Netty server answering from memory, 256 connections",
                report.median("http-boxoffice", "alone.requestsPerSecond"),
                report.median("http-plain", "alone.requestsPerSecond"),
                0.8));
        rows.add(ratio(
                "the same, 64 connections with 16 requests each under way",
                report.median("http-boxoffice", "pipelined.requestsPerSecond"),
                report.median("http-plain", "pipelined.requestsPerSecond"),
                0.8));
        rows.add(ratio("over HTTP, durable, against Redis, always synced, without HTTP", http, redis, 5));
        rows.add(ratio("over HTTP, durable, against PostgreSQL's best hold by locks, without HTTP", http, postgres, 8));
        double fsync = report.median("fsync", "p99Us");
        double hold = report.overload() == null ? 0 : report.overload().half().holdP99Us();
        rows.add(atMost(
                "durable hold p99 at half of saturation, as a multiple of the host's fsync p99", hold, fsync, 5));
        rows.add(atLeast(
                "journal replay, JVM just started: commands/s",
                report.median("replay", "cold.commandsPerSecond"),
                3e6));
        rows.add(atMost(
                "seconds until ten million commands are recovered, JVM just started",
                report.quick() ? 0 : report.median("replay", "cold.seconds"),
                1,
                5));
        rows.add(atMost(
                "seconds until they are recovered from a snapshot of them, JVM just started",
                report.quick() ? 0 : report.median("replay", "snapshot.cold.seconds"),
                1,
                1));
        rows.add(ratio(
                "persistence writer against COPY of the same rows",
                report.median("writer", "writer.rowsPerSecond"),
                report.median("writer", "copy.rowsPerSecond"),
                0.5));
        rows.add(atMost("bytes a seat open for sale, all included", report.median("memory", "bytesPerSeat"), 1, 8));
        rows.add(atMost("MB for ten million seats, all included", report.median("memory", "bytes") / 1e6, 1, 80));
        rows.add(atMost("search among 100,000 events, p99, ms", searchP99(), 1, 20));
        rows.add(atMost("idle: per cent of a core", 100 * report.median("idle", "all.cores"), 1, 5));
        return rows;
    }

    /** Of the slowest kind of search. */
    private double searchP99() {
        return report.quick()
                ? 0
                : report.figures().getOrDefault("search", Map.of()).entrySet().stream()
                        .filter(figure -> figure.getKey().endsWith(".p99Ms"))
                        .mapToDouble(figure -> figure.getValue().median())
                        .max()
                        .orElse(0);
    }

    private void microRows(List<Row> rows) {
        MicroResult small = report.micro("SellBenchmark.sell", Map.of("seats", "100000"));
        MicroResult large = report.micro("SellBenchmark.sell", Map.of("seats", "10000000"));
        MicroResult hold = report.micro("HoldAndReleaseBenchmark.holdAndRelease", Map.of("seats", "100000"));
        if (small != null && hold != null) {
            rows.add(atLeast("state machine, hold to confirm: commands/s", 1e9 / small.score(), 5e6));
            rows.add(new Row(
                    "state machine, hold and release: bytes allocated",
                    "0",
                    text("%.3f", hold.bytesAllocated()),
                    hold.bytesAllocated() < 0.5));
        }
        if (small != null && large != null) {
            rows.add(atMost("cost of a command with 10⁷ seats against 10⁵", large.score(), small.score(), 2));
        }
        MicroResult best = report.micro("BestAvailableBenchmark.holdFourAndRelease", hall("10x20"));
        MicroResult bestLarge = report.micro("BestAvailableBenchmark.holdFourAndRelease", hall("180x50"));
        if (best != null && bestLarge != null) {
            rows.add(atMost("best 4 of 200, half sold, hold and release: ns", best.score(), 1, 1_000));
            rows.add(atMost("best 4 of 9,000, half sold, hold and release: ns", bestLarge.score(), 1, 20_000));
        }
    }

    private static Map<String, String> hall(String hall) {
        return Map.of("hall", hall, "soldPercent", "50");
    }

    private double bestPostgres() {
        return report.figures().getOrDefault("postgres", Map.of()).entrySet().stream()
                .filter(figure -> figure.getKey().endsWith("holdsPerSecond"))
                .mapToDouble(figure -> figure.getValue().median())
                .max()
                .orElse(0);
    }

    private static Row atLeast(String what, double measured, double target) {
        return new Row(
                what, text("≥ %,.0f", target), text("%,.0f", measured), measured == 0 ? null : measured >= target);
    }

    private static Row ratio(String what, double measured, double against, double target) {
        if (measured == 0 || against == 0) {
            return new Row(what, text("≥ %s ×", trim(target)), "not measured", null);
        }
        return new Row(
                what,
                text("≥ %s ×", trim(target)),
                text("%.2f × (%,.0f against %,.0f)", measured / against, measured, against),
                measured / against >= target);
    }

    private static Row atMost(String what, double measured, double against, double target) {
        if (measured == 0 || against == 0) {
            return new Row(what, text("≤ %s", trim(target)), "not measured", null);
        }
        return new Row(
                what, text("≤ %s", trim(target)), text("%.2f", measured / against), measured / against <= target);
    }

    private static String trim(double number) {
        return number == Math.rint(number) ? text("%,.0f", number) : text("%.1f", number);
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
