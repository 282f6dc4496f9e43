package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.record.AnyOf;
import io.boxoffice.gateway.record.Checked;
import io.boxoffice.gateway.record.Example;
import io.boxoffice.gateway.record.Id;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One change of many shows: which ones, and what becomes of each.
 *
 * @param dryRun never null
 * @param shows  null: those of the filter
 * @param cancel never null
 */
@AnyOf({"shows", "filter"})
@Example("""
        {"dryRun":true,"filter":{"eventId":"3894603053836165184","from":"2031-12-01T00:00:00Z","until":"2032-01-01T00:00:00Z"},"moveMinutes":30}""")
public record ShowsChange(
        @JsonPropertyDescription(ShowBatch.DRY_RUN) Boolean dryRun,

        @JsonPropertyDescription("Each once; in place of filter") @Size(min = 1, max = 2_000)
        List<@NotNull @Valid ShowToPublish> shows,

        @JsonPropertyDescription("In place of shows") @Valid ShowsFilter filter,

        @JsonPropertyDescription(
                "Later by so many minutes, or sooner; ends, doors, check-in and the ends of sale and of cancelling move along")
        @Min(-525_600)
        @Max(525_600)
        Integer moveMinutes,

        @JsonPropertyDescription(
                "When they start on their day, on the venue's clocks, like 20:15; all else moves along")
        @Pattern(regexp = ShowSeason.TIME)
        String startTime,

        @JsonPropertyDescription("All prices; holds that stand keep theirs") @Valid
        Prices prices,

        @JsonPropertyDescription("True: they are cancelled, and all their bookings; refunds become due")
        Boolean cancel)
        implements Checked {
    /** What is done to each show. */
    enum Kind {
        MOVE,
        PRICE,
        CANCEL
    }

    public ShowsChange {
        dryRun = Boolean.TRUE.equals(dryRun);
        cancel = Boolean.TRUE.equals(cancel);
    }

    /** What is done. */
    Kind kind() {
        return cancel ? Kind.CANCEL : prices != null ? Kind.PRICE : Kind.MOVE;
    }

    @Override
    public void check(FieldErrors errors) {
        if ((shows == null) == (filter == null)) {
            errors.add("/shows", FieldErrors.INVALID, "either shows or filter is needed");
        }
        long changes = Stream.of(moveMinutes != null, startTime != null, prices != null, cancel)
                .filter(asked -> asked)
                .count();
        if (changes != 1) {
            String needed = "one of moveMinutes, startTime, prices and cancel is needed";
            errors.add("/moveMinutes", FieldErrors.INVALID, needed);
        }
        if (moveMinutes != null && moveMinutes == 0) {
            errors.add("/moveMinutes", FieldErrors.INVALID, "moves nothing");
        }
        if (filter != null && filter.eventId() == null && filter.hallId() == null) {
            errors.add("/filter/eventId", FieldErrors.MISSING, "eventId or hallId is needed");
        }
        Set<Id> seen = new HashSet<>();
        for (int i = 0; shows != null && i < shows.size(); i++) {
            ShowToPublish show = shows.get(i);
            if (show != null && show.id() != null && !seen.add(show.id())) {
                errors.add("/shows/" + i + "/id", FieldErrors.INVALID, "is the id of a show before it");
            }
        }
    }
}
