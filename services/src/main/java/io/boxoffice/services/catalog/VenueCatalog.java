package io.boxoffice.services.catalog;

import io.boxoffice.services.Page;
import java.util.List;

/** Venues and their halls. Blocks; any thread. Every method throws {@link CatalogUnavailableException} without PostgreSQL. */
public final class VenueCatalog {
    public VenueCatalog(CatalogDatabase database, CatalogConfig config) {}

    /**
     * Makes a venue of the actor's, or finds the one of the same external id.
     *
     * @throws InvalidInputException when a part is missing or out of range
     */
    public Created<Venue> createVenue(Actor actor, VenueDraft draft) {
        throw new UnsupportedOperationException();
    }

    /**
     * @throws NotFoundException when there is none
     */
    public Venue venue(long venueId) {
        throw new UnsupportedOperationException();
    }

    /**
     * Venues in the order of their names.
     *
     * @param city   or null
     * @param cursor or null
     */
    public Page<Venue> venues(String city, String cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    /**
     * Replaces all parts but the external id.
     *
     * @param expectedVersion the version the caller knows, or 0 for whichever
     * @throws NotFoundException        when there is none of the actor's
     * @throws VersionMismatchException when it has another version
     */
    public Venue updateVenue(Actor actor, long venueId, VenueDraft draft, long expectedVersion) {
        throw new UnsupportedOperationException();
    }

    /**
     * @throws InUseException when it has halls
     */
    public void deleteVenue(Actor actor, long venueId) {
        throw new UnsupportedOperationException();
    }

    /** Makes a hall, or finds the one of the same external id in the venue. */
    public Created<Hall> createHall(Actor actor, long venueId, HallDraft draft) {
        throw new UnsupportedOperationException();
    }

    public Hall hall(long hallId) {
        throw new UnsupportedOperationException();
    }

    /** The halls of a venue in the order of their names; there are at most some hundred. */
    public List<Hall> halls(long venueId) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #updateVenue}. */
    public Hall updateHall(Actor actor, long hallId, HallDraft draft, long expectedVersion) {
        throw new UnsupportedOperationException();
    }

    /**
     * @throws InUseException when it has seat maps
     */
    public void deleteHall(Actor actor, long hallId) {
        throw new UnsupportedOperationException();
    }
}
