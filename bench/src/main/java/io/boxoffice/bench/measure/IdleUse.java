package io.boxoffice.bench.measure;

import io.boxoffice.bench.load.OwnServer;
import io.boxoffice.bench.peers.Figures;
import io.boxoffice.bench.peers.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Processor time, in cores, of a server that nobody asks anything, its PostgreSQL's included: from half a minute after its start,
 * when what a start sets off has ended, as the kernel counts it.
 */
final class IdleUse {
    private static final double SETTLING_SECONDS = 30;
    private static final double COUNTED_SECONDS = 60;
    private static final double TICKS_A_SECOND = 100;

    private IdleUse() {}

    static Figures measure(Setting setting) throws IOException, InterruptedException {
        double quicker = Math.max(0.1, Math.min(1, setting.scale()));
        try (OwnServer server = OwnServer.start(setting.directory(), Map.of(), "")) {
            sleep(SETTLING_SECONDS * quicker);
            ProcessHandle postgres = postmaster(setting.directory());
            long startNs = System.nanoTime();
            double java = seconds(server.process());
            double beside = withChildren(postgres);
            sleep(COUNTED_SECONDS * quicker);
            double took = (System.nanoTime() - startNs) / 1e9;
            double javaCores = (seconds(server.process()) - java) / took;
            double postgresCores = (withChildren(postgres) - beside) / took;
            return new Figures()
                    .put("java.cores", javaCores)
                    .put("postgres.cores", postgresCores)
                    .put("all.cores", javaCores + postgresCores);
        }
    }

    /** By the file in which it says its number. */
    private static ProcessHandle postmaster(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            Path file = files.filter(each -> each.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no PostgreSQL runs in " + directory));
            long pid = Long.parseLong(Files.readAllLines(file).get(0).strip());
            return ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException("PostgreSQL has ended"));
        }
    }

    private static void sleep(double seconds) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep((long) (1_000 * seconds));
    }

    private static double withChildren(ProcessHandle process) throws IOException {
        double seconds = seconds(process);
        for (ProcessHandle child : process.descendants().toList()) {
            seconds += seconds(child);
        }
        return seconds;
    }

    /** User and system time; 0 when it has ended. */
    private static double seconds(ProcessHandle process) throws IOException {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        if (!Files.exists(stat)) {
            return 0;
        }
        String text = Files.readString(stat);
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
    }
}
