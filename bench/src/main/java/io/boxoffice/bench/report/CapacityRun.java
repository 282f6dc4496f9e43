package io.boxoffice.bench.report;

import io.boxoffice.bench.load.LoadFiles;
import io.boxoffice.bench.load.LoadPlan;
import io.boxoffice.bench.load.LoadResult;
import io.boxoffice.bench.load.LoadRun;
import io.boxoffice.bench.load.Overload;
import io.boxoffice.bench.load.OwnServer;
import io.boxoffice.bench.load.Scenario;
import io.boxoffice.bench.load.WarmUp;
import io.boxoffice.bench.measure.Fork;
import io.boxoffice.bench.measure.Measurement;
import io.boxoffice.bench.peers.RedisHolds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Makes all measurements. What is compared is measured in rounds that take turns, so that a noisy hour is noisy for all; what
 * fails is remarked, and the others go on. For one thread.
 */
final class CapacityRun {
    private static final List<Measurement> IN_TURNS = List.of(
            Measurement.FSYNC,
            Measurement.DISRUPTOR,
            Measurement.CHRONICLE,
            Measurement.JOURNAL,
            Measurement.DURABLE,
            Measurement.POSTGRES,
            Measurement.REDIS);
    private static final List<Measurement> LONG =
            List.of(Measurement.MEMORY, Measurement.REPLAY, Measurement.WRITER, Measurement.SEARCH, Measurement.IDLE);
    private static final double QUICK_SCALE = 0.05;
    private static final int FIRST_RATE = 1_000;
    private static final int OF_SATURATION_PERCENT = 50;

    private final Effort effort;
    private final Path out;
    private final Set<Part> parts;
    private final Consumer<String> say;
    private final Map<String, List<Map<String, Double>>> rounds = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /** What can be left out. */
    enum Part {
        /** JMH. */
        MICRO,
        /** The limits, the peers, and the core without HTTP. */
        PEERS,
        /** Memory, replay and writer, which are bounded by count. */
        LONG,
        /** Boxoffice and a plain server over HTTP. */
        HTTP,
        /** The search for saturation, twice of it, and the scenarios. */
        LOAD
    }

    /**
     * How much.
     *
     * @param seconds of each step
     */
    record Effort(boolean quick, int rounds, int seconds) {
        static Effort quickly() {
            return new Effort(true, 1, 1);
        }

        int warmUpSeconds() {
            return quick ? 4 : 10;
        }

        /** Before anything is measured on a server that was just started. */
        int serverWarmUpSeconds() {
            return quick ? 15 : 120;
        }

        int loadSeconds() {
            return quick ? 3 : 10;
        }

        double scale() {
            return quick ? QUICK_SCALE : 1;
        }
    }

    CapacityRun(Effort effort, Path out, Set<Part> parts, Consumer<String> say) {
        this.effort = effort;
        this.out = out;
        this.parts = parts;
        this.say = say;
    }

    /**
     * @param heapMib that the planner's answers are for
     */
    CapacityReport run(int heapMib) throws IOException {
        Files.createDirectories(out);
        String madeAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        if (RedisHolds.find() == null) {
            remarks.add("redis-server was not found on the PATH: its rows are not measured.");
        }
        List<MicroResult> micro = parts.contains(Part.MICRO) ? micro() : List.of();
        List<LoadResult> scenarios = new ArrayList<>();
        Overload.Report overload = null;
        // What is offered beyond what can be carried waits, and is not refused.
        Map<String, String> patient = Map.of("http.work.target-wait-ms", "0");
        try (OwnServer server = parts.contains(Part.HTTP) ? OwnServer.start(out, patient, "") : null;
                PlainProcess plain = parts.contains(Part.HTTP) ? new PlainProcess() : null) {
            if (parts.contains(Part.HTTP)) {
                say.accept("warming up what answers HTTP; this does not count");
                HttpCapacity.warmUp(plain.target(), effort.warmUpSeconds());
                HttpCapacity.warmUp(server.target(), effort.serverWarmUpSeconds());
            }
            for (int round = 1; round <= effort.rounds(); round++) {
                inTurns(round, server, plain);
            }
        }
        if (parts.contains(Part.LOAD)) {
            try (OwnServer server = OwnServer.roomy(out)) {
                WarmUp.with(server.target(), effort.serverWarmUpSeconds(), say);
                overload = overload(server);
            }
            try (OwnServer server = OwnServer.roomy(out)) {
                scenarios(server, overload, scenarios);
            }
        }
        if (parts.contains(Part.LONG)) {
            for (int round = 1; round <= effort.rounds(); round++) {
                for (Measurement each : LONG) {
                    fork(each, round);
                }
            }
        }
        return report(madeAt, heapMib, micro, overload, scenarios);
    }

    private CapacityReport report(
            String madeAt, int heapMib, List<MicroResult> micro, Overload.Report overload, List<LoadResult> scenarios)
            throws IOException {
        Map<String, Map<String, Summary>> figures = new LinkedHashMap<>();
        rounds.forEach((name, values) -> figures.put(name, Summary.of(values)));
        Map<String, Summary> fsync = figures.getOrDefault("fsync", Map.of());
        Summary none = new Summary(0, 0, 0, 0);
        HostFacts host = HostFacts.of(
                out,
                fsync.getOrDefault("p50Us", none).median(),
                fsync.getOrDefault("p99Us", none).median());
        CapacityReport bare = new CapacityReport(
                madeAt,
                effort.quick(),
                effort.rounds(),
                host,
                figures,
                micro,
                overload,
                scenarios,
                List.of(),
                List.of(),
                remarks,
                failures);
        Planner planner = new Planner(bare, heapMib);
        return new CapacityReport(
                madeAt,
                effort.quick(),
                effort.rounds(),
                host,
                figures,
                micro,
                overload,
                scenarios,
                planner.answers(),
                planner.targets(),
                remarks,
                failures);
    }

    private List<MicroResult> micro() {
        Path log = out.resolve("jmh.log");
        say.accept("JMH benchmarks; what they say goes to " + log);
        try {
            return MicroRun.run(effort.quick(), log);
        } catch (RunnerException e) {
            failed("The JMH benchmarks failed: " + e.getMessage());
            return List.of();
        }
    }

    private void inTurns(int round, OwnServer server, PlainProcess plain) {
        if (parts.contains(Part.PEERS)) {
            for (Measurement each : IN_TURNS) {
                fork(each, round);
            }
        }
        if (parts.contains(Part.HTTP)) {
            HttpCapacity capacity = new HttpCapacity(say, effort.warmUpSeconds(), effort.loadSeconds());
            measure("http-plain", round, () -> capacity.measure(plain.target()));
            measure("http-boxoffice", round, () -> capacity.measure(server.target()));
        }
    }

    private void fork(Measurement what, int round) {
        List<String> options = List.of(
                "--dir",
                out.toString(),
                "--seconds",
                Integer.toString(effort.seconds()),
                "--scale",
                Double.toString(effort.scale()));
        measure(what.text(), round, () -> Fork.run(what.text(), what.heapMib(), options, line -> {}));
    }

    private void measure(String name, int round, Supplier<Map<String, Double>> measurement) {
        say.accept(String.format(Locale.ROOT, "round %d of %d: %s", round, effort.rounds(), name));
        try {
            rounds.computeIfAbsent(name, n -> new ArrayList<>()).add(measurement.get());
        } catch (RuntimeException e) {
            failed(name + " failed in round " + round + ": " + e.getMessage());
        }
    }

    private Overload.Report overload(OwnServer server) {
        say.accept("looking for what saturates the server");
        LoadPlan plan = LoadPlan.of(
                        Scenario.STEADY_EVENING, FIRST_RATE, effort.warmUpSeconds() / 2, effort.loadSeconds())
                .over(256, 1);
        try {
            return new Overload(server.target(), say).find(plan, true);
        } catch (RuntimeException e) {
            failed("The search for saturation failed: " + e.getMessage());
            return null;
        }
    }

    private void scenarios(OwnServer server, Overload.Report overload, List<LoadResult> into) {
        int saturation = overload == null ? 2 * FIRST_RATE : overload.saturationPerSecond();
        int rate = Math.max(100, saturation * OF_SATURATION_PERCENT / 100);
        WarmUp.with(server.target(), effort.serverWarmUpSeconds(), say);
        for (Scenario scenario : Scenario.values()) {
            LoadPlan plan = LoadPlan.of(scenario, rate, effort.warmUpSeconds() / 2, Math.max(5, effort.loadSeconds()))
                    .over(256, 1);
            try {
                LoadRun.Outcome outcome = new LoadRun(server.target(), say).run(plan);
                LoadFiles.write(out, scenario.text(), outcome);
                into.add(outcome.result());
                if (!outcome.result().passed()) {
                    failed(scenario.text() + " failed: "
                            + String.join("; ", outcome.result().failures()));
                }
            } catch (IOException | RuntimeException e) {
                failed(scenario.text() + " failed: " + e.getMessage());
            }
        }
    }

    private void failed(String text) {
        say.accept(text);
        failures.add(text);
    }
}
