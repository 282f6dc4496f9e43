package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.record.Id;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;

/** A ticket that was made anew. */
record ReissuedTicket(
        @NotNull Id bookingId,
        @NotNull @PositiveOrZero int ordinal,

        @NotNull @PositiveOrZero @JsonPropertyDescription("The new one")
        int generation,

        @NotNull @JsonPropertyDescription("The command this answer contains")
        Id sequence) {}
