package io.boxoffice.writer;

import static org.junit.jupiter.api.Assertions.fail;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A writer under test, its log and its database. */
final class WriterFixture implements AutoCloseable {
    static final long JOURNAL_ID = 0x1234_5678_9ABC_DEFL;
    private static final long PAUSE_NS = 50_000;

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final PersistenceWriter writer;

    WriterFixture(WriterConfig config, long journalId, InMemoryEventLog log) {
        this(config, journalId, log, SalesState.Source.NONE);
    }

    WriterFixture(WriterConfig config, long journalId, InMemoryEventLog log, SalesState.Source states) {
        writer = new PersistenceWriter(config, journalId, log::lastSequence, log, states, registry).start();
    }

    WriterFixture(TestPostgres.Database database, InMemoryEventLog log) {
        this(database.config(100), JOURNAL_ID, log);
    }

    /** Writes all that the log has, and ends. */
    static void writeAll(TestPostgres.Database database, InMemoryEventLog log) {
        try (WriterFixture fixture = new WriterFixture(database, log)) {
            fixture.awaitWritten(log.lastSequence());
        }
    }

    void awaitWritten(long sequence) {
        await(() -> {
            if (writer.status().state().ended()) {
                fail("the writer has ended: " + writer.status());
            }
            return writer.writtenThrough() >= sequence;
        });
    }

    void awaitFailure(String says) {
        await(() -> writer.status().failure().contains(says));
    }

    void awaitState(WriterState state) {
        await(() -> writer.status().state() == state);
    }

    double failures(String kind) {
        return registry.get("boxoffice.writer.failures")
                .tag("kind", kind)
                .counter()
                .count();
    }

    void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("still waiting, the writer says: " + writer.status());
            }
            // PostgreSQL and the writer need the cores.
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
