package io.boxoffice.server.core;

import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.journal.JournalReader;
import io.boxoffice.journal.JournalStore;
import io.boxoffice.journal.snapshot.SnapshotFile;
import io.boxoffice.journal.snapshot.SnapshotHeader;
import io.boxoffice.journal.snapshot.SnapshotReader;
import io.boxoffice.journal.snapshot.SnapshotStore;
import io.boxoffice.journal.snapshot.SnapshotWriter;
import io.boxoffice.protocol.port.CommandJournal.Storage;
import io.boxoffice.protocol.port.JournalFailedException;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes snapshots, on a thread of its own: a second state machine is loaded from the newest one, is given the commands that are
 * durable since, and is written. What was written is loaded once more, and compared, before it gets its name.
 *
 * <p>Selling is not waited for, nor made to wait: the thread rests as long as it works, and gives up when the heap or the disk
 * is short, to try again later. Whatever goes wrong is logged and counted, and the server goes on.
 */
public final class SnapshotMaker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotMaker.class);
    private static final long LOOK_INTERVAL_MS = 200;
    private static final long RETRY_MS = 10_000;
    private static final long SLICE_NS = 2_000_000;
    private static final int COMMANDS_PER_PAUSE = 1024;

    private final JournalStore store;
    private final SnapshotStore snapshots;
    private final SnapshotConfig config;
    private final LongSupplier publishedThrough;
    private final LongConsumer afterwards;
    private final Consumer<Throwable> onSyncFailure;
    private final HeapRoom heap = new HeapRoom();
    private final Thread thread = new Thread(this::run, "snapshots");
    private volatile boolean stopping;

    private volatile long lastSequence;
    private volatile long lastMadeAtMs;
    private volatile long lastTookMs;
    private volatile long made;
    private volatile long failures;
    private volatile String failure = "";

    // Of the thread.
    private long notBeforeNs;
    private long sliceStartNs;

    /**
     * @param lastSequence     of the newest snapshot, 0 for none
     * @param publishedThrough the last command that is durable and whose events are written; any thread may ask
     * @param afterwards       called on the maker's thread after each snapshot, with its sequence
     * @param onSyncFailure    told when a log could not be synced: what it holds may be lost, and no later sync would say so,
     *                         so the process must end
     */
    public SnapshotMaker(
            JournalStore store,
            SnapshotConfig config,
            long lastSequence,
            LongSupplier publishedThrough,
            LongConsumer afterwards,
            Consumer<Throwable> onSyncFailure) {
        this.store = store;
        this.config = config;
        this.lastSequence = lastSequence;
        this.publishedThrough = publishedThrough;
        this.afterwards = afterwards;
        this.onSyncFailure = onSyncFailure;
        snapshots = store.snapshots();
        lastMadeAtMs = System.currentTimeMillis();
        notBeforeNs = System.nanoTime();
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    SnapshotMaker start() {
        if (config.enabled()) {
            thread.start();
        }
        return this;
    }

    /** The command that the newest snapshot is of; 0: there is none. */
    public long lastSequence() {
        return lastSequence;
    }

    /** How long ago the newest one was made, or this server started, in seconds. */
    public double ageSeconds() {
        return Math.max(0, System.currentTimeMillis() - lastMadeAtMs) / 1e3;
    }

    /** How long the last one that was made took. */
    public double lastTookSeconds() {
        return lastTookMs / 1e3;
    }

    /** How many this server has made. */
    public long made() {
        return made;
    }

    /** How often making one failed, or was put off for want of memory or disk. */
    public long failures() {
        return failures;
    }

    /** Why the last one was not made; empty when it was, or none was tried. */
    public String failure() {
        return failure;
    }

    /** Ends the thread, giving up what it is at. */
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Writes a snapshot of a state that nobody changes any more, when enough commands came since the last one. After {@link
     * #close()}, on the thread that stops the server.
     */
    void atStop(BookingStateMachine state, long lastEventSequence) {
        boolean worthIt = config.stopCommands() > 0 && state.lastSequence() - lastSequence >= config.stopCommands();
        if (!worthIt || store.floors().judge() != Storage.AMPLE) {
            return;
        }
        long startNs = System.nanoTime();
        try {
            store.forceWritten();
            write(state, lastEventSequence, state.stateHash(), () -> {}, false);
            note(state.lastSequence(), startNs);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void run() {
        while (!stopping) {
            if (due()) {
                try {
                    make();
                } catch (CancellationException e) {
                    LOG.info("A snapshot was given up: the server stops");
                } catch (JournalFailedException e) {
                    failures++;
                    onSyncFailure.accept(e);
                    return;
                } catch (RuntimeException e) {
                    failed(e);
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_INTERVAL_MS));
        }
    }

    /**
     * Makes one on the caller's thread, without rest: for whoever does not start the maker's own.
     *
     * @throws JournalFailedException when a log could not be synced: the process must end
     * @throws RuntimeException       when it could not be made
     */
    public void makeNow() {
        make();
    }

    private boolean due() {
        long commands = publishedThrough.getAsLong() - lastSequence;
        boolean many = config.intervalCommands() > 0 && commands >= config.intervalCommands();
        boolean old = config.intervalMs() > 0
                && commands > 0
                && System.currentTimeMillis() - lastMadeAtMs >= config.intervalMs();
        return (many || old) && System.nanoTime() - notBeforeNs >= 0;
    }

    private void make() {
        if (store.floors().storage() != Storage.AMPLE) {
            throw new IllegalStateException("the disk of the data directory has little room left");
        }
        long startNs = System.nanoTime();
        sliceStartNs = startNs;
        long through = publishedThrough.getAsLong();
        writeStateOf(through);
        note(through, startNs);
        // The second state is gone by now: whoever loads one here takes its place.
        afterwards.accept(through);
    }

    private void writeStateOf(long through) {
        store.forceWritten();
        SecondState second = new SecondState(through);
        second.replayTo(through);
        // One walk for the hash, so that it can stand in the header, and one that writes.
        long hash = second.state.writeSnapshot((buffer, offset, length) -> pace());
        write(second.state, second.lastEventSequence, hash, this::pace, true);
    }

    private void write(BookingStateMachine state, long lastEventSequence, long hash, Runnable pace, boolean loadAgain) {
        SnapshotHeader header = new SnapshotHeader(
                MessageHeaderEncoder.SCHEMA_VERSION,
                state.behaviourVersion(),
                store.journalId(),
                state.lastSequence(),
                state.lastTimeMs(),
                hash,
                lastEventSequence);
        try (SnapshotWriter writer = snapshots.create(header)) {
            long written = state.writeSnapshot((buffer, offset, length) -> {
                pace.run();
                writer.write(buffer, offset, length);
            });
            if (written != hash) {
                throw new IllegalStateException("two walks over one state gave two hashes");
            }
            SnapshotFile finished = writer.finish();
            try (SnapshotReader reader = SnapshotLoading.open(snapshots, finished, store.journalId())) {
                if (loadAgain) {
                    SnapshotLoading.load(reader, pace);
                } else {
                    reader.readThrough();
                }
            }
            writer.commit();
            LOG.info(
                    "Snapshot of sequence {}: {} bytes, state hash {}",
                    header.sequence(),
                    writer.totalBytes(),
                    HexFormat.of().toHexDigits(hash));
        }
    }

    private void note(long sequence, long startNs) {
        lastSequence = sequence;
        lastMadeAtMs = System.currentTimeMillis();
        lastTookMs = (System.nanoTime() - startNs) / 1_000_000;
        made++;
        failure = "";
    }

    private void failed(RuntimeException e) {
        failures++;
        failure = String.valueOf(e.getMessage());
        notBeforeNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETRY_MS);
        LOG.warn("No snapshot was made, the one of sequence {} stays the newest: {}", lastSequence, e.getMessage(), e);
    }

    /** Rests as long as it has worked, and looks whether it may go on. */
    private void pace() {
        long worked = System.nanoTime() - sliceStartNs;
        if (worked < SLICE_NS || Thread.currentThread() != thread) {
            return;
        }
        if (heap.left() < HeapRoom.RESERVE) {
            throw new IllegalStateException("the heap has little room left");
        }
        LockSupport.parkNanos(worked);
        if (stopping) {
            throw new CancellationException();
        }
        sliceStartNs = System.nanoTime();
    }

    /** The state machine that snapshots are made of; gone when one is made. */
    private final class SecondState {
        private final BookingStateMachine state;
        private long lastEventSequence;

        private SecondState(long through) {
            SnapshotLoading.Loaded loaded = SnapshotLoading.newest(
                            snapshots,
                            store.journalId(),
                            header -> header.sequence() <= through ? null : "it is of a later sequence than " + through,
                            SnapshotMaker.this::pace)
                    .orElse(null);
            state = loaded == null ? new BookingStateMachine() : loaded.state();
            lastEventSequence = loaded == null ? 0 : loaded.header().lastEventSequence();
        }

        private void replayTo(long through) {
            JournalReader.replayPart(store.dataDirectory(), state.lastSequence(), through, this::apply);
        }

        private void apply(long sequence, long timeMs, DirectBuffer buffer, int offset, int length) {
            if (state.reapply(sequence, timeMs, buffer, offset, length) > 0) {
                lastEventSequence = sequence;
            }
            if (sequence % COMMANDS_PER_PAUSE == 0) {
                pace();
            }
        }
    }
}
