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

    /** What it stands for. */
    Meaning meaning();

    /** The HTTP status. */
    default int status() {
        return meaning().status();
    }

    /** What it means, for people. */
    default String title() {
        return meaning().title();
    }

    /** What to say in Retry-After; 0: nothing. */
    default int retryAfterSeconds() {
        return meaning().retryAfterSeconds();
    }

    /**
     * What a code stands for.
     *
     * @param status            of HTTP
     * @param title             for people
     * @param retryAfterSeconds what to say in Retry-After; 0: nothing
     */
    record Meaning(int status, String title, int retryAfterSeconds) {}
}
