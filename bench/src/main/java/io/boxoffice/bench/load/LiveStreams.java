package io.boxoffice.bench.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.server.imports.CatalogClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Very many live streams of one show: the memory each takes, how long a sold seat takes to reach all of them, and what they do to
 * holds. Holds are measured without any stream, with streams that are open and silent (the holds are another show's), and with
 * streams that hear of every hold. Streams are opened by processes of their own; everything is on one machine. For one thread.
 */
final class LiveStreams {
    private static final Scenario.Stage STAGE = new Scenario.Stage(1, 100, 50, 480_000);
    private static final long CUSTOMER = 2_000_001;
    private static final int WARM_UP_STREAMS = 20;
    private static final int STREAMS_A_SECOND = 25_000;

    private final StreamServer server;
    private final Path directory;
    private final Consumer<String> say;
    private final Pace pace;

    /**
     * @param directory for what is measured on the way
     */
    LiveStreams(StreamServer server, Path directory, Pace pace, Consumer<String> say) {
        this.server = server;
        this.directory = directory;
        this.pace = pace;
        long startNs = System.nanoTime();
        this.say = line -> say.accept(text("%3d s  %s", (System.nanoTime() - startNs) / 1_000_000_000, line));
    }

    /**
     * How much is measured.
     *
     * @param sales   seats sold one by one, 1 or more
     * @param quietMs how long streams are given to hear of the last thing before the next
     */
    record Pace(int sales, long quietMs) {
        static final Pace USUAL = new Pace(3, 1_500);
    }

    /** A server with many streams. */
    interface StreamServer {
        Target target();

        /** Where streams are opened, in turns. */
        List<Integer> streamPorts();

        ProcessHandle process();

        /** Everything was used once; now comes what counts. */
        void warm();
    }

    /**
     * How long a sold seat took, from when its payment was answered, in milliseconds.
     *
     * @param reached streams that heard of it
     */
    record Sale(int reached, double firstMs, double medianMs, double p99Ms, double lastMs) {}

    /**
     * What came of it. Memory is bytes a stream: heap and what else of the server is resident; what the kernel has in TCP buffers
     * and in objects is for both ends of a stream.
     *
     * @param holdsAlone   without streams
     * @param holdsSilent  while the streams are silent
     * @param holdsWatched while the streams hear of every hold
     */
    record Report(
            int streams,
            int open,
            int closed,
            int processes,
            int eventLoops,
            double openedPerSecond,
            double heapBytes,
            double nativeBytes,
            double socketBytes,
            double kernelBytes,
            List<Sale> sales,
            LoadResult holdsAlone,
            LoadResult holdsSilent,
            LoadResult holdsWatched) {

        /** The middle one by when the last stream heard. */
        Sale medianSale() {
            return sales.stream()
                    .sorted((a, b) -> Double.compare(a.lastMs(), b.lastMs()))
                    .toList()
                    .get(sales.size() / 2);
        }
    }

    Report measure(int streams, LoadPlan holds) {
        Target target = server.target();
        CatalogClient organizer = new CatalogClient(target.api(), target.organizerToken());
        OnSale watched = another(organizer);
        LoadRun runs = new LoadRun(target, line -> {});
        say.accept("warming up; this does not count");
        try (Watching some = Watching.open(
                directory,
                server.streamPorts(),
                watched.shows().get(0),
                WARM_UP_STREAMS * server.streamPorts().size())) {
            runs.run(holds, another(organizer));
            sell(some, watched, -1);
        }
        pause(1_000);
        server.warm();
        say.accept("holds without a stream");
        LoadResult alone = runs.run(holds, another(organizer)).result();
        Memory before = Memory.of(server.process(), target.admin());
        say.accept("opening " + streams + " streams");
        long startNs = System.nanoTime();
        try (Watching watching =
                Watching.open(directory, server.streamPorts(), watched.shows().get(0), streams)) {
            double openedPerSecond = streams / ((System.nanoTime() - startNs) / 1e9);
            say.accept(watching.open() + " streams are open");
            pause(2_000);
            say.accept("counting memory");
            Memory after = Memory.of(server.process(), target.admin());
            List<Sale> sales = new ArrayList<>();
            for (int i = 0; i < pace.sales(); i++) {
                sales.add(sell(watching, watched, i));
                say.accept("one seat sold: " + sales.get(i));
            }
            say.accept("holds beside silent streams");
            LoadResult silent = runs.run(holds, another(organizer)).result();
            say.accept("holds that all streams hear of");
            LoadResult heard = runs.run(holds, watched).result();
            watching.heardAtNs();
            return new Report(
                    streams,
                    watching.open(),
                    watching.closed(),
                    watching.processes(),
                    server.streamPorts().size(),
                    openedPerSecond,
                    (double) (after.heap() - before.heap()) / streams,
                    (double) (after.resident() - before.resident()) / streams,
                    (double) (after.sockets() - before.sockets()) / streams,
                    (double) (after.slab() - before.slab()) / streams,
                    sales,
                    alone,
                    silent,
                    heard);
        }
    }

    private static OnSale another(CatalogClient organizer) {
        return new Stagehand(organizer).putOnSale(STAGE);
    }

    /** Holds, books and pays for one seat; the streams are quiet by the time of the payment. */
    private Sale sell(Watching watching, OnSale onSale, int number) {
        Target target = server.target();
        CatalogClient customer =
                new CatalogClient(target.api(), target.customerToken().apply(CUSTOMER + number));
        ObjectNode hold = JsonNodeFactory.instance.objectNode();
        hold.putArray("seats").add(onSale.hall().seatId(onSale.hall().seatCount() - 2 - number));
        String holdId = customer.post("/v1/shows/" + onSale.shows().get(0) + "/holds", hold)
                .id();
        String booking = customer.post(
                        "/v1/bookings", JsonNodeFactory.instance.objectNode().put("holdId", holdId))
                .id();
        long quietMs = pace.quietMs() + 1_000L * watching.open() / STREAMS_A_SECOND;
        pause(quietMs);
        watching.forget();
        pause(200);
        ObjectNode payment =
                JsonNodeFactory.instance.objectNode().put("method", "card").put("token", "tok_approve");
        customer.post("/v1/bookings/" + booking + "/payments", payment);
        long paidNs = System.nanoTime();
        pause(quietMs);
        double[] afterMs = Arrays.stream(watching.heardAtNs())
                .mapToDouble(ns -> Math.max(0, ns - paidNs) / 1e6)
                .sorted()
                .toArray();
        if (afterMs.length == 0) {
            return new Sale(0, 0, 0, 0, 0);
        }
        return new Sale(
                afterMs.length,
                afterMs[0],
                afterMs[afterMs.length / 2],
                afterMs[(int) (0.99 * (afterMs.length - 1))],
                afterMs[afterMs.length - 1]);
    }

    private static void pause(long ms) {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadFailedException("interrupted", e);
        }
    }

    /** What a reader wants to know, in lines. */
    static List<String> lines(Report report) {
        Sale sale = report.medianSale();
        List<String> lines = new ArrayList<>();
        lines.add(text(
                "%,d streams on %d event loops, opened by %d processes at %,.0f/s; %d were closed before the end",
                report.open(), report.eventLoops(), report.processes(), report.openedPerSecond(), report.closed()));
        lines.add(text(
                "memory a stream: %,.0f bytes of heap, %,.0f beside it; in the kernel, both ends: %,.0f of buffers,"
                        + " %,.0f of objects",
                report.heapBytes(), report.nativeBytes(), report.socketBytes(), report.kernelBytes()));
        lines.add(text(
                "one sold seat, median of %d by the last: first %.0f ms, median %.0f ms, p99 %.0f ms, last %.0f ms; heard by"
                        + " %,d",
                report.sales().size(), sale.firstMs(), sale.medianMs(), sale.p99Ms(), sale.lastMs(), sale.reached()));
        Map<String, LoadResult> holds = new LinkedHashMap<>();
        holds.put("without streams", report.holdsAlone());
        holds.put("beside silent streams", report.holdsSilent());
        holds.put("that all streams hear of", report.holdsWatched());
        holds.forEach((when, result) -> lines.add(text(
                "holds %s, %d requests/s planned, %.0f answered: p50 %.2f ms, p99 %.2f ms; server %.2f cores%s",
                when,
                result.plannedPerSecond(),
                result.answeredPerSecond(),
                result.of(Kind.HOLD) == null
                        ? 0
                        : result.of(Kind.HOLD).latencyUs().p50() / 1e3,
                result.holdP99Us() / 1e3,
                result.serverCores(),
                result.passed() ? "" : "; FAILED: " + String.join("; ", result.failures()))));
        return lines;
    }

    /** Why it does not count; empty when it does. */
    static List<String> failures(Report report) {
        List<String> failures = new ArrayList<>();
        if (report.open() < report.streams()) {
            failures.add(report.streams() - report.open() + " streams were refused");
        }
        if (report.closed() > 0) {
            failures.add(report.closed() + " streams were closed");
        }
        if (report.sales().stream().anyMatch(sale -> sale.reached() != report.open())) {
            failures.add("not every stream heard exactly once of every sold seat");
        }
        failures.addAll(report.holdsAlone().failures());
        failures.addAll(report.holdsSilent().failures());
        return failures;
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
