package io.boxoffice.journal;

import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.LogTail;
import io.boxoffice.protocol.port.JournalFailedException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Finds the end of the event log and opens its new term, beside whoever recovers: with a long log that has no snapshot, reading it
 * takes as long as a third of the replay, and the first queue of a JVM a good part of a start. One thread calls these methods;
 * what failed beside is thrown by the method that waits for it.
 */
final class EventLogOpening implements AutoCloseable {
    private final Executor beside;
    private final CompletableFuture<LogTail> found;
    private CompletableFuture<LogTail> tail;
    private CompletableFuture<ChronicleEventLog> opened;

    // For both threads, guarded by this.
    private long readThrough;
    private boolean ended;
    private boolean closing;

    /**
     * Begins to look for the end.
     *
     * @param knownThrough what is before this event is in a snapshot and not read; 0: all of the newest term is
     */
    EventLogOpening(Executor beside, Path logDirectory, long knownThrough) {
        this.beside = beside;
        found = CompletableFuture.supplyAsync(
                () -> LogTail.read(logDirectory, LogKind.EVENTS, knownThrough, this::reached), beside);
    }

    /** Where the log ends, as it was found. Waits. */
    LogTail found() {
        return join(found);
    }

    /**
     * Goes on beside: opens the new term once the end is known.
     *
     * @param judge says what of the end holds
     * @param open  opens the term after it
     */
    void open(UnaryOperator<LogTail> judge, Function<LogTail, ChronicleEventLog> open) {
        tail = found.thenApply(judge);
        tail.whenComplete((judged, failure) -> end(judged));
        opened = tail.thenApplyAsync(open, beside);
    }

    /**
     * How far the log reaches, as far as it was read. Waits while that is not far enough and more may come. After {@link #open}.
     *
     * @param atLeast the sequence that is asked for
     */
    synchronized long reaches(long atLeast) {
        boolean interrupted = false;
        while (readThrough < atLeast && !ended) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return readThrough;
    }

    /** The last sequence that the log holds. Waits. After {@link #open}. */
    long lastSequence() {
        return join(tail).lastSequence();
    }

    /** The new term. Waits. After {@link #open}. */
    ChronicleEventLog log() {
        return join(opened);
    }

    /** Ends what goes on beside, waits for it, and closes what came of it. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        found.handle((unused, failure) -> null).join();
        if (opened != null) {
            ChronicleEventLog log = opened.exceptionally(failure -> null).join();
            if (log != null) {
                log.close();
            }
        }
    }

    private synchronized void reached(long sequence) {
        if (closing) {
            throw new CancellationException("nobody waits for the end of the event log any more");
        }
        readThrough = sequence;
        notifyAll();
    }

    private synchronized void end(LogTail judged) {
        // What was read of a log that cannot be used is nothing to rely on.
        readThrough = judged == null ? 0 : judged.lastSequence();
        ended = true;
        notifyAll();
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException cause) {
                // Not as it is: whoever asks in the midst of reading something else would take it for a fault of that.
                throw new JournalFailedException("the event log cannot be read: " + cause.getMessage(), cause);
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }
}
