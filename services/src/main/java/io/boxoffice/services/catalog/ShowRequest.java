package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.availability.ShowPresentation;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.record.Checked;
import io.boxoffice.gateway.record.Example;
import io.boxoffice.gateway.record.Fixed;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.services.database.KeptTime;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;

/**
 * What an organizer says about a show. Hall, event, seat map, currency and external id are fixed once created. Times are to the
 * millisecond.
 *
 * @param externalId   unique in the event, or null
 * @param presentation never null
 * @param endsAt       null: nobody says, and it is estimated
 * @param allowOverlap never null, as visibility
 * @param onSaleFrom   null: at once
 * @param onSaleUntil  null: until the show starts
 * @param boxOffice    null: as customers
 * @param cancelUntil  until when customers may cancel, or null: they may not
 * @param checkInFrom  from when on it lets people in; null: {@link CatalogConfig#checkInBeforeStartMs} before its start
 * @param checkInUntil from when on nobody any more; null: its end
 * @param currency     ISO 4217
 * @param rules        what is not stated is as configured for shows that do not state it
 * @param prices       may be null in a draft, but not once it is published
 */
@Example("""
        {"externalId":"season-12/7","hallId":"79893815596872753","eventId":"3894603053836165184","seatMapId":"613872265736436382",
         "presentation":{"language":"en","subtitles":["de"],"format":"3D","features":["captions"]},
         "startsAt":"2031-12-01T19:30:00Z","endsAt":"2031-12-01T21:30:00Z","doorsAt":"2031-12-01T19:00:00Z","onSaleFrom":"2031-10-01T08:00:00Z",
         "onSaleUntil":"2031-12-01T19:00:00Z","cancelUntil":"2031-11-30T19:30:00Z","checkInFrom":"2031-12-01T18:30:00Z",
         "checkInUntil":"2031-12-01T20:30:00Z","cleaningMinutes":20,"visibility":"public","currency":"GBP",
         "rules":{"holdTtlMs":480000,"maxUnitsPerHold":10,"maxUnitsPerCustomer":20,"strandedSeatRule":true},
         "prices":{"default":1150,"categories":{"Sofa":2600},"seats":{"F-5":1400},"areas":{"Pit":900},
          "types":[{"name":"child","companion":true,"default":800}],
          "periods":[{"from":"2031-11-24T00:00:00Z","default":1350,"types":[{"name":"child","companion":true,"default":900}]}]}}""")
public record ShowRequest(
        @Fixed @Size(max = 200) @JsonPropertyDescription(ExternalIds.DESCRIPTION)
        String externalId,

        @Fixed @NotNull Id hallId,
        @Fixed @NotNull Id eventId,
        @Fixed @NotNull Id seatMapId,

        @JsonPropertyDescription("In which version it is given: a film's 3D original with subtitles, say") @Valid
        ShowPresentation presentation,

        @JsonPropertyDescription("In the future, and not too far ahead; fixed once the show has begun")
        @NotNull
        @KeptTime
        Instant startsAt,

        @JsonPropertyDescription(
                "After startsAt; never moved into the past; missing: its event's length after startsAt, or else"
                        + " catalog.default-show-duration-ms")
        @KeptTime
        Instant endsAt,

        @JsonPropertyDescription("When its doors open; not after startsAt") @KeptTime
        Instant doorsAt,

        @JsonPropertyDescription("Missing: at once") @KeptTime
        Instant onSaleFrom,

        @JsonPropertyDescription("Missing: until the show starts; not after endsAt") @KeptTime
        Instant onSaleUntil,

        @JsonPropertyDescription("When the box office sells; missing: when customers buy") @Valid
        SaleWindow boxOffice,

        @JsonPropertyDescription("Until when customers may cancel; missing: they may not; not after endsAt") @KeptTime
        Instant cancelUntil,

        @JsonPropertyDescription(
                "From when on its doors admit; missing: catalog.check-in-before-start-ms before it starts; not after startsAt")
        @KeptTime
        Instant checkInFrom,

        @JsonPropertyDescription("From when on its doors admit nobody any more; missing: its end; not before startsAt")
        @KeptTime
        Instant checkInUntil,

        @Min(0) @Max(1_440) @JsonPropertyDescription("Until the next show in its hall; missing: as the hall says")
        Integer cleaningMinutes,

        @JsonPropertyDescription("Whether another show may be in its hall at the same time; missing: false")
        Boolean allowOverlap,

        @JsonPropertyDescription("Missing: public") ShowVisibility visibility,

        @Fixed @NotNull @Pattern(regexp = "^[A-Z]{3}$") @JsonPropertyDescription("ISO 4217")
        String currency,

        @JsonPropertyDescription("What is not stated is as the server has it for shows that do not state it") @Valid
        RulesRequest rules,

        @JsonPropertyDescription("Needed before the show is published, and then changed on their own") @Valid
        Prices prices)
        implements Checked {
    public ShowRequest {
        presentation = presentation == null ? ShowPresentation.NONE : presentation;
        allowOverlap = Boolean.TRUE.equals(allowOverlap);
        visibility = visibility == null ? ShowVisibility.PUBLIC : visibility;
        startsAt = toMillis(startsAt);
        endsAt = toMillis(endsAt);
        doorsAt = toMillis(doorsAt);
        onSaleFrom = toMillis(onSaleFrom);
        onSaleUntil = toMillis(onSaleUntil);
        cancelUntil = toMillis(cancelUntil);
        checkInFrom = toMillis(checkInFrom);
        checkInUntil = toMillis(checkInUntil);
    }

    /** What would have to be sent in to get such a show. */
    static ShowRequest of(Show show) {
        return new ShowRequest(
                show.externalId(),
                new Id(show.hallId()),
                new Id(show.eventId()),
                new Id(show.seatMapId()),
                show.extras().presentation(),
                show.startsAt(),
                show.extras().endIsEstimated() ? null : show.endsAt(),
                show.extras().doorsAt(),
                show.onSaleFrom(),
                show.onSaleUntil(),
                show.extras().boxOffice(),
                show.cancelUntil(),
                show.checkIn().from(),
                show.checkIn().until(),
                show.extras().cleaningMinutes(),
                show.extras().allowOverlap(),
                show.extras().visibility(),
                show.currency(),
                RulesRequest.of(show.rules()),
                show.prices());
    }

    /** The same with all rules stated. */
    ShowRequest withRulesOr(ShowRules defaults) {
        return with(endsAt, RulesRequest.of(rulesOr(defaults)));
    }

    /** The same with another end. */
    ShowRequest withEnd(Instant end) {
        return with(end, rules);
    }

    /** The same at another time: all moves along but the beginning of its sale. */
    ShowRequest movedTo(Instant start) {
        return with(Duration.between(startsAt, start), endsAt, rules);
    }

    private ShowRequest with(Instant end, RulesRequest all) {
        return with(Duration.ZERO, end, all);
    }

    private ShowRequest with(Duration by, Instant end, RulesRequest all) {
        return new ShowRequest(
                externalId,
                hallId,
                eventId,
                seatMapId,
                presentation,
                startsAt.plus(by),
                moved(end, by),
                moved(doorsAt, by),
                onSaleFrom,
                moved(onSaleUntil, by),
                boxOffice == null ? null : new SaleWindow(boxOffice.onSaleFrom(), moved(boxOffice.onSaleUntil(), by)),
                moved(cancelUntil, by),
                moved(checkInFrom, by),
                moved(checkInUntil, by),
                cleaningMinutes,
                allowOverlap,
                visibility,
                currency,
                all,
                prices);
    }

    private static Instant moved(Instant time, Duration by) {
        return time == null ? null : time.plus(by);
    }

    /** Its rules, and where nothing is stated those. */
    ShowRules rulesOr(ShowRules defaults) {
        return rules == null ? defaults : rules.or(defaults);
    }

    /** When it lets people in. */
    CheckInWindow checkIn() {
        return new CheckInWindow(checkInFrom, checkInUntil);
    }

    @Override
    public void check(FieldErrors errors) {
        ExternalIds.check(externalId, errors);
        if (currency != null
                && Currency.getAvailableCurrencies().stream()
                        .noneMatch(c -> c.getCurrencyCode().equals(currency))) {
            errors.add("/currency", FieldErrors.INVALID, "is not an ISO 4217 code");
        }
        if (presentation.language() != null) {
            Check.language(presentation.language(), "/presentation/language", errors);
        }
        for (int i = 0; i < presentation.subtitles().size(); i++) {
            Check.language(presentation.subtitles().get(i), "/presentation/subtitles/" + i, errors);
        }
        if (startsAt != null && endsAt != null) {
            checkTimes(errors);
        }
    }

    /** How times go together, whatever the time is now. */
    private void checkTimes(FieldErrors errors) {
        check(errors, endsAt.isAfter(startsAt), "endsAt", "is not after startsAt");
        Instant saleEnds = onSaleUntil == null ? startsAt : onSaleUntil;
        check(errors, onSaleFrom == null || saleEnds.isAfter(onSaleFrom), "onSaleUntil", "is not after onSaleFrom");
        check(errors, !saleEnds.isAfter(endsAt), "onSaleUntil", "is after endsAt");
        if (boxOffice != null) {
            Instant from = boxOffice.onSaleFrom() == null ? onSaleFrom : boxOffice.onSaleFrom();
            Instant until = boxOffice.onSaleUntil() == null ? saleEnds : boxOffice.onSaleUntil();
            check(errors, from == null || until.isAfter(from), "boxOffice/onSaleUntil", "is not after onSaleFrom");
            check(errors, !until.isAfter(endsAt), "boxOffice/onSaleUntil", "is after endsAt");
        }
        check(errors, cancelUntil == null || !cancelUntil.isAfter(endsAt), "cancelUntil", "is after endsAt");
        check(errors, doorsAt == null || !doorsAt.isAfter(startsAt), "doorsAt", "is after startsAt");
        check(errors, checkInFrom == null || !checkInFrom.isAfter(startsAt), "checkInFrom", "is after startsAt");
        if (checkInUntil != null) {
            check(errors, !checkInUntil.isBefore(startsAt), "checkInUntil", "is before startsAt");
            boolean window = checkInFrom == null || checkInUntil.isAfter(checkInFrom);
            check(errors, window, "checkInUntil", "is not after checkInFrom");
        }
    }

    /** Tells what is wrong with a field unless it is right. */
    static void check(FieldErrors errors, boolean right, String field, String wrong) {
        if (!right) {
            errors.add("/" + field, FieldErrors.INVALID, wrong);
        }
    }

    /** As times of shows are kept. */
    static Instant toMillis(Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
    }
}
