package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;
import java.time.Instant;

/** Another show is in the hall at that time (409). */
public final class HallTakenException extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * @param showId of the one that is there
     * @param from   when that one begins
     * @param until  when the hall is ready again after it
     */
    HallTakenException(long showId, Instant from, Instant until) {
        super(Problem.of(CatalogProblem.HALL_TAKEN)
                .with("showId", Long.toString(showId))
                .with("from", from.toString())
                .with("until", until.toString()));
    }
}
