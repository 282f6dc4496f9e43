package io.boxoffice.services.booking;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;

/**
 * @param maxPageSize        what {@code limit} is capped at
 * @param maxWaitMs          how long a list waits for the persistence writer
 * @param pollIntervalMs     between two looks at its watermark
 * @param maxKnownCustomers  whose last answered sequence is remembered
 * @param maxCachedSeats     of the seat maps of archived shows that are kept decoded
 */
public record BookingListConfig(
        int maxPageSize, long maxWaitMs, long pollIntervalMs, long maxKnownCustomers, long maxCachedSeats) {
    public static final BookingListConfig DEFAULT = new BookingListConfig(100, 1_000, 20, 100_000, 300_000);

    /** Reads it from the section {@code lists}. */
    public static final ConfigPart<BookingListConfig> PART =
            new ConfigPart<>("lists", BookingListConfig.class, BookingListConfig::read);

    private static BookingListConfig read(Section s) {
        return new BookingListConfig(
                s.integer("max-limit"),
                s.whole("max-wait-ms", 0, 600_000),
                s.whole("poll-interval-ms", 1, 60_000),
                s.whole("max-known-customers", 1, Section.MAX_COUNT),
                s.whole("max-cached-seats", 0, Section.MAX_COUNT));
    }
}
