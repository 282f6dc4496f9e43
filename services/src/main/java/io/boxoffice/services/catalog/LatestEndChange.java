package io.boxoffice.services.catalog;

import io.boxoffice.gateway.record.Id;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;

/**
 * That the latest end of a show, which archiving goes by, was lowered.
 *
 * @param version   of the show, made by the change
 * @param changedBy who did it
 * @param from      the latest end before
 * @param to        the latest end after, before {@code from}
 * @param reason    why
 */
public record LatestEndChange(
        @NotNull Id showId,
        @NotNull long version,
        @NotNull Id changedBy,
        @NotNull Instant changedAt,
        @NotNull Instant from,
        @NotNull Instant to,
        @NotNull String reason) {}
