package io.boxoffice.services.catalog;

/**
 * What an organizer says about a hall.
 *
 * @param externalId unique in the venue, or null; fixed once created
 */
public record HallDraft(String externalId, String name) {}
