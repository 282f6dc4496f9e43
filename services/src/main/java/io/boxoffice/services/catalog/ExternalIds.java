package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.FieldErrors;

/** Other systems' names of things: making a thing again under its name finds what is there, and fails if that is another. */
final class ExternalIds {
    /** For the document. */
    static final String DESCRIPTION = "The organizer's own id; making the same again answers what is there";

    private ExternalIds() {}

    /**
     * @param externalId null: it has none
     */
    static void check(String externalId, FieldErrors errors) {
        if (externalId != null && externalId.isBlank()) {
            errors.add("/externalId", FieldErrors.INVALID, "is blank");
        }
    }

    /**
     * What was found under the external id of what was to be made.
     *
     * @param id   its own
     * @param same whether it says the same
     * @throws ExternalIdTakenException when it does not
     */
    static <T> Created<T> found(T there, long id, boolean same) {
        if (!same) {
            throw new ExternalIdTakenException(id);
        }
        return new Created<>(there, false);
    }
}
