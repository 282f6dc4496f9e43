package io.boxoffice.gateway.http;

import java.util.Locale;

/**
 * The stable code of an error answer, with its HTTP status and title. Programs decide by {@link #code()}; titles are for people and
 * may change. Implemented by enums, each beside what throws its problems.
 */
public interface ProblemCode {
    /** The constant's name. */
    String name();

    /** What stands in the answer's {@code code}. */
    default String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The HTTP status. */
    int status();

    /** What it means, for people. */
    String title();

    /** What to say in Retry-After; 0: nothing. */
    default int retryAfterSeconds() {
        return 0;
    }
}
