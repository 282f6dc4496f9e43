package io.boxoffice.services.catalog;

import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.ShowDirectory;
import java.util.Map;

/**
 * Shows, from draft to archive. Blocks, for PostgreSQL and for the booking core; any thread.
 *
 * <p>A draft lives in PostgreSQL alone. What is done to it once it is published is written down as intended, told to the core,
 * and then marked as done; what is cut off between is finished by {@link CatalogReconciler}. All operations may be repeated.
 * Besides the exceptions named below they throw {@link io.boxoffice.protocol.port.RejectedException} when the core refuses
 * (the intention is dropped then) and {@link BookingClient.OverloadedException} when it has no room (it stands then).
 */
public final class ShowCatalog {
    public ShowCatalog(
            CatalogDatabase database,
            SeatMapCatalog seatMaps,
            BookingClient core,
            ShowDirectory directory,
            CatalogCache cache,
            CatalogConfig config) {}

    /**
     * Makes a draft, or finds the show of the same external id of the event.
     *
     * @throws NotFoundException     when hall, event or map are not the actor's
     * @throws InvalidInputException when the parts do not fit together
     */
    public Created<Show> create(Actor actor, ShowDraft draft) {
        throw new UnsupportedOperationException();
    }

    /**
     * @throws NotFoundException when there is none, or it is a draft of another's
     */
    public Show show(Actor actor, long showId) {
        throw new UnsupportedOperationException();
    }

    /**
     * Replaces times and rules; of a draft also the prices. What is fixed must be as it was.
     *
     * @param expectedVersion the version the caller knows, or 0 for whichever
     * @throws VersionMismatchException when it has another version
     * @throws WrongStateException      when it is cancelled or archived
     */
    public Show update(Actor actor, long showId, ShowDraft draft, long expectedVersion) {
        throw new UnsupportedOperationException();
    }

    /**
     * @throws InUseException when it is not a draft
     */
    public void delete(Actor actor, long showId) {
        throw new UnsupportedOperationException();
    }

    /** Puts a draft on sale, or a closed show on sale again. Published already: nothing happens. */
    public Show publish(Actor actor, long showId) {
        throw new UnsupportedOperationException();
    }

    /** Takes no further holds. */
    public Show close(Actor actor, long showId) {
        throw new UnsupportedOperationException();
    }

    /** Cancels the show, its bookings and holds; what was paid becomes due for refund. */
    public Show cancel(Actor actor, long showId) {
        throw new UnsupportedOperationException();
    }

    /** Has the core forget an ended or cancelled show, with its reservations. */
    public Show archive(Actor actor, long showId) {
        throw new UnsupportedOperationException();
    }

    /** Replaces all prices; holds that stand keep theirs. */
    public Show changePrices(Actor actor, long showId, Prices prices) {
        throw new UnsupportedOperationException();
    }

    /**
     * States which seats are not for sale: all others are.
     *
     * @param blocks reason codes 1 to 127 by seat id
     * @throws io.boxoffice.protocol.port.RejectedException SEAT_UNAVAILABLE with the seats that are held or sold
     */
    public Show changeBlocks(Actor actor, long showId, Map<String, Integer> blocks) {
        throw new UnsupportedOperationException();
    }
}
