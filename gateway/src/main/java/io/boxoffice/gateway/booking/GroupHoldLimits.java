package io.boxoffice.gateway.booking;

import io.boxoffice.protocol.config.Section;

/**
 * Groups larger than a hold may be.
 *
 * @param maxSeats of one group; more: 409
 * @param maxHolds of one group; where it takes more, there are not enough seats together
 */
public record GroupHoldLimits(int maxSeats, int maxHolds) {
    /** Those of the section {@code group-holds}. */
    public static GroupHoldLimits read(Section s) {
        return new GroupHoldLimits(s.integer("max-seats", 2, 10_000), s.integer("max-holds", 1, 1_000));
    }
}
