package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.record.Id;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Asks for seats for a group. */
record GroupHoldRequest(
        @NotNull @Min(2) @JsonPropertyDescription("Seats; http.group-holds.max-seats at most")
        Integer quantity,

        @Size(max = 100) @JsonPropertyDescription("Of the seat map; missing: any")
        String category,

        @JsonPropertyDescription("A customer's id; for the box office")
        Id onBehalfOf) {
    /** The customer named; 0: nobody. */
    long named() {
        return onBehalfOf == null ? 0 : onBehalfOf.value();
    }
}
