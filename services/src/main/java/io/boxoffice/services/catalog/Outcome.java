package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.ProblemException;

/**
 * What became of one of several things that were asked for together.
 *
 * @param value   null when it was refused
 * @param refused null when it was not
 */
public record Outcome<T>(T value, RuntimeException refused) {
    static <T> Outcome<T> of(T value) {
        return new Outcome<>(value, null);
    }

    static <T> Outcome<T> refused(RuntimeException why) {
        return new Outcome<>(null, why);
    }

    /** Refused by what is the caller's to mend: what the server cannot do is thrown, and nothing that was asked for goes on. */
    static <T> Outcome<T> refusedOrThrow(ProblemException why) {
        if (why.problem().code().status() >= 500) {
            throw why;
        }
        return refused(why);
    }

    /**
     * @throws RuntimeException what it was refused with
     */
    T orThrow() {
        if (refused != null) {
            throw refused;
        }
        return value;
    }
}
