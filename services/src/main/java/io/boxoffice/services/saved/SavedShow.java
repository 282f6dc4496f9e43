package io.boxoffice.services.saved;

import io.boxoffice.gateway.record.Id;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;

/**
 * A show that a person saved. The names are those of now; without them the show is not known any more.
 *
 * @param savedAt   when it was saved first
 * @param startsAt  when it begins
 * @param timezone  of the venue, IANA
 */
public record SavedShow(
        @NotNull Id showId,
        @NotNull Instant savedAt,
        String eventTitle,
        String venueName,
        String city,
        Instant startsAt,
        String timezone) {}
