package io.boxoffice.services.catalog;

import java.time.ZoneId;

/** A theatre, stadium or cinema. See {@link VenueDraft} for the parts; {@code version} counts its changes from 1. */
public record Venue(
        long id,
        long ownerId,
        String externalId,
        String name,
        String address,
        String city,
        Double latitude,
        Double longitude,
        ZoneId timezone,
        long version) {
    /** Its parts as they could be sent in again, to change some of them. */
    public VenueDraft draft() {
        return new VenueDraft(externalId, name, address, city, latitude, longitude, timezone.getId());
    }
}
