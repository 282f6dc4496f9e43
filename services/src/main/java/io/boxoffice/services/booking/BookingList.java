package io.boxoffice.services.booking;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.booking.Booking;
import io.boxoffice.gateway.record.Id;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** A part of a list of bookings, newest first. */
record BookingList(
        @NotNull List<Booking> items,

        @JsonInclude(JsonInclude.Include.ALWAYS) @JsonPropertyDescription("Cursor of what follows, or null")
        String next,

        @JsonPropertyDescription("Newer bookings than this sequence may be missing")
        Id asOf) {}
