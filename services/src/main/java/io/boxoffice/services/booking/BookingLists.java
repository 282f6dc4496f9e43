package io.boxoffice.services.booking;

import io.boxoffice.services.catalog.CatalogDatabase;
import java.util.function.LongSupplier;

/**
 * Lists of a customer's bookings, from the rows the persistence writer keeps. {@link #list} blocks and belongs on the {@link
 * io.boxoffice.services.ServiceExecutor}; {@link #noteAnswered} is cheap, for any thread.
 */
public final class BookingLists {
    /**
     * @param currentSequence the core's sequence now: what to wait for when it is not known what a customer was answered
     */
    public BookingLists(CatalogDatabase database, BookingListConfig config, LongSupplier currentSequence) {}

    /** Remembers that a customer was answered by a command, so that lists contain it. */
    public void noteAnswered(long customerId, long sequence) {
        throw new UnsupportedOperationException();
    }

    /**
     * A customer's bookings, newest first. Waits for the writer, for a bounded time.
     *
     * @param cursor or null
     * @throws io.boxoffice.services.catalog.CatalogUnavailableException without PostgreSQL
     * @throws io.boxoffice.services.catalog.InvalidInputException       when the cursor is not one
     */
    public BookingList list(long customerId, String cursor, int limit) {
        throw new UnsupportedOperationException();
    }
}
