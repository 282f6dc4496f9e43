package io.boxoffice.bench.measure;

import io.boxoffice.bench.load.OwnServer;
import io.boxoffice.bench.peers.Figures;
import io.boxoffice.bench.peers.Setting;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes one measurement, in this JVM. */
@Command(name = "measure", description = "Makes one of the measurements that bench makes, and prints its figures.")
public final class MeasureCommand implements Callable<Integer> {
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
        try {
            print(what.measure(new Setting(own, seconds, scale)));
        } finally {
            OwnServer.delete(own);
        }
        return 0;
    }

    private void print(Figures figures) {
        PrintWriter out = spec.commandLine().getOut();
        figures.values().forEach((name, value) -> out.printf(Locale.ROOT, "%-36s %,18.2f%n", name, value));
        out.println(Fork.line(figures.values()));
        out.flush();
    }
}
