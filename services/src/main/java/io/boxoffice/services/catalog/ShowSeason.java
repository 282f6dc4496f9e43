package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.availability.ShowPresentation;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.record.Checked;
import io.boxoffice.gateway.record.Example;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.services.database.KeptTime;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/**
 * Shows by rule: on these days of the week, at these times, in these halls. See {@link ShowRequest} for what is said of each.
 *
 * @param conflicts never null, as dryRun
 */
@Example("""
        {"dryRun":true,"eventId":"3894603053836165184","halls":[{"hallId":"79893815596872753","seatMapId":"613872265736436382"}],
         "from":"2031-12-01","until":"2031-12-31","weekdays":["friday","saturday"],"times":["17:00","20:15"],"leaveOut":["2031-12-26"],
         "extra":[{"date":"2031-12-30","times":["15:00"]}],"conflicts":"leave_out","externalId":"december","durationMinutes":125,
         "doorsBeforeMinutes":30,"onSaleFrom":"2031-10-01T08:00:00Z","onSaleEndsBeforeMinutes":10,"cancelEndsBeforeMinutes":1440,
         "currency":"GBP","prices":{"default":1150}}""")
public record ShowSeason(
        @JsonPropertyDescription(ShowBatch.DRY_RUN) Boolean dryRun,
        @NotNull Id eventId,

        @NotNull @Size(min = 1, max = MAX_HALLS) List<@NotNull @Valid SeasonHall> halls,

        @NotNull @Pattern(regexp = DATE) @JsonPropertyDescription("The first day, in the zone of each hall's venue")
        String from,

        @NotNull @Pattern(regexp = DATE) @JsonPropertyDescription("The last day")
        String until,

        @JsonPropertyDescription("Missing: every day") @Size(max = 7)
        List<@NotNull Weekday> weekdays,

        @JsonPropertyDescription("When shows start, on the venue's clocks, like 20:15")
        @NotNull
        @Size(min = 1, max = MAX_TIMES)
        List<@NotNull @Pattern(regexp = TIME) String> times,

        @JsonPropertyDescription("Days without shows") @Size(max = MAX_DAYS)
        List<@NotNull @Pattern(regexp = DATE) String> leaveOut,

        @JsonPropertyDescription("Days with shows, whatever the rule says of them") @Size(max = MAX_DAYS)
        List<@NotNull @Valid SeasonDay> extra,

        @JsonPropertyDescription("Of the shows that the preview lists, these alone; missing: all")
        @Size(min = 1, max = 2_000)
        List<@NotNull @Valid SeasonChoice> only,

        @JsonPropertyDescription("Shows that cannot be made: refuse the season (if missing), or leave_out these")
        SeasonConflicts conflicts,

        @JsonPropertyDescription(
                "The beginning of each show's externalId, before its local time and hall: who repeats the season finds what is there")
        @Size(max = 100)
        String externalId,

        @JsonPropertyDescription("Missing: as long as the event") @Min(1) @Max(14_400)
        Integer durationMinutes,

        @JsonPropertyDescription("Before each start; missing: not said") @Min(0) @Max(1_440)
        Integer doorsBeforeMinutes,

        @JsonPropertyDescription("Of all of them; missing: at once") @KeptTime
        Instant onSaleFrom,

        @JsonPropertyDescription("Before each start; missing: 0") @Min(0) @Max(525_600)
        Integer onSaleEndsBeforeMinutes,

        @JsonPropertyDescription("Before each start; missing: customers may not cancel") @Min(0) @Max(525_600)
        Integer cancelEndsBeforeMinutes,

        @Valid ShowPresentation presentation,
        @Min(0) @Max(1_440) Integer cleaningMinutes,
        Boolean allowOverlap,
        ShowVisibility visibility,

        @NotNull @Pattern(regexp = "^[A-Z]{3}$") @JsonPropertyDescription("ISO 4217")
        String currency,

        @Valid RulesRequest rules,

        @JsonPropertyDescription("Of all halls that say nothing of their own") @Valid
        Prices prices)
        implements Checked {
    static final String DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
    static final String TIME = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
    static final int MAX_TIMES = 48;
    private static final int MAX_HALLS = 50;
    private static final int MAX_DAYS = 400;

    /** From the first day to the last. */
    private static final int MAX_PERIOD_DAYS = 1_830;

    public ShowSeason {
        dryRun = Boolean.TRUE.equals(dryRun);
        conflicts = conflicts == null ? SeasonConflicts.REFUSE : conflicts;
        halls = Prices.listed(halls);
        weekdays = Prices.listed(weekdays);
        times = Prices.listed(times);
        leaveOut = Prices.listed(leaveOut);
        extra = Prices.listed(extra);
    }

    @Override
    public void check(FieldErrors errors) {
        ExternalIds.check(externalId, errors);
        LocalDate first = date(from, "/from", errors);
        LocalDate last = date(until, "/until", errors);
        if (first != null && last != null) {
            ShowRequest.check(errors, !last.isBefore(first), "until", "is before from");
            boolean fits = last.toEpochDay() - first.toEpochDay() <= MAX_PERIOD_DAYS;
            ShowRequest.check(errors, fits, "until", "is more than " + MAX_PERIOD_DAYS + " days after from");
        }
        checkOnce(times, "/times", errors);
        checkOnce(leaveOut, "/leaveOut", errors);
        checkOnce(
                halls.stream().map(hall -> hall == null ? null : hall.hallId()).toList(), "/halls", errors);
        for (int i = 0; i < leaveOut.size(); i++) {
            date(leaveOut.get(i), "/leaveOut/" + i, errors);
        }
        for (int i = 0; i < extra.size(); i++) {
            if (extra.get(i) != null) {
                date(extra.get(i).date(), "/extra/" + i + "/date", errors);
                checkOnce(extra.get(i).times(), "/extra/" + i + "/times", errors);
            }
        }
    }

    /** Null where it is no date, which is told of unless the pattern is not kept, which tells of it itself. */
    private static LocalDate date(String text, String pointer, FieldErrors errors) {
        if (text == null || !text.matches(DATE)) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            errors.add(pointer, FieldErrors.INVALID, "there is no such day");
            return null;
        }
    }

    private static void checkOnce(Collection<?> all, String pointer, FieldErrors errors) {
        HashSet<Object> seen = new HashSet<>();
        int at = 0;
        for (Object one : all) {
            if (one != null && !seen.add(one)) {
                errors.add(pointer + "/" + at, FieldErrors.INVALID, "is there already");
            }
            at++;
        }
    }
}
