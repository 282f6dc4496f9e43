package io.boxoffice.services.catalog;

/** Where a show stands in the catalog. */
public enum ShowState {
    /** Only its organizer sees it. */
    DRAFT,
    /** Being told to the booking core; ends as {@link #PUBLISHED}, after a restart if need be. */
    PUBLISHING,
    /** On sale within its window. */
    PUBLISHED,
    /** No new holds. */
    CLOSED,
    CANCELLED,
    /** The booking core has forgotten it. */
    ARCHIVED
}
