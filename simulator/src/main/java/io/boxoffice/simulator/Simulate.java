package io.boxoffice.simulator;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code boxoffice simulate}: runs the booking core through crashes, failing disks and a failing database, seed by seed.
 *
 * <p>Ends with 0 when every seed held, with 1 when one did not; that seed, what it found and how to run it again is printed.
 */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Run the booking core through simulated crashes, disk and database failures.")
public final class Simulate implements Callable<Integer> {
    static final int DEFAULT_STEPS = 400;
    private static final long REPORT_INTERVAL_NS = 2_000_000_000L;

    @Spec
    private CommandSpec spec;

    @Option(names = "--seeds", defaultValue = "1000", description = "How many seeds to run; ${DEFAULT-VALUE}.")
    private long seeds;

    @Option(names = "--from", defaultValue = "1", description = "The first seed; ${DEFAULT-VALUE}.")
    private long from;

    @Option(names = "--steps", defaultValue = "" + DEFAULT_STEPS, description = "Steps of a seed; ${DEFAULT-VALUE}.")
    private int steps;

    @Option(names = "--threads", description = "Seeds at once; default: one for each core.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--trace", description = "Print everything that happens, on one thread.")
    private boolean trace;

    private long startNs;
    private long reportedNs;

    /** Ends the process with 0, 1, or 2 when the command line is not understood. */
    public static void main(String[] arguments) {
        // The launcher leaves the name of the command in front.
        int first = arguments.length > 0 && arguments[0].equals("simulate") ? 1 : 0;
        String[] own = java.util.Arrays.copyOfRange(arguments, first, arguments.length);
        System.exit(new CommandLine(new Simulate()).execute(own));
    }

    @Override
    public Integer call() {
        if (seeds < 1 || steps < 1 || threads < 1) {
            throw new ParameterException(spec.commandLine(), "--seeds, --steps and --threads must be 1 or more");
        }
        return trace ? runTraced() : runSeries();
    }

    private int runTraced() {
        PrintWriter out = spec.commandLine().getOut();
        for (long seed = from; seed < from + seeds; seed++) {
            Simulation simulation = new Simulation(seed, out);
            try {
                out.println(simulation.run(steps));
            } catch (RuntimeException | Error e) {
                out.flush();
                report(new SeedSeries.Failure(seed, simulation.step(), e));
                e.printStackTrace(spec.commandLine().getErr());
                return 1;
            }
        }
        out.flush();
        return 0;
    }

    private int runSeries() {
        startNs = System.nanoTime();
        reportedNs = startNs;
        SeedSeries series = new SeedSeries(steps);
        List<SeedSeries.Failure> failures = series.run(from, seeds, threads, this::progress);
        double seconds = (System.nanoTime() - startNs) / 1e9;
        say(
                "%,d seeds in %.1f s (%.0f/s): %,d commands, %,d crashes, %d violations",
                series.done(), seconds, series.done() / seconds, series.commands(), series.crashes(), failures.size());
        failures.forEach(this::report);
        return failures.isEmpty() ? 0 : 1;
    }

    private synchronized void progress(long done) {
        long nowNs = System.nanoTime();
        if (nowNs - reportedNs >= REPORT_INTERVAL_NS) {
            reportedNs = nowNs;
            double rate = done / ((nowNs - startNs) / 1e9);
            say("%,d of %,d seeds, %.0f/s, %.0f s to go", done, seeds, rate, (seeds - done) / rate);
        }
    }

    private void report(SeedSeries.Failure failure) {
        say(
                "seed %d, step %d: %s",
                failure.seed(), failure.step(), failure.cause().getMessage());
        say("again, with a trace: boxoffice simulate --from %d --seeds 1 --steps %d --trace", failure.seed(), steps);
    }

    private void say(String format, Object... values) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(String.format(java.util.Locale.ROOT, format, values));
        err.flush();
    }
}
