package io.boxoffice.services.account;

import io.boxoffice.gateway.record.Id;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;

/** The bookings of an address, the newest first. */
public record FoundBookings(@NotNull List<FoundBooking> items) {
    /**
     * One of them. Without names its show is not known any more.
     *
     * @param link opens it, see {@link BookingLinks}
     */
    public record FoundBooking(
            @NotNull Id bookingId,
            @NotNull Id showId,
            @NotNull String status,
            @NotNull String link,
            String eventTitle,
            String venueName,
            Instant startsAt,
            String timezone) {}
}
