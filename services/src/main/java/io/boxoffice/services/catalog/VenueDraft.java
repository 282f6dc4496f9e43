package io.boxoffice.services.catalog;

/**
 * What an organizer says about a venue.
 *
 * @param externalId unique among the owner's venues, or null; fixed once created
 * @param latitude   degrees, or null together with longitude
 * @param timezone   IANA name; dates in searches are read in it
 */
public record VenueDraft(
        String externalId,
        String name,
        String address,
        String city,
        Double latitude,
        Double longitude,
        String timezone) {}
