package io.boxoffice.bench.report;

import io.boxoffice.bench.load.Kind;
import io.boxoffice.bench.load.LoadPlan;
import io.boxoffice.bench.load.LoadResult;
import io.boxoffice.bench.load.LoadRun;
import io.boxoffice.bench.load.Scenario;
import io.boxoffice.bench.load.Target;
import io.boxoffice.bench.peers.Figures;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The most requests a second over HTTP: durable holds and releases, with as many under way as there are connections, offered
 * more than can be carried. The same for Boxoffice and for the server that answers from memory. For one thread.
 */
final class HttpCapacity {
    private static final int MORE_THAN_CAN_BE_CARRIED = 400_000;
    private static final int CONNECTIONS = 256;
    private static final int FEW_CONNECTIONS = 64;
    private static final int PIPELINED = 16;

    private final Consumer<String> say;
    private final int warmUpSeconds;
    private final int seconds;

    HttpCapacity(Consumer<String> say, int warmUpSeconds, int seconds) {
        this.say = say;
        this.warmUpSeconds = warmUpSeconds;
        this.seconds = seconds;
    }

    /** For a server that was just started: as much as it can carry, for so long; it does not count. */
    static void warmUp(Target target, int seconds) {
        new LoadRun(target, line -> {})
                .run(LoadPlan.of(Scenario.HOLDS, MORE_THAN_CAN_BE_CARRIED, 0, seconds)
                        .over(FEW_CONNECTIONS, PIPELINED));
    }

    /** With one request under way on each of 256 connections, and with 16 on each of 64. */
    Map<String, Double> measure(Target target) {
        Figures figures = new Figures();
        measure(target, "alone", CONNECTIONS, 1, figures);
        measure(target, "pipelined", FEW_CONNECTIONS, PIPELINED, figures);
        return figures.values();
    }

    private void measure(Target target, String name, int connections, int pipelined, Figures figures) {
        LoadRun runs = new LoadRun(target, line -> {});
        // What is offered piles up from the first second on, so that warming up has to be a run of its own.
        runs.run(LoadPlan.of(Scenario.HOLDS, MORE_THAN_CAN_BE_CARRIED, 0, warmUpSeconds)
                .over(connections, pipelined));
        LoadResult result = runs.run(LoadPlan.of(Scenario.HOLDS, MORE_THAN_CAN_BE_CARRIED, 0, seconds)
                        .over(connections, pipelined))
                .result();
        long unexpected = result.kinds().stream()
                .mapToLong(kind -> kind.unexpected() + kind.conflicts() + kind.refused())
                .sum();
        if (unexpected > 0 || result.lost() > 0) {
            throw new IllegalStateException("not all were held and released: " + result);
        }
        say.accept(String.format(
                "  %s: %.0f requests/s, generator %.2f cores, server %.2f cores",
                name, result.answeredPerSecond(), result.generatorCores(), result.serverCores()));
        figures.put(name + ".requestsPerSecond", result.answeredPerSecond())
                .put(name + ".servedP50Us", result.of(Kind.HOLD).servedUs().p50())
                .put(name + ".servedP99Us", result.of(Kind.HOLD).servedUs().p99())
                .put(name + ".generatorCores", result.generatorCores())
                .put(name + ".serverCores", result.serverCores())
                .put(name + ".meanBatchCommands", result.inside().meanBatchCommands())
                .put(name + ".syncMeanUs", result.inside().syncMeanMs() * 1e3);
    }
}
