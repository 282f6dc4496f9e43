package io.boxoffice.bench.measure;

import io.boxoffice.bench.core.DurableCore;
import io.boxoffice.bench.core.DurableCore.Settings;
import io.boxoffice.bench.core.DurableCore.Throughput;
import io.boxoffice.bench.peers.Figures;
import io.boxoffice.bench.peers.Setting;
import java.nio.file.Path;

/**
 * Durable commands a second through the whole core in this process, pipelined: holds of two seats and their releases, synced
 * before they are answered. With the ring as a server has it by default, with a wider one, and, for what the disk costs, without
 * waiting for it.
 */
final class DurableThroughput {
    private static final int DEFAULT_WINDOW = 4_000;
    private static final int WIDE_WINDOW = 30_000;
    /** Before the first: what a JVM runs at first is not compiled, or not well. */
    private static final long COMPILING_NS = 10_000_000_000L;

    private static final long WARM_UP_NS = 2_000_000_000L;

    /** Where the steps themselves are shorter than what is measured needs, warming up for it would be in vain. */
    private static final int MOST_STEPS_TO_WARM_UP = 20;

    private DurableThroughput() {}

    static Figures measure(Setting setting) {
        Figures figures = new Figures();
        warmUp(setting);
        run(setting, "default", Settings.DEFAULT, DEFAULT_WINDOW, figures);
        run(setting, "wide", Settings.WIDE, WIDE_WINDOW, figures);
        run(setting, "os", Settings.NOT_DURABLE, WIDE_WINDOW, figures);
        return figures;
    }

    private static void warmUp(Setting setting) {
        try (DurableCore core = new DurableCore(setting.directory().resolve("compiling"), Settings.DEFAULT)) {
            core.openShows(2);
            core.run(DEFAULT_WINDOW, 0, warmUpNs(COMPILING_NS, setting), Long.MAX_VALUE);
        }
    }

    private static long warmUpNs(long wantedNs, Setting setting) {
        return Math.min(wantedNs, MOST_STEPS_TO_WARM_UP * setting.stepNs());
    }

    private static void run(Setting setting, String name, Settings settings, int window, Figures figures) {
        Path data = setting.directory().resolve(name);
        try (DurableCore core = new DurableCore(data, settings)) {
            core.openShows(2);
            core.run(window, 0, warmUpNs(WARM_UP_NS, setting), Long.MAX_VALUE);
            Throughput result = core.run(window, 0, setting.stepNs(), Long.MAX_VALUE);
            figures.put(name + ".commandsPerSecond", result.commandsPerSecond())
                    .put(name + ".meanBatchCommands", result.meanBatchCommands())
                    .put(name + ".syncP50Us", result.syncP50Us())
                    .put(name + ".syncP99Us", result.syncP99Us())
                    .put(name + ".holdP50Us", result.latencyP50Us())
                    .put(name + ".holdP99Us", result.latencyP99Us())
                    .put(name + ".cores", result.cores());
        }
    }
}
