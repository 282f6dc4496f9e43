package io.boxoffice.journal.snapshot;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file with a snapshot's name; what is in it is not known yet.
 *
 * @param sequence the last command that it is of, by its name
 */
public record SnapshotFile(long sequence, Path path) {
    private static final Pattern NAME = Pattern.compile("snapshot-(\\d{19})");

    static SnapshotFile of(Path directory, long sequence) {
        return new SnapshotFile(sequence, directory.resolve(String.format("snapshot-%019d", sequence)));
    }

    /** Null when the file has another kind of name. */
    static SnapshotFile named(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()) {
            return null;
        }
        try {
            return new SnapshotFile(Long.parseLong(name.group(1)), path);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
