package io.boxoffice.journal.recordlog;

import io.boxoffice.journal.record.LogKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One term of a log on disk: the Chronicle queue directory {@code term-000001}, {@code term-000002}, …
 *
 * @param number    1, 2, 3, …
 * @param firstFile the oldest cycle file that counts; empty: all do
 */
public record TermDirectory(int number, Path path, String firstFile) {
    private static final Pattern NAME = Pattern.compile("term-(\\d{6,9})");
    private static final String CYCLE_FILE_SUFFIX = ".cq4";

    /** The term of that number, whether it exists or not. */
    public static TermDirectory of(Path logDirectory, int number) {
        return new TermDirectory(number, logDirectory.resolve(String.format("term-%06d", number)), "");
    }

    /**
     * The terms of a log that are kept, in order; none when the log does not exist.
     *
     * @throws JournalCorruptException when one is missing that was not removed on purpose
     */
    public static List<TermDirectory> list(Path logDirectory, LogKind log) {
        KeptFrom kept = KeptFrom.read(logDirectory, log);
        while (true) {
            try {
                return list(logDirectory, log, kept);
            } catch (JournalCorruptException e) {
                // What is missing may have been removed since.
                KeptFrom later = KeptFrom.read(logDirectory, log);
                if (Objects.equals(later, kept)) {
                    throw e;
                }
                kept = later;
            }
        }
    }

    private static List<TermDirectory> list(Path logDirectory, LogKind log, KeptFrom kept) {
        List<TermDirectory> terms = new ArrayList<>();
        int first = kept == null ? 1 : kept.term();
        for (TermDirectory term : present(logDirectory)) {
            if (term.number() == first && kept != null) {
                terms.add(new TermDirectory(first, term.path(), kept.firstFile()));
            } else if (term.number() >= first) {
                terms.add(term);
            }
        }
        if (terms.isEmpty() ? kept != null : terms.get(0).number() != first) {
            Path path = of(logDirectory, first).path();
            throw new JournalCorruptException(
                    log,
                    path,
                    0,
                    0,
                    kept == null
                            ? "The beginning of the log is missing, and nothing says that it was removed on purpose"
                            : "The term that the log begins with is missing");
        }
        for (int i = 1; i < terms.size(); i++) {
            int missing = terms.get(i - 1).number() + 1;
            if (terms.get(i).number() != missing) {
                Path path = of(logDirectory, missing).path();
                throw new JournalCorruptException(log, path, 0, 0, "A term is missing between two others");
            }
        }
        return terms;
    }

    /** Whatever terms there are, in order, whether they count or not. */
    static List<TermDirectory> present(Path logDirectory) {
        List<TermDirectory> terms = new ArrayList<>();
        for (Path path : children(logDirectory)) {
            Matcher name = NAME.matcher(path.getFileName().toString());
            if (name.matches()) {
                terms.add(new TermDirectory(Integer.parseInt(name.group(1)), path, ""));
            }
        }
        terms.sort(Comparator.comparingInt(TermDirectory::number));
        return terms;
    }

    static boolean isCycleFile(String name) {
        return name.endsWith(CYCLE_FILE_SUFFIX);
    }

    /** The cycle files that count, in the order in which they were written. */
    public List<Path> cycleFiles() {
        List<Path> files = new ArrayList<>(children(path));
        files.removeIf(file -> !isCycleFile(file.getFileName().toString())
                || file.getFileName().toString().compareTo(firstFile) < 0);
        files.sort(Comparator.comparing(file -> file.getFileName().toString()));
        return files;
    }

    private static List<Path> children(Path directory) {
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
