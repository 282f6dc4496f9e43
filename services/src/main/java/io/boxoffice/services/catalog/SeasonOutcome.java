package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.boxoffice.gateway.record.Id;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;

/**
 * What became of a season, or would: a line a show, in the order of halls and times.
 *
 * @param made    shows that were made, or would be
 * @param there   shows that were there already, by their externalId
 * @param refused shows that cannot be made
 */
public record SeasonOutcome(
        int made,
        int there,
        int refused,

        @JsonPropertyDescription("When the clocks of a hall's venue change in this period") @NotNull
        List<ClockChange> clockChanges,

        @NotNull List<Line> items) {
    /**
     * The clocks of a venue change.
     *
     * @param from offset from UTC before, like +01:00
     * @param to   and after
     */
    public record ClockChange(
            @NotNull Id hallId,
            @NotNull String timezone,
            @NotNull Instant at,
            @NotNull String from,
            @NotNull String to) {}

    /**
     * One show.
     *
     * @param localTime on the venue's clocks, with their offset, which is missing where this time does not exist
     * @param isTwice   true: the clocks show this time twice, and the first of them is meant; else null
     * @param startsAt  null: the clocks skip this time
     */
    public record Line(
            @NotNull Id hallId,
            @NotNull String localTime,

            @JsonPropertyDescription("True: the clocks show this time twice that day, and the first is meant")
            Boolean isTwice,

            Instant startsAt,
            Instant endsAt,
            @JsonUnwrapped ShowOutcomes.Item outcome) {}
}
