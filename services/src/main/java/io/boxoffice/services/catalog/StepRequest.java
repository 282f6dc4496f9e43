package io.boxoffice.services.catalog;

import io.boxoffice.services.database.Versions;

/**
 * What a step of a show is asked with. Immutable.
 *
 * @param expected the versions of the show that the caller knows
 * @param key      null: none
 */
public record StepRequest(Versions expected, Key key) {
    /** Whatever the show's version is, and without a key. */
    public static final StepRequest UNCONDITIONAL = new StepRequest(Versions.ANY, null);

    /**
     * An Idempotency-Key.
     *
     * @param callerId whose key it is
     * @param text     as the client sent it, 1 to 255 characters
     * @param bodyHash of the request's body
     */
    public record Key(long callerId, String text, long bodyHash) {}
}
