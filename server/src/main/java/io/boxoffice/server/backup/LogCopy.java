package io.boxoffice.server.backup;

import io.boxoffice.journal.LogExtent;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.JournalCorruptException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Copies one log, which may be growing meanwhile, up to where it had come. When a file is removed meanwhile, because nobody
 * needs it any more, the copy is begun afresh.
 *
 * @param directories those of its terms
 */
record LogCopy(List<String> directories, List<BackupFile> files, long lastSequence) {
    private static final int ATTEMPTS = 5;

    /**
     * @throws JournalCorruptException when the log is damaged
     */
    static LogCopy of(Path dataDirectory, LogKind log, BackupTarget target) throws IOException {
        return of(() -> LogExtent.of(dataDirectory, log), log, target);
    }

    /**
     * @param extent looked up for each attempt
     */
    static LogCopy of(Supplier<LogExtent> extent, LogKind log, BackupTarget target) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return copy(extent.get(), target);
            } catch (IOException | UncheckedIOException | JournalCorruptException e) {
                if (attempt == ATTEMPTS || !mayBeOfRemoval(e)) {
                    throw e;
                }
                target.delete(log.directoryName());
            }
        }
    }

    private static LogCopy copy(LogExtent extent, BackupTarget target) throws IOException {
        List<BackupFile> files = new ArrayList<>();
        for (String directory : extent.directories()) {
            target.makeDirectory(directory);
        }
        for (LogExtent.Part part : extent.parts()) {
            files.add(target.copy(part.file(), part.path(), part.bytes()));
        }
        return new LogCopy(extent.directories(), files, extent.lastSequence());
    }

    /** A log from which a file was just taken looks damaged to whoever had listed the files before. */
    private static boolean mayBeOfRemoval(Exception e) {
        return e instanceof NoSuchFileException
                || e.getCause() instanceof NoSuchFileException
                || e instanceof JournalCorruptException;
    }
}
