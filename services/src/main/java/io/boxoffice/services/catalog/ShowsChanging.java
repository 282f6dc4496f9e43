package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.services.database.IdempotencyKeys;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.database.Versions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Changes many shows, one after the other, each by the one way in which it is changed alone ({@link ShowCatalog#update}, {@link
 * ShowCatalog#changePrices}, {@link ShowCatalog#step}). With a key the plan is written down before the first of them, and what became of
 * each after it: who asks again gets the same answer, and what was cut off goes on. Blocks, for PostgreSQL and for the core; any thread.
 */
final class ShowsChanging {
    private final SqlDatabase database;
    private final ShowCatalog shows;
    private final ShowsChangeRows rows;
    private final ManyShowsConfig limits;
    private final long keyRetentionMs;
    private final Clock clock;
    private final Set<StepRequest.Key> underWay = ConcurrentHashMap.newKeySet();

    /**
     * @param keyRetentionMs how long keys are remembered
     */
    ShowsChanging(
            SqlDatabase database,
            ShowCatalog shows,
            Quotas quotas,
            ManyShowsConfig limits,
            long keyRetentionMs,
            Clock clock) {
        this.database = database;
        this.shows = shows;
        this.limits = limits;
        this.keyRetentionMs = keyRetentionMs;
        this.clock = clock;
        rows = new ShowsChangeRows(database, quotas);
    }

    /** A show that may be changed, and where it is. */
    private record Found(Show show, ZoneId zone) {}

    /**
     * Changes them, or says what would come of it.
     *
     * @param key null: none; then what is cut off is not gone on with
     * @throws InvalidInputException              when the filter has too many shows, or more are named than may be
     * @throws IdempotencyKeys.KeyReusedException when the key was used with another body
     * @throws ProblemException                   request_in_progress
     * @throws QuotaReachedException              when the caller has so many keys as may be, or changes under way
     */
    ShowsChanged change(Actor actor, ShowsChange change, StepRequest.Key key) {
        if (change.dryRun()) {
            return preview(actor, change);
        }
        if (key == null) {
            return answer(carryOut(actor, change, plan(found(actor, change), change), null));
        }
        if (!underWay.add(key)) {
            throw new ProblemException(HttpProblem.REQUEST_IN_PROGRESS, "a request with the key is still under way");
        }
        try {
            Instant oldest = oldest();
            List<ShowsChangeRows.Planned> plan = rows.plan(key, oldest);
            if (plan.isEmpty()) {
                plan = plan(found(actor, change), change);
                rows.keep(key, plan, clock.instant(), oldest);
            }
            return answer(carryOut(actor, change, plan, key));
        } finally {
            underWay.remove(key);
        }
    }

    /** Forgets old keys. */
    void purge() {
        rows.purge(oldest());
    }

    private Instant oldest() {
        return clock.instant().minusMillis(keyRetentionMs);
    }

    /** Those that are named, in that order, or that the filter has; null where there is none of the actor's. */
    private Map<Long, Found> found(Actor actor, ShowsChange change) {
        Map<Long, Found> found = new HashMap<>();
        List<Long> named = change.shows() == null
                ? List.of()
                : change.shows().stream().map(show -> show.id().value()).toList();
        String tooMany = "at most " + limits.perChange() + " shows are changed at once";
        Check.that(named.size() <= limits.perChange(), "shows", tooMany);
        database.withHandle(handle -> (change.filter() == null
                                ? ShowRows.ofOwner(handle, actor, "s.id = ANY(:ids)")
                                        .bindArray("ids", Long.class, named)
                                : filtered(handle, actor, change.filter()))
                        .map((row, context) -> new Found(ShowRow.showOf(row), ZoneId.of(row.getString("timezone"))))
                        .list())
                .forEach(each -> found.put(each.show().id(), each));
        Check.that(found.size() <= limits.perChange(), "filter", "has more shows: " + tooMany);
        return found;
    }

    private Query filtered(Handle handle, Actor actor, ShowsFilter filter) {
        return ShowRows.ofOwner(handle, actor, """
                        s.state IN ('draft', 'publishing', 'published', 'closed')
                        AND (CAST(:event AS bigint) IS NULL OR s.event_id = :event)
                        AND (CAST(:hall AS bigint) IS NULL OR s.hall_id = :hall)
                        AND (CAST(:from AS timestamptz) IS NULL OR s.starts_at >= :from)
                        AND (CAST(:until AS timestamptz) IS NULL OR s.starts_at < :until) LIMIT :limit""")
                .bind(
                        "event",
                        filter.eventId() == null
                                ? null
                                : (Long) filter.eventId().value())
                .bind(
                        "hall",
                        filter.hallId() == null ? null : (Long) filter.hallId().value())
                .bind("from", Rows.utc(filter.from()))
                .bind("until", Rows.utc(filter.until()))
                .bind("limit", limits.perChange() + 1);
    }

    /**
     * What is to become of each. Shows that move later are moved from the last on, others from the first on: none is in the way of the
     * next.
     */
    private List<ShowsChangeRows.Planned> plan(Map<Long, Found> found, ShowsChange change) {
        List<ShowsChangeRows.Planned> plan = new ArrayList<>();
        if (change.shows() != null) {
            for (ShowToPublish named : change.shows()) {
                if (!found.containsKey(named.id().value())) {
                    NotFoundException none =
                            new NotFoundException("no show " + named.id().value());
                    plan.add(new ShowsChangeRows.Planned(named.id().value(), 0, null, refused(null, named.id(), none)));
                }
            }
        }
        Map<Long, Versions> expected = new HashMap<>();
        if (change.shows() != null) {
            change.shows().forEach(named -> expected.put(named.id().value(), named.versions()));
        }
        List<ShowsChangeRows.Planned> later = new ArrayList<>();
        List<ShowsChangeRows.Planned> sooner = new ArrayList<>();
        found.values().stream()
                .sorted(Comparator.comparing((Found each) -> each.show().startsAt())
                        .thenComparing(each -> each.show().id()))
                .forEach(each -> {
                    ShowsChangeRows.Planned planned = planned(each, change, expected);
                    boolean isLater = planned.startsAt() != null
                            && planned.startsAt().isAfter(each.show().startsAt());
                    if (isLater) {
                        later.add(0, planned);
                    } else {
                        sooner.add(planned);
                    }
                });
        plan.addAll(later);
        plan.addAll(sooner);
        return plan;
    }

    private static ShowsChangeRows.Planned planned(Found each, ShowsChange change, Map<Long, Versions> expected) {
        Show show = each.show();
        try {
            expected.getOrDefault(show.id(), Versions.ANY).require(show.version());
            Instant start = change.kind() == ShowsChange.Kind.MOVE ? moved(each, change) : null;
            return new ShowsChangeRows.Planned(show.id(), show.version(), start, null);
        } catch (ProblemException e) {
            return new ShowsChangeRows.Planned(show.id(), show.version(), null, refused(show, new Id(show.id()), e));
        }
    }

    private static Instant moved(Found each, ShowsChange change) {
        Instant start = each.show().startsAt();
        if (change.moveMinutes() != null) {
            return start.plusSeconds(60L * change.moveMinutes());
        }
        LocalDateTime local =
                LocalDateTime.ofInstant(start, each.zone()).toLocalDate().atTime(LocalTime.parse(change.startTime()));
        if (each.zone().getRules().getValidOffsets(local).isEmpty()) {
            throw new ProblemException(Problem.of(CatalogProblem.NO_SUCH_TIME));
        }
        return local.atZone(each.zone()).toInstant();
    }

    private List<ShowsChanged.Line> carryOut(
            Actor actor, ShowsChange change, List<ShowsChangeRows.Planned> plan, StepRequest.Key key) {
        List<ShowsChanged.Line> lines = new ArrayList<>();
        boolean isFull = false;
        for (int i = 0; i < plan.size(); i++) {
            ShowsChangeRows.Planned planned = plan.get(i);
            if (planned.outcome() != null) {
                lines.add(planned.outcome());
                continue;
            }
            ShowsChanged.Line line = null;
            if (!isFull) {
                try {
                    line = changed(actor, change, planned);
                } catch (BookingClient.OverloadedException e) {
                    isFull = true;
                }
            }
            if (line != null && key != null) {
                rows.settle(key, i, line);
            }
            lines.add(line != null ? line : unfinished(planned));
        }
        return lines;
    }

    private static ShowsChanged.Line unfinished(ShowsChangeRows.Planned planned) {
        ShowOutcomes.Item item =
                ShowOutcomes.Item.refused(new Id(planned.showId()), Problem.of(HttpProblem.OVERLOADED));
        return new ShowsChanged.Line(null, null, item, null, null, null, null);
    }

    private ShowsChanged.Line changed(Actor actor, ShowsChange change, ShowsChangeRows.Planned planned) {
        long id = planned.showId();
        return judged(id, () -> {
            // An earlier try may have written down what it intends and have got no further.
            shows.finish(id);
            Show before = shows.ownShow(actor, id);
            if (isDone(before, change, planned)) {
                return before;
            }
            Versions expected = Versions.of(planned.version());
            return switch (change.kind()) {
                case MOVE -> shows.update(actor, id, stated -> stated.movedTo(planned.startsAt()), expected);
                case PRICE -> shows.changePrices(actor, id, change.prices(), expected);
                case CANCEL -> {
                    shows.step(actor, id, ShowStep.CANCEL, new StepRequest(expected, null));
                    yield shows.ownShow(actor, id);
                }
            };
        });
    }

    /** Whether a show is as it is to be, by an earlier try or from the beginning. */
    private static boolean isDone(Show show, ShowsChange change, ShowsChangeRows.Planned planned) {
        return switch (change.kind()) {
            case MOVE -> show.startsAt().equals(planned.startsAt());
            case PRICE -> change.prices().equals(show.prices());
            case CANCEL -> show.state() == ShowState.CANCELLED;
        };
    }

    private ShowsChanged.Line judged(long showId, Supplier<Show> work) {
        try {
            return line(work.get(), null);
        } catch (RejectedException e) {
            return refused(null, new Id(showId), e);
        } catch (ProblemException e) {
            return refused(null, new Id(showId), Outcome.refusedOrThrow(e).refused());
        }
    }

    private static ShowsChanged.Line line(Show show, ShowsConcerned.Count concerned) {
        ShowOutcomes.Item item = ShowOutcomes.Item.of(200, new Id(show.id()), show.version(), show.state());
        return line(show, item, concerned);
    }

    private static ShowsChanged.Line line(Show show, ShowOutcomes.Item item, ShowsConcerned.Count concerned) {
        return new ShowsChanged.Line(
                show.startsAt(),
                show.endsAt(),
                item,
                concerned == null ? null : concerned.bookings(),
                concerned == null ? null : concerned.tickets(),
                concerned == null ? null : concerned.refundAmount(),
                concerned == null ? null : show.currency());
    }

    /**
     * @param show null: not known
     */
    private static ShowsChanged.Line refused(Show show, Id id, RuntimeException why) {
        return new ShowsChanged.Line(
                show == null ? null : show.startsAt(),
                show == null ? null : show.endsAt(),
                ShowOutcomes.Item.refused(id, why, null),
                null,
                null,
                null,
                null);
    }

    private ShowsChanged preview(Actor actor, ShowsChange change) {
        Map<Long, Found> found = found(actor, change);
        List<ShowsChangeRows.Planned> plan = plan(found, change);
        boolean isCurrent = shows.salesAreWritten();
        Map<Long, ShowsConcerned.Count> concerned = ShowsConcerned.of(database, found.keySet());
        Map<Long, Outcome<Show>> judged = judged(change, plan, found);
        List<ShowsChanged.Line> lines = new ArrayList<>();
        for (ShowsChangeRows.Planned planned : plan) {
            Outcome<Show> outcome = judged.get(planned.showId());
            if (outcome == null) {
                lines.add(planned.outcome());
            } else if (outcome.refused() != null) {
                Show show = found.get(planned.showId()).show();
                lines.add(refused(show, new Id(show.id()), outcome.refused()));
            } else {
                ShowsConcerned.Count count = concerned.getOrDefault(planned.showId(), ShowsConcerned.NOBODY);
                lines.add(line(outcome.value(), concerning(change, outcome.value(), count)));
            }
        }
        return answer(lines).withConcerned(isCurrent);
    }

    /** Other prices concern nobody who has a ticket; only who is cancelled gets money back. */
    private static ShowsConcerned.Count concerning(ShowsChange change, Show show, ShowsConcerned.Count count) {
        return switch (change.kind()) {
            case PRICE -> ShowsConcerned.NOBODY;
            case MOVE -> new ShowsConcerned.Count(count.bookings(), count.tickets(), 0);
            case CANCEL -> count;
        };
    }

    /** How each show would be, by id; those that were refused already are left out. */
    private Map<Long, Outcome<Show>> judged(
            ShowsChange change, List<ShowsChangeRows.Planned> plan, Map<Long, Found> found) {
        List<Show> toMove = new ArrayList<>();
        Map<Long, Outcome<Show>> judged = new TreeMap<>();
        Map<Long, Instant> starts = new HashMap<>();
        for (ShowsChangeRows.Planned planned : plan) {
            if (planned.outcome() != null) {
                continue;
            }
            Show show = found.get(planned.showId()).show();
            if (change.kind() == ShowsChange.Kind.MOVE) {
                toMove.add(show);
                starts.put(show.id(), planned.startsAt());
                continue;
            }
            try {
                judged.put(
                        show.id(),
                        Outcome.of(
                                change.kind() == ShowsChange.Kind.PRICE
                                        ? shows.judgedPrices(show, change.prices())
                                        : shows.judgedCancelling(show)));
            } catch (ProblemException e) {
                judged.put(show.id(), Outcome.refusedOrThrow(e));
            }
        }
        judged.putAll(shows.judgedMoves(toMove, starts));
        return judged;
    }

    private static ShowsChanged answer(List<ShowsChanged.Line> lines) {
        int changed = 0;
        int unfinished = 0;
        for (ShowsChanged.Line line : lines) {
            changed += line.outcome().status() == 200 ? 1 : 0;
            unfinished += line.outcome().status() == HttpProblem.OVERLOADED.status() ? 1 : 0;
        }
        int refused = lines.size() - changed - unfinished;
        return new ShowsChanged(changed, refused, unfinished, null, null, null, null, lines);
    }
}
