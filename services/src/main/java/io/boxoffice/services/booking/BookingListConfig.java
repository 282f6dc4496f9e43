package io.boxoffice.services.booking;

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
}
