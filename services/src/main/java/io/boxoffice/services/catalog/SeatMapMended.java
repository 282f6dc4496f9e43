package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.record.IdText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;

/**
 * What mending a seat map changed, or would change, and whom it concerns.
 *
 * @param bestAvailableAsBefore seats whose access is told otherwise than the core has it
 */
public record SeatMapMended(
        @IdText @NotNull long id,
        @NotNull @Positive long version,

        @NotNull @JsonPropertyDescription("Whether nothing was changed, as dryRun=true asked")
        boolean dryRun,

        @NotNull @PositiveOrZero @JsonPropertyDescription("Sections, rows, seats and areas that are called otherwise")
        int labels,

        @NotNull @PositiveOrZero @JsonPropertyDescription("Seats and areas of which something else is told")
        int attributes,

        @NotNull @JsonPropertyDescription("Whether the drawing, a level or an entrance changed")
        boolean drawing,

        @NotNull @PositiveOrZero @JsonPropertyDescription("Shows to come that have this map")
        int shows,

        @NotNull @PositiveOrZero @JsonPropertyDescription("Their bookings with tickets that read otherwise now")
        int bookings,

        @NotNull @PositiveOrZero @JsonPropertyDescription("Their tickets that read otherwise now")
        int tickets,

        @NotNull
        @PositiveOrZero
        @JsonPropertyDescription(
                "Seats told to be accessible or for companions, or no longer, that best available still takes as they were when the map was made")
        int bestAvailableAsBefore) {}
