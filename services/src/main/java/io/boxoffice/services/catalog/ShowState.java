package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import io.boxoffice.gateway.availability.SaleStatus;
import java.util.Locale;

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
    ARCHIVED;

    /** As answers and rows write it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether only its organizer sees it. */
    boolean isHidden() {
        return this == DRAFT || this == PUBLISHING;
    }

    /** Whether seats can be had of a show that the core does not know, yet or any more. */
    SaleStatus saleStatusWithoutCore() {
        return switch (this) {
            case DRAFT, PUBLISHING -> SaleStatus.NOT_YET;
            case PUBLISHED, CLOSED -> SaleStatus.CLOSED;
            case CANCELLED -> SaleStatus.CANCELLED;
            case ARCHIVED -> SaleStatus.OVER;
        };
    }
}
