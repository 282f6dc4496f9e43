package io.boxoffice.services.catalog;

import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.database.IdempotencyKeys;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.database.VersionMismatchException;
import io.boxoffice.services.database.Versions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * How a show is changed: what is intended is written down, told to the booking core, and marked as done; one change at a time
 * to a show. What is cut off between is finished by the next change or by {@link CatalogReconciler}, the answer to the key of
 * a step included. Blocks, for PostgreSQL and for the core; any thread.
 */
final class ShowChanges {
    private final SqlDatabase database;
    private final ShowRows rows;
    private final ShowCommands commands;
    private final CatalogCache cache;
    private final Quotas quotas;
    private final StepKeys keys;
    private final StepAnswer.Encoder answers;
    private final ShowLocks locks = new ShowLocks();
    private final ShowOpenings openings;

    ShowChanges(
            SqlDatabase database,
            SeatMapCatalog seatMaps,
            BookingClient core,
            ShowDirectory directory,
            CatalogCache cache,
            Quotas quotas,
            ShowTimes times,
            StepAnswer.Encoder answers) {
        this.database = database;
        this.cache = cache;
        this.quotas = quotas;
        this.answers = answers;
        rows = new ShowRows(database);
        commands = new ShowCommands(core, directory, times);
        keys = new StepKeys(database, quotas);
        openings = new ShowOpenings(commands, seatMaps);
    }

    ShowRows rows() {
        return rows;
    }

    ShowCommands commands() {
        return commands;
    }

    ShowOpenings openings() {
        return openings;
    }

    StepKeys keys() {
        return keys;
    }

    CatalogCache cache() {
        return cache;
    }

    SqlDatabase database() {
        return database;
    }

    /** Finishes what is intended for a show, if anything is. */
    boolean finish(long showId) {
        database.requireNoTransaction();
        locks.take(List.of(showId));
        try {
            ShowRow row = rows.row(showId);
            if (row.intent() == null) {
                return false;
            }
            finish(row);
            return true;
        } finally {
            locks.giveBack(List.of(showId));
        }
    }

    /**
     * Finishes whatever is left of an earlier change, then does what the function comes to intend.
     *
     * @param expected the versions the caller knows
     * @param change   null from it: there is nothing to tell the core
     * @throws VersionMismatchException when the show has none of them
     */
    Show change(Actor actor, long showId, Versions expected, Function<Show, ShowIntent> change) {
        return inTurn(actor, showId, before -> {
            expected.require(before.version());
            ShowIntent intent = change.apply(before);
            if (intent != null && before.state() == ShowState.DRAFT) {
                // The core does not know it yet, and is told all of it when it is published.
                database.inTransaction(handle -> {
                    settle(handle, before, intent);
                    return null;
                });
            } else if (intent != null) {
                carryOut(before, intent);
            }
            return rows.find(showId).orElse(before);
        });
    }

    /**
     * A step, once a key. A key that is known is answered as it was first, whatever has become of the show; a step that is
     * refused keeps no key.
     *
     * @param needed judges the step; false from it: the show is there already
     * @throws IdempotencyKeys.KeyReusedException when the key was used for another step of the show, or with another body
     * @throws VersionMismatchException           when the show has none of the versions that are expected
     */
    StepAnswer step(Actor actor, long showId, ShowStep step, StepRequest request, Predicate<Show> needed) {
        return inTurn(actor, showId, before -> {
            StepRequest.Key key = request.key();
            Optional<StepAnswer> first = key == null ? Optional.empty() : keys.firstAnswer(showId, step, key);
            if (first.isPresent()) {
                return first.get();
            }
            request.expected().require(before.version());
            boolean wanted = needed.test(before);
            if (key != null) {
                keys.requireRoom(showId);
            }
            ShowIntent intent = ShowIntent.to(step, key);
            if (wanted) {
                return carryOut(before, intent);
            }
            return database.inTransaction(handle -> answer(handle, intent, before, null));
        });
    }

    /** Works on a show while nothing else changes it; whatever was left of an earlier change is finished first. */
    <T> T inTurn(Actor actor, long showId, Function<Show, T> work) {
        database.requireNoTransaction();
        long ownerId = owned(actor, showId).show().ownerId();
        quotas.beginChange(ownerId);
        try {
            locks.take(List.of(showId));
            try {
                ShowRow row = owned(actor, showId);
                if (row.intent() != null) {
                    finish(row);
                    row = rows.row(showId);
                }
                return work.apply(row.show());
            } finally {
                locks.giveBack(List.of(showId));
            }
        } finally {
            quotas.endChange(ownerId);
        }
    }

    /**
     * Publishes shows: what is intended is written down of all of them, then told, then marked as done, each in one go.
     *
     * @param key    null: none; each show keeps it with its own answer
     * @param dryRun judges them, and changes nothing
     * @param needed judges one; false from it: it is published already
     */
    List<Outcome<StepAnswer>> publishAll(
            Actor actor, List<ShowToPublish> wanted, StepRequest.Key key, boolean dryRun, Predicate<Show> needed) {
        database.requireNoTransaction();
        Set<Long> ids = wanted.stream().map(show -> show.id().value()).collect(Collectors.toSet());
        Set<Long> owners = rows.rows(ids).values().stream()
                .map(row -> row.show().ownerId())
                .filter(actor::owns)
                .collect(Collectors.toCollection(TreeSet::new));
        Deque<Long> begun = new ArrayDeque<>();
        try {
            for (long owner : owners) {
                quotas.beginChange(owner);
                begun.add(owner);
            }
            locks.take(ids);
            try {
                Publication publication = new Publication(this, actor, key, needed);
                publication.judge(wanted, dryRun);
                if (!dryRun) {
                    publication.carryOut();
                }
                return publication.outcomes(wanted);
            } finally {
                locks.giveBack(ids);
            }
        } finally {
            begun.forEach(quotas::endChange);
        }
    }

    private ShowRow owned(Actor actor, long showId) {
        ShowRow row = rows.row(showId);
        ShowChecks.own(actor, row.show());
        return row;
    }

    private StepAnswer carryOut(Show before, ShowIntent intent) {
        boolean publishing = intent.kind() == ShowIntent.Kind.PUBLISH && before.state() == ShowState.DRAFT;
        database.inTransaction(handle -> {
            if (intent.terms() != null) {
                HallTimes.requireFree(handle, before, intent.terms());
            }
            if (publishing) {
                HallTakenException taken =
                        HallTimes.takenBySold(handle, List.of(before.id())).get(before.id());
                if (taken != null) {
                    throw taken;
                }
            }
            rows.intend(before.id(), intent, publishing ? ShowState.PUBLISHING : before.state());
            return null;
        });
        return finish(rows.row(before.id()));
    }

    StepAnswer finish(ShowRow row) {
        Show show = row.show();
        ShowIntent intent = row.intent();
        nameTypes(show, intent);
        try {
            tell(show, intent);
        } catch (RejectedException e) {
            dropIntent(show);
            throw e;
        }
        StepAnswer answer = database.inTransaction(handle -> {
            settle(handle, show, intent);
            return answer(handle, intent, ShowRows.locked(handle, show.id()).show(), null);
        });
        if (intent.kind() == ShowIntent.Kind.ARCHIVE) {
            cache.remove(show.id());
        } else {
            rows.card(show.id()).ifPresent(cache::put);
        }
        return answer;
    }

    /** The core has refused what was intended. */
    void dropIntent(Show show) {
        rows.intend(show.id(), null, withoutIntent(show));
        rows.card(show.id()).ifPresent(cache::put);
    }

    /** Ticket types are sold, and told of, as soon as the core knows them: their names are there before. */
    private void nameTypes(Show show, ShowIntent intent) {
        Prices prices =
                switch (intent.kind()) {
                    case PUBLISH -> show.prices();
                    case CHANGE_PRICES -> intent.prices();
                    default -> null;
                };
        if (intent.terms() != null) {
            // The core may sell for longer from now on than the web does.
            rows.card(show.id())
                    .map(card -> card.with(card.notes().with(intent.terms().windows())))
                    .ifPresent(cache::put);
        }
        if (prices != null) {
            rows.card(show.id()).map(card -> card.with(Prices.typesOf(prices))).ifPresent(cache::put);
        }
    }

    /**
     * The answer to what was intended, kept if it was asked for with a key.
     *
     * @param card null: it is looked up
     */
    StepAnswer answer(Handle handle, ShowIntent intent, Show after, ShowCard card) {
        ShowCard names = card != null ? card : rows.card(after.id()).orElse(null);
        StepAnswer answer = StepAnswer.of(after, ShowLabels.of(names), answers);
        if (intent.key() != null) {
            StepKeys.keep(handle, after.id(), intent.kind(), intent.key(), answer);
        }
        return answer;
    }

    /** A show that the core sells already is no draft again, whatever of it the core refuses now. */
    private ShowState withoutIntent(Show show) {
        if (show.state() != ShowState.PUBLISHING && show.state() != ShowState.DRAFT) {
            return show.state();
        }
        return commands.wasOpened(show.id()) ? ShowState.PUBLISHED : ShowState.DRAFT;
    }

    private void tell(Show show, ShowIntent intent) {
        long id = show.id();
        switch (intent.kind()) {
            case PUBLISH -> {
                RejectedException refused = openings.open(List.of(show)).get(id);
                if (refused != null) {
                    throw refused;
                }
            }
            case CLOSE -> commands.close(id);
            case CANCEL -> commands.cancel(id);
            case ARCHIVE -> commands.archive(id, rows.loweredEndMs(id));
            case CHANGE_TERMS -> openings.define(show, intent.terms());
            case CHANGE_PRICES -> commands.setPrices(id, intent.prices().forMap(map(show.seatMapId())));
            case CHANGE_BLOCKS -> commands.setBlocks(id, map(show.seatMapId()), intent.allBlocks());
        }
    }

    private static void settle(Handle handle, Show show, ShowIntent intent) {
        ShowState state = show.state();
        switch (intent.kind()) {
            case PUBLISH -> state = ShowState.PUBLISHED;
            case CLOSE -> state = ShowState.CLOSED;
            case CANCEL -> state = ShowState.CANCELLED;
            case ARCHIVE -> state = ShowState.ARCHIVED;
            case CHANGE_TERMS -> ShowRows.setTerms(handle, show.id(), intent.terms());
            case CHANGE_PRICES -> ShowRows.setPrices(handle, show.id(), intent.prices());
            case CHANGE_BLOCKS -> ShowRows.setBlocks(handle, show.id(), intent.allBlocks());
        }
        ShowRows.settle(handle, show.id(), state);
    }

    /** A seat map, wherever it is known. */
    SeatMap map(long seatMapId) {
        return openings.map(seatMapId);
    }
}
