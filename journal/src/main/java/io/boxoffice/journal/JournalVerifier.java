package io.boxoffice.journal;

import io.boxoffice.journal.record.BatchKind;
import io.boxoffice.journal.record.BatchView;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.record.NewerVersionException;
import io.boxoffice.journal.recordlog.JournalCorruptException;
import io.boxoffice.journal.recordlog.LogReader;
import io.boxoffice.journal.recordlog.Term;
import io.boxoffice.journal.snapshot.SnapshotDamagedException;
import io.boxoffice.journal.snapshot.SnapshotFile;
import io.boxoffice.journal.snapshot.SnapshotHeader;
import io.boxoffice.journal.snapshot.SnapshotReader;
import io.boxoffice.journal.snapshot.SnapshotStore;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/** Reads journal, event log and snapshots of a data directory wholly and reports what is there. Read-only; any one thread. */
public final class JournalVerifier {
    /** How a term ends. */
    public enum TermEnd {
        /** Closed by a seal. */
        SEALED,
        /** After a whole batch; the server was killed, or is running. */
        OPEN,
        /** After a whole batch comes a torn one, which is void. */
        TORN,
        /** It never began: it holds nothing. */
        VOID
    }

    /**
     * One term. Sequences and times are 0 when there are no records.
     *
     * @param batches with records
     * @param bytes   of the batches
     */
    public record TermReport(
            int number,
            long continuesFrom,
            long openedAtMs,
            boolean syncEachBatch,
            long records,
            long batches,
            long seals,
            long bytes,
            long firstSequence,
            long lastSequence,
            long firstTimeMs,
            long lastTimeMs,
            TermEnd end) {}

    /**
     * One log.
     *
     * @param journalId 0 when there is none
     * @param damage    what is wrong and where, or null; the terms are those read before it
     */
    public record LogReport(LogKind log, long journalId, List<TermReport> terms, long lastSequence, String damage) {
        public boolean sound() {
            return damage == null;
        }
    }

    /**
     * One snapshot.
     *
     * @param header null when it could not be read
     * @param bytes  of the state in it
     * @param damage what is wrong, or null
     */
    public record SnapshotReport(Path file, SnapshotHeader header, long bytes, String damage) {
        public boolean sound() {
            return damage == null;
        }
    }

    /** Both logs, and the snapshots, newest first. */
    public record Report(LogReport commands, LogReport events, List<SnapshotReport> snapshots) {
        /** The verdict. */
        public boolean sound() {
            return commands.sound() && events.sound() && snapshots.stream().allMatch(SnapshotReport::sound);
        }
    }

    private JournalVerifier() {}

    /**
     * Reads everything.
     *
     * @throws NewerVersionException when a newer program wrote it
     */
    public static Report verify(Path dataDirectory) {
        return verify(dataDirectory, (sequence, timeMs, buffer, offset, length) -> {});
    }

    /**
     * Reads everything, and hands each good command to somebody who knows what commands mean; what that one throws ends it.
     *
     * @throws NewerVersionException when a newer program wrote it
     */
    public static Report verify(Path dataDirectory, JournalReader.CommandHandler alsoTo) {
        LogReport commands = verify(dataDirectory, LogKind.COMMANDS, alsoTo);
        LogReport events = verify(dataDirectory, LogKind.EVENTS, (sequence, timeMs, buffer, offset, length) -> {});
        return new Report(commands, compare(events, commands), verifySnapshots(dataDirectory, commands));
    }

    private static List<SnapshotReport> verifySnapshots(Path dataDirectory, LogReport commands) {
        SnapshotStore store = new SnapshotStore(dataDirectory);
        List<SnapshotReport> reports = new ArrayList<>();
        for (SnapshotFile file : store.list()) {
            SnapshotHeader header = null;
            try (SnapshotReader reader = store.open(file, commands.journalId(), Integer.MAX_VALUE)) {
                header = reader.header();
                long bytes = reader.readThrough();
                String damage = commands.sound() && isSynced(commands) && header.sequence() > commands.lastSequence()
                        ? "It is of sequence " + header.sequence() + ", but the journal ends at "
                                + commands.lastSequence()
                        : null;
                reports.add(new SnapshotReport(file.path(), header, bytes, damage));
            } catch (SnapshotDamagedException | NewerVersionException | UncheckedIOException e) {
                reports.add(new SnapshotReport(file.path(), header, 0, e.getMessage()));
            }
        }
        return List.copyOf(reports);
    }

    private static LogReport verify(Path dataDirectory, LogKind log, JournalReader.CommandHandler alsoTo) {
        Path directory = dataDirectory.resolve(log.directoryName());
        List<TermReport> reports = new ArrayList<>();
        long journalId = 0;
        long lastSequence = 0;
        try (LogReader reader = LogReader.open(directory, log)) {
            journalId = reader.terms().stream().mapToLong(Term::journalId).max().orElse(0);
            TermTally tally = null;
            while (reader.next()) {
                if (tally == null || tally.term != reader.term()) {
                    tally = report(tally, reports, false);
                    tally = new TermTally(reader.term());
                }
                tally.add(reader, alsoTo);
                lastSequence = reader.lastSequence();
            }
            report(tally, reports, reader.torn());
            addVoidTerms(reader.terms(), reports);
            return new LogReport(log, journalId, List.copyOf(reports), lastSequence, null);
        } catch (JournalCorruptException | UncheckedIOException e) {
            return new LogReport(log, journalId, List.copyOf(reports), lastSequence, e.getMessage());
        }
    }

    private static LogReport compare(LogReport events, LogReport commands) {
        if (!events.sound() || events.journalId() == 0) {
            return events;
        }
        String damage = null;
        boolean firstStartDied = commands.sound() && commands.journalId() == 0 && events.lastSequence() == 0;
        if (events.journalId() != commands.journalId() && !firstStartDied) {
            damage = "The event log is of another journal";
        } else if (commands.sound() && events.lastSequence() > commands.lastSequence() && isSynced(commands)) {
            damage = "The event log knows of sequence " + events.lastSequence() + ", but the journal ends at "
                    + commands.lastSequence();
        }
        return new LogReport(events.log(), events.journalId(), events.terms(), events.lastSequence(), damage);
    }

    private static boolean isSynced(LogReport log) {
        return log.terms().stream().allMatch(term -> term.syncEachBatch() || term.end() == TermEnd.VOID);
    }

    private static TermTally report(TermTally tally, List<TermReport> reports, boolean torn) {
        if (tally != null) {
            reports.add(tally.report(torn));
        }
        return null;
    }

    private static void addVoidTerms(List<Term> terms, List<TermReport> reports) {
        for (Term term : terms) {
            if (term.isVoid()) {
                reports.add(new TermReport(term.number(), 0, 0, false, 0, 0, 0, 0, 0, 0, 0, 0, TermEnd.VOID));
            }
        }
        reports.sort(Comparator.comparingInt(TermReport::number));
    }

    /** Adds up one term. */
    private static final class TermTally {
        private final CRC32C crc = new CRC32C();
        private final Term term;
        private long records;
        private long batches;
        private long seals;
        private long bytes;
        private long firstSequence;
        private long lastSequence;
        private long firstTimeMs;
        private long lastTimeMs;
        private boolean sealed;

        private TermTally(Term term) {
            this.term = term;
        }

        private void add(LogReader reader, JournalReader.CommandHandler alsoTo) {
            BatchView batch = reader.batch();
            sealed = batch.is(BatchKind.SEAL);
            seals += sealed ? 1 : 0;
            bytes += batch.lengthBytes();
            batches += batch.is(BatchKind.RECORDS) ? 1 : 0;
            for (int at = batch.firstPosition(); batch.hasRecordAt(at); at = batch.positionAfter(at)) {
                if (!batch.isValidRecordAt(at, crc)) {
                    throw new JournalCorruptException(
                            reader.log(),
                            reader.file(),
                            reader.position() + at,
                            lastSequence,
                            "A record of batch " + batch.batchNumber()
                                    + " has a wrong checksum, though its batch has not");
                }
                if (batch.sequenceAt(at) <= reader.limit()) {
                    addRecord(batch.sequenceAt(at), batch.timeMsAt(at));
                    alsoTo.onCommand(
                            lastSequence,
                            lastTimeMs,
                            batch.buffer(),
                            batch.payloadOffsetAt(at),
                            batch.payloadLengthAt(at));
                }
            }
        }

        private void addRecord(long sequence, long timeMs) {
            if (records++ == 0) {
                firstSequence = sequence;
                firstTimeMs = timeMs;
            }
            lastSequence = sequence;
            lastTimeMs = timeMs;
        }

        private TermReport report(boolean torn) {
            return new TermReport(
                    term.number(),
                    term.continuesFrom(),
                    term.openedAtMs(),
                    term.syncEachBatch(),
                    records,
                    batches,
                    seals,
                    bytes,
                    firstSequence,
                    lastSequence,
                    firstTimeMs,
                    lastTimeMs,
                    torn ? TermEnd.TORN : sealed ? TermEnd.SEALED : TermEnd.OPEN);
        }
    }
}
