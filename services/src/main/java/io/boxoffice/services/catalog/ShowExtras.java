package io.boxoffice.services.catalog;

import io.boxoffice.gateway.availability.ShowPresentation;
import java.time.Instant;

/**
 * What is said of a show that the booking core need not know.
 *
 * @param doorsAt         null: not said
 * @param cleaningMinutes until the next show in its hall; null: as the hall says
 * @param allowOverlap    whether another show may be in its hall at the same time
 * @param boxOffice       when the box office sells; null: when customers buy
 * @param endIsEstimated  whether nobody said when it ends
 */
record ShowExtras(
        Instant doorsAt,
        ShowPresentation presentation,
        ShowVisibility visibility,
        Integer cleaningMinutes,
        boolean allowOverlap,
        boolean endIsEstimated,
        SaleWindow boxOffice) {
    /** Nothing is said. */
    static final ShowExtras NONE =
            new ShowExtras(null, ShowPresentation.NONE, ShowVisibility.PUBLIC, null, false, false, null);

    /** Those of a request. */
    static ShowExtras of(ShowRequest stated) {
        return new ShowExtras(
                stated.doorsAt(),
                stated.presentation(),
                stated.visibility(),
                stated.cleaningMinutes(),
                stated.allowOverlap(),
                stated.endsAt() == null,
                stated.boxOffice());
    }
}
