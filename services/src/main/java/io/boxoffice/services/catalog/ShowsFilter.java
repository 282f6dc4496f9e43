package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.record.AnyOf;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.services.database.KeptTime;
import java.time.Instant;

/** Shows by what they are of: drafts and what is on sale or closed, of an event, a hall, or both. */
@AnyOf({"eventId", "hallId"})
public record ShowsFilter(
        Id eventId,
        Id hallId,

        @JsonPropertyDescription("Shows that start then or later") @KeptTime
        Instant from,

        @JsonPropertyDescription("Shows that start before") @KeptTime
        Instant until) {}
