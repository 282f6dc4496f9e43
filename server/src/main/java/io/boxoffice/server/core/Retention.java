package io.boxoffice.server.core;

import io.boxoffice.journal.JournalStore;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.record.NewerVersionException;
import io.boxoffice.journal.snapshot.SnapshotDamagedException;
import io.boxoffice.journal.snapshot.SnapshotFile;
import io.boxoffice.journal.snapshot.SnapshotReader;
import io.boxoffice.journal.snapshot.SnapshotStore;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what is no longer needed: snapshots beyond the configured number, then what journal and event log hold from before
 * the oldest one that stays.
 *
 * <p>What stays: the newest snapshots; one that is not beyond the persistence writer's watermark, for a database that has to be
 * made again from there; all records after the older of that snapshot and the watermark; and all records of the configured
 * time. Events that a follower still needs stay for twice that time, and no longer: it then reads the state instead.
 *
 * <p>A snapshot counts only when all of its bytes are sound and a state machine could be loaded from it; others are left for a
 * person to look at. For one thread at a time.
 */
final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final JournalStore store;
    private final SnapshotStore snapshots;
    private final int snapshotsKept;
    private final long retainedMs;
    private final LongSupplier writerWatermark;
    private final LongSupplier slowestFollower;
    private final LongSupplier nowMs;

    /** Sequences of snapshots from which a state was loaded once; their bytes are read each time. */
    private final Set<Long> loadable = new HashSet<>();

    /**
     * @param writerWatermark the persistence writer's watermark; 0: not known, and nothing of the logs is removed
     * @param slowestFollower followers of events need those after this command, at most
     * @param nowMs          the wall clock, epoch milliseconds
     */
    Retention(
            JournalStore store,
            CoreConfig config,
            LongSupplier writerWatermark,
            LongSupplier slowestFollower,
            LongSupplier nowMs) {
        this.store = store;
        snapshots = store.snapshots();
        snapshotsKept = config.snapshots().kept();
        retainedMs = config.retainedMs();
        this.writerWatermark = writerWatermark;
        this.slowestFollower = slowestFollower;
        this.nowMs = nowMs;
    }

    /** Says that a state was loaded from the snapshot of this sequence: it need not be loaded again to be judged. */
    void noteLoadable(long sequence) {
        loadable.add(sequence);
    }

    /** Removes what it may. */
    void run() {
        long watermark = writerWatermark.getAsLong();
        List<SnapshotFile> good = new ArrayList<>(snapshots.list());
        good.removeIf(file -> !isGood(file));
        List<SnapshotFile> kept = keptOf(good, watermark);
        for (SnapshotFile file : good) {
            if (!kept.contains(file)) {
                snapshots.remove(file);
                LOG.info("Removed the snapshot of sequence {}: {} newer ones are kept", file.sequence(), snapshotsKept);
            }
        }
        if (retainedMs > 0 && kept.size() >= 2) {
            long oldest = kept.get(kept.size() - 1).sequence();
            removeLogsThrough(Math.min(oldest, watermark), nowMs.getAsLong() - retainedMs);
        }
    }

    private void removeLogsThrough(long sequence, long beforeMs) {
        remove(LogKind.COMMANDS, sequence, beforeMs);
        remove(LogKind.EVENTS, Math.min(sequence, slowestFollower.getAsLong()), beforeMs);
        // A follower is not waited for without end.
        remove(LogKind.EVENTS, sequence, beforeMs - retainedMs);
    }

    private void remove(LogKind log, long sequence, long beforeMs) {
        int removed = store.retention(log).removeThrough(sequence, beforeMs);
        if (removed > 0) {
            LOG.info(
                    "Removed {} files of the {} directory: older than {} hours, and neither a snapshot nor the writer"
                            + " needs what is up to sequence {}",
                    removed,
                    log.directoryName(),
                    TimeUnit.MILLISECONDS.toHours(retainedMs),
                    sequence);
        }
    }

    /** Newest first; the last one is not beyond the watermark, or the oldest there is. */
    private List<SnapshotFile> keptOf(List<SnapshotFile> good, long watermark) {
        List<SnapshotFile> kept = new ArrayList<>(good.subList(0, Math.min(snapshotsKept, good.size())));
        if (good.size() > kept.size() && kept.get(kept.size() - 1).sequence() > watermark) {
            kept.add(good.stream()
                    .filter(file -> file.sequence() <= watermark)
                    .findFirst()
                    .orElse(good.get(good.size() - 1)));
        }
        return kept;
    }

    private boolean isGood(SnapshotFile file) {
        try (SnapshotReader reader = SnapshotLoading.open(snapshots, file, store.journalId())) {
            if (loadable.contains(file.sequence())) {
                reader.readThrough();
            } else {
                SnapshotLoading.load(reader, () -> {});
                loadable.add(file.sequence());
            }
            return true;
        } catch (SnapshotDamagedException
                | NewerVersionException
                | SnapshotLoading.UnreadableStateException
                | UncheckedIOException e) {
            LOG.error("A snapshot does not count: {}", e.getMessage());
            return false;
        }
    }
}
