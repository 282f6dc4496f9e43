package io.boxoffice.services.catalog;

import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.services.database.NotFoundException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * Shows that are published together: what is intended is written down of all of them, then told to the core, then marked as done,
 * each in one go. For one thread, which has taken the shows' locks.
 */
final class Publication {
    private final ShowChanges changes;
    private final Actor actor;
    private final StepRequest.Key key;
    private final Predicate<Show> needed;
    private final Map<Long, Outcome<StepAnswer>> outcomes = new HashMap<>();
    /** To be told and marked as done, by id. */
    private final Map<Long, Show> toPublish = new LinkedHashMap<>();
    /** Published already; answered all the same. */
    private final Map<Long, Show> published = new LinkedHashMap<>();

    /**
     * @param key    null: none
     * @param needed judges a show; false from it: it is published already
     */
    Publication(ShowChanges changes, Actor actor, StepRequest.Key key, Predicate<Show> needed) {
        this.changes = changes;
        this.actor = actor;
        this.key = key;
        this.needed = needed;
    }

    /**
     * Judges all of them.
     *
     * @param dryRun what an earlier change left is not finished before
     */
    void judge(List<ShowToPublish> wanted, boolean dryRun) {
        List<Long> ids = wanted.stream().map(show -> show.id().value()).toList();
        Map<Long, ShowRow> rows = changes.rows().rows(ids);
        rows.values().removeIf(row -> !actor.owns(row.show().ownerId()));
        if (!dryRun) {
            finishEarlier(rows);
        }
        Map<Long, StepAnswer> first =
                key == null ? Map.of() : changes.keys().firstAnswers(rows.keySet(), ShowStep.PUBLISH, key);
        Set<Long> full = key == null ? Set.of() : changes.keys().withoutRoom(rows.keySet());
        for (ShowToPublish show : wanted) {
            long id = show.id().value();
            if (!outcomes.containsKey(id)) {
                attempt(id, () -> judge(show, rows.get(id), first.get(id), full.contains(id)));
            }
        }
        if (dryRun && !toPublish.isEmpty()) {
            changes.database().inTransaction(handle -> {
                refuseTaken(handle);
                return null;
            });
        }
    }

    private void finishEarlier(Map<Long, ShowRow> rows) {
        rows.replaceAll((id, row) -> {
            if (row.intent() == null) {
                return row;
            }
            attempt(id, () -> changes.finish(row));
            return changes.rows().row(id);
        });
    }

    private void judge(ShowToPublish wanted, ShowRow row, StepAnswer first, boolean keysAreFull) {
        long id = wanted.id().value();
        if (row == null) {
            throw new NotFoundException("no show " + id);
        }
        Show show = row.show();
        if (first != null) {
            outcomes.put(id, Outcome.of(first));
            return;
        }
        wanted.versions().require(show.version());
        boolean needs = needed.test(show);
        if (keysAreFull) {
            changes.keys().requireRoom(id);
        }
        (needs ? toPublish : published).put(id, show);
    }

    private void attempt(long showId, Runnable work) {
        try {
            work.run();
        } catch (RejectedException e) {
            outcomes.put(showId, Outcome.refused(e));
        } catch (ProblemException e) {
            outcomes.put(showId, Outcome.refusedOrThrow(e));
        }
    }

    /** Publishes what was judged right. */
    void carryOut() {
        ShowIntent intent = ShowIntent.to(ShowStep.PUBLISH, key);
        if (!toPublish.isEmpty()) {
            changes.database().inTransaction(handle -> {
                refuseTaken(handle);
                changes.rows().intendToPublish(toPublish.keySet(), intent);
                return null;
            });
            // They are on sale, and told of, as soon as the core has opened them: their names are there before.
            cards(toPublish.keySet()).values().forEach(changes.cache()::put);
            changes.openings().open(List.copyOf(toPublish.values())).forEach(this::refuse);
        }
        settle(intent);
    }

    /** Drafts whose time in the hall another show has that is on sale. */
    private void refuseTaken(Handle handle) {
        HallTimes.takenBySold(handle, toPublish.keySet()).forEach((id, why) -> {
            toPublish.remove(id);
            outcomes.put(id, Outcome.refused(why));
        });
    }

    private void refuse(long showId, RejectedException why) {
        changes.dropIntent(toPublish.remove(showId));
        outcomes.put(showId, Outcome.refused(why));
    }

    private void settle(ShowIntent intent) {
        if (toPublish.isEmpty() && (published.isEmpty() || key == null)) {
            published.forEach((id, show) -> outcomes.put(id, answer(show)));
            return;
        }
        Map<Long, Show> settled = new LinkedHashMap<>(published);
        changes.database().inTransaction(handle -> {
            ShowRows.settlePublished(handle, toPublish.keySet());
            ShowRows.rows(handle, toPublish.keySet()).forEach((id, row) -> settled.put(id, row.show()));
            Map<Long, ShowCard> cards = key == null ? Map.of() : cards(settled.keySet());
            settled.forEach((id, show) -> outcomes.put(
                    id, key == null ? answer(show) : Outcome.of(changes.answer(handle, intent, show, cards.get(id)))));
            return null;
        });
    }

    private static Outcome<StepAnswer> answer(Show show) {
        return Outcome.of(new StepAnswer(show.version(), new byte[0]));
    }

    private Map<Long, ShowCard> cards(Collection<Long> showIds) {
        Map<Long, ShowCard> cards = new HashMap<>();
        changes.rows().cards(showIds).forEach(card -> cards.put(card.showId(), card));
        return cards;
    }

    /** What became of each, or would have when nothing was carried out. */
    List<Outcome<StepAnswer>> outcomes(List<ShowToPublish> wanted) {
        toPublish.forEach((id, show) -> outcomes.computeIfAbsent(id, judged -> answer(show)));
        published.forEach((id, show) -> outcomes.computeIfAbsent(id, judged -> answer(show)));
        return wanted.stream().map(show -> outcomes.get(show.id().value())).toList();
    }
}
