package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Makes shows by rule. Each is judged as {@link ShowCatalog#createAll} judges it; what comes before are the days and times, by Java's
 * time-zone database. Blocks; any thread.
 */
final class ShowSeasons {
    private final SqlDatabase database;
    private final ShowCatalog shows;
    private final ManyShowsConfig config;

    ShowSeasons(SqlDatabase database, ShowCatalog shows, ManyShowsConfig config) {
        this.database = database;
        this.shows = shows;
        this.config = config;
    }

    private record Place(long hallId, long ownerId, ZoneId zone) {}

    /**
     * A show of the rule.
     *
     * @param startsAt null: the clocks skip this time
     */
    private record Planned(SeasonHall hall, LocalDateTime local, List<ZoneOffset> offsets, Instant startsAt) {
        static Planned of(SeasonHall hall, LocalDateTime local, ZoneId zone) {
            List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
            return new Planned(hall, local, offsets, offsets.isEmpty() ? null : local.toInstant(offsets.get(0)));
        }

        SeasonChoice choice() {
            return new SeasonChoice(hall.hallId(), startsAt);
        }

        SeasonOutcome.Line line(Instant endsAt, ShowOutcomes.Item outcome) {
            String text = offsets.isEmpty()
                    ? local.toString()
                    : local.atOffset(offsets.get(0)).toString();
            return new SeasonOutcome.Line(
                    hall.hallId(), text, offsets.size() > 1 ? true : null, startsAt, endsAt, outcome);
        }
    }

    /**
     * Makes them, or says what would come of it.
     *
     * @throws InvalidInputException  when halls, event or maps are not the actor's, prices do not fit a map, the rule has no shows or
     *                                too many, or a show is chosen that it has not
     * @throws ProblemException       season_conflicts when some cannot be made and these are not to be left out; none is made then
     * @throws QuotaReachedException  as {@link ShowCatalog#createAll}
     */
    SeasonOutcome make(Actor actor, ShowSeason season) {
        return database.inTransaction(handle -> {
            Map<Long, Place> places = places(handle, actor, season);
            requireParts(handle, actor, season, places);
            List<Planned> planned = chosen(season, planned(season, places));
            SeasonOutcome outcome = outcome(handle, actor, season, places, planned);
            if (!season.dryRun() && outcome.refused() > 0 && season.conflicts() == SeasonConflicts.REFUSE) {
                throw conflicts(outcome);
            }
            return outcome;
        });
    }

    /** The halls, locked until the transaction ends: of two who make the same season, the second finds the first. */
    private static Map<Long, Place> places(Handle handle, Actor actor, ShowSeason season) {
        Map<Long, Place> places = new HashMap<>();
        handle
                .createQuery("""
                        SELECT h.id, h.owner_id, v.timezone FROM catalog.halls h JOIN catalog.venues v ON v.id = h.venue_id
                        WHERE h.id = ANY(:ids) ORDER BY h.id FOR NO KEY UPDATE OF h""")
                .bindArray(
                        "ids",
                        Long.class,
                        season.halls().stream()
                                .map(hall -> hall.hallId().value())
                                .toList())
                .map((row, context) ->
                        new Place(row.getLong("id"), row.getLong("owner_id"), ZoneId.of(row.getString("timezone"))))
                .stream()
                .filter(place -> actor.owns(place.ownerId()))
                .forEach(place -> places.put(place.hallId(), place));
        return places;
    }

    /** What is wrong with all shows alike is told once. */
    private void requireParts(Handle handle, Actor actor, ShowSeason season, Map<Long, Place> places) {
        FieldErrors errors = new FieldErrors();
        Long eventOwner = handle.createQuery("SELECT owner_id FROM catalog.events WHERE id = :id")
                .bind("id", season.eventId().value())
                .mapTo(Long.class)
                .findOne()
                .filter(actor::owns)
                .orElse(null);
        require(errors, eventOwner != null, "/eventId");
        for (int i = 0; i < season.halls().size(); i++) {
            SeasonHall hall = season.halls().get(i);
            Place place = places.get(hall.hallId().value());
            require(errors, place != null, "/halls/" + i + "/hallId");
            boolean mapped = handle.createQuery(
                            "SELECT EXISTS (SELECT 1 FROM catalog.seat_maps WHERE id = :id AND hall_id = :hall)")
                    .bind("id", hall.seatMapId().value())
                    .bind("hall", hall.hallId().value())
                    .mapTo(Boolean.class)
                    .one();
            if (place != null) {
                require(errors, mapped, "/halls/" + i + "/seatMapId");
            }
            if (place != null && mapped) {
                Prices prices = hall.prices() != null ? hall.prices() : season.prices();
                String at = hall.prices() != null ? "/halls/" + i + "/prices" : "/prices";
                if (prices != null) {
                    prices.forMap(shows.map(hall.seatMapId().value()), at, errors);
                }
            }
        }
        errors.throwIfAny();
    }

    private static void require(FieldErrors errors, boolean isThere, String pointer) {
        if (!isThere) {
            errors.add(pointer, FieldErrors.INVALID, "there is no such thing");
        }
    }

    private List<Planned> planned(ShowSeason season, Map<Long, Place> places) {
        Map<LocalDate, List<LocalTime>> days = days(season);
        long count = (long) season.halls().size()
                * days.values().stream().mapToLong(List::size).sum();
        Check.that(count > 0, "weekdays", "has no day of the period");
        Check.that(
                count <= config.perSeason(),
                "until",
                () -> "makes " + count + " shows of this rule; at most " + config.perSeason()
                        + " are made at once: make it in several periods");
        List<Planned> all = new ArrayList<>();
        for (SeasonHall hall : season.halls()) {
            ZoneId zone = places.get(hall.hallId().value()).zone();
            days.forEach((day, times) -> times.forEach(time -> all.add(Planned.of(hall, day.atTime(time), zone))));
        }
        return all;
    }

    /** Times by day: those of the rule, and extra ones, which may say a time that the rule has too. */
    private static Map<LocalDate, List<LocalTime>> days(ShowSeason season) {
        List<LocalTime> times =
                season.times().stream().map(LocalTime::parse).sorted().toList();
        Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
        season.weekdays().forEach(day -> weekdays.add(day.day()));
        Set<String> leftOut = Set.copyOf(season.leaveOut());
        Map<LocalDate, List<LocalTime>> days = new TreeMap<>();
        LocalDate last = LocalDate.parse(season.until());
        for (LocalDate day = LocalDate.parse(season.from()); !day.isAfter(last); day = day.plusDays(1)) {
            boolean wanted = weekdays.isEmpty() || weekdays.contains(day.getDayOfWeek());
            if (wanted && !leftOut.contains(day.toString())) {
                days.put(day, new ArrayList<>(times));
            }
        }
        for (SeasonDay extra : season.extra()) {
            List<LocalTime> more = extra.times().isEmpty()
                    ? times
                    : extra.times().stream().map(LocalTime::parse).sorted().toList();
            days.computeIfAbsent(LocalDate.parse(extra.date()), day -> new ArrayList<>())
                    .addAll(more);
        }
        return days;
    }

    private static List<Planned> chosen(ShowSeason season, List<Planned> planned) {
        if (season.only() == null) {
            return planned;
        }
        Set<SeasonChoice> there = new HashSet<>();
        planned.forEach(show -> there.add(show.choice()));
        FieldErrors errors = new FieldErrors();
        for (int i = 0; i < season.only().size(); i++) {
            if (!there.contains(season.only().get(i))) {
                errors.add("/only/" + i, FieldErrors.INVALID, "is no show of this season");
            }
        }
        errors.throwIfAny();
        Set<SeasonChoice> wanted = Set.copyOf(season.only());
        return planned.stream().filter(show -> wanted.contains(show.choice())).toList();
    }

    /**
     * A show of the rule, judged before its times are.
     *
     * @param draft   null: it is refused
     * @param refused null: it is not yet
     */
    private record Judged(Planned show, ShowRequest draft, RuntimeException refused) {}

    private SeasonOutcome outcome(
            Handle handle, Actor actor, ShowSeason season, Map<Long, Place> places, List<Planned> planned) {
        Map<SeasonChoice, Standing> standing = standing(handle, season, planned);
        Set<SeasonChoice> seen = new HashSet<>();
        List<Judged> judged = new ArrayList<>();
        for (Planned show : planned) {
            String externalId = externalId(season, show);
            RuntimeException refused = refused(show, standing.get(show.choice()), externalId, seen);
            judged.add(new Judged(show, refused == null ? draft(season, show, externalId) : null, refused));
        }
        List<ShowRequest> drafts = judged.stream()
                .map(Judged::draft)
                .filter(draft -> draft != null)
                .toList();
        Iterator<Outcome<Created<Show>>> made = drafts.isEmpty()
                ? Collections.emptyIterator()
                : shows.createAll(actor, drafts, season.dryRun()).iterator();
        List<SeasonOutcome.Line> lines = new ArrayList<>();
        for (Judged each : judged) {
            Outcome<Created<Show>> outcome = each.draft() == null ? Outcome.refused(each.refused()) : made.next();
            lines.add(line(each.show(), outcome, season.dryRun()));
        }
        return counted(lines, clockChanges(season, places));
    }

    /**
     * Null: nothing speaks against it yet.
     *
     * @param there a show of the event at its place and time, or null
     * @param seen  what the rule had before it
     */
    private static RuntimeException refused(Planned show, Standing there, String externalId, Set<SeasonChoice> seen) {
        if (show.startsAt() == null) {
            return new ProblemException(Problem.of(CatalogProblem.NO_SUCH_TIME));
        }
        if (!seen.add(show.choice())) {
            return doubled(null);
        }
        boolean isOther = there != null && (externalId == null || !externalId.equals(there.externalId()));
        return isOther ? doubled(there.showId()) : null;
    }

    private static SeasonOutcome.Line line(Planned show, Outcome<Created<Show>> outcome, boolean dryRun) {
        return outcome.refused() != null
                ? show.line(null, ShowOutcomes.Item.refused(null, outcome.refused(), null))
                : show.line(outcome.value().value().endsAt(), ShowOutcomes.Item.made(outcome.value(), dryRun));
    }

    private static ProblemException doubled(Long showId) {
        Problem problem = Problem.of(CatalogProblem.SHOW_DOUBLED);
        return new ProblemException(showId == null ? problem : problem.with("showId", Long.toString(showId)));
    }

    private static SeasonOutcome counted(List<SeasonOutcome.Line> lines, List<SeasonOutcome.ClockChange> changes) {
        int made = 0;
        int there = 0;
        for (SeasonOutcome.Line line : lines) {
            made += line.outcome().status() == 201 ? 1 : 0;
            there += line.outcome().status() == 200 ? 1 : 0;
        }
        return new SeasonOutcome(made, there, lines.size() - made - there, changes, lines);
    }

    private static ProblemException conflicts(SeasonOutcome outcome) {
        List<Map<String, String>> inTheWay = new ArrayList<>();
        for (SeasonOutcome.Line line : outcome.items()) {
            if (line.outcome().code() != null) {
                Map<String, String> told = new LinkedHashMap<>();
                told.put("hallId", Long.toString(line.hallId().value()));
                told.put("localTime", line.localTime());
                told.put("code", line.outcome().code());
                if (line.outcome().showId() != null) {
                    told.put("showId", line.outcome().showId());
                }
                inTheWay.add(told);
            }
        }
        return new ProblemException(Problem.of(
                        CatalogProblem.SEASON_CONFLICTS,
                        outcome.refused() + " of " + outcome.items().size()
                                + " shows cannot be made; conflicts leave_out makes the others")
                .with("shows", inTheWay));
    }

    /** A show that is there. */
    private record Standing(long showId, String externalId) {}

    /** Shows of the event that start in these halls at these times. */
    private static Map<SeasonChoice, Standing> standing(Handle handle, ShowSeason season, List<Planned> planned) {
        List<Instant> starts = planned.stream()
                .map(Planned::startsAt)
                .filter(start -> start != null)
                .sorted()
                .toList();
        Map<SeasonChoice, Standing> standing = new HashMap<>();
        if (starts.isEmpty()) {
            return standing;
        }
        handle.createQuery("""
                        SELECT id, hall_id, starts_at, external_id FROM catalog.shows
                        WHERE event_id = :event AND hall_id = ANY(:halls) AND starts_at BETWEEN :first AND :last
                          AND state NOT IN ('cancelled', 'archived') ORDER BY id DESC""")
                .bind("event", season.eventId().value())
                .bindArray(
                        "halls",
                        Long.class,
                        season.halls().stream()
                                .map(hall -> hall.hallId().value())
                                .toList())
                .bind("first", Rows.utc(starts.get(0)))
                .bind("last", Rows.utc(starts.get(starts.size() - 1)))
                .map((row, context) -> standing.put(
                        new SeasonChoice(new Id(row.getLong("hall_id")), Rows.instant(row, "starts_at")),
                        new Standing(row.getLong("id"), row.getString("external_id"))))
                .list();
        return standing;
    }

    private static String externalId(ShowSeason season, Planned show) {
        return season.externalId() == null
                ? null
                : season.externalId() + "/" + show.local() + "/"
                        + show.hall().hallId().value();
    }

    private static ShowRequest draft(ShowSeason season, Planned show, String externalId) {
        Instant starts = show.startsAt();
        Prices prices = show.hall().prices() != null ? show.hall().prices() : season.prices();
        return new ShowRequest(
                externalId,
                show.hall().hallId(),
                season.eventId(),
                show.hall().seatMapId(),
                season.presentation(),
                starts,
                season.durationMinutes() == null ? null : starts.plusSeconds(60L * season.durationMinutes()),
                before(starts, season.doorsBeforeMinutes()),
                season.onSaleFrom(),
                before(starts, season.onSaleEndsBeforeMinutes()),
                null,
                before(starts, season.cancelEndsBeforeMinutes()),
                null,
                null,
                season.cleaningMinutes(),
                season.allowOverlap(),
                season.visibility(),
                season.currency(),
                season.rules(),
                prices);
    }

    private static Instant before(Instant start, Integer minutes) {
        return minutes == null ? null : start.minusSeconds(60L * minutes);
    }

    private static List<SeasonOutcome.ClockChange> clockChanges(ShowSeason season, Map<Long, Place> places) {
        List<SeasonOutcome.ClockChange> changes = new ArrayList<>();
        for (SeasonHall hall : season.halls()) {
            ZoneId zone = places.get(hall.hallId().value()).zone();
            Instant end = LocalDate.parse(season.until())
                    .plusDays(1)
                    .atStartOfDay(zone)
                    .toInstant();
            Instant from = LocalDate.parse(season.from()).atStartOfDay(zone).toInstant();
            ZoneOffsetTransition next = zone.getRules().nextTransition(from);
            while (next != null && next.getInstant().isBefore(end)) {
                changes.add(new SeasonOutcome.ClockChange(
                        hall.hallId(),
                        zone.getId(),
                        next.getInstant(),
                        next.getOffsetBefore().toString(),
                        next.getOffsetAfter().toString()));
                next = zone.getRules().nextTransition(next.getInstant());
            }
        }
        return changes;
    }
}
