package io.boxoffice.server.serve;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * PostgreSQL as it starts, on a thread of its own, while the booking core recovers: neither needs the other before both are
 * there. Any thread.
 */
final class DatabaseStart implements AutoCloseable {
    private final CompletableFuture<Database> database;

    private DatabaseStart(CompletableFuture<Database> database) {
        this.database = database;
    }

    /** Begins, and does not wait. */
    static DatabaseStart begin(Supplier<Database> starter) {
        return new DatabaseStart(CompletableFuture.supplyAsync(starter, task -> {
            Thread thread = new Thread(task, "database-start");
            thread.setDaemon(true);
            thread.start();
        }));
    }

    /**
     * Waits until it has started.
     *
     * @throws RuntimeException the one for which it could not
     */
    Database await() {
        try {
            return database.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /**
     * Does not wait.
     *
     * @throws RuntimeException the one for which it could not be started, when that is known already
     */
    void requireNotFailed() {
        if (database.isCompletedExceptionally()) {
            await();
        }
    }

    /** Stops what was started; what is still starting is waited for. */
    @Override
    public void close() {
        Database started = database.exceptionally(alreadyTold -> null).join();
        if (started != null) {
            started.close();
        }
    }
}
