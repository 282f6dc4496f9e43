package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Makes drafts of shows, some together as one: what they need is asked of PostgreSQL once, whatever their number. Blocks; any
 * thread.
 */
final class ShowDrafts {
    /** As long as an event may be. */
    private static final Duration LONGEST_EVENT = Duration.ofDays(10);

    private final SqlDatabase database;
    private final LongFunction<SeatMap> maps;
    private final ShowRules defaultRules;
    private final ShowTimes times;
    private final Quotas quotas;

    /**
     * @param maps seat maps by id
     */
    ShowDrafts(
            SqlDatabase database, LongFunction<SeatMap> maps, ShowRules defaultRules, ShowTimes times, Quotas quotas) {
        this.database = database;
        this.maps = maps;
        this.defaultRules = defaultRules;
        this.times = times;
        this.quotas = quotas;
    }

    /** Where shows may be: what of their parts there is, and is the actor's. */
    private record Places(
            Map<Long, EventPlace> events,
            Map<Long, HallPlace> halls,
            Map<Long, Long> hallsOfMaps,
            HallTimes hallTimes) {}

    private record EventPlace(long id, long ownerId, Integer minutes) {}

    private record HallPlace(long id, long ownerId, long venueId) {}

    /**
     * Makes each that can be made, or finds the show of its external id of the event.
     *
     * @param dryRun says what would come of it, and keeps nothing
     * @return what became of each, in the order of the drafts; what was refused says why
     * @throws QuotaReachedException when a hall's owner had more shows with them than there may be; nothing is made then
     */
    List<Outcome<Created<Show>>> create(Actor actor, List<ShowRequest> stated, boolean dryRun) {
        List<ShowRequest> drafts =
                stated.stream().map(draft -> draft.withRulesOr(defaultRules)).toList();
        return database.inTransaction(handle -> {
            Savepoint before = dryRun ? savepoint(handle) : null;
            List<Outcome<Created<Show>>> outcomes = create(handle, actor, drafts);
            if (dryRun) {
                rollback(handle, before);
            }
            return outcomes;
        });
    }

    private List<Outcome<Created<Show>>> create(Handle handle, Actor actor, List<ShowRequest> drafts) {
        Places places = places(handle, actor, drafts);
        Map<ShowName, Show> known = known(handle, drafts);
        Map<Long, SeatMap> mapsAtHand = new HashMap<>();
        List<Outcome<ShowRows.Draft>> judged = new ArrayList<>();
        for (ShowRequest draft : drafts) {
            judged.add(judge(() -> judged(draft, places, known, mapsAtHand)));
        }
        insert(handle, judged);
        // Also what another transaction has just made, and what this one has made of an earlier draft.
        Map<ShowName, Show> after = known(handle, drafts);
        Map<Long, ShowRow> made = ShowRows.rows(
                handle,
                judged.stream()
                        .map(Outcome::value)
                        .filter(draft -> draft != null)
                        .map(ShowRows.Draft::id)
                        .toList());
        List<Outcome<Created<Show>>> outcomes = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            ShowRequest draft = drafts.get(i);
            ShowRows.Draft row = judged.get(i).value();
            RuntimeException refused = judged.get(i).refused();
            outcomes.add(judge(() -> {
                if (refused != null) {
                    throw refused;
                }
                return row != null && made.containsKey(row.id())
                        ? new Created<>(made.get(row.id()).show(), true)
                        : found(after.get(ShowName.of(draft)), draft);
            }));
        }
        return outcomes;
    }

    /** What is wrong with one draft is told of it alone; a server that cannot ends them all. */
    private static <T> Outcome<T> judge(Supplier<T> work) {
        try {
            return Outcome.of(work.get());
        } catch (ProblemException e) {
            return Outcome.refusedOrThrow(e);
        }
    }

    /** What is to be inserted; null when a show of its external id is there. */
    private ShowRows.Draft judged(
            ShowRequest draft, Places places, Map<ShowName, Show> known, Map<Long, SeatMap> mapsAtHand) {
        HallPlace hall = place(draft, places);
        if (known.containsKey(ShowName.of(draft))) {
            return null;
        }
        FieldErrors errors = new FieldErrors();
        ShowRequest timed =
                times.timed(draft, places.events.get(draft.eventId().value()).minutes());
        times.checkNew(timed, errors);
        checkPrices(timed, id -> mapsAtHand.computeIfAbsent(id, maps::apply), errors);
        ShowExtras extras = ShowExtras.of(draft);
        long id = Rows.newId();
        places.hallTimes.take(hall.id(), id, timed.startsAt(), timed.endsAt(), extras);
        return new ShowRows.Draft(id, hall.ownerId(), hall.venueId(), timed, draft.rulesOr(defaultRules), extras);
    }

    private void insert(Handle handle, List<Outcome<ShowRows.Draft>> judged) {
        List<ShowRows.Draft> toInsert = judged.stream()
                .map(Outcome::value)
                .filter(draft -> draft != null)
                .toList();
        if (toInsert.isEmpty()) {
            return;
        }
        ShowRows.insert(handle, toInsert);
        new TreeSet<>(toInsert.stream().map(ShowRows.Draft::ownerId).toList())
                .forEach(owner -> quotas.requireShows(handle, owner));
    }

    /** An event's name of a show; null has none. */
    private record ShowName(long eventId, String externalId) {
        static ShowName of(ShowRequest draft) {
            return new ShowName(draft.eventId().value(), draft.externalId());
        }
    }

    private static Map<ShowName, Show> known(Handle handle, List<ShowRequest> drafts) {
        return ShowRows.byExternalId(handle, drafts).stream()
                .collect(Collectors.toMap(
                        show -> new ShowName(show.eventId(), show.externalId()),
                        Function.identity(),
                        (same, again) -> same));
    }

    private static Created<Show> found(Show known, ShowRequest draft) {
        return ExternalIds.found(known, known.id(), ShowRequest.of(known).equals(draft));
    }

    /** Keeps them from being deleted until the transaction ends. */
    private static Places places(Handle handle, Actor actor, List<ShowRequest> drafts) {
        Map<Long, EventPlace> events = handle
                .createQuery("SELECT id, owner_id, duration_minutes FROM catalog.events"
                        + " WHERE id = ANY(:ids) ORDER BY id FOR KEY SHARE")
                .bindArray(
                        "ids", Long.class, ids(drafts, draft -> draft.eventId().value()))
                .map((row, context) -> new EventPlace(
                        row.getLong("id"), row.getLong("owner_id"), row.getObject("duration_minutes", Integer.class)))
                .stream()
                .filter(event -> actor.owns(event.ownerId()))
                .collect(Collectors.toMap(EventPlace::id, Function.identity()));
        Collection<Long> hallIds = ids(drafts, draft -> draft.hallId().value());
        Map<Long, HallPlace> halls = handle
                .createQuery(
                        "SELECT id, owner_id, venue_id FROM catalog.halls WHERE id = ANY(:ids) ORDER BY id FOR KEY SHARE")
                .bindArray("ids", Long.class, hallIds)
                .map((row, context) ->
                        new HallPlace(row.getLong("id"), row.getLong("owner_id"), row.getLong("venue_id")))
                .stream()
                .filter(hall -> actor.owns(hall.ownerId()))
                .collect(Collectors.toMap(HallPlace::id, Function.identity()));
        // Shows that may overlap wait for nobody else's.
        Collection<Long> alone =
                ids(drafts.stream().filter(draft -> !draft.allowOverlap()).toList(), draft -> draft.hallId()
                        .value());
        alone.retainAll(halls.keySet());
        HallTimes hallTimes = HallTimes.of(
                handle,
                alone,
                drafts.stream()
                        .map(ShowRequest::startsAt)
                        .min(Instant::compareTo)
                        .orElseThrow(),
                drafts.stream()
                        .map(ShowDrafts::latestEnd)
                        .max(Instant::compareTo)
                        .orElseThrow());
        Map<Long, Long> hallsOfMaps = new HashMap<>();
        handle.createQuery("SELECT id, hall_id FROM catalog.seat_maps WHERE id = ANY(:ids)")
                .bindArray("ids", Long.class, ids(drafts, draft -> draft.seatMapId()
                        .value()))
                .map((row, context) -> hallsOfMaps.put(row.getLong("id"), row.getLong("hall_id")))
                .list();
        return new Places(events, halls, hallsOfMaps, hallTimes);
    }

    /** When it is over for certain, if it is one that can be made. */
    private static Instant latestEnd(ShowRequest draft) {
        return draft.endsAt() != null ? draft.endsAt() : draft.startsAt().plus(LONGEST_EVENT);
    }

    private static Collection<Long> ids(List<ShowRequest> drafts, Function<ShowRequest, Long> which) {
        return drafts.stream().map(which).collect(Collectors.toCollection(TreeSet::new));
    }

    private static HallPlace place(ShowRequest draft, Places places) {
        FieldErrors errors = new FieldErrors();
        EventPlace event =
                found(errors, "eventId", places.events.get(draft.eventId().value()));
        HallPlace hall = found(errors, "hallId", places.halls.get(draft.hallId().value()));
        Long hallOfMap = found(
                errors, "seatMapId", places.hallsOfMaps.get(draft.seatMapId().value()));
        if (hall != null && hallOfMap != null) {
            ShowRequest.check(errors, hallOfMap == hall.id(), "seatMapId", "is not a map of the hall");
        }
        if (hall != null && event != null) {
            boolean sameOwner = event.ownerId() == hall.ownerId();
            ShowRequest.check(errors, sameOwner, "eventId", "belongs to another organizer than the hall");
        }
        errors.throwIfAny();
        return hall;
    }

    /** What a body names; null when there is none, or it is another's. */
    private static <T> T found(FieldErrors errors, String field, T thing) {
        if (thing == null) {
            errors.add("/" + field, FieldErrors.INVALID, "there is no such thing");
        }
        return thing;
    }

    /**
     * @throws InvalidInputException when there are errors, or the prices do not fit the map
     */
    void checkPrices(ShowRequest draft, FieldErrors errors) {
        checkPrices(draft, maps, errors);
    }

    private static void checkPrices(ShowRequest draft, LongFunction<SeatMap> maps, FieldErrors errors) {
        if (draft.prices() != null) {
            draft.prices().forMap(maps.apply(draft.seatMapId().value()), "/prices", errors);
        }
        errors.throwIfAny();
    }

    private static Savepoint savepoint(Handle handle) {
        try {
            return handle.getConnection().setSavepoint();
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException("no savepoint", e, null);
        }
    }

    private static void rollback(Handle handle, Savepoint before) {
        try {
            handle.getConnection().rollback(before);
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException("no way back to a savepoint", e, null);
        }
    }
}
