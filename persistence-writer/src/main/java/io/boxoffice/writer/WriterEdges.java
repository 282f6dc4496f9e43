package io.boxoffice.writer;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * All that a {@link WriterLoop} has of the world outside, the event log apart: a simulation puts its own in the place of each.
 *
 * @param database    opens connections
 * @param wallClockMs epoch milliseconds
 * @param monotonicNs for measuring
 * @param chance      draws from [0, 1)
 */
public record WriterEdges(
        SalesConnection.Source database, LongSupplier wallClockMs, LongSupplier monotonicNs, DoubleSupplier chance) {
    /** PostgreSQL and the machine's clocks. */
    static WriterEdges of(WriterConfig config) {
        KnownPrimary primary = new KnownPrimary();
        return new WriterEdges(
                () -> PostgresConnection.open(config, primary),
                System::currentTimeMillis,
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble());
    }
}
