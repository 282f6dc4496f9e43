package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.record.Id;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;

/** What one request gave back of a booking. */
record Cancellation(
        @NotNull Id id,
        @NotNull Id showId,
        @NotNull @JsonPropertyDescription("Of the booking") BookingStatus status,
        @NotNull List<Refund> refunds,
        @NotNull List<CancelledTicket> cancelled,

        @NotNull @JsonPropertyDescription("The command this answer contains")
        Id sequence) {
    /** A ticket that is not valid any more. Seat and area are missing once the show is archived. */
    record CancelledTicket(
            String seat,
            String area,
            @NotNull @PositiveOrZero long price,
            @NotNull @PositiveOrZero int ordinal) {}
}
