package io.boxoffice.services.catalog;

import java.time.Instant;

/**
 * That the latest end of a show, which archiving goes by, was lowered.
 *
 * @param version   of the show, made by the change
 * @param adminId   who did it
 * @param from      the latest end before
 * @param to        the latest end after, before {@code from}
 * @param reason    why, 1 to {@link #MAX_REASON} characters
 */
public record LatestEndChange(
        long showId, long version, long adminId, Instant changedAt, Instant from, Instant to, String reason) {
    /** Characters of a reason. */
    public static final int MAX_REASON = 1_000;
}
