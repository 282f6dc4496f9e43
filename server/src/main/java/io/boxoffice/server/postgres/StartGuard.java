package io.boxoffice.server.postgres;

import java.util.concurrent.CountDownLatch;

/**
 * Until PostgreSQL has started nobody has it who could stop it. When the process is told to end meanwhile, this interrupts
 * the thread that starts it, which is the one that made the guard, and holds the process until that has cleared up.
 */
final class StartGuard implements AutoCloseable {
    private final Thread starter = Thread.currentThread();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interruptStart, "stop-starting-postgresql");

    /**
     * @throws EmbeddedDatabaseException when the process is ending already
     */
    StartGuard() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            throw new EmbeddedDatabaseException("PostgreSQL is not started: the process ends", e);
        }
    }

    private void interruptStart() {
        starter.interrupt();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * To be called when it has started, by whoever stops it from now on.
     *
     * @throws EmbeddedDatabaseException when the process is ending, so that it must be stopped at once
     */
    void release() {
        if (!removeHook()) {
            throw new EmbeddedDatabaseException("PostgreSQL is stopped: the process ends");
        }
    }

    /** Nothing runs, or it has been released. */
    @Override
    public void close() {
        over.countDown();
        removeHook();
    }

    /** Returns whether that came before the process was told to end. */
    private boolean removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
