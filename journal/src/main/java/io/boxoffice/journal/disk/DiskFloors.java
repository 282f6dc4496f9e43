package io.boxoffice.journal.disk;

import io.boxoffice.protocol.port.CommandJournal.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges, in a background thread, whether the disk has room. Below the first floor nothing new should be begun; below the
 * second nothing should be appended, except what was accepted already.
 *
 * <p>Why floors: the logs are written through mapped memory, where a page without space behind it is not an error but a fault
 * that kills the JVM. The second floor keeps several mapped blocks of space for what may be written between two judgements;
 * whoever writes much judges again by himself ({@link #judge()}).
 */
public final class DiskFloors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskFloors.class);

    /** How much room there is. A port, so that a test can take it away. */
    @FunctionalInterface
    public interface SpaceGauge {
        /** Bytes that this process may still write. */
        long usableBytes() throws IOException;

        /** The room on the disk of a directory. */
        static SpaceGauge of(Path directory) {
            return () -> Files.getFileStore(directory).getUsableSpace();
        }
    }

    private final SpaceGauge gauge;
    private final long lowFloorBytes;
    private final long exhaustedFloorBytes;
    private volatile long usableBytes = Long.MAX_VALUE;
    private volatile Storage storage = Storage.AMPLE;
    private Thread thread;

    public DiskFloors(SpaceGauge gauge, long lowFloorBytes, long exhaustedFloorBytes) {
        this.gauge = gauge;
        this.lowFloorBytes = lowFloorBytes;
        this.exhaustedFloorBytes = exhaustedFloorBytes;
        judge();
    }

    /** Begins to judge in the background. */
    public DiskFloors start(long intervalMs) {
        thread = new Thread(() -> judgeEvery(intervalMs), "disk-floors");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    /** The last judgement. Any thread; one volatile read. */
    public Storage storage() {
        return storage;
    }

    /** Bytes there were at the last judgement. Any thread. */
    public long usableBytes() {
        return usableBytes;
    }

    /**
     * Judges now: a system call. Any thread; one at a time, so that an older judgement never takes the place of a newer one. A
     * disk that cannot be judged counts as exhausted.
     */
    public synchronized Storage judge() {
        long usable;
        try {
            usable = gauge.usableBytes();
        } catch (IOException e) {
            LOG.error("Cannot see how much room the data directory has", e);
            usable = 0;
        }
        Storage judged =
                usable < exhaustedFloorBytes ? Storage.EXHAUSTED : usable < lowFloorBytes ? Storage.LOW : Storage.AMPLE;
        usableBytes = usable;
        storage = judged;
        return judged;
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void judgeEvery(long intervalMs) {
        Storage before = storage;
        try {
            while (true) {
                Thread.sleep(intervalMs);
                Storage now = judge();
                if (now != before) {
                    LOG.warn("Storage is {}: {} bytes usable", now, usableBytes);
                    before = now;
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
