package io.boxoffice.simulator;

import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.KeptFrom;
import io.boxoffice.journal.snapshot.SnapshotFile;
import io.boxoffice.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Stands by when a snapshot is made: nothing may be removed that a recovery, or the persistence writer, still needs. */
final class RetentionWitness {
    private final World world;
    private final Path data;
    private final SnapshotStore snapshots;

    /** What was made of snapshots that something was done to, by sequence. */
    private final Map<Long, byte[]> damaged = new HashMap<>();

    RetentionWitness(World world) {
        this.world = world;
        data = SimulatedServer.directory(world);
        snapshots = new SnapshotStore(data);
    }

    /** Has a snapshot made, with whatever that removes. */
    void watch(SimulatedServer server, long watermark) {
        TreeSet<Long> known = good();
        Map<LogKind, Long> before = new EnumMap<>(LogKind.class);
        for (LogKind log : LogKind.values()) {
            before.put(log, keptAfter(log));
        }
        if (!server.makeSnapshot()) {
            return;
        }
        TreeSet<Long> left = good();
        known.addAll(left);
        List<Long> newest = new ArrayList<>(known.descendingSet())
                .subList(0, Math.min(known.size(), SimulatedServer.SNAPSHOTS.kept()));
        Violation.unless(left.containsAll(newest), "of the newest snapshots " + newest + " only " + left + " are left");
        Violation.unless(
                known.floor(watermark) == null || left.floor(watermark) != null,
                "of the snapshots " + known + " none is left that is not beyond the watermark " + watermark);
        for (LogKind log : LogKind.values()) {
            if (keptAfter(log) != before.get(log)) {
                requireKept(log, Math.min(left.first(), watermark));
            }
        }
    }

    private void requireKept(LogKind log, long neededAfter) {
        long keptAfter = keptAfter(log);
        Violation.unless(
                keptAfter <= neededAfter,
                "the " + log.directoryName() + " are kept after " + keptAfter + ", snapshot or writer need them after "
                        + neededAfter);
        Violation.unless(
                world.oracle().journaled(keptAfter).timeMs() <= world.clock().wallMs() - SimulatedServer.RETAINED_MS,
                "the " + log.directoryName() + " are kept after " + keptAfter + ", which is too young to go");
    }

    /** The last sequence that is no longer kept; 0: all are. */
    long keptAfter(LogKind log) {
        KeptFrom kept = KeptFrom.read(data.resolve(log.directoryName()), log);
        return kept == null ? 0 : kept.sequence();
    }

    /** Something happens to the newest snapshot, if recovery can do without. */
    void damageNewest() {
        TreeSet<Long> good = good();
        if (good.size() >= 2 || good.size() == 1 && keptAfter(LogKind.COMMANDS) == 0) {
            long sequence = good.last();
            for (SnapshotFile file : snapshots.list()) {
                if (file.sequence() == sequence) {
                    world.disk().flipBit(file.path());
                    damaged.put(sequence, bytesOf(file));
                }
            }
            world.trace().say(sequence, () -> "disk: the snapshot of sequence " + sequence + " is damaged");
        }
    }

    private TreeSet<Long> good() {
        TreeSet<Long> sequences = new TreeSet<>();
        for (SnapshotFile file : snapshots.list()) {
            // Made anew under the same name, by a process that perhaps did not live to say so, it is whole again.
            byte[] bad = damaged.get(file.sequence());
            if (bad == null || !Arrays.equals(bad, bytesOf(file))) {
                sequences.add(file.sequence());
            }
        }
        return sequences;
    }

    private static byte[] bytesOf(SnapshotFile file) {
        try {
            return Files.readAllBytes(file.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
