package io.boxoffice.journal;

import io.boxoffice.journal.record.BatchKind;
import io.boxoffice.journal.record.BatchView;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.JournalCorruptException;
import io.boxoffice.journal.recordlog.LogReader;
import io.boxoffice.journal.recordlog.LogTail;
import io.boxoffice.journal.recordlog.Term;
import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;

/** Replays the command journal of a data directory, read-only. For one thread; a live journal is read to its present end. */
public final class JournalReader {
    private static final long PROGRESS_INTERVAL_NS = 1_000_000_000L;

    /** Takes commands in order. */
    @FunctionalInterface
    public interface CommandHandler {
        /** The buffer is valid during the call only. */
        void onCommand(long sequence, long timeMs, DirectBuffer buffer, int offset, int length);
    }

    /** Hears about the progress about once a second, and at the end. */
    @FunctionalInterface
    public interface Progress {
        void onProgress(long commands, double percent, double commandsPerSecond);
    }

    private final Path logDirectory;
    private final LogTail tail;

    /**
     * Finds the end of the journal, by reading its last term.
     *
     * @throws JournalCorruptException when something that was synced is missing there
     */
    public JournalReader(Path dataDirectory) {
        logDirectory = dataDirectory.resolve(LogKind.COMMANDS.directoryName());
        tail = LogTail.read(logDirectory, LogKind.COMMANDS);
    }

    private JournalReader(Path logDirectory, LogTail tail) {
        this.logDirectory = logDirectory;
        this.tail = tail;
    }

    /**
     * The same, reading as little as shows where the journal ends: what is missing before is found out by {@link #replay}.
     *
     * @param knownThrough the last command in a snapshot, which replay begins after; 0: there is none
     */
    static JournalReader forReplay(Path dataDirectory, long knownThrough) {
        Path directory = dataDirectory.resolve(LogKind.COMMANDS.directoryName());
        return new JournalReader(directory, LogTail.find(directory, LogKind.COMMANDS, knownThrough));
    }

    /** Where the journal ended when this reader was made. */
    public LogTail tail() {
        return tail;
    }

    /**
     * Hands out all commands after a sequence, to the end found when this reader was made.
     *
     * @param afterSequence 0: from the first one
     * @return how many
     * @throws JournalCorruptException when something that was synced is missing or damaged, or no longer kept; what was handed
     *                                 out before is good
     */
    public long replay(long afterSequence, CommandHandler handler, Progress progress) {
        long startNs = System.nanoTime();
        long reportNs = startNs;
        long commands = 0;
        long last = afterSequence;
        try (LogReader reader = LogReader.openAfter(logDirectory, LogKind.COMMANDS, afterSequence)) {
            while (last < tail.lastSequence() && reader.next()) {
                BatchView batch = reader.batch();
                if (batch.is(BatchKind.RECORDS)) {
                    long until = Math.min(reader.limit(), tail.lastSequence());
                    commands += hand(batch, afterSequence, until, handler);
                    last = Math.max(last, Math.min(until, batch.lastSequence()));
                }
                if (System.nanoTime() - reportNs >= PROGRESS_INTERVAL_NS) {
                    reportNs = System.nanoTime();
                    report(progress, commands, last - afterSequence, tail.lastSequence() - afterSequence, startNs);
                }
            }
        }
        if (last < tail.lastSequence()) {
            throw new JournalCorruptException(
                    LogKind.COMMANDS,
                    logDirectory,
                    0,
                    last,
                    "The journal ended at sequence " + tail.lastSequence() + " a moment ago, and no longer does");
        }
        report(progress, commands, 1, 1, startNs);
        return commands;
    }

    /** The last sequence before the first command that is kept; 0 when all are. */
    public long keptAfter() {
        return keptAfter(logDirectory);
    }

    private static long keptAfter(Path logDirectory) {
        List<Term> terms = Term.list(logDirectory, LogKind.COMMANDS);
        return terms.isEmpty() ? 0 : terms.get(0).continuesFrom();
    }

    /**
     * Hands out the commands of a part of the journal, which may be written meanwhile; its end is not looked for.
     *
     * @throws JournalCorruptException when they are not all there
     */
    public static void replayPart(
            Path dataDirectory, long afterSequence, long throughSequence, CommandHandler handler) {
        Path logDirectory = dataDirectory.resolve(LogKind.COMMANDS.directoryName());
        long last = afterSequence;
        try (LogReader reader = LogReader.openAfter(logDirectory, LogKind.COMMANDS, afterSequence)) {
            while (last < throughSequence && reader.next()) {
                BatchView batch = reader.batch();
                if (batch.is(BatchKind.RECORDS)) {
                    long until = Math.min(reader.limit(), throughSequence);
                    hand(batch, afterSequence, until, handler);
                    last = Math.max(last, Math.min(until, batch.lastSequence()));
                }
            }
        }
        if (last < throughSequence) {
            throw new JournalCorruptException(
                    LogKind.COMMANDS, logDirectory, 0, last, "The journal does not reach sequence " + throughSequence);
        }
    }

    private static long hand(BatchView batch, long after, long until, CommandHandler handler) {
        long commands = 0;
        for (int at = batch.firstPosition(); batch.hasRecordAt(at); at = batch.positionAfter(at)) {
            long sequence = batch.sequenceAt(at);
            if (sequence > after && sequence <= until) {
                handler.onCommand(
                        sequence,
                        batch.timeMsAt(at),
                        batch.buffer(),
                        batch.payloadOffsetAt(at),
                        batch.payloadLengthAt(at));
                commands++;
            }
        }
        return commands;
    }

    private static void report(Progress progress, long commands, long done, long all, long startNs) {
        double seconds = Math.max(1e-9, (System.nanoTime() - startNs) / 1e9);
        progress.onProgress(commands, 100.0 * done / Math.max(1, all), commands / seconds);
    }
}
