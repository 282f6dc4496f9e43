package io.boxoffice.protocol.config;

import java.util.List;

/**
 * One section of the configuration, with readers that check type and range. Keys are written in lower case with hyphens, and
 * name their unit ({@code retry-min-ms}); a key may be a path ({@code tls.key-file}). Every reader throws what
 * {@link #refused} gives when the value is of the wrong type, out of its range, or missing. Not thread-safe.
 */
public interface Section {
    /** The largest number that a count may be, where nothing narrower is needed. */
    int MAX_COUNT = 1_000_000_000;

    /** A day in milliseconds. */
    long DAY_MS = 86_400_000L;

    /** The whole configuration, for a value of another section. */
    Section root();

    /** A section within this one. */
    Section section(String key);

    /** A text; may be empty. */
    String text(String key);

    /** A list of texts; may be empty. Immutable. */
    List<String> texts(String key);

    /** Yes or no. */
    boolean flag(String key);

    /** A whole number from {@code min} to {@code max}. */
    int integer(String key, int min, int max);

    /** A whole number from {@code min} to {@code max}. */
    long whole(String key, long min, long max);

    /** A whole number of another section, whose own reader checks its range. */
    default int integer(String key) {
        return integer(key, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** The same for a long. */
    default long whole(String key) {
        return whole(key, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** One of an enum's names, written in lower case with hyphens. */
    <E extends Enum<E>> E choice(String key, Class<E> type);

    /**
     * What to throw when a value cannot be used.
     *
     * @param why continues the key: "must be …"
     * @return an exception whose message is one line, and names the key in full and where its value comes from
     */
    RuntimeException refused(String key, String why);
}
