package io.boxoffice.services.catalog;

/** Events. Blocks; any thread. Finding them is {@link CatalogSearch}'s part. */
public final class EventCatalog {
    public EventCatalog(CatalogDatabase database, CatalogConfig config) {}

    /** Makes an event of the actor's, or finds the one of the same external id. */
    public Created<Event> create(Actor actor, EventDraft draft) {
        throw new UnsupportedOperationException();
    }

    /**
     * @throws NotFoundException when there is none
     */
    public Event event(long eventId) {
        throw new UnsupportedOperationException();
    }

    /**
     * Replaces all parts but the external id.
     *
     * @param expectedVersion the version the caller knows, or 0 for whichever
     * @throws NotFoundException        when there is none of the actor's
     * @throws VersionMismatchException when it has another version
     */
    public Event update(Actor actor, long eventId, EventDraft draft, long expectedVersion) {
        throw new UnsupportedOperationException();
    }

    /**
     * @throws InUseException when it has shows
     */
    public void delete(Actor actor, long eventId) {
        throw new UnsupportedOperationException();
    }
}
