package io.boxoffice.services.catalog;

/** A room of a venue that has seats. */
public record Hall(long id, long venueId, long ownerId, String externalId, String name, long version) {
    /** Its parts as they could be sent in again, to change some of them. */
    public HallDraft draft() {
        return new HallDraft(externalId, name);
    }
}
