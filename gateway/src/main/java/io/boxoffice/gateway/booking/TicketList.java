package io.boxoffice.gateway.booking;

import io.boxoffice.gateway.record.Id;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** The tickets of a booking, one a seat or place. */
record TicketList(
        @NotNull Id bookingId, @NotNull Id showId, @NotNull List<Ticket> items) {}
