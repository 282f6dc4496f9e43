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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One term of a log on disk: the Chronicle queue directory {@code term-000001}, {@code term-000002}, …
 *
 * @param number 1, 2, 3, …
 */
public record TermDirectory(int number, Path path) {
    private static final Pattern NAME = Pattern.compile("term-(\\d{6,9})");
    private static final String CYCLE_FILE_SUFFIX = ".cq4";

    /** The term of that number, whether it exists or not. */
    public static TermDirectory of(Path logDirectory, int number) {
        return new TermDirectory(number, logDirectory.resolve(String.format("term-%06d", number)));
    }

    /** The term in that directory, which is one of a log. */
    static TermDirectory at(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException(path + " is not the directory of a term");
        }
        return new TermDirectory(Integer.parseInt(name.group(1)), path);
    }

    /**
     * The terms of a log in order; none when the log does not exist.
     *
     * @throws JournalCorruptException when one is missing between two others
     */
    public static List<TermDirectory> list(Path logDirectory, LogKind log) {
        List<TermDirectory> terms = new ArrayList<>();
        for (Path path : children(logDirectory)) {
            Matcher name = NAME.matcher(path.getFileName().toString());
            if (name.matches()) {
                terms.add(new TermDirectory(Integer.parseInt(name.group(1)), path));
            }
        }
        terms.sort(Comparator.comparingInt(TermDirectory::number));
        for (int i = 1; i < terms.size(); i++) {
            int missing = terms.get(i - 1).number() + 1;
            if (terms.get(i).number() != missing) {
                Path path = of(logDirectory, missing).path();
                throw new JournalCorruptException(log, path, 0, 0, "A term is missing between two others");
            }
        }
        return terms;
    }

    /** The cycle files in the order in which they were written. */
    public List<Path> cycleFiles() {
        List<Path> files = new ArrayList<>(children(path));
        files.removeIf(file -> !file.getFileName().toString().endsWith(CYCLE_FILE_SUFFIX));
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
