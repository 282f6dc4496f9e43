package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/** Asks for a ticket anew. */
record ReissueRequest(
        @NotNull @Min(0) @Max(254) @JsonPropertyDescription("The one it has now")
        Integer generation) {}
