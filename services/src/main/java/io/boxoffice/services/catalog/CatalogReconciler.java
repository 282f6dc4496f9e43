package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.SqlDatabase;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finishes what was intended for shows but cut off before the core and PostgreSQL agreed. Blocks. */
public final class CatalogReconciler {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogReconciler.class);
    private static final int PAGE = 100;

    private final ShowRows rows;
    private final ShowCatalog shows;

    public CatalogReconciler(SqlDatabase database, ShowCatalog shows) {
        this.rows = new ShowRows(database);
        this.shows = shows;
    }

    /**
     * Goes through all shows that have something intended. What the core refuses is dropped, and logged.
     *
     * @return how many were finished
     */
    public int finishAll() {
        int finished = 0;
        long last = 0;
        List<Long> page;
        do {
            page = rows.intended(last, PAGE);
            for (long showId : page) {
                last = showId;
                try {
                    finished += shows.finish(showId) ? 1 : 0;
                } catch (RejectedException e) {
                    LOG.warn("what was intended for show {} is dropped: the core refused: {}", showId, e.getMessage());
                } catch (InvalidInputException | NotFoundException e) {
                    LOG.error("what was intended for show {} cannot be done: {}", showId, e.getMessage());
                }
            }
        } while (page.size() == PAGE);
        return finished;
    }
}
