package io.boxoffice.bench.measure;

import io.boxoffice.bench.core.DurableCore;
import io.boxoffice.bench.core.DurableCore.Settings;
import io.boxoffice.bench.peers.Figures;
import io.boxoffice.bench.peers.Setting;
import io.boxoffice.server.core.BookingCore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How long a start takes with ten million commands in the journal (two in ten holds are sold, with five commands each; the
 * others are released): opening journal and event log, replaying, applying, publishing. Twice in a JVM that was just started for
 * it, of which the second is warm; then the same from a snapshot of the whole.
 */
final class ReplaySpeed {
    private static final long COMMANDS = 10_000_000;
    private static final double SHARE_SOLD = 0.2;
    private static final int WINDOW = 30_000;
    private static final int HEAP_MIB = 2_048;

    private ReplaySpeed() {}

    static Figures measure(Setting setting) throws IOException {
        Path data = setting.directory().resolve("replay");
        long commands = setting.scaled(COMMANDS, 100_000);
        try (DurableCore core = new DurableCore(data, Settings.NOT_DURABLE)) {
            core.openShows(DurableCore.showsFor(commands, SHARE_SOLD));
            core.run(WINDOW, SHARE_SOLD, Long.MAX_VALUE, commands);
        }
        Figures figures = new Figures()
                .put("commands", commands)
                .put("journalBytes", bytes(data.resolve("journal")))
                .put("eventLogBytes", bytes(data.resolve("events")));
        forkRecovery(data).forEach(figures::put);
        makeSnapshot(data);
        forkRecovery(data).forEach((name, value) -> figures.put("snapshot." + name, value));
        return figures;
    }

    private static Map<String, Double> forkRecovery(Path data) {
        return Fork.run("recover", HEAP_MIB, List.of("--dir", data.toString()), line -> {});
    }

    private static void makeSnapshot(Path data) {
        try (BookingCore core = recover(data, 1)) {
            core.start();
        }
    }

    /** Of what is there already; replayed are the commands since the newest snapshot. */
    static Figures recover(Setting setting) {
        Figures figures = new Figures();
        for (String name : List.of("cold", "warm")) {
            long startNs = System.nanoTime();
            try (BookingCore core = recover(setting.directory(), 0)) {
                double seconds = (System.nanoTime() - startNs) / 1e9;
                long commands = core.store().tail().lastSequence() - core.recoveredFrom();
                figures.put(name + ".seconds", seconds)
                        .put(name + ".replayed", commands)
                        .put(name + ".commandsPerSecond", commands / seconds);
            }
        }
        return figures;
    }

    private static BookingCore recover(Path data, long snapshotAtStop) {
        return BookingCore.recover(
                DurableCore.config(data, Settings.DEFAULT, snapshotAtStop).core(),
                (done, percent, rate) -> {},
                failure -> {
                    throw new IllegalStateException(failure);
                });
    }

    private static double bytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            long used = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                used += Files.size(file);
            }
            return used;
        }
    }
}
