package io.boxoffice.journal.recordlog;

import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.record.LogKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Removes the beginning of a log: whole cycle files, and whole terms, of which nothing is needed any more. First
 * {@link KeptFrom} is made to say where the log will begin; from then on what is before does not count, whether it is there or
 * not, so that a removal may be cut off anywhere. For one thread of the server that has the directory's lock; the log may be
 * written and read meanwhile, as long as nobody reads what goes.
 */
public final class LogRetention {
    private final Path logDirectory;
    private final LogKind log;
    private final FileSync sync;

    public LogRetention(Path logDirectory, LogKind log, FileSync sync) {
        this.logDirectory = logDirectory;
        this.log = log;
        this.sync = sync;
    }

    /**
     * Removes files that hold nothing but records up to a sequence and before a time. The file that is written now is never
     * one of them.
     *
     * @param throughSequence records after it are kept
     * @param beforeMs        records of this time and later are kept, epoch milliseconds
     * @return how many files were removed
     * @throws JournalCorruptException when the log is not what it should be: then nothing is removed
     * @throws UncheckedIOException    when a file cannot be removed; the next time goes on with it
     */
    public int removeThrough(long throughSequence, long beforeMs) {
        KeptFrom before = KeptFrom.read(logDirectory, log);
        KeptFrom after = latestBeginning(before, throughSequence, beforeMs);
        try {
            if (after != null && after.isAfter(before)) {
                after.write(logDirectory, log, sync);
            } else {
                after = before;
            }
            return after == null ? 0 : removeBefore(after);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove what is no longer needed of " + logDirectory, e);
        }
    }

    private KeptFrom latestBeginning(KeptFrom before, long throughSequence, long beforeMs) {
        KeptFrom latest = null;
        for (Term term : Term.list(logDirectory, log)) {
            if (term.isVoid()) {
                continue;
            }
            try (TermReader reader = TermReader.of(term, log)) {
                List<Path> files = term.directory().cycleFiles();
                for (int i = 0; i < files.size(); i++) {
                    TermReader.FileStart start = reader.startOf(files.get(i));
                    if (start == null || start.sequenceBefore() > throughSequence || start.timeMs() > beforeMs) {
                        return latest;
                    }
                    boolean whole = start.batchNumber() == 0;
                    boolean asBefore = before != null
                            && before.term() == term.number()
                            && !before.firstFile().isEmpty()
                            && i == 0;
                    latest = asBefore
                            ? before
                            : new KeptFrom(
                                    term.journalId(),
                                    term.number(),
                                    whole ? "" : files.get(i).getFileName().toString(),
                                    start.batchNumber(),
                                    start.sequenceBefore(),
                                    term.openedAtMs(),
                                    term.syncEachBatch());
                }
            }
        }
        return latest;
    }

    private int removeBefore(KeptFrom kept) throws IOException {
        int removed = 0;
        for (TermDirectory term : TermDirectory.present(logDirectory)) {
            if (term.number() > kept.term()) {
                break;
            }
            boolean whole = term.number() < kept.term();
            for (Path file : children(term.path())) {
                String name = file.getFileName().toString();
                if (whole || TermDirectory.isCycleFile(name) && kept.excludes(term.number(), name)) {
                    Files.delete(file);
                    removed++;
                }
            }
            if (whole) {
                Files.delete(term.path());
                sync.forceDirectory(logDirectory);
            } else if (removed > 0) {
                sync.forceDirectory(term.path());
            }
        }
        return removed;
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        }
    }
}
