package io.boxoffice.services.catalog;

import java.time.Instant;

/**
 * When a show lets people in.
 *
 * @param from  not after its start; null: {@link CatalogConfig#checkInBeforeStartMs} before it
 * @param until from then on nobody, not before its start; null: its end
 */
public record CheckInWindow(Instant from, Instant until) {
    /** Nothing is stated. */
    public static final CheckInWindow NOT_STATED = new CheckInWindow(null, null);
}
