package io.boxoffice.bench.measure;

import io.boxoffice.bench.load.OwnServer;
import io.boxoffice.bench.peers.Figures;
import io.boxoffice.bench.peers.Setting;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes one measurement, in this JVM. */
@Command(name = "measure", description = "Makes one of the measurements that bench makes, and prints its figures.")
public final class MeasureCommand implements Callable<Integer> {
    private static final long STOP_SECONDS = 10;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "One of ${COMPLETION-CANDIDATES}.")
    private Measurement what;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Of each step. Default:" + " ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(
            names = "--scale",
            paramLabel = "N",
            defaultValue = "1",
            description = "Less for a quick look. Default:" + " ${DEFAULT-VALUE}.")
    private double scale;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "On the disk that counts; for recover: the data directory." + " Default: the working directory.")
    private Path directory = Path.of(".");

    @Override
    public Integer call() throws Exception {
        if (what == Measurement.RECOVER) {
            print(what.measure(new Setting(directory, seconds, scale)));
            return 0;
        }
        Files.createDirectories(directory);
        Path own = Files.createTempDirectory(directory, "measure-" + what.text());
        Thread onExit = new Thread(() -> stopAndDelete(own), "stop-measurement");
        Runtime.getRuntime().addShutdownHook(onExit);
        try {
            print(what.measure(new Setting(own, seconds, scale)));
        } finally {
            OwnServer.delete(own);
            Runtime.getRuntime().removeShutdownHook(onExit);
        }
        return 0;
    }

    /** When this program is ended amid a measurement: a PostgreSQL or Redis of its own would go on for ever. */
    private static void stopAndDelete(Path own) {
        List<ProcessHandle> started = ProcessHandle.current().descendants().toList();
        started.forEach(ProcessHandle::destroy);
        for (ProcessHandle each : started) {
            each.onExit()
                    .completeOnTimeout(each, STOP_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
        started.forEach(ProcessHandle::destroyForcibly);
        OwnServer.delete(own);
    }

    private void print(Figures figures) {
        PrintWriter out = spec.commandLine().getOut();
        figures.values().forEach((name, value) -> out.printf(Locale.ROOT, "%-36s %,18.2f%n", name, value));
        out.println(Fork.line(figures.values()));
        out.flush();
    }
}
