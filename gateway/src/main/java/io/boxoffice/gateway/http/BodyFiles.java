package io.boxoffice.gateway.http;

import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory for bodies of requests that go to files as they arrive. One thread writes all of them, so that no event loop waits for a
 * disk. A file is there until its request is answered or its connection is over; what a crash left goes at {@link #start()}. Any thread.
 */
public final class BodyFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BodyFiles.class);

    private final Path directory;
    private final Semaphore free;
    private final int timeoutMs;
    private final ThreadPoolExecutor writer;

    /**
     * @param directory of these files alone; made at the start, for its owner alone
     * @param maxAtOnce bodies that arrive, or whose requests are not answered yet; beyond: 503
     * @param timeoutMs from the end of a request's header to the end of its body, in place of that of other bodies; longer: 408
     */
    public BodyFiles(Path directory, int maxAtOnce, int timeoutMs) {
        this.directory = directory;
        this.timeoutMs = timeoutMs;
        free = new Semaphore(maxAtOnce);
        // Short enough: a body hands over two pieces at most before its connection is read no more.
        writer = new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "body-files");
            thread.setDaemon(true);
            return thread;
        });
        writer.allowCoreThreadTimeOut(true);
    }

    /**
     * Makes the directory, and empties it of what is left of an earlier run. Blocks.
     *
     * @throws UncheckedIOException when that cannot be done
     */
    public void start() {
        try {
            boolean posix =
                    directory.getFileSystem().supportedFileAttributeViews().contains("posix");
            FileAttribute<?>[] ownerOnly = posix
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                    }
                    : new FileAttribute<?>[0];
            Files.createDirectories(directory, ownerOnly);
            try (DirectoryStream<Path> left = Files.newDirectoryStream(directory)) {
                for (Path file : left) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the directory for bodies of requests cannot be used", e);
        }
    }

    /** How long a body may take, in milliseconds. */
    int timeoutMs() {
        return timeoutMs;
    }

    /**
     * Room for one body. For an event loop.
     *
     * @throws ProblemException overloaded, when there is none
     */
    BodyFile open(ByteBufAllocator allocator) {
        if (!free.tryAcquire()) {
            throw new ProblemException(HttpProblem.OVERLOADED, "as many files as can be taken at once are being sent");
        }
        return new BodyFile(this, allocator);
    }

    /** A new file, on the thread that writes. Others than its owner cannot read it. */
    Path create() throws IOException {
        return Files.createTempFile(directory, "body-", null);
    }

    /** A body is over, and its file gone. */
    void done() {
        free.release();
    }

    /** The thread that writes. */
    Executor writer() {
        return task -> {
            try {
                writer.execute(task);
            } catch (RejectedExecutionException e) {
                // The server has stopped; the next start removes what is left.
                LOG.debug("a file is left behind: {}", e.getMessage());
            }
        };
    }

    /** How many bodies may begin now. */
    public int free() {
        return free.availablePermits();
    }

    /** Lets what is being written end, for at most ten seconds; no request comes any more. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(10, TimeUnit.SECONDS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException e) {
            writer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
