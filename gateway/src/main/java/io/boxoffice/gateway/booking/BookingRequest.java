package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.record.Id;
import jakarta.validation.constraints.NotNull;

/** Asks for a booking of a hold. */
record BookingRequest(
        @NotNull Id holdId,

        @JsonPropertyDescription("A customer's id; for the box office")
        Id onBehalfOf) {
    /** The customer named; 0: nobody. */
    long named() {
        return onBehalfOf == null ? 0 : onBehalfOf.value();
    }
}
