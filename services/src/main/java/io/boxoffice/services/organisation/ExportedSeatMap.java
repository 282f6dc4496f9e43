package io.boxoffice.services.organisation;

import io.boxoffice.gateway.http.Json;
import io.boxoffice.gateway.record.Handwritten;
import io.boxoffice.services.catalog.SeatMapInfo;
import jakarta.validation.constraints.NotNull;

/**
 * A seat map in an export.
 *
 * @param plan as it can be sent in again
 */
public record ExportedSeatMap(
        @NotNull SeatMapInfo about,
        @NotNull @Handwritten("SeatMapRequest") Json.Writer plan) {}
