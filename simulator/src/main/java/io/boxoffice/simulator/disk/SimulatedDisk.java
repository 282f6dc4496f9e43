package io.boxoffice.simulator.disk;

import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.recordlog.LogStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A disk whose every failure is drawn from one source of chance. For one thread.
 *
 * <p>Each write and sync is an operation; the machine can be made to stop in the middle of any.
 */
public final class SimulatedDisk {
    private static final long NEVER = Long.MAX_VALUE;

    private final Random random;
    private final SimulatedDirectory root = new SimulatedDirectory();
    private final SimulatedFileSystem fileSystem = new SimulatedFileSystem(this);
    private final List<SimulatedChannel> open = new ArrayList<>();
    private long operations;
    private long stopAt = NEVER;
    private boolean stopped;
    private boolean nextSyncFails;
    private long usableBytes = 1L << 40;

    public SimulatedDisk(Random random) {
        this.random = random;
    }

    /** A path on this disk. */
    public Path path(String absolute) {
        return fileSystem.getPath(absolute);
    }

    /** How the record log is to use it. */
    public LogStorage storage() {
        return new LogStorage(PlainDocumentQueue::new, FileSync.FORCE);
    }

    /** What is left of its room. */
    public long usableBytes() {
        return usableBytes;
    }

    /** Somebody else takes room, or gives it back. */
    public void setUsableBytes(long bytes) {
        usableBytes = bytes;
    }

    /** The machine stops in the middle of the operation after so many more. */
    public void stopAfter(int moreOperations) {
        stopAt = operations + moreOperations;
    }

    /** The next sync fails. */
    public void failNextSync() {
        nextSyncFails = true;
    }

    /** Whether the machine has stopped. */
    public boolean stopped() {
        return stopped;
    }

    /** The process is killed: locks and channels are gone, everything written is there. */
    public void killProcess() {
        stopped = true;
        for (SimulatedChannel channel : List.copyOf(open)) {
            channel.abandon();
        }
        open.clear();
    }

    /** The power goes. */
    public void cutPower() {
        killProcess();
        root.losePower(random);
    }

    /** Machine and process may be started again. */
    public void restart() {
        stopped = false;
        stopAt = NEVER;
        nextSyncFails = false;
    }

    /** A bit of a file that is there turns over. */
    public void flipBit(Path path) {
        SimulatedNode node = root;
        for (String name : ((SimulatedPath) path).names()) {
            node = ((SimulatedDirectory) node).entries.get(name);
        }
        ((SimulatedFile) node).flipBit(random);
    }

    SimulatedDirectory root() {
        return root;
    }

    void opened(SimulatedChannel channel) {
        requireRunning();
        open.add(channel);
    }

    void closed(SimulatedChannel channel) {
        open.remove(channel);
    }

    boolean isLocked(SimulatedFile file) {
        return open.stream().anyMatch(channel -> channel.holdsLockOf(file));
    }

    void requireRunning() {
        if (stopped) {
            throw new PowerCut();
        }
    }

    /**
     * Counts an operation.
     *
     * @return whether the machine stops in the middle of it
     */
    boolean stopsNow() {
        requireRunning();
        operations++;
        if (operations > stopAt) {
            stopped = true;
            return true;
        }
        return false;
    }

    /** How many of some bytes are written before the machine stops. */
    int part(int bytes) {
        return random.nextInt(bytes + 1);
    }

    /** How many bytes an ordinary write takes; it may be short. */
    int accepted(int bytes) {
        return bytes > 1 && random.nextInt(8) == 0 ? 1 + random.nextInt(bytes - 1) : bytes;
    }

    /**
     * @throws IllegalStateException when there is no room: a real process would be killed by the fault
     */
    void takeRoom(int bytes) {
        if (usableBytes < bytes) {
            throw new NoRoomError(bytes, usableBytes);
        }
        usableBytes -= bytes;
    }

    void force(SimulatedFile file) throws IOException {
        if (stopsNow()) {
            if (random.nextBoolean()) {
                file.force();
            }
            throw new PowerCut();
        }
        if (nextSyncFails) {
            nextSyncFails = false;
            file.forceInVain(random);
            throw new IOException("simulated: the sync failed");
        }
        file.force();
    }

    void force(SimulatedDirectory directory) {
        if (stopsNow()) {
            throw new PowerCut();
        }
        directory.force();
    }
}
