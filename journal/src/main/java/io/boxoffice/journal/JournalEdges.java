package io.boxoffice.journal;

import io.boxoffice.journal.disk.DiskFloors.SpaceGauge;
import io.boxoffice.journal.recordlog.LogStorage;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * All that a {@link JournalStore} has of the world outside: a simulation puts its own in the place of each.
 *
 * @param storage       how documents are written and synced
 * @param gauge         how much room there is
 * @param judgesRoom    whether a thread judges the room in the background; otherwise whoever drives the store does, through
 *                      {@link JournalStore#floors()}
 * @param wallClockMs   epoch milliseconds
 * @param monotonicNs   for what is looked at every so often
 * @param newJournalIds draws random ids, 1 or more
 * @param beside        runs what may go on beside recovery; a simulation runs it at once
 */
public record JournalEdges(
        LogStorage storage,
        SpaceGauge gauge,
        boolean judgesRoom,
        LongSupplier wallClockMs,
        LongSupplier monotonicNs,
        LongSupplier newJournalIds,
        Executor beside) {
    /** The same with everything on the thread that opens. */
    public JournalEdges(
            LogStorage storage,
            SpaceGauge gauge,
            boolean judgesRoom,
            LongSupplier wallClockMs,
            LongSupplier monotonicNs,
            LongSupplier newJournalIds) {
        this(storage, gauge, judgesRoom, wallClockMs, monotonicNs, newJournalIds, Runnable::run);
    }

    /** The machine's own. */
    public static JournalEdges ofMachine(Path dataDirectory, LongSupplier wallClockMs) {
        return new JournalEdges(
                LogStorage.CHRONICLE,
                SpaceGauge.of(dataDirectory),
                true,
                wallClockMs,
                System::nanoTime,
                JournalEdges::randomId,
                JournalEdges::runBeside);
    }

    /** The same with another storage and another idea of the room. */
    JournalEdges with(LogStorage otherStorage, SpaceGauge otherGauge) {
        return new JournalEdges(otherStorage, otherGauge, judgesRoom, wallClockMs, monotonicNs, newJournalIds, beside);
    }

    private static void runBeside(Runnable task) {
        Thread thread = new Thread(task, "open-event-log");
        thread.setDaemon(true);
        thread.start();
    }

    private static long randomId() {
        SecureRandom random = new SecureRandom();
        long id;
        do {
            id = random.nextLong() & Long.MAX_VALUE;
        } while (id == 0);
        return id;
    }
}
