package io.boxoffice.services.catalog;

import java.nio.file.Path;

/**
 * The names that go with shows, in memory and in a file, so that selling goes on without PostgreSQL. Bounded: the shows that
 * begin last are left out when there are too many. Any thread; reading takes no lock and never waits.
 */
public final class CatalogCache implements AutoCloseable {
    /**
     * Loads what the file has.
     *
     * @param file made when it is not there; replaced as a whole, a little after changes
     */
    public CatalogCache(Path file, int maxShows) {}

    /** What is known of a show, or null. */
    public ShowCard card(long showId) {
        throw new UnsupportedOperationException();
    }

    /** Writes what has not been written yet. */
    @Override
    public void close() {}
}
