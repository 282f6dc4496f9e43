package io.boxoffice.bench.measure;

import io.boxoffice.bench.core.BookingCore;
import io.boxoffice.bench.core.DurableCore;
import io.boxoffice.bench.core.DurableCore.Settings;
import io.boxoffice.bench.peers.Figures;
import io.boxoffice.bench.peers.Setting;
import java.lang.management.ManagementFactory;

/**
 * Heap that a seat on sale, and a hold of two seats, take: what is used after a full collection, with and without them. The state
 * machine alone with ten million seats; the whole core (with published availability and prices) by what nine more shows of
 * 100,000 seats add.
 */
final class MemoryUse {
    private static final int ROWS = 1_000;
    private static final int SEATS_PER_ROW = 100;
    private static final int SHOWS = 100;
    private static final int HOLDS = 1_000_000;
    private static final int COLLECTIONS = 4;

    private MemoryUse() {}

    static Figures measure(Setting setting) throws InterruptedException {
        int shows = (int) setting.scaled(SHOWS, 10);
        long before = used();
        BookingCore state = new BookingCore(shows, ROWS, SEATS_PER_ROW);
        long withSeats = used();
        long seats = (long) shows * ROWS * SEATS_PER_ROW;
        int holds = (int) Math.min(setting.scaled(HOLDS, 10_000), seats / 2);
        for (int i = 0; i < holds; i++) {
            state.applyAccepted(state.commands.placeHold(state.command, 1 + i % shows, 1 + i, i / shows * 2, 2));
        }
        long withHolds = used();
        Figures figures = new Figures()
                .put("seats", seats)
                .put("state.bytes", withSeats - before)
                .put("state.bytesPerSeat", (double) (withSeats - before) / seats)
                .put("holds", holds)
                .put("state.bytesPerHold", (double) (withHolds - withSeats) / holds);
        if (state.eventBytes() == 0) {
            throw new IllegalStateException("nothing was held");
        }
        try (DurableCore core = new DurableCore(setting.directory().resolve("memory"), Settings.NOT_DURABLE)) {
            core.openShows(1);
            long one = used();
            core.openShows(9);
            figures.put("core.bytesPerSeat", (double) (used() - one) / (9L * DurableCore.SEATS_PER_SHOW));
        }
        return figures;
    }

    private static long used() throws InterruptedException {
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
