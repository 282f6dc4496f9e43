package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.boxoffice.gateway.availability.ShowGlance;
import io.boxoffice.gateway.availability.ShowPresentation;
import io.boxoffice.gateway.record.Id;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A show as it is answered: with the names that go with it, and how its sale stands. What is not known is left out. See {@link
 * ShowRequest} for what its organizer states.
 *
 * @param version      counts its changes; null: not known without PostgreSQL
 * @param prices       as they were stated; for its organizer
 * @param blocks       reasons by seat id; for its organizer
 * @param blockedAreas for its organizer
 * @param included     what was asked for with {@code include}
 */
public record ShowAnswer(
        @NotNull Id id,
        @NotNull Id eventId,
        @NotNull Id venueId,
        Id hallId,
        @NotNull Id seatMapId,
        @NotNull Id organizerId,
        String externalId,
        @NotNull ShowState status,
        @JsonUnwrapped ShowGlance sale,
        @NotNull Instant startsAt,
        @NotNull Instant endsAt,

        @JsonPropertyDescription("True: nobody says when it ends, and endsAt is an estimate")
        Boolean endIsEstimated,

        @JsonPropertyDescription("When its doors open") Instant doorsAt,

        @JsonPropertyDescription("In which version it is given")
        ShowPresentation presentation,

        ShowVisibility visibility,
        @JsonPropertyDescription("Missing: at once") Instant onSaleFrom,

        @JsonPropertyDescription("Missing: until the show starts")
        Instant onSaleUntil,

        @JsonPropertyDescription("When the box office sells; missing: when customers buy")
        BoxOfficeSale boxOffice,

        @JsonPropertyDescription("Until when customers may cancel; missing: they may not")
        Instant cancelUntil,

        @JsonPropertyDescription(
                "From when on its doors admit; missing: catalog.check-in-before-start-ms before it starts")
        Instant checkInFrom,

        @JsonPropertyDescription("From when on its doors admit nobody any more; missing: its end")
        Instant checkInUntil,

        @JsonUnwrapped ShowLabels labels,
        @JsonPropertyDescription("ISO 4217") @NotNull String currency,
        @NotNull ShowRules rules,

        @JsonPropertyDescription("Counts its changes; missing without PostgreSQL")
        Long version,

        @JsonPropertyDescription("As they were stated; for its organizer")
        Prices prices,

        @JsonPropertyDescription("Reasons by seat id; for its organizer")
        Map<String, String> blocks,

        List<BlockedArea> blockedAreas,

        @JsonPropertyDescription("Until the next show in its hall; missing: as the hall says; for its organizer")
        Integer cleaningMinutes,

        @JsonPropertyDescription("For its organizer") Boolean allowOverlap,

        @JsonPropertyDescription("What was asked for with include")
        ShowIncluded included) {}
