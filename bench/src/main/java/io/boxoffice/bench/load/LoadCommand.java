package io.boxoffice.bench.load;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes load, and says what came of it. */
@Command(
        name = "load",
        description = {
            "Makes load on a server on this machine, open loop: each request has an instant at which it is meant to start,"
                    + " and its latency counts from then.",
            "Below stand attacks, commands of their own: they need no server, but start one.",
            "It puts its own shows on sale. A run that reached less than 99 %% of its planned rate, or got answers it did not"
                    + " ask for, has failed."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the run counts", "1:it failed; the line on standard error says why", "2:asked wrongly"})
public final class LoadCommand implements Callable<Integer> {
    private static final int MAX_SERVER_WARM_UP = 600;
    private static final String OVERLOAD = "overload";
    private static final String LIVE_STREAMS = "live-streams";
    private static final int USUAL_STREAMS = 10_000;
    private static final int HEAP_MIB_BESIDE_STREAMS = 256;
    private static final int STREAMS_A_HEAP_MIB = 128;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "SCENARIO",
            defaultValue = "steady-evening",
            completionCandidates = Names.class,
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}. overload looks for the rate that"
                    + " saturates the server, then offers half and twice of it. live-streams opens --watchers streams of one"
                    + " show on a server of its own: memory a stream, time until a sold seat is told to all, holds"
                    + " beside.")
    private String scenario;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Requests a second; of overload: where" + " to begin. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How long a run is counted. Default:" + " ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "5",
            description = "Seconds before, at the same rate, not" + " counted. Default: ${DEFAULT-VALUE}.")
    private int warmUp;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "64",
            description = "Kept alive. Default:" + " ${DEFAULT-VALUE}.")
    private int connections;

    @Option(
            names = "--pipelined",
            paramLabel = "N",
            defaultValue = "1",
            description = "Requests under way on a connection" + " at most. Default: ${DEFAULT-VALUE}.")
    private int pipelined;

    @Option(
            names = "--watchers",
            paramLabel = "N",
            defaultValue = "-1",
            description = "Live streams open meanwhile." + " Default: as the scenario has it.")
    private int watchers;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Event loops that make the load." + " Default: ${DEFAULT-VALUE}.")
    private int lanes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of all that is random. Default:" + " ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "The server." + " Default: ${DEFAULT-VALUE}.")
    private URI url;

    @Option(
            names = "--admin-url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8081",
            description = "Where its" + " metrics are. Default: ${DEFAULT-VALUE}.")
    private URI adminUrl;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Its data directory, whose key signs" + " the tokens. Default: ./${DEFAULT-VALUE}.")
    private Path data;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "An organizer's or admin's token instead, for everything;"
                    + " its requests a second must not be limited.")
    private String token;

    @Option(
            names = "--own-server",
            description = "Start a server for it, in a process of its own and a temporary"
                    + " directory, and stop it at the end.")
    private boolean ownServer;

    @Option(
            names = "--own-server-in",
            paramLabel = "DIR",
            description =
                    "Where that directory is made: on the disk that" + " counts. Default: the directory of --out.")
    private Path ownServerIn;

    @Option(
            names = "--server-warm-up",
            paramLabel = "N",
            defaultValue = "30",
            description =
                    "Seconds of a steady evening before anything else on a server of its own, which compiles for a"
                            + " minute or two. Default: ${DEFAULT-VALUE}; live-streams: none.")
    private int serverWarmUp;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "load-results",
            description = "Where the .json and .hdr files" + " are written. Default: ./${DEFAULT-VALUE}.")
    private Path out;

    /** The scenarios, and overload. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }

    private static List<String> names() {
        return Stream.concat(Arrays.stream(Scenario.values()).map(Scenario::text), Stream.of(OVERLOAD, LIVE_STREAMS))
                .toList();
    }

    @Override
    public Integer call() throws IOException {
        LoadPlan plan = plan();
        if (scenario.equals(LIVE_STREAMS)) {
            return liveStreams(plan);
        }
        if (!ownServer) {
            return run(token == null ? OwnServer.targetOf(url, adminUrl, data) : withToken(), plan);
        }
        try (OwnServer server = OwnServer.roomy(ownServerIn == null ? out : ownServerIn)) {
            WarmUp.with(server.target(), serverWarmUp, spec.commandLine().getOut()::println);
            return run(server.target(), plan);
        }
    }

    private int liveStreams(LoadPlan plan) throws IOException {
        int streams = watchers < 0 ? USUAL_STREAMS : watchers;
        Path parent = ownServerIn == null ? out : ownServerIn;
        int heapMib = HEAP_MIB_BESIDE_STREAMS + streams / STREAMS_A_HEAP_MIB;
        // All of the heap is there from the beginning, so that what grows later is not heap.
        List<String> jvm = List.of(
                "-Xms" + heapMib + "m", "-Xmx" + heapMib + "m", "-XX:+AlwaysPreTouch", "-XX:MaxDirectMemorySize=512m");
        Files.createDirectories(out);
        if (StreamHost.isNeededFor(streams)) {
            try (StreamHost server = StreamHost.start(parent, streams, jvm)) {
                return liveStreams(server, streams, plan.watchedBy(0));
            }
        }
        try (OwnServer server = OwnServer.start(parent, Map.of(), String.join(" ", jvm))) {
            return liveStreams(server, streams, plan.watchedBy(0));
        }
    }

    private int liveStreams(LiveStreams.StreamServer server, int streams, LoadPlan plan) throws IOException {
        PrintWriter say = spec.commandLine().getOut();
        LiveStreams.Report report =
                new LiveStreams(server, out, LiveStreams.Pace.USUAL, say::println).measure(streams, plan);
        LoadFiles.writeJson(out, LIVE_STREAMS, report);
        LiveStreams.lines(report).forEach(say::println);
        say.println("written to " + out.resolve(LIVE_STREAMS + ".json"));
        List<String> failures = LiveStreams.failures(report);
        return failures.isEmpty() ? 0 : failed(String.join("; ", failures));
    }

    private Target withToken() {
        return new Target(url, adminUrl, token, customer -> token);
    }

    private LoadPlan plan() {
        if (!names().contains(scenario)) {
            throw new ParameterException(
                    spec.commandLine(), "'" + scenario + "' is none of " + String.join(", ", names()));
        }
        Scenario played = Arrays.stream(Scenario.values())
                .filter(each -> each.text().equals(scenario))
                .findFirst()
                .orElse(scenario.equals(LIVE_STREAMS) ? Scenario.HOLDS : Scenario.STEADY_EVENING);
        try {
            if (serverWarmUp < 0 || serverWarmUp > MAX_SERVER_WARM_UP) {
                throw new IllegalArgumentException(
                        "the server's warm-up must be from 0 to " + MAX_SERVER_WARM_UP + " s");
            }
            return new LoadPlan(played, rate, warmUp, seconds, connections, pipelined, watchers, lanes, seed, null);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int run(Target target, LoadPlan plan) throws IOException {
        PrintWriter say = spec.commandLine().getOut();
        if (scenario.equals(OVERLOAD)) {
            Overload.Report report = new Overload(target, say::println).find(plan, true);
            LoadFiles.writeJson(out, OVERLOAD, report);
            say.printf(
                    "saturation %d/s; at twice of it accepted holds' p99 is %.1f times that at half of it, the slowest"
                            + " refusal took %.1f ms, heap %.0f MiB before and %.0f MiB after%n",
                    report.saturationPerSecond(),
                    report.acceptedP99Ratio(),
                    report.slowestRefusalMs(),
                    report.heapBeforeMib(),
                    report.heapAfterMib());
            say.println("written to " + out.resolve(OVERLOAD + ".json"));
            return report.saturationPerSecond() > 0 ? 0 : failed("not even " + rate + "/s was reached");
        }
        LoadRun.Outcome outcome = new LoadRun(target, say::println).run(plan);
        LoadFiles.write(out, scenario, outcome);
        print(say, outcome.result());
        say.println("written to " + out.resolve(scenario + ".json") + " and .hdr");
        return outcome.result().passed()
                ? 0
                : failed(String.join("; ", outcome.result().failures()));
    }

    private int failed(String why) {
        spec.commandLine().getErr().println("boxoffice: the run failed: " + why);
        return 1;
    }

    private static void print(PrintWriter say, LoadResult result) {
        String head = "%-15s %9s %9s %9s %9s %9s %9s %9s %9s%n";
        say.printf(head, "ms", "accepted", "conflict", "refused", "p50", "p99", "p99.9", "max", "sent p99");
        for (LoadResult.OfKind kind : result.kinds()) {
            LoadResult.Distribution latency = kind.latencyUs();
            say.printf(
                    "%-15s %9d %9d %9d %9.2f %9.2f %9.2f %9.2f %9.2f%n",
                    kind.kind(),
                    kind.accepted(),
                    kind.conflicts(),
                    kind.refused(),
                    latency.p50() / 1e3,
                    latency.p99() / 1e3,
                    latency.p999() / 1e3,
                    latency.max() / 1e3,
                    kind.servedUs().p99() / 1e3);
        }
    }
}
