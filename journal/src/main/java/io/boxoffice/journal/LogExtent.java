package io.boxoffice.journal;

import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.JournalCorruptException;
import io.boxoffice.journal.recordlog.KeptFrom;
import io.boxoffice.journal.recordlog.LogReader;
import io.boxoffice.journal.recordlog.Term;
import io.boxoffice.journal.recordlog.TermDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a log's files there is to copy, found without disturbing whoever writes them.
 *
 * <p>The file that grows is cut after the last batch that was whole when it was read: a plain copy of it might hold a batch
 * without the one before it, which is what damage looks like. Files before it are no longer written; of those only the zeros
 * at the end are left out, which Chronicle allocates ahead. Such a copy reads as the log did at that moment.
 *
 * @param directories  names of the terms' directories, relative to the data directory, void ones included
 * @param parts        the files, oldest term first
 * @param lastSequence where the log ended
 */
public record LogExtent(LogKind log, List<String> directories, List<Part> parts, long lastSequence) {
    private static final int WINDOW_BYTES = 1 << 20;

    /** What was written last may end with zeros itself: with those of a payload of a slot, at most. */
    private static final int SPARE_BYTES = 4096;

    /**
     * The beginning of a file.
     *
     * @param path  relative to the data directory, with slashes
     * @param bytes how many bytes from its start, more than 0; at most: what there is
     */
    public record Part(Path file, String path, long bytes) {}

    /**
     * Reads all of a log and says what to copy of it.
     *
     * @throws JournalCorruptException when it is damaged
     * @throws UncheckedIOException    when it cannot be read, or a file was removed meanwhile
     */
    public static LogExtent of(Path dataDirectory, LogKind log) {
        Map<Path, Long> ends = new HashMap<>();
        List<Term> terms;
        Path lastRead = null;
        long lastSequence = 0;
        try (LogReader reader = LogReader.open(dataDirectory.resolve(log.directoryName()), log)) {
            terms = reader.terms();
            while (reader.next()) {
                ends.put(reader.file(), reader.position() + reader.batch().lengthBytes());
                lastSequence = reader.lastSequence();
                lastRead = reader.file();
            }
        }
        int live = terms.size() - 1;
        while (live >= 0 && terms.get(live).isVoid()) {
            live--;
        }
        List<String> directories = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        addBeginning(dataDirectory, log, parts);
        // A void term after the newest real one is being made, or never was: the log ends before it.
        for (int i = 0; i <= live; i++) {
            Path directory = terms.get(i).directory().path();
            String name = log.directoryName() + '/' + directory.getFileName();
            directories.add(name);
            for (Path file : terms.get(i).directory().cycleFiles()) {
                long read = ends.getOrDefault(file, 0L);
                boolean growing = i == live && (file.equals(lastRead) || read == 0);
                long bytes = growing ? read : Math.max(read, bytesBeforeZeros(file));
                if (bytes > 0) {
                    parts.add(new Part(file, name + '/' + file.getFileName(), bytes));
                }
            }
        }
        return new LogExtent(log, List.copyOf(directories), List.copyOf(parts), lastSequence);
    }

    /** What says where the log begins, when its beginning was removed; it is replaced at once, if at all. */
    private static void addBeginning(Path dataDirectory, LogKind log, List<Part> parts) {
        Path file = dataDirectory.resolve(log.directoryName()).resolve(KeptFrom.FILE_NAME);
        if (Files.exists(file)) {
            parts.add(new Part(file, log.directoryName() + '/' + KeptFrom.FILE_NAME, Long.MAX_VALUE));
        }
    }

    /** Bytes of all parts. */
    public long bytes() {
        return parts.stream()
                .mapToLong(part -> Math.min(part.bytes(), part.file().toFile().length()))
                .sum();
    }

    /**
     * About how many bytes {@link #of} would come to, without reading them.
     *
     * @throws UncheckedIOException when a file cannot be read
     */
    public static long usedBytes(Path dataDirectory, LogKind log) {
        long bytes = 0;
        for (TermDirectory term : TermDirectory.list(dataDirectory.resolve(log.directoryName()), log)) {
            for (Path file : term.cycleFiles()) {
                bytes += bytesBeforeZeros(file);
            }
        }
        return bytes;
    }

    private static long bytesBeforeZeros(Path file) {
        ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long end = channel.size();
            while (end > 0) {
                long start = Math.max(0, end - WINDOW_BYTES);
                window.clear().limit((int) (end - start));
                while (window.hasRemaining() && channel.read(window, start + window.position()) > 0) {
                    continue;
                }
                for (int i = window.position() - 1; i >= 0; i--) {
                    if (window.get(i) != 0) {
                        return Math.min(channel.size(), start + i + 1 + SPARE_BYTES);
                    }
                }
                end = start;
            }
            return 0;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
