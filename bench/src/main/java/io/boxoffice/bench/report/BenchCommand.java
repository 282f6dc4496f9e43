package io.boxoffice.bench.report;

import io.boxoffice.bench.load.LoadFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes the capacity report. */
@Command(
        name = "bench",
        description = {
            "Measures what Boxoffice can do on this machine, next to the machine's own limits and to what others do, and"
                    + " writes one HTML page with plots and answers for planning, and JSON.",
            "Leave the machine alone meanwhile: whatever else runs is measured too."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:everything was measured", "1:something failed; standard error says what", "2:asked wrongly"})
public final class BenchCommand implements Callable<Integer> {
    private static final int SERVER_HEAP_MIB = 384;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--quick",
            description = "Some minutes, one round, a twentieth of what is counted: a look, not figures to"
                    + " quote. Without it: about an hour.")
    private boolean quick;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each measurement is made, taking turns. Default: 3;" + " quick: 1.")
    private Integer rounds;

    @Option(names = "--seconds", paramLabel = "N", description = "Of each step. Default: 5; quick: 1.")
    private Integer seconds;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description = "Leave out all but these:" + " ${COMPLETION-CANDIDATES}.")
    private Set<CapacityRun.Part> only;

    @Option(
            names = "--heap-mib",
            paramLabel = "N",
            defaultValue = "" + SERVER_HEAP_MIB,
            description = "What the planner's" + " answer about memory is for. Default: ${DEFAULT-VALUE}.")
    private int heapMib;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "bench-results",
            description = "Where everything is written,"
                    + " also what is measured: on the disk that counts. Default: ./${DEFAULT-VALUE}.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        CapacityRun.Effort effort = effort();
        PrintWriter say = spec.commandLine().getOut();
        long startNs = System.nanoTime();
        Set<CapacityRun.Part> parts = only == null ? EnumSet.allOf(CapacityRun.Part.class) : only;
        CapacityReport report =
                new CapacityRun(effort, out, parts, line -> say.println(since(startNs) + line)).run(heapMib);
        LoadFiles.writeJson(out, "capacity", report);
        Files.writeString(out.resolve("capacity.html"), CapacityPage.of(report));
        report.answers().forEach(each -> say.println(each.question() + " " + each.answer()));
        report.targets()
                .forEach(row -> say.printf(
                        "%-12s %s: %s (target %s)%n",
                        row.met() == null ? "not measured" : row.met() ? "reached" : "not reached",
                        row.what(),
                        row.measured(),
                        row.target()));
        say.println(since(startNs) + "written to " + out.resolve("capacity.html") + " and capacity.json");
        report.failures().forEach(each -> spec.commandLine().getErr().println("boxoffice: " + each));
        return exitCode(report);
    }

    /** Whoever starts this from a script hears of a measurement that failed, though the others were made. */
    static int exitCode(CapacityReport report) {
        return report.failures().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private CapacityRun.Effort effort() {
        CapacityRun.Effort usual = quick ? CapacityRun.Effort.quickly() : new CapacityRun.Effort(false, 3, 5);
        int times = rounds == null ? usual.rounds() : rounds;
        int each = seconds == null ? usual.seconds() : seconds;
        if (times < 1 || times > 100 || each < 1 || each > 600 || heapMib < 64) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--rounds must be from 1 to 100, --seconds from 1 to 600, and --heap-mib at least 64");
        }
        return new CapacityRun.Effort(quick, times, each);
    }

    private static String since(long startNs) {
        Duration taken = Duration.ofNanos(System.nanoTime() - startNs);
        return String.format("%02d:%02d ", taken.toMinutes(), taken.toSecondsPart());
    }
}
