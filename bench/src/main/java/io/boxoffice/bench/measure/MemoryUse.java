package io.boxoffice.bench.measure;

import io.boxoffice.bench.core.DurableCore;
import io.boxoffice.bench.core.DurableCore.Settings;
import io.boxoffice.bench.core.InMemoryCore;
import io.boxoffice.bench.peers.Figures;
import io.boxoffice.bench.peers.Setting;
import java.lang.management.ManagementFactory;

/**
 * Heap that a seat open for sale, and a hold of two seats, take: what is used after a full collection, with and without them.
 *
 * <p>Seats are counted once, in the whole core: state machine, published availability, prices, and the map of the hall, which all
 * its shows share. {@code bytesPerSeat} has everything, {@code mapBytesPerSeat} is what the first show of a hall takes more than
 * another one, a seat of its map; {@code moreBytesPerSeat} is what each further show of the same hall takes. Ten million seats,
 * also for a quick look: with fewer, the map would be shared by fewer shows and look like memory a seat.
 *
 * <p>Holds are counted in the state machine alone, on seats that are there already.
 */
final class MemoryUse {
    private static final int ROWS = 1_000;
    private static final int SEATS_PER_ROW = 100;
    private static final int SHOWS = 100;
    private static final int SHOWS_WITH_HOLDS = 20;
    private static final int HOLDS = 1_000_000;
    private static final int COLLECTIONS = 4;

    private MemoryUse() {}

    static Figures measure(Setting setting) throws InterruptedException {
        Figures figures = new Figures();
        seats(setting, figures);
        holds(setting, figures);
        return figures;
    }

    private static void seats(Setting setting, Figures figures) throws InterruptedException {
        try (DurableCore core = new DurableCore(setting.directory().resolve("memory"), Settings.NOT_DURABLE)) {
            long none = used();
            core.openShows(1);
            long one = used();
            core.openShows(SHOWS - 1);
            long all = used();
            double seats = (double) SHOWS * DurableCore.SEATS_PER_SHOW;
            double more = (double) (all - one) / (SHOWS - 1) / DurableCore.SEATS_PER_SHOW;
            figures.put("seats", seats)
                    .put("bytes", all - none)
                    .put("bytesPerSeat", (all - none) / seats)
                    .put("moreBytesPerSeat", more)
                    .put("mapBytesPerSeat", (double) (one - none) / DurableCore.SEATS_PER_SHOW - more);
        }
    }

    private static void holds(Setting setting, Figures figures) throws InterruptedException {
        InMemoryCore state = new InMemoryCore(SHOWS_WITH_HOLDS, ROWS, SEATS_PER_ROW);
        int holds = (int) setting.scaled(HOLDS, 10_000);
        long before = used();
        for (int i = 0; i < holds; i++) {
            int show = 1 + i % SHOWS_WITH_HOLDS;
            state.applyAccepted(state.commands.placeHold(state.command, show, 1 + i, i / SHOWS_WITH_HOLDS * 2, 2));
        }
        figures.put("holds", holds).put("bytesPerHold", (double) (used() - before) / holds);
        if (state.eventBytes() == 0) {
            throw new IllegalStateException("nothing was held");
        }
    }

    /** Heap after full collections. */
    static long used() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(50);
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
