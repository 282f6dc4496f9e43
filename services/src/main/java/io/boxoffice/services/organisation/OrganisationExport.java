package io.boxoffice.services.organisation;

import io.boxoffice.services.catalog.Event;
import io.boxoffice.services.catalog.Hall;
import io.boxoffice.services.catalog.ShowAnswer;
import io.boxoffice.services.catalog.Venue;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** The form of an export as JSON, for the document: {@link JsonExport} writes it thing by thing. */
public record OrganisationExport(
        @NotNull Organisation organisation,
        @NotNull List<Venue> venues,
        @NotNull List<Hall> halls,
        @NotNull List<ExportedSeatMap> seatMaps,
        @NotNull List<Event> events,
        @NotNull List<ShowAnswer> shows) {}
